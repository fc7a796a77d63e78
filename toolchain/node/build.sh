#!/usr/bin/env bash
# build.sh FOLDER: FOLDER/bin/node, from the npm package of this machine's platform, checked against package-lock.json.
set -euo pipefail
folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cp "$here"/package.json "$here"/package-lock.json "$folder"
cd "$folder"
npm ci --include=optional --ignore-scripts --no-audit --no-fund
mkdir bin
mv node_modules/node-*/bin/node bin/node
rm -r node_modules package.json package-lock.json
bin/node --version
