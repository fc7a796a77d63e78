#!/usr/bin/env bash
# build.sh FOLDER CLI-VERSION NAME=VERSION...: the official release, checked against its published checksums, and the
# provider plugins as the CLI itself installs them.
set -euo pipefail
folder=$1 version=$2
shift 2
case $(uname -m) in
  x86_64) architecture=x64 ;;
  aarch64 | arm64) architecture=arm64 ;;
  *) echo "$(uname -m): there is no official release of Pulumi for this machine." >&2 && exit 1 ;;
esac
system=$(uname -s | tr '[:upper:]' '[:lower:]')
releases=${PULUMI_COMPOSE_RELEASES:-https://github.com/pulumi/pulumi/releases/download}/v$version
archive=pulumi-v$version-$system-$architecture.tar.gz
checksums=pulumi-$version-checksums.txt
cd "$folder"
curl --fail --silent --show-error --location --connect-timeout 5 --retry 2 -O "$releases/$checksums" -O "$releases/$archive"
# The file lists every platform's archive; one line must name this one.
grep -E "[ *]$archive\$" "$checksums" | sha256sum --check --strict
mkdir bin
tar --extract --gzip --strip-components=1 --directory bin --file "$archive"
rm "$archive" "$checksums"
for plugin; do
  PULUMI_HOME=$folder bin/pulumi plugin install resource "${plugin%=*}" "${plugin#*=}"
done
bin/pulumi version
