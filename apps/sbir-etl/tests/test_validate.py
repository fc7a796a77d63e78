"""Raw rows into typed awards and rejects."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from sbir_etl.errors import EtlError
from sbir_etl.extract import extract
from sbir_etl.settings import DataSettings
from sbir_etl.validate import validate

from .conftest import SOUND, Writer


def rejects(data: DataSettings) -> list[dict[str, str]]:
    with data.rejects.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_types_a_sound_award(data: DataSettings, write_csv: Writer) -> None:
    write_csv({})
    extract(data)
    assert validate(data)["awards"] == 1
    award = pl.read_parquet(data.validated_parquet).row(0, named=True)
    expected = {
        "row": 1,
        "line": 2,
        "company": "Acme Photonics, Inc.",
        "company_key": "uei:ABCDEFGHJK12",
        "duns": "012345678",
        "hubzone_owned": False,
        "woman_owned": None,
        "employees": 1250,
        "award_date": date(2021, 7, 4),
        "end_date": None,
        "award_year": 2021,
        "amount": Decimal("171433.00"),
        "abstract": 'Says "hello",\nthen ends.',
        "award_key": "department of energy|phase i|t-1|de-1",
        "institution_key": "university of ashford",
    }
    assert {name: award[name] for name in expected} == expected


def test_leaves_persons_behind(data: DataSettings, write_csv: Writer) -> None:
    write_csv({}, {"Award Amount": "x"})
    extract(data)
    validate(data)
    person = SOUND["Contact Name"]
    assert person not in pl.read_parquet(data.validated_parquet).write_csv()
    assert person not in data.rejects.read_text()


def test_sets_a_row_aside_with_all_its_reasons(data: DataSettings, write_csv: Writer) -> None:
    write_csv({}, {"Award Amount": "12,34x", "Proposal Award Date": "13/45/2020", "Contract": "Z"})
    extract(data)
    counts = validate(data)
    assert (counts["awards"], counts["broken"]) == (1, 1)
    assert rejects(data) == [
        {
            "row": "2",
            "line": "4",
            "reason": "Proposal Award Date: '13/45/2020' is not a date like 7/4/2021; "
            "Award Amount: '12,34x' is not an amount like 171,433",
            "company": "Acme Photonics, Inc.",
            "tracking_number": "T-1",
            "contract": "Z",
        }
    ]


def test_sets_an_award_without_any_number_aside(data: DataSettings, write_csv: Writer) -> None:
    write_csv({"Agency Tracking Number": " ", "Contract": ""})
    extract(data)
    validate(data)
    assert [reject["reason"] for reject in rejects(data)] == [
        "Agency Tracking Number: is empty, and so is Contract"
    ]


def test_keeps_the_first_sound_row_of_an_award(data: DataSettings, write_csv: Writer) -> None:
    write_csv(
        {"Award Amount": "broken"},  # not the first sound one
        {"Award Title": "First"},
        {"Award Title": "Again", "Contract": "de-1 "},  # the same but for case and blanks
        {"Award Title": "Other phase", "Phase": "Phase II"},
        {"Award Title": "Third time"},
    )
    extract(data)
    counts = validate(data)
    assert (counts["awards"], counts["broken"], counts["duplicates"]) == (2, 1, 2)
    titles = pl.read_parquet(data.validated_parquet)["title"].to_list()
    assert titles == ["First", "Other phase"]
    assert [(r["row"], r["reason"]) for r in rejects(data)][1:] == [
        ("3", "duplicate of row 2"),
        ("5", "duplicate of row 2"),
    ]


def test_lists_rejects_of_all_kinds_in_the_order_of_the_file(
    data: DataSettings, write_csv: Writer
) -> None:
    write_csv({}, {}, b"short\n", {"Company": ""}, {})
    extract(data)
    counts = validate(data)
    assert counts["rejects"] == 4
    assert [reject["row"] for reject in rejects(data)] == ["2", "3", "4", "5"]


def test_is_the_same_the_second_time(data: DataSettings, write_csv: Writer) -> None:
    write_csv({}, {}, {"Contract": "DE-2"}, b"short\n")
    extract(data)
    first = validate(data), data.validated_parquet.read_bytes(), data.rejects.read_bytes()
    again = validate(data), data.validated_parquet.read_bytes(), data.rejects.read_bytes()
    assert first == again


def test_handles_a_file_without_records(data: DataSettings, write_csv: Writer) -> None:
    write_csv()
    extract(data)
    assert validate(data)["awards"] == 0
    assert rejects(data) == []


def test_says_what_has_to_come_first(data: DataSettings) -> None:
    with pytest.raises(EtlError, match="materialise raw_sbir_awards first"):
        validate(data)
