# shellcheck shell=bash
# The bridge of our own engine: its own name, on a subnet that nothing on this machine uses.

add_bridge() {
  local subnet
  ip link show "$engine_bridge" >/dev/null 2>&1 && return
  subnet=$(free_subnet) || fail "docker engine: no free subnet for its bridge among 10.214.0.0/24 to 10.214.63.0/24 and 192.168.192.0/24 to 192.168.255.0/24."
  ip link add "$engine_bridge" type bridge
  ip addr add "${subnet%.0/24}.1/24" dev "$engine_bridge"
  ip link set "$engine_bridge" up
}

# The bridge, and the packet filter's rules that name it: the engine leaves them behind.
remove_bridge() {
  local table rule
  ip link show "$engine_bridge" >/dev/null 2>&1 || return 0
  for table in filter nat; do
    { iptables_of_ours -t "$table" -S | grep -E -- "^-A .*(-i|-o) $engine_bridge( |\$)" || true; } | while read -r rule; do
      # shellcheck disable=SC2086 # a rule is a list of arguments
      iptables_of_ours -t "$table" ${rule/#-A/-D}
    done
  done
  ip link del "$engine_bridge"
}

iptables_of_ours() {
  local root libraries
  root=$(engine_folder)
  libraries=$(engine_libraries)
  LD_LIBRARY_PATH=$libraries XTABLES_LIBDIR=$libraries/xtables "$root/usr/sbin/iptables" -w "$@" </dev/null 2>/dev/null
}

# An engine that starts empties the chains that all engines share, and with them the published ports of others'
# containers. These two take down the rules of those chains, and put back what is missing, first to last.
shared_rules() {
  local table
  for table in filter nat; do
    iptables_of_ours -t "$table" -S | grep -E -- '^-A DOCKER' | sed "s/^-A/$table/" || true
  done
}

restore_rules() {
  local table chain rule
  tac <<<"$1" | while read -r table chain rule; do
    # shellcheck disable=SC2086 # a rule is a list of arguments
    [ -z "$table" ] || iptables_of_ours -t "$table" -C "$chain" $rule || iptables_of_ours -t "$table" -I "$chain" $rule || true
  done
}

free_subnet() {
  local candidate
  for candidate in 10.214.{0..63}.0/24 192.168.{192..255}.0/24; do
    subnet_is_free "$candidate" && echo "$candidate" && return
  done
  return 1
}

# Free of every address and route of this machine but the default route.
subnet_is_free() {
  local taken
  for taken in $({ ip -4 -o addr show && ip -4 route show table all; } | grep -oE '([0-9]+\.){3}[0-9]+(/[0-9]+)?' | sort -u); do
    ! subnets_overlap "$1" "$taken" || return 1
  done
}

# Two subnets overlap where they agree on the shorter of their prefixes. An address alone is a subnet of one.
subnets_overlap() {
  local left=${1#*/} right=32 shorter
  case $2 in */*) right=${2#*/} ;; esac
  shorter=$((left < right ? left : right))
  [ "$shorter" -gt 0 ] && [ $(($(address_number "${1%/*}") >> (32 - shorter))) -eq $(($(address_number "${2%/*}") >> (32 - shorter))) ]
}

# 10.213.0.1 -> 181731329
address_number() {
  local a b c d
  IFS=. read -r a b c d <<<"$1"
  echo $(((a << 24) + (b << 16) + (c << 8) + d))
}

# The packet size of the way out, so that containers' packets fit it too.
outward_mtu() {
  local device
  device=$(ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
  cat "/sys/class/net/${device:-lo}/mtu" | awk '{ print ($1 < 1500) ? $1 : 1500 }'
}
