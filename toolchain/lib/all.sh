# shellcheck shell=bash
# The whole library, in the order in which its files build on each other.

library=$(dirname "${BASH_SOURCE[0]}")
for part in common tools debian go node state certificates bridge own-engine docker pulumi environment; do
  # shellcheck source=/dev/null
  . "$library/$part.sh"
done
