#!/usr/bin/env bash
# Runs one command of the ETL and ends with its status: `etl-runner.sh materialize NAME...`.
# Without arguments it materialises raw_sbir_awards.
set -euo pipefail
# shellcheck source=scripts/docker/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[[ $# -gt 0 ]] || set -- materialize raw_sbir_awards

prepare
wait_for neo4j

log info "starting sbir_etl $*"
exec python -m sbir_etl "$@"
