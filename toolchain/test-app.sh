#!/usr/bin/env bash
# test-app.sh [PYTEST ARGUMENTS]: the ETL's own tests, inside its image, with src/, config/ and tests/ laid on as the stack
# does. The last argument may be --junit-xml=FILE. Runs in the toolchain's environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
app=$PWD/apps/sbir-etl image=pulumi-compose/sbir-etl-test
python_image=$(toolchain/base-images.sh which | node --print 'JSON.parse(require("node:fs").readFileSync(0)).python')
certificates=()
[ ! -d .pulumi-compose/certificates ] || certificates=(--build-context certificates=.pulumi-compose/certificates)

docker buildx build --quiet --load --target test --tag "$image" --build-arg "PYTHON_IMAGE=$python_image" \
  "${certificates[@]}" "$app" >/dev/null

report='' arguments=()
for argument; do
  case $argument in
    --junit-xml=*) report=${argument#*=} arguments+=(--junit-xml=/tmp/report.xml) ;;
    *) arguments+=("$argument") ;;
  esac
done

container=$(docker create --volume "$app/src:/app/src:ro" --volume "$app/config:/app/config:ro" \
  --volume "$app/tests:/app/tests:ro" "$image" python -m pytest -p no:cacheprovider --quiet "${arguments[@]}")
trap 'docker rm --force --volumes "$container" >/dev/null' EXIT
status=0
docker start --attach "$container" || status=$?
[ -z "$report" ] || docker cp --quiet "$container:/tmp/report.xml" "$report"
exit "$status"
