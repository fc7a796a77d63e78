# shellcheck shell=bash source-path=SCRIPTDIR
# The whole library, in the order in which its files build on each other.

library=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$library/common.sh"
# shellcheck source=tools.sh
. "$library/tools.sh"
# shellcheck source=debian.sh
. "$library/debian.sh"
# shellcheck source=go.sh
. "$library/go.sh"
# shellcheck source=node.sh
. "$library/node.sh"
# shellcheck source=python.sh
. "$library/python.sh"
# shellcheck source=lint-tools.sh
. "$library/lint-tools.sh"
# shellcheck source=state.sh
. "$library/state.sh"
# shellcheck source=certificates.sh
. "$library/certificates.sh"
# shellcheck source=bridge.sh
. "$library/bridge.sh"
# shellcheck source=own-engine.sh
. "$library/own-engine.sh"
# shellcheck source=docker.sh
. "$library/docker.sh"
# shellcheck source=pulumi.sh
. "$library/pulumi.sh"
# shellcheck source=environment.sh
. "$library/environment.sh"
