# shellcheck shell=bash
# The whole library, in the order in which its files build on each other.

library=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=toolchain/lib/common.sh
. "$library/common.sh"
# shellcheck source=toolchain/lib/tools.sh
. "$library/tools.sh"
# shellcheck source=toolchain/lib/debian.sh
. "$library/debian.sh"
# shellcheck source=toolchain/lib/go.sh
. "$library/go.sh"
# shellcheck source=toolchain/lib/node.sh
. "$library/node.sh"
# shellcheck source=toolchain/lib/python.sh
. "$library/python.sh"
# shellcheck source=toolchain/lib/lint-tools.sh
. "$library/lint-tools.sh"
# shellcheck source=toolchain/lib/state.sh
. "$library/state.sh"
# shellcheck source=toolchain/lib/certificates.sh
. "$library/certificates.sh"
# shellcheck source=toolchain/lib/bridge.sh
. "$library/bridge.sh"
# shellcheck source=toolchain/lib/own-engine.sh
. "$library/own-engine.sh"
# shellcheck source=toolchain/lib/docker.sh
. "$library/docker.sh"
# shellcheck source=toolchain/lib/pulumi.sh
. "$library/pulumi.sh"
# shellcheck source=toolchain/lib/environment.sh
. "$library/environment.sh"
