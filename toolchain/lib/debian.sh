# shellcheck shell=bash
# Tools from Debian's or Ubuntu's packages, unpacked into the cache.

can_unpack_debian_packages() {
  have apt-get && have dpkg && grep -qE '^ID="?(debian|ubuntu)"?$' /etc/os-release 2>/dev/null
}

debian_folder() { tool_folder "$1" debian; }

# ensure_debian_packages NAME SET LABEL
ensure_debian_packages() {
  PULUMI_COMPOSE_APT=$cache/apt build_tool "$(debian_folder "$1")" "$3" "$toolchain/debian/build.sh" "$2"
}
