#!/usr/bin/env bash
# build.sh FOLDER: FOLDER/pulumi-resource-docker, from this folder's main.go and the modules that go.sum pins.
set -euo pipefail
folder=$1
cd "$(dirname "${BASH_SOURCE[0]}")"
CGO_ENABLED=0 go build -mod=readonly -trimpath -buildvcs=false -ldflags "-s -w" -o "$folder/pulumi-resource-docker" .
