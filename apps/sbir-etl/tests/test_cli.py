"""Commands: what they print and the status they end with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sbir_etl.config import APP_ROOT

from .conftest import Writer


def run(*arguments: str, **variables: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit status, log lines and standard error of a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "sbir_etl", *arguments],
        env=os.environ | {"PYTHONPATH": ":".join(sys.path)} | variables,
        cwd=APP_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def folders(path: Path) -> dict[str, str]:
    return {
        "SBIR_ETL__DATA__RAW_CSV": str(path / "raw" / "award_data.csv"),
        "SBIR_ETL__DATA__WORK_DIR": str(path / "work"),
        "SBIR_ETL__DATA__REJECTS": str(path / "rejects.csv"),
    }


def test_an_unknown_asset_is_named_with_those_that_exist() -> None:
    status, lines, errors = run("materialize", "raw_sbir_award", "sbir_graph")
    assert status == 2
    assert [line["event"] for line in lines] == [
        "materialize: no asset is named raw_sbir_award; did you mean raw_sbir_awards? "
        "Known assets: raw_sbir_awards, sbir_graph, validated_awards."
    ]
    assert "Traceback" not in errors


def test_wrong_settings_are_all_named_before_anything_starts() -> None:
    status, lines, _ = run(
        "materialize",
        "raw_sbir_awards",
        SBIR_ETL__NEO4J__BATCH_SIZE="x",
        SBIR_ETL__WAIT__TIMEOUT_SECONDS="0",
    )
    assert status == 2
    assert [line["path"] for line in lines] == ["neo4j.batch_size", "wait.timeout_seconds"]


def test_a_failing_asset_gives_status_1_and_the_reason_without_a_traceback(tmp_path: Path) -> None:
    status, lines, errors = run("materialize", "raw_sbir_awards", **folders(tmp_path))
    assert status == 1
    reasons = [line["error"] for line in lines if "error" in line]
    assert reasons
    assert reasons[0].startswith("data.raw_csv: ")
    assert "does not exist; put the awards file there" in reasons[0]
    assert "Traceback" not in errors


def test_assets_run_in_their_order_and_log_their_figures(tmp_path: Path, write_csv: Writer) -> None:
    write_csv({}, {"Award Amount": "x"}, b"short\n")
    names = ("validated_awards", "raw_sbir_awards")
    status, lines, _ = run("materialize", *names, **folders(tmp_path))
    assert status == 0
    figures = [(line["step"], line["rejects"]) for line in lines if "rejects" in line]
    assert figures == [("validated_awards", 2)]
    steps = [line["step"] for line in lines if line["event"] == "materialised"]
    assert steps == ["raw_sbir_awards", "validated_awards"]


def test_runs_are_recorded_in_dagster_home(tmp_path: Path, write_csv: Writer) -> None:
    write_csv({})
    home = tmp_path / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text((APP_ROOT / "dagster.yaml").read_text())
    variables = folders(tmp_path) | {"DAGSTER_HOME": str(home)}
    status, _, _ = run("materialize", "raw_sbir_awards", **variables)
    assert status == 0
    assert (home / "history" / "runs.db").is_file()


def test_generate_writes_where_the_settings_say_and_can_leave_a_file_alone(tmp_path: Path) -> None:
    variables = folders(tmp_path)
    assert run("generate", "--rows", "20", **variables)[0] == 0
    written = Path(variables["SBIR_ETL__DATA__RAW_CSV"])
    before = written.read_bytes()
    status, lines, _ = run("generate", "--rows", "5", "--if-absent", **variables)
    assert (status, lines[0]["event"]) == (0, f"kept {written}")
    assert written.read_bytes() == before


def test_generate_needs_no_configuration_when_told_where_to_write(tmp_path: Path) -> None:
    out = tmp_path / "awards.csv"
    status, lines, _ = run("generate", "--rows", "20", "--out", str(out), ENVIRONMENT="absent")
    assert (status, lines[0]["rows"]) == (0, 20)
    assert out.is_file()


def test_prepare_makes_sample_data_only_when_asked_and_absent(tmp_path: Path) -> None:
    variables = folders(tmp_path)
    csv = Path(variables["SBIR_ETL__DATA__RAW_CSV"])
    assert run("prepare", **variables)[0] == 0
    assert not csv.exists()
    wanted = variables | {"SBIR_ETL__DATA__SAMPLE_ROWS": "10"}
    assert run("prepare", **wanted)[0] == 0
    before = csv.stat().st_mtime_ns
    assert run("prepare", **wanted)[0] == 0
    assert csv.stat().st_mtime_ns == before


def test_a_wait_that_ends_in_vain_gives_status_1() -> None:
    status, lines, _ = run(
        "wait-for",
        "neo4j",
        SBIR_ETL__NEO4J__BOLT_URL="bolt://127.0.0.1:1",
        SBIR_ETL__WAIT__TIMEOUT_SECONDS="0.1",
    )
    assert status == 1
    assert (lines[-1]["path"], lines[-1]["level"]) == ("wait.neo4j", "error")


@pytest.mark.parametrize(
    "arguments",
    [(), ("explode",), ("materialize",), ("generate", "--rows", "-1"), ("wait-for", "moon")],
)
def test_misuse_gives_status_2_and_the_usage(arguments: tuple[str, ...]) -> None:
    status, lines, errors = run(*arguments)
    assert (status, lines) == (2, [])
    assert "usage: python -m sbir_etl" in errors
