#!/usr/bin/env bash
# dependencies.sh: `npm ci`, if node_modules is not what package-lock.json says for this Node.js.
set -euo pipefail
# shellcheck source=toolchain/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
ensure_node
PATH=${node_bin:+$node_bin:}$PATH
cd "$repository"
stamp=node_modules/.pulumi-compose
wanted=$(sha256sum <package-lock.json | cut -c 1-16)-$(node --version)
if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  say "npm packages … cached"
  exit
fi
make_cache
lock npm "npm packages"
[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0
started=$SECONDS
if ! npm ci --no-audit --no-fund >"$cache/logs/npm-ci.log" 2>&1 9>&-; then
  # The reason stands first; after it, npm explains itself.
  grep --max-count 8 '^npm error' "$cache/logs/npm-ci.log" >&2
  fail "npm packages … failed; the whole log is in $cache/logs/npm-ci.log."
fi
echo "$wanted" >"$stamp"
say "npm packages … installed in $((SECONDS - started)) s"
