#!/usr/bin/env bash
# build.sh FOLDER: FOLDER/bin with the linters of requirements.txt, each checked against its hash.
set -euo pipefail
folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"${PULUMI_COMPOSE_PYTHON:?the Python to use}" -m pip --disable-pip-version-check install --no-cache-dir \
  --no-deps --only-binary :all: --require-hashes --target "$folder" --requirement "$here/requirements.txt"
