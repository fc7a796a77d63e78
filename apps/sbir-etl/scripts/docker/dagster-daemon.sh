#!/usr/bin/env bash
# Starts Dagster's daemon once Neo4j speaks Bolt and the webserver answers.
# When one of them never does, it ends non-zero and says which.
set -euo pipefail
# shellcheck source=scripts/docker/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare
wait_for neo4j
wait_for webserver

log info "starting dagster-daemon"
exec dagster-daemon run -m sbir_etl.definitions --log-format json
