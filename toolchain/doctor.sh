#!/usr/bin/env bash
# doctor.sh: every prerequisite, found or missing, with its version and what to do about it. Changes nothing.
# The exit status is 0 only when nothing is missing.
set -euo pipefail
# shellcheck source=toolchain/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

missing=0
brought="run make up or make test: it is brought by itself"

row() { printf '%-24s %-8s %-28s %s\n' "$1" "$2" "$3" "$4"; }
found() { row "$1" found "$2" "${3:-}"; }
missing() {
  row "$1" missing "${3:--}" "$2"
  missing=$((missing + 1))
}

# check_command NAME: a command of the system, with the version that it prints.
check_command() {
  local path
  if path=$(system_command "$1"); then
    found "$1" "$(version_in "$("$path" --version 2>/dev/null | head -n 1)")"
  else
    missing "$1" "install it with your package manager"
  fi
}

check_bash() {
  if version_at_least "${BASH_VERSION%%(*}" 4.4; then found bash "${BASH_VERSION%%(*}"; else missing bash "install bash 4.4 or newer" "$BASH_VERSION"; fi
}

check_node() {
  find_node
  if [ -z "$node_bin" ]; then
    found "Node.js" "$(system_node_version)"
  elif [ -x "$node_bin/node" ]; then
    found "Node.js" "$("$node_bin/node" --version)" "in the cache; the system's is $(system_node_version || echo missing)"
  else
    missing "Node.js" "$brought (version $node_minimum or newer)" "$(system_node_version)"
  fi
}

check_engine() {
  find_engine
  case $engine_kind in
    user) found "Docker engine" "$(engine_version)" "$engine_host" ;;
    own) found "Docker engine" "$(engine_version)" "the project's own, $engine_host" ;;
    unreachable) missing "Docker engine" "$engine_host does not answer: start it, or unset DOCKER_HOST or the docker context" ;;
    none)
      if own_engine_possible; then
        missing "Docker engine" "run make engine-start: none answers, and the project brings its own"
      else
        missing "Docker engine" "install Docker, start it, and give yourself the right to use it: $why_not_own"
      fi
      ;;
  esac
}

engine_version() {
  if [ "${engine_host#unix://}" != "$engine_host" ] && have curl; then
    curl --silent --unix-socket "${engine_host#unix://}" http://engine/version | sed -n 's/.*"Version":"\([^"]*\)".*"ApiVersion".*/\1/p'
  fi
}

check_client() {
  find_client
  if [ -z "$client_bin" ]; then
    found "Docker client" "$(version_in "$("$(system_command docker)" --version)")" "with buildx and compose"
  elif [ -d "$(docker_client_folder)" ]; then
    found "Docker client" "$(version_in "$("$client_bin/docker" --version)")" "in the cache, with buildx and compose"
  elif can_unpack_debian_packages; then
    missing "Docker client" "$brought (with buildx and compose)"
  else
    missing "Docker client" "install docker-buildx-plugin and docker-compose-plugin"
  fi
}

check_pulumi() {
  find_pulumi
  if [ "$pulumi_source" != none ]; then
    found "Pulumi" "$(found_pulumi_version)" "$(pulumi_label)"
    return
  fi
  missing "Pulumi" "$brought (PULUMI_COMPOSE_TOOLCHAIN=$pulumi_setting)"
  check_go
}

# Only builds from package registries need it.
check_go() {
  if version_at_least "$(system_go_version)" "$go_minimum"; then
    found "Go" "$(system_go_version)" "for building Pulumi where its releases can't be reached"
  elif can_unpack_debian_packages; then
    found "Go" "-" "brought by itself, where Pulumi's releases can't be reached"
  else
    missing "Go" "install version $go_minimum or newer, if Pulumi's releases can't be reached"
  fi
}

check_python() {
  local python
  if python=$(system_command python3) && python_has_pip "$python"; then
    found "Python" "$(version_in "$("$python" --version)")" "for the linters"
  elif can_unpack_debian_packages; then
    found "Python" "-" "brought by itself, for the linters"
  else
    missing "Python" "install python3 with pip, for the linters"
  fi
}

check_state() {
  local sign
  if sign=$(user_backend); then
    found "State" "-" "your own backend ($sign)"
  elif [ -r "$passphrase_file" ] || [ -n "${PULUMI_CONFIG_PASSPHRASE:-}" ]; then
    found "State" "-" "$state_folder"
  elif [ -w "$repository" ]; then
    missing "State" "$brought"
  else
    missing "State" "give yourself the right to write to $repository"
  fi
}

check_packages() {
  if [ -e "$repository/node_modules/@pulumi/pulumi/package.json" ]; then
    found "npm packages" "-" "$repository/node_modules"
  else
    missing "npm packages" "$brought"
  fi
}

row prerequisite status version "remedy, or where"
for name in git make curl npm; do check_command "$name"; done
check_bash
check_node
check_packages
check_engine
check_client
check_pulumi
check_python
check_state
[ "$missing" = 0 ] || { echo && echo "$missing missing." && exit 1; }
