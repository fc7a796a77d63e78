#!/usr/bin/env bash
# test.sh: every check and every test, one after the other, also after a failure. Runs in the toolchain's environment.
# The last line is `N passed, N failed`: tests as their runners counted them, and one for each check without tests.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
passed=0 failed=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

count() {
  passed=$((passed + $1)) failed=$((failed + $2))
  printf -- '-- %s: %s passed, %s failed\n\n' "$3" "$1" "$2"
}

# check NAME COMMAND...: counts as one.
check() {
  local name=$1
  shift
  echo "-- $name"
  if "$@"; then count 1 0 "$name"; else count 0 1 "$name"; fi
}

# jest_tests NAME SCRIPT: an npm script that runs Jest.
jest_tests() {
  local report=$results/$2.json
  echo "-- $1"
  npm run --silent "$2" -- --json --outputFile="$report"
  count_report "$1" $? "$(node --eval '
    const run = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    console.log(run.numPassedTests, run.numFailedTests + run.numRuntimeErrorTestSuites);
  ' "$report" 2>/dev/null)"
}

# pytest_tests NAME COMMAND...: a command that passes its last arguments to pytest.
pytest_tests() {
  local name=$1 report
  shift
  report=$results/pytest.xml
  echo "-- $name"
  "$@" --junit-xml="$report"
  count_report "$name" $? "$(sed -n 's/.*<testsuite [^>]*errors="\([0-9]*\)" failures="\([0-9]*\)" skipped="\([0-9]*\)" tests="\([0-9]*\)".*/\1 \2 \3 \4/p' "$report" 2>/dev/null |
    awk '{ print $4 - $1 - $2 - $3, $1 + $2 }')"
}

# count_report NAME STATUS "PASSED FAILED": a runner that fails without a failed test has failed all the same.
count_report() {
  local run_passed run_failed
  read -r run_passed run_failed <<<"$3"
  : "${run_passed:=0}" "${run_failed:=0}"
  [ "$2" = 0 ] || [ "$run_failed" -gt 0 ] || run_failed=1
  # No tests at all is a failure too.
  [ $((run_passed + run_failed)) -gt 0 ] || run_failed=1
  count "$run_passed" "$run_failed" "$1"
}

check "lint: TypeScript" npm run --silent lint
check "lint: Python" toolchain/lint.sh ruff
check "lint: shell" toolchain/lint.sh shellcheck
check "lint: Dockerfiles" toolchain/lint.sh hadolint
check "types" npm run --silent typecheck
jest_tests "unit tests" test
pytest_tests "the ETL's tests, in its image" toolchain/test-app.sh
jest_tests "end-to-end tests" test:e2e

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
