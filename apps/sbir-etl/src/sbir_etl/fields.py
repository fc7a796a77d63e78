"""Text fields into typed columns. A value that is there and cannot be read is a fault.

Each function gives the typed expression; `Typed` pairs it with the fault that sets a row
aside, so that no value is ever silently dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sbir_etl.mojibake import repaired

FIRST_YEAR, LAST_YEAR = 1950, 2100
#: Faults quote the value, but not at any length.
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """A column of the result: where it comes from, its type, and what would be wrong."""

    source: str
    value: pl.Expr
    fault: pl.Expr | None = None


def text(source: str) -> Typed:
    """Text without damage and outer blanks; empty becomes null."""
    return Typed(source, _text(source))


def required_text(source: str) -> Typed:
    """Text with at least one letter or digit."""
    value = _text(source)
    absent = ~value.str.contains(r"[\p{L}\p{N}]").fill_null(False)
    return Typed(source, value, pl.when(absent).then(pl.lit(f"{source}: is empty")))


def date(source: str) -> Typed:
    """`M/D/YYYY`, padded or not, or `YYYY-MM-DD`."""
    bare = _bare(source)
    parsed = pl.coalesce(
        bare.str.to_date("%m/%d/%Y", strict=False), bare.str.to_date("%Y-%m-%d", strict=False)
    )
    believable = parsed.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    return _typed(source, pl.when(believable).then(parsed), "is not a date like 7/4/2021")


def amount(source: str) -> Typed:
    """Dollars such as `171,433` or `$1,234.50`, not negative."""
    # Commas only between groups of three: `12,34` is a fault, not 1,234.
    bare = _bare(source)
    sound = bare.str.contains(r"^\$?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$")
    digits = bare.str.replace_all(r"[$,]", "").cast(pl.Decimal(16, 2), strict=False)
    return _typed(source, pl.when(sound).then(digits), "is not an amount like 171,433")


def count(source: str) -> Typed:
    """A whole number such as `1,250`."""
    bare = _bare(source)
    sound = bare.str.contains(r"^(\d{1,3}(,\d{3})+|\d+)$")
    digits = bare.str.replace_all(",", "").cast(pl.Int64, strict=False)
    return _typed(source, pl.when(sound).then(digits), "is not a whole number")


def year(source: str) -> Typed:
    """Four digits."""
    bare = _bare(source)
    parsed = pl.when(bare.str.contains(r"^\d{4}$")).then(bare.cast(pl.Int64, strict=False))
    believable = parsed.is_between(FIRST_YEAR, LAST_YEAR)
    return _typed(source, pl.when(believable).then(parsed), "is not a year like 2021")


def required(make: Callable[[str], Typed], source: str) -> Typed:
    """What `make` gives, with absence a fault too."""
    typed = make(source)
    absent = pl.when(_bare(source).is_null()).then(pl.lit(f"{source}: is empty"))
    return Typed(source, typed.value, pl.coalesce(absent, typed.fault))


def flag(source: str) -> Typed:
    """`Y` or `N`; `U` (unknown) becomes null."""
    answer = _bare(source).str.to_uppercase()
    value = answer.replace_strict({"Y": True, "N": False}, default=None, return_dtype=pl.Boolean)
    wrong = answer.is_not_null() & ~answer.is_in(["Y", "N", "U"])
    return Typed(source, value, pl.when(wrong).then(_describe(source, "is neither Y, N nor U")))


def _typed(source: str, value: pl.Expr, fault: str) -> Typed:
    unread = _bare(source).is_not_null() & value.is_null()
    return Typed(source, value, pl.when(unread).then(_describe(source, fault)))


def _describe(source: str, fault: str) -> pl.Expr:
    return pl.format(f"{source}: '{{}}' {fault}", _bare(source).str.slice(0, _SHOWN))


def _bare(source: str) -> pl.Expr:
    stripped = pl.col(source).str.strip_chars()
    return pl.when(stripped != "").then(stripped)


def _text(source: str) -> pl.Expr:
    return repaired(_bare(source))
