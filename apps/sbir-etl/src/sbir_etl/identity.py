"""Who is who: the rules by which rows speak of the same thing.

A company is its UEI; without one its DUNS number; without both its normalised name.
An institution and an agency are their normalised names. An award is its agency, phase,
tracking number and contract; one of the last two has to be there.
"""

from __future__ import annotations

import polars as pl


def uei(column: str) -> pl.Expr:
    """Twelve letters and digits in capitals; anything else is no UEI."""
    bare = pl.col(column).str.strip_chars().str.to_uppercase()
    return pl.when(bare.str.contains("^[A-Z0-9]{12}$")).then(bare)


def duns(column: str) -> pl.Expr:
    """Nine digits. Quotes, dashes and lost leading zeros are forgiven; only zeros are none."""
    digits = pl.col(column).str.replace_all(r"\D", "")
    sound = digits.str.len_chars().is_between(1, 9) & digits.str.contains("[1-9]")
    return pl.when(sound).then(digits.str.zfill(9))


def normalised(name: pl.Expr) -> pl.Expr:
    """Lower-case letters and digits with single blanks: `ACME, Inc.` is `acme inc`."""
    plain = name.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return pl.when(plain != "").then(plain)


def company_key(uei: str, duns: str, name: str) -> pl.Expr:
    """Of typed columns: `uei:…`, else `duns:…`, else `name:…`."""
    return pl.coalesce(
        pl.format("uei:{}", pl.col(uei)),
        pl.format("duns:{}", pl.col(duns)),
        pl.format("name:{}", normalised(pl.col(name))),
    )


def award_key(agency: str, phase: str, tracking_number: str, contract: str) -> pl.Expr:
    """Of typed columns; null when both numbers are absent."""
    identified = pl.any_horizontal(pl.col(tracking_number, contract).is_not_null())
    parts = [normalised(pl.col(agency)).fill_null("")] + [
        pl.col(part).str.to_lowercase().fill_null("") for part in (phase, tracking_number, contract)
    ]
    return pl.when(identified).then(pl.concat_str(parts, separator="|"))
