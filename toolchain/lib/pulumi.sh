# shellcheck shell=bash
# The Pulumi CLI with its language host and the two provider plugins, of the versions that package.json asks for.
# Three sources: the user's own installation, the official release, and builds from package registries.

dependency_version() { sed -n "s#^ *\"$1\": \"\([^\"]*\)\",\{0,1\}\$#\1#p" "$repository/package.json"; }
pulumi_version=$(dependency_version @pulumi/pulumi)
docker_plugin_version=$(dependency_version @pulumi/docker)
docker_build_plugin_version=$(dependency_version @pulumi/docker-build)

pulumi_setting=${PULUMI_COMPOSE_TOOLCHAIN:-auto}
check_choice PULUMI_COMPOSE_TOOLCHAIN "$pulumi_setting" auto official packages

official_folder=$cache/tools/pulumi-official-$pulumi_version-$docker_plugin_version-$docker_build_plugin_version

packages_folder() { tool_folder pulumi-packages pulumi; }

# The user's own CLI will do if it is of our major version, not older, and brings its Node.js language host.
system_pulumi_version() {
  local pulumi version
  pulumi=$(system_command pulumi) && system_command pulumi-language-nodejs >/dev/null || return 1
  version=$(version_in "$("$pulumi" version 2>/dev/null)")
  [ "${version%%.*}" = "${pulumi_version%%.*}" ] && version_at_least "$version" "$pulumi_version" && echo "$version"
}

# Sets pulumi_source (system, official, packages or none) and pulumi_folder (its folder in the cache, or empty).
find_pulumi() {
  local packages
  packages=$(packages_folder)
  pulumi_source=none pulumi_folder=
  if [ "$pulumi_setting" = auto ] && system_pulumi_version >/dev/null; then
    pulumi_source=system
  elif [ "$pulumi_setting" != packages ] && [ -d "$official_folder" ]; then
    pulumi_source=official pulumi_folder=$official_folder
  elif [ "$pulumi_setting" != official ] && [ -d "$packages" ]; then
    pulumi_source=packages pulumi_folder=$packages
  fi
}

ensure_pulumi() {
  find_pulumi
  if [ "$pulumi_source" != none ]; then
    report "pulumi $(found_pulumi_version), $(pulumi_label) … found"
  elif [ "$pulumi_setting" = packages ]; then
    build_pulumi_packages
  elif official_release_answers; then
    build_tool "$official_folder" "pulumi $pulumi_version, official release" "$toolchain/pulumi/official/build.sh" \
      "$pulumi_version" "docker=$docker_plugin_version" "docker-build=$docker_build_plugin_version"
  elif [ "$pulumi_setting" = auto ]; then
    say "pulumi: its release downloads can't be reached; building it from package registries instead"
    build_pulumi_packages
  else
    fail "PULUMI_COMPOSE_TOOLCHAIN=official: Pulumi's release downloads can't be reached; use auto or packages, or a network that reaches github.com."
  fi
  find_pulumi
}

found_pulumi_version() { if [ "$pulumi_source" = system ]; then system_pulumi_version; else echo "$pulumi_version"; fi; }

pulumi_label() {
  case $pulumi_source in
    system) echo "of this system (PULUMI_COMPOSE_TOOLCHAIN=$pulumi_setting)" ;;
    official) echo "official release (PULUMI_COMPOSE_TOOLCHAIN=$pulumi_setting)" ;;
    packages) echo "built from package registries (PULUMI_COMPOSE_TOOLCHAIN=$pulumi_setting)" ;;
  esac
}

# A host that refuses or drops connections costs a few seconds, once: the answer is the choice of what to build.
official_release_answers() {
  have curl && curl --fail --silent --location --head --connect-timeout 3 --max-time 8 --output /dev/null \
    "${PULUMI_COMPOSE_RELEASES:-https://github.com/pulumi/pulumi/releases/download}/v$pulumi_version/pulumi-$pulumi_version-checksums.txt"
}

build_pulumi_packages() {
  local cli docker docker_build
  ensure_go
  cli=$(tool_folder pulumi-cli pulumi/cli)
  docker=$(tool_folder pulumi-docker pulumi/docker-provider)
  docker_build=$(tool_folder pulumi-docker-build pulumi/docker-build-provider)
  with_go build_tool "$cli" "pulumi CLI $pulumi_version" "$toolchain/pulumi/cli/build.sh"
  with_go build_tool "$docker" "pulumi plugin docker $docker_plugin_version" "$toolchain/pulumi/docker-provider/build.sh"
  with_go build_tool "$docker_build" "pulumi plugin docker-build $docker_build_plugin_version" \
    "$toolchain/pulumi/docker-build-provider/build.sh"
  build_tool "$(packages_folder)" "pulumi language host" "$toolchain/pulumi/assemble.sh" "$cli" \
    "docker=$docker_plugin_version=$docker" "docker-build=$docker_build_plugin_version=$docker_build"
}

# install_plugins HOME: put the plugins where the CLI looks. A user's own installation is asked to do it itself first.
install_plugins() {
  local home=$1 plugin name
  for plugin in "docker=$docker_plugin_version" "docker-build=$docker_build_plugin_version"; do
    name=resource-${plugin%=*}-v${plugin#*=}
    if [ -z "$pulumi_folder" ]; then
      [ ! -d "$home/plugins/$name" ] || continue
      install_plugin_into_system "${plugin%=*}" "${plugin#*=}"
    elif ! [ "$home/plugins/$name/pulumi-${name%-v*}" -ef "$pulumi_folder/plugins/$name/pulumi-${name%-v*}" ]; then
      mkdir -p "$home/plugins"
      remove_folder "$home/plugins/$name"
      # One file under two names where the file system allows it.
      cp --recursive --link "$pulumi_folder/plugins/$name" "$home/plugins/" 2>/dev/null ||
        cp --recursive --no-target-directory "$pulumi_folder/plugins/$name" "$home/plugins/$name"
    fi
  done
}

install_plugin_into_system() {
  local log=$cache/logs/plugin-$1.log built
  make_cache
  if system_pulumi plugin install resource "$1" "$2" >"$log" 2>&1; then
    say "pulumi plugin $1 $2 … installed"
    return
  fi
  say "pulumi plugin $1 $2: its download can't be reached; building it from package registries instead"
  ensure_go
  built=$(tool_folder "pulumi-$1" "pulumi/$1-provider")
  with_go build_tool "$built" "pulumi plugin $1 $2" "$toolchain/pulumi/$1-provider/build.sh"
  system_pulumi plugin install resource "$1" "$2" --file "$built/pulumi-resource-$1" >"$log" 2>&1 ||
    fail "pulumi plugin $1 $2: the CLI did not install what was built; $log says why."
}

system_pulumi() { "$(system_command pulumi)" "$@"; }
