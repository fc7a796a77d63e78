#!/usr/bin/env bash
# Turns the environment of neo4j's official image into neo4j.conf and a first password, then becomes the server.
set -euo pipefail

home=$NEO4J_HOME conf=$NEO4J_HOME/conf
as_neo4j=()
if ((EUID == 0)); then as_neo4j=(setpriv --reuid=neo4j --regid=neo4j --init-groups --); fi

fail() {
  echo "neo4j: $*" >&2
  exit 1
}

# blocked FOLDER writable|readable: prints the first thing in there that Neo4j's user may not use in that way.
blocked() { "${as_neo4j[@]}" find "$1" ! "-$2" -print -quit 2>&1 || true; }

# Makes sure that Neo4j may use a folder. It is taken over only where it could not be used.
use_folder() {
  local folder=$1 access=$2
  [[ -d $folder && -n $(blocked "$folder" "$access") ]] || return 0
  if ((EUID == 0)) && [[ ${SECURE_FILE_PERMISSIONS:-no} != yes ]]; then
    chown -R neo4j:neo4j "$folder" 2>/dev/null || true
  fi
  [[ -z $(blocked "$folder" "$access") ]] || fail "$folder: not $access by user $("${as_neo4j[@]}" id -u); change the owner of what is mounted there," \
    "or start as root without SECURE_FILE_PERMISSIONS=yes."
}

# NEO4J_x_FILE=/run/secrets/x stands for NEO4J_x with that file's text, and wins over it.
read_files() {
  local variable file
  for variable in $(compgen -v NEO4J_ | grep '_FILE$' || true); do
    file=${!variable}
    [[ -r $file ]] || fail "$variable: cannot read $file; mount it, or unset the variable."
    printf -v "${variable%_FILE}" '%s' "$(<"$file")"
    unset "$variable"
  done
}

prepare_conf() {
  [[ ! -d /conf ]] || find /conf -maxdepth 1 -type f -exec cp {} "$conf" \;
  # A volume or tmpfs over the folder must not drop the defaults, of which the limit on LOAD CSV is one.
  [[ -e $conf/neo4j.conf ]] || cp /startup/neo4j.conf "$conf/neo4j.conf"
}

# set_value SETTING VALUE: replaces the setting in its file, and leaves a file that says so already untouched.
set_value() {
  local name=$1 value=$2 file=$conf/neo4j.conf before after
  [[ $value != *$'\n'* ]] || fail "$name: its value has more than one line; write it on one."
  # Procedures of this family read a file of their own, and the server refuses their settings in its own.
  [[ $name != apoc.* ]] || file=$conf/apoc.conf
  [[ -e $file ]] || : >"$file"
  before=$(<"$file")
  after=$(NAME=$name LINE="$name=$value" awk '
    { name = $0; sub(/[ \t]*=.*/, "", name); sub(/^[ \t]+/, "", name) }
    # JVM options add up, so only the very same one is replaced.
    ENVIRON["NAME"] == "server.jvm.additional" ? $0 != ENVIRON["LINE"] : name != ENVIRON["NAME"]
    END { print ENVIRON["LINE"] }
  ' "$file")
  [[ $after == "$before" ]] || printf '%s\n' "$after" >"$file"
}

# Every other NEO4J_ variable is a setting: NEO4J_server_memory_heap_max__size is server.memory.heap.max_size.
# Neo4j itself refuses names that it does not know.
apply_settings() {
  local variable name
  [[ -z ${NEO4J_PLUGINS:-} ]] || fail "NEO4J_PLUGINS: this image has no plugins to install; mount their jars at /plugins."
  [[ ! -d /import ]] || : "${NEO4J_server_directories_import:=/import}"
  [[ ! -d /plugins ]] || : "${NEO4J_server_directories_plugins:=/plugins}"
  for variable in $(compgen -v NEO4J_ | LC_ALL=C sort); do
    case $variable in
      NEO4J_HOME | NEO4J_AUTH | NEO4J_AUTH_PATH | NEO4J_DEBUG | NEO4J_EDITION | NEO4J_ACCEPT_LICENSE_AGREEMENT | NEO4J_PLUGINS) continue ;;
    esac
    name=${variable#NEO4J_}
    name=${name//_/.}
    name=${name//../_}
    [[ -z ${!variable} ]] || set_value "$name" "${!variable}"
    unset "$variable"
  done
}

minimum_password_length() {
  local length
  length=$(sed -n 's/^dbms\.security\.auth_minimum_password_length=//p' "$conf/neo4j.conf" | tail -n 1)
  echo "${length:-8}"
}

# The password is never printed: not in a message, not in a trace.
apply_auth() {
  local auth=${NEO4J_AUTH:-} source=NEO4J_AUTH password change=() minimum
  if [[ -n ${NEO4J_AUTH_PATH:-} ]]; then
    source=NEO4J_AUTH_PATH
    [[ -r $NEO4J_AUTH_PATH ]] || fail "NEO4J_AUTH_PATH: cannot read $NEO4J_AUTH_PATH; mount a file that holds neo4j/<password>."
    auth=$(<"$NEO4J_AUTH_PATH")
  fi
  unset NEO4J_AUTH NEO4J_AUTH_PATH
  case $auth in
    '') return ;;
    none)
      set_value dbms.security.auth_enabled false
      return
      ;;
    neo4j/*) password=${auth#neo4j/} ;;
    *) fail "$source: is neither neo4j/<password> nor none; the first user's name is always neo4j." ;;
  esac
  if [[ $password == */true ]]; then
    password=${password%/true}
    change=(--require-password-change)
  fi
  [[ $password != */* ]] || fail "$source: the password has a slash in it, which this variable cannot carry; choose one without."
  [[ $password != neo4j ]] || fail "$source: the password is the default one, neo4j; choose another."
  minimum=$(minimum_password_length)
  ((${#password} >= minimum)) ||
    fail "$source: the password has fewer than $minimum characters, the minimum password length; choose a longer one" \
      "(or lower dbms.security.auth_minimum_password_length)."
  if [[ -d /data/databases/system ]]; then
    echo "neo4j: /data has accounts already; they keep their passwords, whatever $source says."
    return
  fi
  set_first_password "$password" "${change[@]}"
}

# By an argument file in memory, since a command line is there for everyone to read. Sample line: "correct \"horse\""
set_first_password() {
  local password=$1 file
  shift
  password=${password//\\/\\\\}
  password=${password//\"/\\\"}
  file=$(mktemp -p /dev/shm)
  echo "\"$password\"" >"$file"
  ((EUID != 0)) || chown neo4j "$file"
  "${as_neo4j[@]}" neo4j-admin dbms set-initial-password "$@" -- "@$file" >/dev/null || fail "the first password could not be set; see above."
  rm "$file"
}

read_files
use_folder /data writable
use_folder /logs writable
for folder in /conf /import /plugins "$home/import"; do use_folder "$folder" readable; done

# A tool's run keeps the environment, for cypher-shell reads NEO4J_USERNAME and NEO4J_PASSWORD from there.
if [[ ${1:-neo4j} != neo4j ]]; then exec "${as_neo4j[@]}" "$@"; fi

prepare_conf
apply_settings
apply_auth
if ((EUID == 0)); then
  chown -R neo4j:neo4j "$conf"
  chmod -R go-rwx "$conf"
fi
exec "${as_neo4j[@]}" neo4j console
