# shellcheck shell=bash
# What every script of the toolchain starts from: messages, folders, versions.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
toolchain=$repository/toolchain
cache=${PULUMI_COMPOSE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pulumi-compose}

# Progress goes to standard error: standard output belongs to what a script is asked for.
say() { printf 'toolchain: %s\n' "$*" >&2; }

# Said only where the user asked for a report (`toolchain/setup`), so that wrapped commands stay quiet.
report() { [ -z "${TOOLCHAIN_REPORT:-}" ] || say "$*"; }

fail() {
  printf 'toolchain: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# The first version number in the text given: `go version go1.26.8 linux/amd64` -> 1.26.8
version_in() { grep -oE '[0-9]+(\.[0-9]+)+' <<<"$1" | head -n 1; }

# version_at_least 22.23.3 22 -> true
version_at_least() {
  [ -n "$1" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]
}

# choice VARIABLE VALUE ALLOWED...: a setting holds one of the values that it knows.
check_choice() {
  local variable=$1 value=$2 allowed
  shift 2
  for allowed; do [ "$value" != "$allowed" ] || return 0; done
  fail "$variable: '$value' is not a choice; use one of: $*."
}

# PATH without what we put there, so that a shell with our environment finds the same as one without.
path_without_ours() {
  local entry kept=
  while IFS= read -r -d : entry; do
    case $entry in "$cache"/* | "$toolchain/bin") ;; *) kept+=${kept:+:}$entry ;; esac
  done <<<"$PATH:"
  printf '%s' "$kept"
}

# The system's own command, never ours.
system_command() { PATH=$(path_without_ours) command -v "$1"; }
