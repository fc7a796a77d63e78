# shellcheck shell=bash
# A Docker engine of the project's own, for root on Debian or Ubuntu where none answers: unpacked in the cache, with its
# own socket, data folder and bridge, so that it leaves the system's packages and other engines' containers alone.

# One engine for each cache. What only matters while it runs lies under /run, which a reboot empties.
engine_id=$(printf '%s' "$cache" | sha256sum | cut -c 1-8)
engine_run=/run/pulumi-compose-$engine_id
engine_data=$cache/engine
engine_bridge=pc-$engine_id
own_engine_host=unix://$engine_run/docker.sock

own_engine_possible() {
  why_not_own=
  if [ "$(id -u)" != 0 ]; then
    why_not_own="only root can run the project's own"
  elif ! can_unpack_debian_packages; then
    why_not_own="the project's own is made from Debian's or Ubuntu's packages"
  fi
  [ -z "$why_not_own" ]
}

engine_folder() { debian_folder docker-engine; }

# The packet filter's own libraries, in the folder that Debian names after the machine.
engine_libraries() { dirname "$(find "$(engine_folder)/usr/lib" -name 'libxtables.so*' -print -quit)"; }

# The process of our engine, if it runs: a number in a file may since belong to someone else.
own_engine_pid() {
  local pid
  pid=$(cat "$engine_run/dockerd.pid" 2>/dev/null) || return 1
  [ "$(basename "$(readlink "/proc/$pid/exe" 2>/dev/null)")" = dockerd ] &&
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "$own_engine_host" && echo "$pid"
}

start_own_engine() (
  ensure_debian_packages docker-engine engine "docker engine, from Debian packages"
  lock engine "docker engine"
  engine_answers "$own_engine_host" && return
  local started=$SECONDS pid rules
  if pid=$(own_engine_pid); then
    stop_process "$pid"
  fi
  make_cache
  mkdir -p "$engine_run" "$engine_data"
  # A number left behind may be another process's by now, which the engine would take for itself.
  rm -f "$engine_run/dockerd.pid" "$engine_run/docker.sock"
  chmod 711 "$engine_run"
  add_bridge
  rules=$(shared_rules)
  run_dockerd
  for _ in $(seq 300); do
    if engine_answers "$own_engine_host"; then
      restore_rules "$rules"
      say "docker engine … started in $((SECONDS - started)) s at $own_engine_host"
      return
    fi
    sleep 0.1
  done
  tail -n 10 "$cache/logs/dockerd.log" | sed 's/^/  /' >&2
  fail "docker engine: our own did not start; $cache/logs/dockerd.log says why."
)

run_dockerd() {
  local root libraries mtu
  root=$(engine_folder)
  libraries=$(engine_libraries)
  mtu=$(outward_mtu)
  # Plain descriptors: the engine must not hold the lock, nor the terminal.
  PATH=$root/usr/sbin:$root/usr/bin:$root/usr/libexec/docker:$PATH LD_LIBRARY_PATH=$libraries \
    XTABLES_LIBDIR=$libraries/xtables setsid dockerd \
    --host "$own_engine_host" --data-root "$engine_data" --exec-root "$engine_run/exec" \
    --pidfile "$engine_run/dockerd.pid" --bridge "$engine_bridge" --init-path "$root/usr/bin/docker-init" \
    --mtu "$mtu" --default-network-opt "bridge=com.docker.network.driver.mtu=$mtu" --shutdown-timeout 60 \
    >"$cache/logs/dockerd.log" 2>&1 </dev/null 9>&- &
}

stop_own_engine() (
  make_cache
  lock engine "docker engine"
  if pid=$(own_engine_pid); then
    stop_process "$pid"
    say "docker engine … stopped"
  else
    report "docker engine … our own does not run"
  fi
  remove_bridge
  remove_folder "$engine_run"
)

# Ends the process and returns when it has gone.
stop_process() {
  kill "$1"
  tail --pid="$1" -f /dev/null
}

# Takes away what our engine left in the kernel and on disk: containers and networks first, by the engine that made them.
remove_own_engine() (
  # A folder under /run without an engine is what a killed one leaves, along with containers and networks.
  if [ -d "$engine_run" ]; then
    start_own_engine
    docker=$(docker_client_folder)/bin/docker
    "$docker" --host "$own_engine_host" ps --all --quiet |
      xargs --no-run-if-empty "$docker" --host "$own_engine_host" rm --force --volumes >/dev/null
    "$docker" --host "$own_engine_host" network prune --force >/dev/null
  fi
  stop_own_engine
  unmount_engine_data
  remove_folder "$engine_data"
)

# An engine that was killed leaves its folder and its containers' file systems mounted.
unmount_engine_data() {
  local mounted
  awk -v data="$engine_data" '$5 == data || index($5, data "/") == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r mounted; do umount "$mounted"; done
}
