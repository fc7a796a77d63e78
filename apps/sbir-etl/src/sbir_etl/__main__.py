"""`python -m sbir_etl`."""

from __future__ import annotations

import sys

from sbir_etl.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
