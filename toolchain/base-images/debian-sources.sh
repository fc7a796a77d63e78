# shellcheck shell=bash
# Which Debian the stand-ins are made of, and where it comes from: the mirrors that this system's apt uses.

debian_suite=bookworm
# shellcheck disable=SC2034 # for debian-rootfs.sh
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Prints one `ADDRESS SUITE` per line, the archive itself first, for example: `<mirror>/debian/ bookworm-updates`
debian_repositories() {
  if [[ -n ${PULUMI_COMPOSE_DEBIAN_MIRROR:-} ]]; then
    echo "$PULUMI_COMPOSE_DEBIAN_MIRROR $debian_suite"
    return
  fi
  local list=/etc/apt/sources.list codename address suite component
  [[ ! -e /etc/apt/sources.list.d/debian.sources ]] || list=/etc/apt/sources.list.d/debian.sources
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # Only the system's main list: other lists may name suites of the same codename that are not Debian's.
  # shellcheck disable=SC2016 # the names in $() are apt's
  apt-get indextargets -o "Dir::Etc::sourcelist=$list" -o Dir::Etc::sourceparts=/dev/null \
    --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    while read -r address suite component; do
      [[ $component == main && $suite == "$codename"* ]] || continue
      # Debian's cloud images name a file of mirrors: mirror+file:///etc/apt/mirrors/debian.list
      [[ $address != mirror+file:* ]] || address=$(awk 'NF && !/^#/ { print $1; exit }' "/${address#mirror+file:/}")
      echo "$address ${suite/#"$codename"/"$debian_suite"}"
    done | LC_ALL=C sort -u -k 2
}

# Settings of this system's apt that decide whether a mirror's indexes are taken at all (a frozen mirror has expired ones).
debian_apt_settings() {
  apt-config dump | grep -E '^Acquire::(Check-Valid-Until|Check-Date) ' | LC_ALL=C sort -u || true
}

# What the root file system depends on, as text to hash.
debian_inputs() {
  debian_repositories
  debian_apt_settings
  dpkg --print-architecture
}
