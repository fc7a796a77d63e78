#!/usr/bin/env bash
# base-images.sh ensure|which|remove: the images that the stacks are built upon.
#   ensure   leave them in the engine: pulled from the registry, or stand-ins built from packages
#   which    print as JSON which of the two it would be, without building or pulling
#   remove   take the stand-ins' names out of the engine
# PULUMI_COMPOSE_BASE_IMAGES says where from: registry, packages, or auto (default), see base-images/README.md.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=toolchain/lib/common.sh
. "$here/lib/common.sh"
# shellcheck source=toolchain/lib/tools.sh
. "$here/lib/tools.sh"
# shellcheck source=toolchain/base-images/images.sh
. "$here/base-images/images.sh"
# shellcheck source=toolchain/base-images/debian-sources.sh
. "$here/base-images/debian-sources.sh"
names=(python neo4j)
# Progress, where a command's own output goes to a log.
exec 3>&2

# Whether every image of a kind (`registry` or `standIn`) is in the engine; `any` asks for one at least.
engine_has() {
  local kind=$1 how=$2 name
  for name in "${names[@]}"; do
    if image_exists "$(base_image "$name" "$kind")"; then
      [[ $how == all ]] || return 0
    elif [[ $how == all ]]; then
      return 1
    fi
  done
  [[ $how == all ]]
}

# Sets mode and reason. What an engine has once been given stays, so that no network's mood replaces running services.
decide() {
  local setting=${PULUMI_COMPOSE_BASE_IMAGES:-auto}
  mode=$setting reason="as PULUMI_COMPOSE_BASE_IMAGES says"
  case $setting in
    registry | packages) ;;
    auto)
      if engine_has standIn any; then
        mode=packages reason="the engine has them; PULUMI_COMPOSE_BASE_IMAGES=registry changes that"
      elif engine_has registry all; then
        mode=registry reason="the engine has them"
      elif registry_answers "$(base_image python registry)"; then
        mode=registry reason="it answers"
      else
        mode=packages reason="registry does not answer"
      fi
      ;;
    *) fail "PULUMI_COMPOSE_BASE_IMAGES: '$setting' is none of auto, registry, packages; set one of these, or none." ;;
  esac
}

pull_images() {
  local name image output started
  for name in "${names[@]}"; do
    image=$(base_image "$name" registry)
    if image_exists "$image"; then
      say "${image%@*} … cached"
      continue
    fi
    started=$SECONDS
    output=$(docker pull --quiet "$image" 2>&1) ||
      fail "${image%@*}: the registry did not give it: ${output##*$'\n'}
Check the network, or set PULUMI_COMPOSE_BASE_IMAGES=packages to build a stand-in."
    say "${image%@*} … pulled in $((SECONDS - started)) s"
  done
}

# Names only: a container that runs a stand-in goes on doing so. Left there, they would win in a later `auto`.
remove_stand_ins() {
  local name image
  for name in "${names[@]}"; do
    image=$(base_image "$name" standIn)
    ! image_exists "$image" || docker image rm --force "$image" >/dev/null
  done
}

hash_of() { sha256sum | cut -c 1-16; }

# stand_in LABEL IMAGE KEY COMMAND...: run the command that makes the image, unless the engine has it with this key.
stand_in() {
  local label=$1 image=$2 key=$3 started=$SECONDS log=$cache/logs/${1%%:*}-image.log
  shift 3
  if [[ $(image_key "$image") == "$key" ]]; then
    say "$label … cached"
    return
  fi
  : >"$log"
  "$@" --label "$key_label=$key" --tag "$image" >>"$log" 2>&1 || {
    tail -n 20 "$log" | sed 's/^/  /' >&2
    fail "$label … failed after $((SECONDS - started)) s; the whole log is in $log."
  }
  say "$label … built in $((SECONDS - started)) s"
}

# The Debian under both, only when one of them has to be built. Failures are passed on by hand: a caller tests for them.
make_debian() {
  [[ $(image_key "$debian_image") != "$debian_key" ]] || return 0
  local folder=$cache/tools/debian-rootfs-$debian_key
  build_tool "$folder" "Debian $debian_suite, from packages" "$here/base-images/debian-rootfs.sh" 2>&3 &&
    docker import --change 'CMD ["bash"]' --change "LABEL $key_label=$debian_key" "$folder/rootfs.tar.gz" "$debian_image"
}

make_python() {
  make_debian && build "$here/base-images/python" "$@"
}

make_neo4j() {
  local folder
  folder=$cache/tools/neo4j-libraries-$(cat "$here"/base-images/neo4j/{pom.xml,libraries.sha256} | hash_of)
  make_debian &&
    build_tool "$folder" "Neo4j's libraries, from Maven" "$here/base-images/neo4j-libraries.sh" 2>&3 &&
    build "$here/base-images/neo4j" --build-context "libraries=$folder" "$@"
}

build_stand_ins() {
  local name image key
  docker buildx version >/dev/null 2>&1 || fail "docker: its plugin buildx is missing; run this as: toolchain/run toolchain/base-images.sh ensure"
  have apt-get || fail "base images: stand-ins are made of Debian's packages, and this system has no apt-get; set PULUMI_COMPOSE_BASE_IMAGES=registry."
  mkdir -p "$cache"/{logs,locks,tools}
  lock base-images "base images"
  debian_key=$({ debian_inputs && cat "$here"/base-images/debian-*.sh; } | hash_of)
  for name in "${names[@]}"; do
    image=$(base_image "$name" standIn)
    key=$({ echo "$debian_key" && cd "$here/base-images" && find "$name" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; } | hash_of)
    stand_in "${image#*/}" "$image" "$key" "make_$name"
  done
}

ensure() {
  decide
  say "base images: $mode ($reason)"
  case $mode in
    registry)
      pull_images
      remove_stand_ins
      ;;
    packages) build_stand_ins ;;
  esac
}

which_images() {
  decide
  local kind=registry
  [[ $mode == registry ]] || kind=standIn
  printf '{ "mode": "%s", "python": "%s", "neo4j": "%s" }\n' "$mode" "$(base_image python $kind)" "$(base_image neo4j $kind)"
}

have docker || fail "docker: no client on the path; run this as: toolchain/run toolchain/base-images.sh ${1:-ensure}"
docker version --format '{{.Server.Version}}' >/dev/null 2>&1 || fail "docker engine: none answers; start one, or run this as: toolchain/run toolchain/base-images.sh ${1:-ensure}"
case ${1:-} in
  ensure) ensure ;;
  which) which_images ;;
  remove) remove_stand_ins ;;
  *) fail "base-images.sh: say ensure, which or remove." ;;
esac
