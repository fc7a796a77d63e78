#!/usr/bin/env bash
# build.sh FOLDER SET: a set of Debian or Ubuntu packages unpacked into FOLDER, next to the system and not into it: apt
# runs on lists and a cache of our own, checks the archive's signatures, and dpkg only unpacks. It needs no root.
set -euo pipefail
folder=$1 set=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
apt=${PULUMI_COMPOSE_APT:?the folder of our own apt lists}
# shellcheck source=/dev/null
. /etc/os-release
# shellcheck source=toolchain/debian/sets.sh
. "$here/sets.sh"

# The mirror of the system's own settings, for the suite that it runs.
archive_mirror() {
  # shellcheck disable=SC2016 # the names in $() are apt's
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v suite="$VERSION_CODENAME" '$2 == suite && $3 == "main" { print $1; exit }'
}

configure_apt() {
  local mirror suite
  mirror=$(archive_mirror)
  [ -n "$mirror" ] || { echo "apt: its sources name no archive of $VERSION_CODENAME." >&2 && exit 1; }
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts"
  for suite in $suites; do
    echo "deb [signed-by=/usr/share/keyrings/$ID-archive-keyring.gpg] $mirror $suite $components"
  done >"$apt/sources.list"
  options=(-qq -o "Dir::State=$apt" -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt"
    -o Dir::State::status=/var/lib/dpkg/status -o "Dir::Etc::sourcelist=$apt/sources.list"
    -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::Etc::preferencesparts=$apt/parts" -o APT::Sandbox::User=)
}

# Lists of the last hour serve the next set too.
update_lists() {
  [ -z "$(find "$apt/updated" -mmin -60 2>/dev/null)" ] || return 0
  apt-get "${options[@]}" update
  touch "$apt/updated"
}

configure_apt
update_lists
mkdir "$folder/.debs"
cd "$folder/.debs"
packages=$(packages_of "$set")
# shellcheck disable=SC2086 # a list of names
apt-get "${options[@]}" download $packages
for package in *.deb; do dpkg -x "$package" "$folder"; done
cd "$folder"
rm -r .debs
finish_"${set//-/_}"
