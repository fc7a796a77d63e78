"""Text fields into values, and the faults of what cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbir_etl import fields
from sbir_etl.fields import Typed


def parse(typed: Typed, value: str | None) -> tuple[Any, str | None]:
    frame = pl.DataFrame({typed.source: [value]}, schema={typed.source: pl.String})
    fault = pl.lit(None, dtype=pl.String) if typed.fault is None else typed.fault
    parsed, reason = frame.select(value=typed.value, fault=fault).row(0)
    return parsed, reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("171,433", Decimal(171433)),
        ("171433", Decimal(171433)),
        (" $1,234,567.50 ", Decimal("1234567.50")),
        ("0", Decimal(0)),
        ("", None),
        (None, None),
    ],
)
def test_reads_amounts(text: str | None, value: Decimal | None) -> None:
    assert parse(fields.amount("Award Amount"), text) == (value, None)


@pytest.mark.parametrize("text", ["12,34", "12,34x", "-5,000", "1.234", "1e5", "$", "1,2345", "٣"])
def test_faults_what_is_no_amount(text: str) -> None:
    expected = f"Award Amount: '{text}' is not an amount like 171,433"
    assert parse(fields.amount("Award Amount"), text) == (None, expected)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_reads_back_any_amount_written_with_commas(amount: Decimal) -> None:
    assert parse(fields.amount("A"), f"{amount:,.2f}") == (amount, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7/4/2021", date(2021, 7, 4)),
        ("07/04/2021", date(2021, 7, 4)),
        (" 12/31/1999 ", date(1999, 12, 31)),
        ("2021-07-04", date(2021, 7, 4)),
        ("2/29/2020", date(2020, 2, 29)),
        ("", None),
    ],
)
def test_reads_dates(text: str, value: date | None) -> None:
    assert parse(fields.date("Date"), text) == (value, None)


@pytest.mark.parametrize("text", ["13/45/2020", "2/29/2021", "soon", "7/4/21", "1/1/0202"])
def test_faults_what_is_no_date(text: str) -> None:
    assert parse(fields.date("Date"), text) == (None, f"Date: '{text}' is not a date like 7/4/2021")


@given(st.dates(date(fields.FIRST_YEAR, 1, 1), date(fields.LAST_YEAR, 12, 31)))
def test_reads_back_any_date_written_as_the_file_does(day: date) -> None:
    assert parse(fields.date("D"), f"{day.month}/{day.day}/{day.year}") == (day, None)


@given(st.text(max_size=12))
def test_gives_a_value_or_a_fault_for_any_text_that_is_not_blank(text: str) -> None:
    makers = (fields.amount, fields.date, fields.count, fields.year)
    blank = not pl.Series([text]).str.strip_chars().item()
    for maker in makers:
        value, fault = parse(maker("X"), text)
        assert blank == (value is None and fault is None)
        assert value is None or fault is None


@pytest.mark.parametrize(
    ("text", "value", "faulty"),
    [("1,250", 1250, False), ("12", 12, False), ("a few", None, True), ("1.5", None, True)],
)
def test_reads_counts(text: str, value: int | None, faulty: bool) -> None:
    parsed, fault = parse(fields.count("Number Employees"), text)
    assert (parsed, fault is not None) == (value, faulty)


@pytest.mark.parametrize(
    ("text", "value", "faulty"),
    [
        ("Y", True, False),
        ("n", False, False),
        ("U", None, False),
        ("", None, False),
        ("maybe", None, True),
    ],
)
def test_reads_flags(text: str, value: bool | None, faulty: bool) -> None:
    parsed, fault = parse(fields.flag("Woman Owned"), text)
    assert (parsed, fault is not None) == (value, faulty)


@pytest.mark.parametrize("text", ["", "  ", None])
def test_faults_the_absence_of_what_is_required(text: str | None) -> None:
    required = fields.required(fields.year, "Award Year")
    assert parse(required, text) == (None, "Award Year: is empty")
    assert parse(fields.required_text("Company"), text)[1] == "Company: is empty"


def test_faults_a_name_without_any_letter_or_digit() -> None:
    assert parse(fields.required_text("Company"), "***")[1] == "Company: is empty"


def test_quotes_no_more_than_the_beginning_of_a_value() -> None:
    _, fault = parse(fields.amount("Award Amount"), "x" * 500)
    assert fault is not None
    assert len(fault) < 100
