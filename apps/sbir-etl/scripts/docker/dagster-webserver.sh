#!/usr/bin/env bash
# Starts Dagster's webserver once Neo4j speaks Bolt.
set -euo pipefail
# shellcheck source=scripts/docker/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

prepare
wait_for neo4j

port=${DAGSTER_WEBSERVER_PORT:-3000}
log info "starting dagster-webserver on port $port"
# The code server below it logs in colours only, so it is asked to be quiet unless it matters.
# Without -p a busy port 3000 would be swapped for a random one, silently.
exec dagster-webserver -h 0.0.0.0 -p "$port" -m sbir_etl.definitions \
  --log-format json --code-server-log-level warning
