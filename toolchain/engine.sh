#!/usr/bin/env bash
# engine.sh start|stop|status: the Docker engine. `start` uses the one that answers, else starts the project's own;
# `stop` only ever stops the project's own.
set -euo pipefail
TOOLCHAIN_REPORT=yes
# shellcheck source=toolchain/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

status() {
  find_engine
  case $engine_kind in
    user) echo "docker engine: $engine_host answers." ;;
    own) echo "docker engine: the project's own runs at $engine_host." ;;
    unreachable) echo "docker engine: $engine_host does not answer." && return 1 ;;
    none) echo "docker engine: none answers." && return 1 ;;
  esac
}

case ${1:-} in
  start) ensure_parts engine ;;
  stop) stop_own_engine ;;
  status) status ;;
  *) fail "engine.sh: say start, stop or status." ;;
esac
