# shellcheck shell=bash
# Python 3 with pip, for the linters: the system's, else one unpacked from Debian's or Ubuntu's packages.

python_has_pip() { "$1" -m pip --version >/dev/null 2>&1; }

# Sets python: the command to call.
ensure_python() {
  if python=$(system_command python3) && python_has_pip "$python"; then
    report "Python $(version_in "$("$python" --version)") … found"
    return
  fi
  can_unpack_debian_packages ||
    fail "Python 3 with pip: missing, and it can't be had from Debian; install python3 and pip, then try again."
  ensure_debian_packages python python "Python 3, from Debian packages"
  python=$(debian_folder python)/bin/python3
}
