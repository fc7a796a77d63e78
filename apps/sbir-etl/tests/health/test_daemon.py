"""The daemon lives when its process does and its own beats are recent."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sbir_etl.health import Unhealthy
from sbir_etl.health.daemon import REQUIRED, probe

NOW = 1_800_000_000.0
UPTIME = 5_000.0
DAEMON = ("/app/.venv/bin/python", "/app/.venv/bin/dagster-daemon", "run", "-m", "x")


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    folder = tmp_path / "proc"
    folder.mkdir()
    (folder / "uptime").write_text(f"{UPTIME} 1.0\n")
    (folder / "self").mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("DAGSTER_HOME", str(folder))
    (folder / "history").mkdir(parents=True)
    return folder


def process(
    proc: Path, *words: str, age: float = 300, state: str = "S", pid: int = 7, name: str = "python"
) -> None:
    folder = proc / str(pid)
    folder.mkdir()
    (folder / "cmdline").write_bytes(b"\0".join(word.encode() for word in words) + b"\0")
    ticks = int((UPTIME - age) * os.sysconf("SC_CLK_TCK"))
    middle = " ".join(["0"] * 18)
    (folder / "stat").write_text(f"{pid} ({name}) {state} {middle} {ticks} 0 0\n")


def beat(home: Path, **ages: float) -> None:
    with sqlite3.connect(home / "history" / "runs.db") as database:
        database.execute("CREATE TABLE daemon_heartbeats (daemon_type TEXT, timestamp TEXT)")
        for daemon, age in ages.items():
            stamp = datetime.fromtimestamp(NOW - age, UTC).replace(tzinfo=None)
            values = (daemon, stamp.isoformat(sep=" "))
            database.execute("INSERT INTO daemon_heartbeats VALUES (?, ?)", values)


def all_beat(home: Path, age: float) -> None:
    beat(home, **dict.fromkeys(REQUIRED, age))


def test_lives_with_recent_beats_of_its_own(proc: Path, home: Path) -> None:
    process(proc, *DAEMON)
    all_beat(home, age=20)
    assert probe(proc, NOW) == "daemon: up for 300 s, last beats within 20 s"


def test_is_dead_without_its_process_whatever_the_beats_say(proc: Path, home: Path) -> None:
    all_beat(home, age=1)
    with pytest.raises(Unhealthy, match="no dagster-daemon process"):
        probe(proc, NOW)


def test_is_not_fooled_by_its_predecessors_beats(proc: Path, home: Path) -> None:
    process(proc, *DAEMON, age=10)
    all_beat(home, age=11)
    with pytest.raises(Unhealthy, match="has not beaten since the process started"):
        probe(proc, NOW)


def test_is_dead_when_one_required_daemon_is_silent(proc: Path, home: Path) -> None:
    process(proc, *DAEMON)
    beat(home, SCHEDULER=1, SENSOR=1)
    with pytest.raises(Unhealthy, match="QUEUED_RUN_COORDINATOR has not beaten"):
        probe(proc, NOW)


def test_is_dead_when_beats_stop(proc: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process(proc, *DAEMON)
    all_beat(home, age=130)
    with pytest.raises(Unhealthy, match=r"last beat 130 s ago \(limit 120 s\)"):
        probe(proc, NOW)
    monkeypatch.setenv("DAGSTER_DAEMON_HEARTBEAT_TOLERANCE", "200")
    assert "up for 300 s" in probe(proc, NOW)


@pytest.mark.parametrize(
    "words",
    [
        ("sh", "-c", "dagster-daemon run"),
        ("bash", "scripts/docker/dagster-daemon.sh"),
        ("python", "-m", "sbir_etl.health", "daemon"),
        ("python", "/app/.venv/bin/dagster-daemon", "liveness-check"),
    ],
)
def test_a_command_that_mentions_the_daemon_is_not_it(
    proc: Path, home: Path, words: tuple[str, ...]
) -> None:
    process(proc, *words)
    all_beat(home, age=1)
    with pytest.raises(Unhealthy, match="no dagster-daemon process"):
        probe(proc, NOW)


def test_a_zombie_is_not_alive(proc: Path, home: Path) -> None:
    process(proc, *DAEMON, state="Z")
    all_beat(home, age=1)
    with pytest.raises(Unhealthy, match="no dagster-daemon process"):
        probe(proc, NOW)


def test_a_process_name_may_hold_blanks_and_brackets(proc: Path, home: Path) -> None:
    process(proc, *DAEMON, name="a) (b c")
    all_beat(home, age=1)
    assert "up for 300 s" in probe(proc, NOW)


def test_says_when_there_is_no_database(proc: Path, home: Path) -> None:
    process(proc, *DAEMON)
    with pytest.raises(Unhealthy, match=r"runs\.db does not exist"):
        probe(proc, NOW)


def test_says_when_the_database_is_unreadable(proc: Path, home: Path) -> None:
    process(proc, *DAEMON)
    (home / "history" / "runs.db").write_bytes(b"not a database at all, for sure")
    with pytest.raises(Unhealthy, match="cannot be read"):
        probe(proc, NOW)
