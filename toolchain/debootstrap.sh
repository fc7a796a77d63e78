#!/usr/bin/env bash
# debootstrap.sh: print a folder with debootstrap unpacked: run FOLDER/usr/sbin/debootstrap with
# DEBOOTSTRAP_DIR=FOLDER/usr/share/debootstrap. Nothing is installed.
set -euo pipefail
# shellcheck source=toolchain/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
can_unpack_debian_packages || fail "debootstrap: it comes from Debian's or Ubuntu's packages, and this is neither."
ensure_debian_packages debootstrap debootstrap "debootstrap, from Debian packages"
debian_folder debootstrap
echo
