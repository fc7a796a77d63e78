#!/usr/bin/env bash
# build.sh FOLDER: FOLDER/pulumi, the command-line tool, from the Go modules that go.mod names and go.sum pins.
set -euo pipefail
folder=$1
cd "$(dirname "${BASH_SOURCE[0]}")"
version=$(go list -mod=readonly -m -f '{{.Version}}' github.com/pulumi/pulumi/pkg/v3)
stamp=github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version
CGO_ENABLED=0 go build -mod=readonly -trimpath -buildvcs=false -ldflags "-s -w -X $stamp" \
  -o "$folder/pulumi" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
"$folder/pulumi" version
