"""The databases of Dagster's instance are made once, by one process at a time."""

import fcntl
import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from sbir_etl.instance import initialise_instance


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    return tmp_path


def _schema_versions(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return len(connection.execute("SELECT version_num FROM alembic_version").fetchall())


def test_makes_every_database_with_one_schema_version(home: Path) -> None:
    initialise_instance(home)
    databases = sorted(home.rglob("*.db"))
    assert [path.relative_to(home).as_posix() for path in databases] == [
        "history/runs/index.db",
        "history/runs.db",
        "schedules/schedules.db",
    ]
    assert [_schema_versions(path) for path in databases] == [1, 1, 1]


def test_waits_while_another_process_makes_them(home: Path) -> None:
    with (home / ".initialise.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        waiting = Thread(target=initialise_instance, args=[home])
        waiting.start()
        waiting.join(timeout=1)
        assert waiting.is_alive()
        assert list(home.rglob("*.db")) == []
    waiting.join()
    assert len(list(home.rglob("*.db"))) == 3


def test_leaves_what_is_there_alone(home: Path) -> None:
    initialise_instance(home)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*.db")}
    initialise_instance(home)
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*.db")} == before
