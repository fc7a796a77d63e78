#!/usr/bin/env bash
# lint.sh [ruff|shellcheck|hadolint]...: the linters that are no npm packages, each over the files that git tracks.
set -euo pipefail
# shellcheck source=toolchain/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
ensure_lint_tools
PATH=$(lint_tools_folder)/bin:$PATH
cd "$repository"

# Scripts by their first line; what they source is checked with them.
shell_scripts() {
  git ls-files -z | xargs -0 awk 'FNR == 1 && /^#!.*(bash|sh)$/ { printf "%s%c", FILENAME, 0 } { nextfile }'
}

lint() {
  case $1 in
    ruff) ruff check . && ruff format --check . ;;
    # The sources of a script are named from the repository's root, those of the ETL from its own.
    shellcheck)
      shell_scripts | xargs -0 shellcheck --external-sources --check-sourced --source-path "$repository:$repository/apps/sbir-etl"
      ;;
    hadolint) git ls-files -z 'Dockerfile' '*/Dockerfile' '*.Dockerfile' | xargs -0 --no-run-if-empty hadolint ;;
    *) fail "lint.sh: '$1' is no linter; they are ruff, shellcheck and hadolint." ;;
  esac
}

[ $# -gt 0 ] || set -- ruff shellcheck hadolint
failed=0
for linter; do
  lint "$linter" || failed=1
done
exit $failed
