#!/usr/bin/env bash
# assemble.sh FOLDER CLI NAME=VERSION=BUILT...: what the builds made, laid out as the official release is: bin/ with the
# CLI and its language host side by side, plugins/ as PULUMI_HOME has them.
set -euo pipefail
folder=$1 cli=$2
shift 2
host=$(dirname "${BASH_SOURCE[0]}")/language-host
mkdir -p "$folder/bin/language-host" "$folder/plugins"
# A second name for the same file: nothing is copied.
ln "$cli/pulumi" "$folder/bin/pulumi"
cp "$host/pulumi-language-nodejs" "$folder/bin/"
cp "$host"/*.mjs "$folder/bin/language-host/"
for plugin; do
  IFS='=' read -r name version built <<<"$plugin"
  mkdir "$folder/plugins/resource-$name-v$version"
  ln "$built/pulumi-resource-$name" "$folder/plugins/resource-$name-v$version/"
done
