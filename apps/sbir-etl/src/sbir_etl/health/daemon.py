"""Is the Dagster daemon of this container alive?

`dagster-daemon liveness-check` believes any beat of the last 1830 s, a dead predecessor's
too, and imports all of Dagster. This probe looks for the process, and for beats in the
instance's database that are newer than the process and recent.
"""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from sbir_etl.health import Unhealthy
from sbir_etl.health.processes import started_at

#: The daemons without which no queued run starts and no schedule ticks.
REQUIRED = ("QUEUED_RUN_COORDINATOR", "SCHEDULER")
#: Daemons beat every 30 s, but not in the middle of an iteration.
DEFAULT_TOLERANCE = 120.0


def probe(proc: Path = Path("/proc"), now: float | None = None) -> str:
    """Say that the daemon lives, or raise Unhealthy with the reason."""
    moment = time.time() if now is None else now
    started = started_at("dagster-daemon", "run", proc=proc, now=moment)
    if started is None:
        raise Unhealthy("no dagster-daemon process runs here")
    tolerance = float(os.environ.get("DAGSTER_DAEMON_HEARTBEAT_TOLERANCE") or DEFAULT_TOLERANCE)
    beats = heartbeats(Path(os.environ.get("DAGSTER_HOME") or "/app/dagster_home"))
    for daemon in REQUIRED:
        beat = beats.get(daemon)
        if beat is None or beat < started:
            raise Unhealthy(f"{daemon} has not beaten since the process started")
        if moment - beat > tolerance:
            raise Unhealthy(f"{daemon} last beat {moment - beat:.0f} s ago (limit {tolerance:g} s)")
    oldest = max(moment - beats[daemon] for daemon in REQUIRED)
    return f"daemon: up for {moment - started:.0f} s, last beats within {oldest:.0f} s"


def heartbeats(home: Path) -> dict[str, float]:
    """The last beat of each daemon, in seconds since the epoch."""
    database = home / "history" / "runs.db"
    if not database.is_file():
        raise Unhealthy(f"{database} does not exist: no SQLite instance in DAGSTER_HOME")
    try:
        # Not immutable: the daemon writes beside us, and its WAL holds the newest beats.
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=2.0)
        try:
            rows = connection.execute(
                "SELECT daemon_type, timestamp FROM daemon_heartbeats"
            ).fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise Unhealthy(f"{database} cannot be read ({error})") from None
    return {daemon: _epoch(stamp) for daemon, stamp in rows}


def _epoch(stamp: str) -> float:
    # Sample: 2026-11-21 05:12:03.123456 (UTC, without saying so)
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC).timestamp()
