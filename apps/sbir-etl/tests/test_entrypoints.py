"""The shell that the entrypoints share."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from sbir_etl.config import APP_ROOT

SCRIPTS = APP_ROOT / "scripts" / "docker"


def shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", f'source "{SCRIPTS}/common.sh"\n{script}'],
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_entrypoint_is_executable_and_strict() -> None:
    names = ("dagster-webserver.sh", "dagster-daemon.sh", "etl-runner.sh")
    for path in (SCRIPTS / name for name in names):
        assert path.stat().st_mode & stat.S_IXOTH
        assert "set -euo pipefail" in path.read_text()


def test_a_log_line_is_json_whatever_the_message() -> None:
    message = 'a "quoted" back\\slash\nand a second line'
    done = shell('log warning "$MESSAGE"', MESSAGE=message)
    line = json.loads(done.stdout)
    assert line["event"] == 'a "quoted" back\\slash and a second line'
    assert (line["level"], line["logger"]) == ("warning", "entrypoint")
    assert set(line) == {"event", "logger", "level", "timestamp"}


def test_an_env_file_fills_gaps_and_runs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text(
        "# a comment\n\nPLAIN=one two\nQUOTED=\"x y\"\nSINGLE='z'\r\nSET=from file\n"
        f"EVIL=$(touch {tmp_path}/ran)\nEQUALS=a=b"
    )
    script = 'load_environment; printf "%s|" "$PLAIN" "$QUOTED" "$SINGLE" "$SET" "$EVIL" "$EQUALS"'
    done = shell(script, SBIR_ETL_ENV_FILE=str(file), SET="from outside")
    assert done.stdout == f"one two|x y|z|from outside|$(touch {tmp_path}/ran)|a=b|"
    assert not (tmp_path / "ran").exists()


def test_a_line_that_is_none_is_named_by_its_number_and_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("A=1\nsecret value\n")
    done = shell("load_environment", SBIR_ETL_ENV_FILE=str(file))
    assert done.returncode == 1
    expected = f"{file}:2: is not NAME=value; correct or remove the line."
    assert json.loads(done.stdout)["event"] == expected


def test_an_env_file_that_was_asked_for_has_to_exist() -> None:
    done = shell("load_environment", SBIR_ETL_ENV_FILE="/nowhere/env")
    assert done.returncode == 1
    assert "/nowhere/env does not exist" in json.loads(done.stdout)["event"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def install(home: Path) -> subprocess.CompletedProcess[str]:
    source = str(APP_ROOT / "dagster.yaml")
    return shell("install_dagster_yaml", DAGSTER_HOME=str(home), SBIR_ETL_DAGSTER_YAML=source)


def test_dagster_yaml_replaces_an_older_one_and_leaves_nothing_else(home: Path) -> None:
    (home / "dagster.yaml").write_text("old")
    assert install(home).returncode == 0
    assert [path.name for path in home.iterdir()] == ["dagster.yaml"]
    assert (home / "dagster.yaml").read_text() == (APP_ROOT / "dagster.yaml").read_text()


def test_dagster_yaml_is_left_alone_when_it_is_the_same(home: Path) -> None:
    install(home)
    before = (home / "dagster.yaml").stat().st_ino
    install(home)
    assert (home / "dagster.yaml").stat().st_ino == before


def test_a_missing_dagster_home_is_named(tmp_path: Path) -> None:
    done = install(tmp_path / "absent")
    assert done.returncode == 1
    assert f"DAGSTER_HOME: {tmp_path}/absent is not a folder" in json.loads(done.stdout)["event"]


@pytest.mark.parametrize("name", ["dagster-daemon.sh", "dagster-webserver.sh", "etl-runner.sh"])
def test_no_entrypoint_proceeds_without_neo4j(home: Path, tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [str(SCRIPTS / name)],
        env=os.environ
        | {
            "PYTHONPATH": str(APP_ROOT / "src"),
            "DAGSTER_HOME": str(home),
            "SBIR_ETL_DAGSTER_YAML": str(APP_ROOT / "dagster.yaml"),
            "SBIR_ETL__NEO4J__BOLT_URL": "bolt://127.0.0.1:1",
            "SBIR_ETL__WAIT__TIMEOUT_SECONDS": "0.1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[-1]["event"].startswith("wait.neo4j: bolt://127.0.0.1:1 was not ready within")
    assert not any(line["event"].startswith("starting") for line in lines)
