# shellcheck shell=bash
# Which Docker engine and which client to use. An engine that answers is the user's; without one, there may be our own.

user_docker_config() {
  case ${DOCKER_CONFIG:-} in "" | "$cache"/*) echo "$HOME/.docker" ;; *) echo "$DOCKER_CONFIG" ;; esac
}

# engine_answers HOST
engine_answers() {
  local docker
  case $1 in
    unix://*)
      [ -S "${1#unix://}" ] || return 1
      if have curl; then
        [ "$(curl --silent --max-time 5 --unix-socket "${1#unix://}" http://engine/_ping)" = OK ]
        return
      fi
      ;;
  esac
  docker=$(system_command docker) || docker=$(docker_client_folder)/bin/docker
  timeout 10 "$docker" --host "$1" version --format '{{.Server.Version}}' >/dev/null 2>&1
}

# The engine of the docker context that the user has chosen, if any.
context_host() {
  local docker
  [ -n "${DOCKER_CONTEXT:-}" ] || grep -q '"currentContext"' "$(user_docker_config)/config.json" 2>/dev/null || return 1
  docker=$(system_command docker) || return 1
  env -u DOCKER_HOST DOCKER_CONFIG="$(user_docker_config)" "$docker" context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null
}

# Sets engine_kind (user, own, none, or unreachable: one is named, but silent) and engine_host.
find_engine() {
  local host
  if [ -n "${DOCKER_HOST:-}" ] && [ "$DOCKER_HOST" != "$own_engine_host" ]; then
    engine_host=$DOCKER_HOST engine_kind=unreachable
    ! engine_answers "$engine_host" || engine_kind=user
    return
  fi
  if host=$(context_host); then
    engine_host=$host engine_kind=unreachable
    ! engine_answers "$host" || engine_kind=user
    return
  fi
  engine_kind=none engine_host=
  if engine_answers unix:///var/run/docker.sock; then
    engine_kind=user engine_host=unix:///var/run/docker.sock
  elif engine_answers "$own_engine_host"; then
    engine_kind=own engine_host=$own_engine_host
  fi
}

ensure_engine() {
  find_engine
  case $engine_kind in
    user) report "docker engine … found at $engine_host" ;;
    own) report "docker engine … the project's own, running" ;;
    unreachable) fail "docker engine: $engine_host does not answer; start that engine, or unset DOCKER_HOST or the docker context that names it." ;;
    none)
      own_engine_possible || fail "docker engine: none answers${why_not_own:+, and $why_not_own}; install Docker (https://docs.docker.com/engine/install/), start it, and give yourself the right to use it."
      start_own_engine
      engine_kind=own engine_host=$own_engine_host
      ;;
  esac
}

docker_client_folder() { debian_folder docker-client; }

# Sets client_bin (empty where the system's own client has what we need) and client_config.
find_client() {
  client_bin=
  client_config=
  if [ "$engine_kind" != own ] && system_client_complete; then return; fi
  client_bin=$(docker_client_folder)/bin
  client_config=$cache/docker-config
}

# Looked for as files, in the places where the client does: asking the client takes half a second.
system_client_complete() {
  system_command docker >/dev/null && client_plugin_exists docker-buildx && client_plugin_exists docker-compose
}

client_plugin_exists() {
  local folder
  for folder in "$(user_docker_config)/cli-plugins" /usr/{local/,}lib{,exec}/docker/cli-plugins; do
    [ ! -x "$folder/$1" ] || return 0
  done
  return 1
}

ensure_client() {
  find_client
  if [ -z "$client_bin" ]; then
    report "docker client with buildx and compose … found"
    return
  fi
  can_unpack_debian_packages ||
    fail "docker client: the plugins buildx and compose are missing; install docker-buildx-plugin and docker-compose-plugin."
  ensure_debian_packages docker-client client "docker client with buildx and compose, from Debian packages"
  link_client_config
}

# The client finds plugins through its configuration folder. Ours has our plugins, and the user's own logins and contexts
# by reference, so that registries that the user is logged in to stay so, and no credential is copied.
link_client_config() {
  local user_config file
  user_config=$(user_docker_config)
  mkdir -p "$client_config"
  ln -sfn "$(docker_client_folder)/cli-plugins" "$client_config/cli-plugins"
  for file in config.json contexts; do
    if [ -e "$user_config/$file" ]; then
      ln -sfn "$user_config/$file" "$client_config/$file"
    elif [ -L "$client_config/$file" ]; then
      rm "$client_config/$file"
    fi
  done
}
