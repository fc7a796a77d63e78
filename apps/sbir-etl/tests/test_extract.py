"""The awards file into Parquet."""

from __future__ import annotations

import polars as pl
import pytest

from sbir_etl.columns import COLUMNS
from sbir_etl.errors import EtlError
from sbir_etl.extract import extract
from sbir_etl.settings import DataSettings

from .conftest import Writer


def test_keeps_all_42_columns_as_text_in_the_order_of_the_file(
    data: DataSettings, write_csv: Writer
) -> None:
    write_csv(*({"Contract": f"DE-{number}"} for number in range(7)))  # batches hold 3
    assert extract(data) == {"rows": 7, "read": 7, "unreadable": 0}
    frame = pl.read_parquet(data.raw_parquet)
    assert frame.columns == ["row", "line", *COLUMNS]
    assert frame["Contract"].to_list() == [f"DE-{number}" for number in range(7)]
    assert frame["Award Amount"].to_list() == ["171,433"] * 7
    assert frame["line"].to_list() == [2, 4, 6, 8, 10, 12, 14]  # two lines each


def test_sets_unreadable_records_aside(data: DataSettings, write_csv: Writer) -> None:
    write_csv({}, b"too,short\n", {})
    assert extract(data) == {"rows": 3, "read": 2, "unreadable": 1}
    rejects = pl.read_parquet(data.raw_rejects)
    assert rejects.rows() == [(2, 4, "expected 42 fields, found 2")]


def test_reads_a_file_without_records(data: DataSettings, write_csv: Writer) -> None:
    write_csv()
    assert extract(data) == {"rows": 0, "read": 0, "unreadable": 0}
    assert pl.read_parquet(data.raw_parquet).columns == ["row", "line", *COLUMNS]


def test_finds_columns_by_name_whatever_their_order(data: DataSettings) -> None:
    data.raw_csv.parent.mkdir()
    header = ["Extra", *reversed(COLUMNS)]
    values = ["x", *(f"v-{name}" for name in reversed(COLUMNS))]
    data.raw_csv.write_text("\ufeff" + ",".join(header) + "\n" + ",".join(values) + "\n")
    extract(data)
    row = pl.read_parquet(data.raw_parquet).row(0, named=True)
    assert {name: row[name] for name in COLUMNS} == {name: f"v-{name}" for name in COLUMNS}


def test_says_how_to_get_a_file_when_there_is_none(data: DataSettings) -> None:
    with pytest.raises(EtlError, match=r"data.raw_csv: .* does not exist; .* generate --rows"):
        extract(data)


def test_names_the_columns_that_are_missing(data: DataSettings) -> None:
    data.raw_csv.parent.mkdir()
    kept = [name for name in COLUMNS if name not in ("UEI", "Award Amount")]
    data.raw_csv.write_text(",".join(kept) + "\n")
    with pytest.raises(EtlError, match="lacks Award Amount, UEI;"):
        extract(data)
    assert not data.raw_parquet.exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"a,b,c\n1,2,3\n"])
def test_says_when_the_file_is_something_else(data: DataSettings, content: bytes) -> None:
    data.raw_csv.parent.mkdir()
    data.raw_csv.write_bytes(content)
    with pytest.raises(EtlError, match="lacks all 42 columns"):
        extract(data)


def test_leaves_the_earlier_result_when_the_file_cannot_be_read(
    data: DataSettings, write_csv: Writer
) -> None:
    write_csv({})
    extract(data)
    before = data.raw_parquet.read_bytes()
    data.raw_csv.write_text("nonsense\n")
    with pytest.raises(EtlError):
        extract(data)
    assert data.raw_parquet.read_bytes() == before
    assert sorted(path.name for path in data.work_dir.iterdir()) == [
        "raw_rejects.parquet",
        "raw_sbir_awards.parquet",
    ]
