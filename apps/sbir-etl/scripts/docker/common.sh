# shellcheck shell=bash
# What the entrypoints share: environment, log lines, DAGSTER_HOME, configuration.
# Sourced, not run.
set -euo pipefail

# Group 0 may write what we write, so that a container under another uid can go on with it.
umask 0002

# log LEVEL MESSAGE: one JSON line with the keys of Dagster's own JSON logs.
log() {
  local level=$1 message=$2
  message=${message//\\/\\\\}
  message=${message//\"/\\\"}
  message=${message//$'\n'/ }
  printf '{"event": "%s", "logger": "entrypoint", "level": "%s", "timestamp": "%s"}\n' \
    "$message" "$level" "$(date -u +%Y-%m-%dT%H:%M:%S.%6NZ)"
}

die() {
  log error "$1"
  exit 1
}

# Read NAME=value lines from SBIR_ETL_ENV_FILE (default /app/.env, which may be absent).
# Nothing in the file is executed, and what the environment already holds wins.
load_environment() {
  local file=${SBIR_ETL_ENV_FILE:-/app/.env} line name value number=0
  if [[ ! -e $file ]]; then
    [[ -z ${SBIR_ETL_ENV_FILE:-} ]] || die "SBIR_ETL_ENV_FILE: $file does not exist; mount it or unset the variable."
    return 0
  fi
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#|$) ]] && continue
    # The line itself may hold a secret: name its number only.
    [[ $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] ||
      die "$file:$number: is not NAME=value; correct or remove the line."
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then
      value=${BASH_REMATCH[1]}
    fi
    [[ -v $name ]] || export "$name=$value"
  done <"$file"
}

# Put dagster.yaml into DAGSTER_HOME. Several containers may do so at once: a rename is atomic.
install_dagster_yaml() {
  local home=${DAGSTER_HOME:?DAGSTER_HOME is not set} source=${SBIR_ETL_DAGSTER_YAML:-/app/dagster.yaml} copy
  if [[ ! -d $home || ! -w $home ]]; then
    die "DAGSTER_HOME: $home is not a folder that uid $(id -u) may write; mount a volume there that group 0 may write."
  fi
  cmp -s "$source" "$home/dagster.yaml" && return 0
  copy=$(mktemp "$home/.dagster.yaml.XXXXXX")
  cp "$source" "$copy"
  chmod 0664 "$copy"
  mv -f "$copy" "$home/dagster.yaml"
}

# Everything before a service's own work: environment, configuration, instance, data.
prepare() {
  load_environment
  install_dagster_yaml
  python -m sbir_etl prepare
}

wait_for() {
  python -m sbir_etl wait-for "$1"
}
