#!/usr/bin/env bash
# clean.sh: stop the project's own engine, with all that runs on it, and remove the cache. State stays in the work tree.
set -euo pipefail
# shellcheck source=toolchain/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
[ -d "$cache" ] || { say "$cache … not there" && exit; }
# A setting that names some other folder must not empty it.
is_our_cache || fail "$cache: not a cache of this toolchain, so it is left alone; set PULUMI_COMPOSE_CACHE to the cache."
[ ! -d "$engine_data" ] || remove_own_engine
remove_folder "$cache"
say "$cache … removed"
