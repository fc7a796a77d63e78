"""The generated file, and the pipeline over it, counted by someone else."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from sbir_etl.columns import COLUMNS
from sbir_etl.extract import extract
from sbir_etl.generator import generate
from sbir_etl.settings import DataSettings
from sbir_etl.validate import validate

ROWS = 3_000


@pytest.fixture
def data(data: DataSettings) -> DataSettings:
    """Settings with batches fit for thousands of rows."""
    return data.model_copy(update={"batch_rows": 1_000})


COUNTER = Path(__file__).with_name("independent_count.py")


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))
    generate(one, 200, seed=7)
    generate(two, 200, seed=7)
    generate(other, 200, seed=8)
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes() != other.read_bytes()


def test_writes_the_42_columns_and_leaves_abstracts_out_when_told(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    generate(path, 50, seed=1, abstracts=False)
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert {row["Abstract"] for row in rows} <= {"", None}


@pytest.mark.parametrize("rows", [0, 1, 9])
def test_makes_small_files_too(tmp_path: Path, rows: int) -> None:
    assert generate(tmp_path / "awards.csv", rows)["rows"] == rows


@pytest.mark.parametrize("seed", [1, 2])
def test_the_pipeline_finds_what_the_generator_did(data: DataSettings, seed: int) -> None:
    tally = generate(data.raw_csv, ROWS, seed=seed)
    read, counts = extract(data), validate(data)
    assert read["rows"] == ROWS
    assert counts["awards"] == tally["awards"]
    assert counts["duplicates"] == tally["duplicates"] > 0
    assert counts["broken"] + counts["unreadable"] == tally["broken"] > 0
    assert counts["unreadable"] > 0


@pytest.mark.parametrize("seed", [3, 4])
def test_an_independent_count_of_the_file_agrees(data: DataSettings, seed: int) -> None:
    generate(data.raw_csv, ROWS, seed=seed)
    extract(data)
    validate(data)
    keys = pl.read_parquet(data.validated_parquet)
    # In a process of its own, which cannot share code by accident.
    output = subprocess.run(
        [sys.executable, str(COUNTER), str(data.raw_csv)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert json.loads(output) == {
        "Company": keys["company_key"].n_unique(),
        "Award": keys.height,
        "Agency": keys["agency_key"].n_unique(),
        "ResearchInstitution": keys["institution_key"].drop_nulls().n_unique(),
        "RECEIVED": keys.height,
        "FUNDED": keys.height,
        "PARTNERED_WITH": keys["institution_key"].drop_nulls().len(),
    }


def test_the_independent_count_shares_no_code() -> None:
    assert "sbir_etl " not in COUNTER.read_text().replace("-m sbir_etl ", "")
    assert "import sbir_etl" not in COUNTER.read_text()
