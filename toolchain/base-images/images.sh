# shellcheck shell=bash
# Images in the engine: what is there, what a registry has, and building one.

images_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
key_label=dev.pulumi-compose.base-image.key
# shellcheck disable=SC2034 # for base-images.sh
debian_image=pulumi-compose/debian:bookworm-slim

# base_image python registry: one value of base-images.json, which has one per line:
#   "python": {
#     "registry": "python:3.11-slim-bookworm@sha256:…",
base_image() {
  awk -F '"' -v image="$1" -v field="$2" '
    /: \{/ { inside = $2 == image }
    inside && $2 == field { print $4; exit }
  ' "$images_folder/base-images.json"
}

image_exists() { docker image inspect --format '{{.Id}}' "$1" >/dev/null 2>&1; }

# The key that a stand-in was built with; nothing where there is none.
image_key() { docker image inspect --format "{{index .Config.Labels \"$key_label\"}}" "$1" 2>/dev/null || true; }

# Asks the engine, since it does the pulling: its answer begins with `Pulling from` once the registry knows the image.
registry_answers() {
  grep -q -m 1 -E 'Pulling from|Status:' < <(timeout 4 docker pull "$1" 2>&1)
}

# build CONTEXT OPTION...: in the engine itself, whatever builder is selected, so that local images can be built upon.
build() {
  local context=$1 options=() setting
  shift
  local bundle=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt} maven=$HOME/.m2/settings.xml
  [[ ! -r $bundle ]] || options+=(--secret "id=ca-bundle,src=$bundle")
  [[ ! -r $maven ]] || options+=(--secret "id=maven-settings,src=$maven")
  for setting in http_proxy https_proxy no_proxy; do
    [[ -z ${!setting:-} ]] || options+=(--build-arg "$setting")
  done
  docker buildx build --builder "$(docker context show)" --progress plain "${options[@]}" "$@" "$context"
}
