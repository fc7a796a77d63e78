#!/usr/bin/env bash
# debian-rootfs.sh FOLDER: a minimal Debian by debootstrap, as FOLDER/rootfs.tar.gz. It needs root.
set -euo pipefail
folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rootfs=$folder/rootfs
# shellcheck source=toolchain/base-images/debian-sources.sh
. "$here/debian-sources.sh"

fail() {
  echo "debian: $*" >&2
  exit 1
}

check() {
  ((EUID == 0)) || fail "debootstrap needs root; run \`toolchain/base-images.sh ensure\` as root once."
  [[ -e $debian_keyring ]] || fail "$debian_keyring is missing; install the package debian-archive-keyring."
  [[ $repositories == *" $debian_suite"* ]] ||
    fail "apt's sources name no Debian mirror; set PULUMI_COMPOSE_DEBIAN_MIRROR to the address of one."
  [[ $repositories != *://*@* ]] ||
    fail "apt's sources carry a user name, which must not get into an image; move it to /etc/apt/auth.conf.d."
}

# debootstrap mounts /proc and /sys in there, and an interrupted one may leave them mounted.
cleanup() {
  umount -q "$rootfs/proc" "$rootfs/sys" 2>/dev/null || true
  rm -rf --one-file-system "$rootfs"
}

run_debootstrap() {
  local unpacked
  unpacked=$("$here/../debootstrap.sh")
  # The first folder of the path holds what debootstrap needs of wget.
  PATH=$here/debootstrap-bin:$PATH DEBOOTSTRAP_DIR=$unpacked/usr/share/debootstrap \
    "$unpacked/usr/sbin/debootstrap" --variant=minbase --keyring="$debian_keyring" \
    --include=ca-certificates,netbase,tzdata "$debian_suite" "$rootfs" "${repositories%% *}"
}

# apt and dpkg for builds in containers, as in slim images: no lists, documents or translations kept, no service started.
configure_packages() {
  local address suite
  rm -f "$rootfs/etc/apt/sources.list"
  while read -r address suite; do
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$address" "$suite" "$debian_keyring"
  done <<<"$repositories" >"$rootfs/etc/apt/sources.list.d/debian.sources"
  debian_apt_settings >"$rootfs/etc/apt/apt.conf.d/mirror"
  printf '%s\n' 'Acquire::Languages "none";' 'Acquire::GzipIndexes "true";' 'APT::Install-Recommends "false";' \
    'APT::Keep-Downloaded-Packages "false";' 'Dir::Cache::pkgcache "";' 'Dir::Cache::srcpkgcache "";' \
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };' >"$rootfs/etc/apt/apt.conf.d/slim"
  printf '%s\n' force-unsafe-io 'path-exclude /usr/share/doc/*' 'path-include /usr/share/doc/*/copyright' \
    'path-exclude /usr/share/man/*' 'path-exclude /usr/share/info/*' 'path-exclude /usr/share/locale/*' \
    'path-include /usr/share/locale/locale.alias' >"$rootfs/etc/dpkg/dpkg.cfg.d/slim"
  printf '#!/bin/sh\nexit 101\n' >"$rootfs/usr/sbin/policy-rc.d"
  chmod 0755 "$rootfs/usr/sbin/policy-rc.d"
}

# debootstrap installs the release as it came out; its updates follow, with this system's certificates only passing by.
upgrade() {
  local bundle=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt} step
  [[ ! -r $bundle ]] || cp "$bundle" "$rootfs/tmp/ca-bundle.crt"
  for step in update "upgrade --yes"; do
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$rootfs" \
      apt-get --quiet -o Acquire::https::CAInfo=/tmp/ca-bundle.crt -o Dpkg::Use-Pty=0 $step
  done
}

# What must not or need not be in an image: this system's name and name servers, logs, caches, documents.
trim() {
  rm -f "$rootfs"/etc/{resolv.conf,hostname} "$rootfs"/etc/*- "$rootfs/var/cache/ldconfig/aux-cache"
  : >"$rootfs/etc/machine-id"
  find "$rootfs"/{tmp,var/log,var/cache/apt,var/cache/debconf,var/lib/apt/lists} -type f -delete
  find "$rootfs"/usr/share/doc -type f ! -name copyright -delete
  find "$rootfs"/usr/share/{man,info} -type f -delete
  find "$rootfs"/usr/share/{doc,man,info} -mindepth 1 -type d -empty -delete
  find "$rootfs"/usr/share/locale -mindepth 1 ! -name locale.alias -delete
}

repositories=$(debian_repositories)
check
trap cleanup EXIT
run_debootstrap
configure_packages
upgrade
trim
# Dates of this build would make every root file system another layer: none is later than the release itself, 2023-06-10.
tar -C "$rootfs" --numeric-owner --sort=name --one-file-system --clamp-mtime --mtime=@1686355200 -c . | gzip -1n >"$folder/rootfs.tar.gz"
