"""What the tests share: settings on a temporary folder, and a file of sound awards."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sbir_etl.columns import COLUMNS
from sbir_etl.generator.quirks import to_csv
from sbir_etl.settings import DataSettings

#: A record as the public file has it: quoted amount, quoted DUNS, unpadded dates.
SOUND = {
    "Company": "Acme Photonics, Inc.",
    "Award Title": "Laser Diode",
    "Agency": "Department of Energy",
    "Phase": "Phase I",
    "Program": "SBIR",
    "Agency Tracking Number": "T-1",
    "Contract": "DE-1",
    "Proposal Award Date": "7/4/2021",
    "Award Year": "2021",
    "Award Amount": "171,433",
    "UEI": "ABCDEFGHJK12",
    "Duns": '"012345678"',
    "HUBZone Owned": "N",
    "Number Employees": "1,250",
    "Abstract": 'Says "hello",\nthen ends.',
    "Contact Name": "Nobody Atall",
    "RI Name": "University of Ashford",
}


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine or image that runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith(("SBIR_ETL", "DAGSTER_")) or name == "ENVIRONMENT":
            monkeypatch.delenv(name)


@pytest.fixture
def data(tmp_path: Path) -> DataSettings:
    return DataSettings(
        raw_csv=tmp_path / "raw" / "award_data.csv",
        work_dir=tmp_path / "work",
        rejects=tmp_path / "rejects" / "awards.csv",
        batch_rows=3,
        duckdb_memory_mb=64,
        sample_rows=0,
    )


def record(changes: Mapping[str, str] | None = None) -> list[str]:
    """The fields of a sound record, with some changed."""
    values = SOUND | dict(changes or {})
    return [values.get(name, "") for name in COLUMNS]


Writer = Callable[..., None]


@pytest.fixture
def write_csv(data: DataSettings) -> Writer:
    """Writes the header and then lines: changes to the sound record, or raw bytes."""

    def write(*rows: Mapping[str, str] | bytes) -> None:
        lines = [row if isinstance(row, bytes) else to_csv(record(row)).encode() for row in rows]
        data.raw_csv.parent.mkdir(parents=True, exist_ok=True)
        data.raw_csv.write_bytes(to_csv(list(COLUMNS)).encode() + b"".join(lines))

    return write
