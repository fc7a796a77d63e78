# shellcheck shell=bash
# The parts of the toolchain, and the environment in which its tools find each other.

all_parts="node pulumi engine state"

# ensure_parts PART...: everything that is missing is made or started; what is there costs little.
ensure_parts() {
  local part
  for part; do
    case $part in
      node) ensure_node ;;
      pulumi) ensure_pulumi ;;
      engine)
        ensure_engine
        ensure_client
        ;;
      state)
        ensure_state
        ensure_certificates
        ;;
      lint-tools) ensure_lint_tools ;;
      *) fail "$part: no part of the toolchain; the parts are $all_parts lint-tools." ;;
    esac
  done
}

# environment PART...: the variables, as lines NAME=VALUE.
environment() {
  local part path=
  for part; do
    case $part in
      node) find_node && path+=${node_bin:+$node_bin:} ;;
      pulumi) path+=$toolchain/bin:${pulumi_folder:+$pulumi_folder/bin:} ;;
      engine)
        path+=${client_bin:+$client_bin:}
        echo "DOCKER_HOST=$engine_host"
        [ -z "$client_config" ] || echo "DOCKER_CONFIG=$client_config"
        ;;
      state) pulumi_environment ;;
      lint-tools) path+=$(lint_tools_folder)/bin: ;;
    esac
  done
  echo "PATH=$path$(path_without_ours)"
}

pulumi_environment() {
  local home=$own_pulumi_home
  echo PULUMI_SKIP_UPDATE_CHECK=true
  if user_backend >/dev/null; then
    home=${PULUMI_HOME:-$HOME/.pulumi}
  else
    echo "PULUMI_HOME=$home"
    echo "PULUMI_BACKEND_URL=$state_url"
    [ -n "${PULUMI_CONFIG_PASSPHRASE:-}" ] || echo "PULUMI_CONFIG_PASSPHRASE_FILE=$passphrase_file"
    # What bin/pulumi takes out of the stack files of this folder comes back from the state.
    echo "PULUMI_COMPOSE_PROJECT=$repository"
    echo PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER=true
  fi
  if [ -n "${pulumi_source:-}" ]; then
    install_plugins "$home"
    [ "$pulumi_source" != packages ] || echo PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
  fi
}
