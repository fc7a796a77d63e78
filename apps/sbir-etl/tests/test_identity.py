"""Who is who."""

from __future__ import annotations

import polars as pl
import pytest

from sbir_etl import identity


def value(expression: pl.Expr, **columns: str | None) -> str | None:
    schema = dict.fromkeys(columns, pl.String)
    frame = pl.DataFrame({name: [text] for name, text in columns.items()}, schema=schema)
    found: str | None = frame.select(expression).item()
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ABCDEFGHJK12", "ABCDEFGHJK12"),
        (" abcdefghjk12 ", "ABCDEFGHJK12"),
        ("N/A", None),
        ("ABCDEFGHJK1", None),
        ("", None),
        (None, None),
    ],
)
def test_a_uei_has_twelve_letters_and_digits(text: str | None, found: str | None) -> None:
    assert value(identity.uei("uei"), uei=text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("012345678", "012345678"),
        ('"012345678"', "012345678"),
        ("'012345678", "012345678"),
        ('="012345678"', "012345678"),
        ("01-234-5678", "012345678"),
        ("12345678", "012345678"),
        ("000000000", None),
        ("0123456789012", None),
        ("none", None),
        (None, None),
    ],
)
def test_a_duns_number_has_nine_digits_however_it_is_quoted(
    text: str | None, found: str | None
) -> None:
    assert value(identity.duns("duns"), duns=text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ACME Photonics, Inc.", "acme photonics inc"),
        ("  Acme   photonics -- INC ", "acme photonics inc"),
        ("Café & Söhne", "café söhne"),
        ("***", None),
    ],
)
def test_a_normalised_name_ignores_case_and_punctuation(text: str, found: str | None) -> None:
    assert value(identity.normalised(pl.col("name")), name=text) == found


@pytest.mark.parametrize(
    ("uei", "duns", "key"),
    [
        ("ABCDEFGHJK12", "012345678", "uei:ABCDEFGHJK12"),
        (None, "012345678", "duns:012345678"),
        (None, None, "name:acme inc"),
    ],
)
def test_a_company_is_its_uei_else_its_duns_else_its_name(
    uei: str | None, duns: str | None, key: str
) -> None:
    expression = identity.company_key("uei", "duns", "name")
    assert value(expression, uei=uei, duns=duns, name="ACME, Inc.") == key


@pytest.mark.parametrize(
    ("tracking", "contract", "key"),
    [
        ("T-1", "C-1", "energy|phase i|t-1|c-1"),
        ("T-1", None, "energy|phase i|t-1|"),
        (None, "C-1", "energy|phase i||c-1"),
        (None, None, None),
    ],
)
def test_an_award_is_its_agency_phase_tracking_number_and_contract(
    tracking: str | None, contract: str | None, key: str | None
) -> None:
    expression = identity.award_key("agency", "phase", "tracking", "contract")
    columns = {"agency": "Energy", "phase": "Phase I", "tracking": tracking, "contract": contract}
    assert value(expression, **columns) == key
