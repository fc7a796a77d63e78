# shellcheck shell=bash
# The Debian root file system under both stand-ins: made by debootstrap from the mirror that this system's apt uses.
# Sourced by base-images.sh, which sets $cache (a folder) and $here (this folder).

debian_suite=bookworm
debian_packages=ca-certificates,netbase,tzdata
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Prints one `URI SUITE` per line, the archive itself first, for example: `<mirror>/debian/ bookworm-updates`
debian_repositories() {
  if [[ -n ${PULUMI_COMPOSE_DEBIAN_MIRROR:-} ]]; then
    printf '%s %s\n' "$PULUMI_COMPOSE_DEBIAN_MIRROR" "$debian_suite"
    return
  fi
  local list=/etc/apt/sources.list codename uri suite
  [[ -e /etc/apt/sources.list.d/debian.sources ]] && list=/etc/apt/sources.list.d/debian.sources
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  # Only the system's main list: other lists may name suites of the same codename that are not Debian's.
  apt-get indextargets -o "Dir::Etc::sourcelist=$list" -o Dir::Etc::sourceparts=/dev/null \
    --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    while read -r uri suite component; do
      [[ $component == main && $suite == "$codename"* ]] || continue
      # Debian's cloud images name a file of mirrors: mirror+file:///etc/apt/mirrors/debian.list
      [[ $uri != mirror+file:* ]] || uri=$(awk 'NF && !/^#/ { print $1; exit }' "/${uri#mirror+file:/}")
      printf '%s %s\n' "$uri" "${suite/#"$codename"/"$debian_suite"}"
    done | LC_ALL=C sort -u -k2
}

