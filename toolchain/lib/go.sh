# shellcheck shell=bash
# Go, which only builds from package registries need: the system's if it is new enough to fetch the version that the
# modules ask for, else one from Debian, which does the same.

# From 1.21 on, `go` fetches the newer toolchain that a go.mod names, as a module.
go_minimum=1.21

system_go_version() {
  local go
  go=$(system_command go) || return 1
  version_in "$("$go" env GOVERSION 2>/dev/null)"
}

go_folder() { debian_folder go; }

ensure_go() {
  go_root=
  version_at_least "$(system_go_version)" "$go_minimum" && return
  can_unpack_debian_packages ||
    fail "Go: none of version $go_minimum or newer is here, and it can't be had from Debian; install it, then try again."
  go_root=$(go_folder)
  ensure_debian_packages go go "Go from Debian packages"
}

# With a Go of ours, its caches are ours too, so that `make clean-toolchain` takes them away.
with_go() {
  if [ -z "$go_root" ]; then
    PATH=$(path_without_ours) "$@"
  else
    PATH=$go_root/bin:$PATH GOCACHE=$cache/go/build GOMODCACHE=$cache/go/modules GOTOOLCHAIN=auto "$@"
  fi
}
