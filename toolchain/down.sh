#!/usr/bin/env bash
# down.sh STACK [remove]: destroy the stack. Its named volumes stay, unless the second argument is `remove`.
# Runs in the toolchain's environment, without prompts.
set -euo pipefail
stack=$1 volumes=${2:-}
case $volumes in
  "" | remove) ;;
  *) echo "down: VOLUMES: '$volumes' is not a choice; leave it out, or use: remove." >&2 && exit 2 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=$(sed -n 's/^name: *//p' Pulumi.yaml)
pulumi destroy --yes --stack "$stack" --non-interactive
[ "$volumes" = remove ] || exit 0
docker volume ls --quiet --filter "name=^$project-${stack}_" | xargs --no-run-if-empty docker volume rm
