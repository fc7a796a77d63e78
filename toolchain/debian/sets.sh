# shellcheck shell=bash
# Which packages make which tool, per distribution, and what is linked where: every set has its commands in bin/.
# `name/suite` takes a package from that suite. Debian 12 has no buildx, so the Docker packages come from 13; runc and
# iptables stay with the system's own suite, whose libseccomp and libc they match.

case $ID in
  debian)
    components=main
    newer=trixie
    suites=$VERSION_CODENAME
    [ "$VERSION_CODENAME" = "$newer" ] || suites+=" $newer"
    ;;
  ubuntu)
    # shellcheck disable=SC2034 # for build.sh
    components="main universe"
    newer=$VERSION_CODENAME
    suites="$VERSION_CODENAME $VERSION_CODENAME-updates"
    ;;
  *)
    echo "$ID: only Debian's and Ubuntu's packages can be unpacked here." >&2
    exit 1
    ;;
esac

packages_of() {
  case $ID:$1 in
    debian:client) echo {docker-cli,docker-buildx,docker-compose}/"$newer" ;;
    ubuntu:client) echo docker.io docker-buildx docker-compose-v2 ;;
    debian:engine)
      echo {docker.io,containerd}/"$newer" \
        {runc,tini,iptables,libip4tc2,libip6tc2,libxtables12,libnftnl11,libmnl0,libnetfilter-conntrack3,libnfnetlink0}/"$VERSION_CODENAME"
      ;;
    ubuntu:engine)
      echo docker.io containerd runc tini iptables libip4tc2 libip6tc2 libxtables12 libnftnl11 libmnl0 \
        libnetfilter-conntrack3 libnfnetlink0
      ;;
    *:debootstrap) echo debootstrap ;;
    *:python) python_packages ;;
    *:go) echo {golang-1.24-go,golang-1.24-src}/"$newer" ;;
  esac
}

# Python's packages carry its version in their names; the archive's python3 says which.
python_packages() {
  local version
  version=$(apt-cache "${options[@]}" depends "python3/$VERSION_CODENAME" | grep -oE 'python3\.[0-9]+$' | head -n 1)
  echo "$version-minimal" "lib$version-minimal" "lib$version-stdlib" libexpat1 libffi8 libbz2-1.0 liblzma5 zlib1g \
    libssl3 media-types python3-pip-whl
}

finish_client() {
  local plugins plugin
  plugins=$(find usr/lib* -type d -path '*docker/cli-plugins')
  mkdir bin cli-plugins
  ln -s ../usr/bin/docker bin/docker
  for plugin in "$plugins"/*; do ln -s "../$plugin" "cli-plugins/$(basename "$plugin")"; done
}

finish_engine() {
  local name
  for name in {ip,ip6}tables{,-save,-restore}; do ln -sf xtables-nft-multi "usr/sbin/$name"; done
}

finish_debootstrap() {
  mkdir bin
  ln -s ../usr/sbin/debootstrap bin/debootstrap
}

finish_go() {
  mkdir bin
  ln -s ../usr/lib/go-1.24/bin/go bin/go
  # Debian's GOROOT keeps its sources elsewhere, by links that only fit an installed package.
  rm -rf usr/lib/go-1.24/{src,api,misc,test}
  ln -s ../../share/go-1.24/{src,api,misc,test} usr/lib/go-1.24/
}

finish_python() {
  mkdir bin
  cp "$here/python3" bin/
  bin/python3 -m zipfile -e usr/share/python-wheels/pip-*.whl pip
  bin/python3 -m pip --version
}
