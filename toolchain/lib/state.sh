# shellcheck shell=bash
# Where Pulumi keeps its state: with the user's own backend if there is one, else in an ignored folder of the work tree,
# encrypted with a passphrase that is made there once.

state_folder=$repository/.pulumi-compose
state_url=file://$state_folder/state
passphrase_file=$state_folder/passphrase
own_pulumi_home=$cache/pulumi-home

# Says which sign of a user's own backend there is; false if there is none. A shell that took over our environment
# (`eval "$(make -s env)"`) has ours, which is no such sign.
user_backend() {
  local home=${PULUMI_HOME:-$HOME/.pulumi}
  if [ -n "${PULUMI_BACKEND_URL:-}" ] && [ "$PULUMI_BACKEND_URL" != "$state_url" ]; then
    echo "PULUMI_BACKEND_URL"
  elif [ -n "${PULUMI_ACCESS_TOKEN:-}" ]; then
    echo "PULUMI_ACCESS_TOKEN"
  elif [ "$home" != "$own_pulumi_home" ] &&
    grep -qE '"current": *"[^"]' "$home/credentials.json" 2>/dev/null; then
    echo "the login in $home/credentials.json"
  else
    return 1
  fi
}

ensure_state() {
  local sign
  if sign=$(user_backend); then
    report "state … your own backend ($sign)"
    return
  fi
  mkdir -p "$state_folder/state" ||
    fail "$state_folder: can't be made; give yourself the right to write to the work tree."
  [ -e "$state_folder/.gitignore" ] || echo '*' >"$state_folder/.gitignore"
  ensure_passphrase
  report "state … $state_folder/state"
}

ensure_passphrase() {
  [ -z "${PULUMI_CONFIG_PASSPHRASE:-}" ] || return 0
  if [ ! -e "$passphrase_file" ]; then
    [ -z "$(find "$state_folder/state/.pulumi/stacks" -name '*.json*' 2>/dev/null)" ] ||
      fail "$passphrase_file: gone, but $state_folder/state holds stacks that only it opens; put it back, or remove $state_folder to start anew."
    local new
    new=$(umask 077 && mktemp "$state_folder/.passphrase.XXXXXX")
    head -c 32 /dev/urandom | base64 >"$new"
    # A link fails where the file exists: of two runs at once, the first one's passphrase stays.
    ln "$new" "$passphrase_file" 2>/dev/null || [ -e "$passphrase_file" ]
    rm "$new"
  fi
  chmod 600 "$passphrase_file"
}
