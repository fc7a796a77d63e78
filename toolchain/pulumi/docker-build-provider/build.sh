#!/usr/bin/env bash
# build.sh FOLDER: FOLDER/pulumi-resource-docker-build, the published provider from its Go module.
set -euo pipefail
folder=$1
cd "$(dirname "${BASH_SOURCE[0]}")"
module=github.com/pulumi/pulumi-docker-build
version=$(go list -mod=readonly -m -f '{{.Version}}' "$module")
CGO_ENABLED=0 go build -mod=readonly -trimpath -buildvcs=false \
  -ldflags "-s -w -X $module/provider.Version=${version#v}" \
  -o "$folder/pulumi-resource-docker-build" "$module/provider/cmd/pulumi-resource-docker-build"