debian_check() {
  local repositories=$1 program
  for program in apt-get dpkg-deb gpgv tar; do
    command -v "$program" >/dev/null ||
      fail "packages: $program is missing: stand-ins are built on Debian or Ubuntu; build them there, or use PULUMI_COMPOSE_BASE_IMAGES=registry."
  done
  ((EUID == 0)) || fail "packages: debootstrap needs root; run base-images.sh ensure as root once, or use PULUMI_COMPOSE_BASE_IMAGES=registry."
  [[ -e $debian_keyring ]] || fail "packages: $debian_keyring is missing; install the package debian-archive-keyring."
  [[ $repositories == *" $debian_suite"* ]] ||
    fail "packages: apt's sources name no Debian mirror; set PULUMI_COMPOSE_DEBIAN_MIRROR to the address of one."
  [[ $repositories != *://*@* ]] ||
    fail "packages: apt's sources carry a user name, which must not get into an image; move it to /etc/apt/auth.conf.d."
}

# Settings of this system's apt that decide whether its mirror's indexes are taken at all (a frozen mirror has expired ones).
debian_apt_settings() {
  apt-config dump | grep -E '^Acquire::(Check-Valid-Until|Check-Date) ' | LC_ALL=C sort || true
}

debian_key() {
  {
    debian_repositories
    debian_apt_settings
    dpkg --print-architecture
    cat "$here/debian.sh"
  } | sha256sum | cut -c1-16
}

# Runs the system's apt-get on lists and folders of our own, so that the system's stay as they are.
debian_private_apt() {
  local folder=$1
  shift
  mkdir -p "$folder"/{lists,archives,parts}/partial
  apt-get -qq -o "Dir::State=$folder" -o "Dir::State::lists=$folder/lists" -o Dir::State::status=/dev/null \
    -o "Dir::Cache=$folder" -o "Dir::Etc::sourcelist=$folder/debian.list" -o "Dir::Etc::sourceparts=$folder/parts" \
    -o "Dir::Etc::preferencesparts=$folder/parts" -o APT::Sandbox::User=root "$@"
}

# Unpacks debootstrap into $1/root, whether or not this system has one.
debian_fetch_debootstrap() {
  local folder=$1 repositories=$2 uri suite
  mkdir -p "$folder"
  while read -r uri suite; do
    echo "deb [signed-by=$debian_keyring] $uri $suite main"
  done <<<"$repositories" >"$folder/debian.list"
  debian_private_apt "$folder" update
  (cd "$folder" && debian_private_apt "$folder" download debootstrap && dpkg-deb -x debootstrap_*.deb root)
}

# Runs a command inside the root file system, with this system's certificates and names, neither of which stays there.
debian_inside() {
  local rootfs=$1
  shift
  DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 SSL_CERT_FILE=/tmp/ca-bundle.crt chroot "$rootfs" "$@"
}

# Sets up apt and dpkg for builds in containers: no lists, documents or service starts kept or tried, as in slim images.
debian_configure() {
  local rootfs=$1 repositories=$2 uri suite
  rm -f "$rootfs/etc/apt/sources.list"
  while read -r uri suite; do
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$uri" "$suite" "$debian_keyring"
  done <<<"$repositories" >"$rootfs/etc/apt/sources.list.d/debian.sources"
  debian_apt_settings >"$rootfs/etc/apt/apt.conf.d/mirror"
  printf '%s\n' 'Acquire::Languages "none";' 'Acquire::GzipIndexes "true";' 'APT::Install-Recommends "false";' \
    'Dir::Cache::pkgcache "";' 'Dir::Cache::srcpkgcache "";' 'APT::Keep-Downloaded-Packages "false";' \
    >"$rootfs/etc/apt/apt.conf.d/slim"
  printf '%s\n' force-unsafe-io 'path-exclude /usr/share/doc/*' 'path-include /usr/share/doc/*/copyright' \
    'path-exclude /usr/share/man/*' 'path-exclude /usr/share/info/*' 'path-exclude /usr/share/locale/*' \
    'path-include /usr/share/locale/locale.alias' >"$rootfs/etc/dpkg/dpkg.cfg.d/slim"
  printf '#!/bin/sh\nexit 101\n' >"$rootfs/usr/sbin/policy-rc.d"
  chmod 0755 "$rootfs/usr/sbin/policy-rc.d"
}

# Takes away what debootstrap leaves: this system's names and addresses, logs, caches, documents.
debian_trim() {
  local rootfs=$1
  rm -f "$rootfs"/etc/{resolv.conf,hostname,machine-id} "$rootfs"/var/cache/ldconfig/aux-cache "$rootfs"/etc/*-
  : >"$rootfs/etc/machine-id"
  find "$rootfs"/var/lib/apt/lists "$rootfs"/var/cache/apt "$rootfs"/var/cache/debconf "$rootfs"/var/log "$rootfs"/tmp -type f -delete
  find "$rootfs"/usr/share/doc -type f ! -name copyright -delete
  find "$rootfs"/usr/share/{man,info,doc} -mindepth 1 -type d -empty -delete
  find "$rootfs"/usr/share/{man,info} -type f -delete
  find "$rootfs"/usr/share/locale -mindepth 1 ! -name locale.alias -delete
}

# Writes the root file system as a tar archive to $1.
debian_make_rootfs() {
  local archive=$1 repositories work rootfs
  repositories=$(debian_repositories)
  debian_check "$repositories"
  work=$(mktemp -d "$cache/debian.XXXXXX")
  rootfs=$work/rootfs
  # One file system only: debootstrap mounts /proc in there, and an interrupted run may leave it mounted.
  # shellcheck disable=SC2064
  trap "umount -q '$rootfs/proc' '$rootfs/sys' || true; rm -rf --one-file-system '$work'" EXIT
  debian_fetch_debootstrap "$work/apt" "$repositories"
  PATH=$here/debootstrap-bin:$PATH DEBOOTSTRAP_DIR=$work/apt/root/usr/share/debootstrap \
    "$work/apt/root/usr/sbin/debootstrap" --variant=minbase --keyring="$debian_keyring" --include="$debian_packages" \
    "$debian_suite" "$rootfs" "${repositories%% *}"
  debian_configure "$rootfs" "$repositories"
  [[ ! -e ${ca_bundle:-} ]] || cp "$ca_bundle" "$rootfs/tmp/ca-bundle.crt"
  debian_inside "$rootfs" apt-get -q -o Acquire::https::CAInfo=/tmp/ca-bundle.crt update
  debian_inside "$rootfs" apt-get -q -y -o Acquire::https::CAInfo=/tmp/ca-bundle.crt upgrade
  debian_trim "$rootfs"
  tar -C "$rootfs" --numeric-owner --sort=name --one-file-system -cf "$archive" .
}
