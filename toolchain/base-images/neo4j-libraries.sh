#!/usr/bin/env bash
# neo4j-libraries.sh FOLDER: the jars of neo4j/pom.xml, each compared with libraries.sha256; by this system's Maven, or by
# one in a build where there is none. The stand-in's Debian must be in the engine for that.
set -euo pipefail
folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=toolchain/base-images/images.sh
. "$here/images.sh"

with_maven_here() {
  local repository=$folder/.repository
  mvn -B -q -C -f "$here/neo4j/pom.xml" -Dmaven.repo.local="$repository" -Dlibraries="$folder" dependency:copy-dependencies
  rm -r "$repository"
}

with_maven_in_a_build() {
  build "$here/neo4j" --file "$here/neo4j/libraries.Dockerfile" --output "type=local,dest=$folder"
}

if command -v java >/dev/null && command -v mvn >/dev/null; then with_maven_here; else with_maven_in_a_build; fi
cd "$folder"
sha256sum --check --quiet --strict "$here/neo4j/libraries.sha256"
diff <(cut -d ' ' -f 3 "$here/neo4j/libraries.sha256") <(LC_ALL=C ls)
