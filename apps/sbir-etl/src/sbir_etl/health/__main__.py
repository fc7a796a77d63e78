"""`python -m sbir_etl.health webserver|daemon`: 0 healthy, 1 not (with the reason), 2 misuse."""

from __future__ import annotations

import importlib
import sys

from sbir_etl.health import Unhealthy

PROBES = ("webserver", "daemon")


def main(arguments: list[str]) -> int:
    """Run one probe and print its verdict."""
    if len(arguments) != 1 or arguments[0] not in PROBES:
        print(f"health: expected one of {', '.join(PROBES)}; name one.", file=sys.stderr)
        return 2
    try:
        print(importlib.import_module(f"sbir_etl.health.{arguments[0]}").probe())
    except Unhealthy as reason:
        print(f"{arguments[0]}: {reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
