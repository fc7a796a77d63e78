"""Times the pipeline: `python bench/pipeline.py --rows 220000 [--no-graph]`.

Runs `python -m sbir_etl materialize` for each asset on generated data below a temporary
folder, as the runner does, and prints one JSON object a line: seconds, and the peak of the
memory that the whole process tree holds resident. The graph goes to the Neo4j of the settings.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ASSETS = ("raw_sbir_awards", "validated_awards", "sbir_graph")
SAMPLE_SECONDS = 0.05


def main() -> int:
    """Run the benchmark and return the worst exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=220_000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--no-graph", action="store_true", help="leave Neo4j alone")
    parser.add_argument("--together", action="store_true", help="all assets in one run")
    options = parser.parse_args()
    assets = ASSETS[:2] if options.no_graph else ASSETS
    runs = [list(assets)] if options.together else [[asset] for asset in assets]

    with tempfile.TemporaryDirectory(prefix="sbir-etl-bench-") as folder:
        csv = Path(folder, "award_data.csv")
        environment = os.environ | {
            "SBIR_ETL__DATA__RAW_CSV": str(csv),
            "SBIR_ETL__DATA__WORK_DIR": str(Path(folder, "work")),
            "SBIR_ETL__DATA__REJECTS": str(Path(folder, "rejects.csv")),
        }
        generate = ["generate", "--rows", str(options.rows), "--seed", str(options.seed)]
        commands = [[*generate, "--out", str(csv)], *(["materialize", *run] for run in runs)]
        return max(_measure(command, environment, options.rows) for command in commands)


def _measure(command: list[str], environment: dict[str, str], rows: int) -> int:
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sbir_etl", *command],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_resident, _tree(process.pid))))
            time.sleep(SAMPLE_SECONDS)
        seconds = time.perf_counter() - begun
        if process.returncode:
            log.seek(0)
            sys.stderr.buffer.write(log.read())
    figures = {
        "command": " ".join(command),
        "rows": rows,
        "seconds": round(seconds, 1),
        "peak_rss_mib": round(peak / 2**20),
        "status": process.returncode,
    }
    print(json.dumps(figures), flush=True)
    return process.returncode


def _tree(root: int) -> list[int]:
    """The process and all its descendants."""
    found = [root]
    for pid in found:
        for children in Path("/proc").glob(f"{pid}/task/*/children"):
            # A process may end while we look.
            with contextlib.suppress(OSError):
                found += map(int, children.read_text().split())
    return found


def _resident(pid: int) -> int:
    """Bytes in memory; pages that processes share count for each, which errs upwards."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
