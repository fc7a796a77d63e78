# shellcheck shell=bash
# Tools in the cache: one folder each, named by the content that makes it, so that a change of a version or a source
# makes another folder and nothing is ever half new. A folder appears by one rename, after its build has succeeded.

# key PATH...: a short hash of files and folders, with the kind of machine they are built for.
key() {
  {
    uname -sm
    (cd "$toolchain" && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
  } | sha256sum | cut -c 1-12
}

# tool_folder NAME PATH...: where the tool made from these paths (below toolchain/) lies, or will.
tool_folder() {
  local name=$1
  shift
  printf '%s/tools/%s-%s' "$cache" "$name" "$(key "$@")"
}

# build_tool FOLDER LABEL BUILDER ARGUMENT...: make the tool, unless it is there.
# The builder is a program that fills the folder given as its first argument; what it prints goes to a log.
build_tool() (
  local folder=$1 label=$2 builder=$3
  shift 3
  if [ -d "$folder" ]; then
    report "$label … cached"
    return
  fi
  local name log
  name=$(basename "$folder")
  name=${name%-*}
  log=$cache/logs/$name.log
  make_cache
  lock "$name" "$label"
  if [ -d "$folder" ]; then
    report "$label … cached"
    return
  fi
  remove_folder "$cache/tools/.building-$name".*
  staging=$(mktemp -d "$cache/tools/.building-$name.XXXXXX")
  trap 'remove_folder "$staging"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  say "$label … building (log: $log)"
  local started=$SECONDS
  if ! "$builder" "$staging" "$@" >"$log" 2>&1 9>&-; then
    tail -n 20 "$log" | sed 's/^/  /' >&2
    fail "$label … failed after $((SECONDS - started)) s; the whole log is in $log."
  fi
  chmod 755 "$staging"
  mv -T "$staging" "$folder"
  say "$label … built in $((SECONDS - started)) s"
)

# The cache, with the mark by which backups skip it and `clean.sh` knows it.
make_cache() {
  mkdir -p "$cache"/{tools,logs,locks}
  [ -e "$cache/CACHEDIR.TAG" ] ||
    printf '%s\n' "Signature: 8a477f597d28d172789f06886806bc55" "# Made by the toolchain of pulumi-compose." >"$cache/CACHEDIR.TAG"
}

is_our_cache() { grep -q 'toolchain of pulumi-compose' "$cache/CACHEDIR.TAG" 2>/dev/null; }

# One build of a tool at a time. The lock ends with the process that holds it, however that ends.
lock() {
  exec 9>"$cache/locks/$1"
  have flock || return 0
  flock --nonblock 9 && return
  say "$2 … waiting for another build of it"
  flock 9
}

# Go's module cache is read-only, which `rm -rf` alone does not remove.
remove_folder() {
  local folder
  for folder; do
    [ -e "$folder" ] || continue
    chmod -R u+w "$folder" && rm -rf "$folder"
  done
}
