"""Repairs text whose UTF-8 bytes were once taken for Windows-1252 ("CafÃ©")."""

from __future__ import annotations

import re

import polars as pl

# What Windows-1252 makes of the bytes 0x80 to 0xBF, which continue a character in UTF-8.
_CONTINUATION = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
)
# Only the leads of Latin letters and of typographic marks: with all leads, a capital letter
# before a closing quote ("CAFÉ”) would be taken for one damaged character.
_DAMAGED = f"[ÂÃ][{_CONTINUATION}]|â[{_CONTINUATION}]{{2}}"
_PATTERN = re.compile(_DAMAGED)
#: Text can be damaged several times over; each round undoes one.
_ROUNDS = 3


def repair(text: str) -> str:
    """Undo the damage where it can be undone, and leave everything else as it is."""
    for _ in range(_ROUNDS):
        repaired = _PATTERN.sub(_repair_one, text)
        if repaired == text:
            break
        text = repaired
    return text


def repaired(column: pl.Expr) -> pl.Expr:
    """`repair` over a text column; only the rows that look damaged leave Polars."""
    return column.map_batches(_repair_series, return_dtype=pl.String, is_elementwise=True)


def _repair_series(series: pl.Series) -> pl.Series:
    damaged = series.str.contains(_DAMAGED).fill_null(False)
    if not damaged.any():
        return series
    rows = damaged.arg_true()
    return series.clone().scatter(rows, [repair(text) for text in series.gather(rows)])


def _repair_one(match: re.Match[str]) -> str:
    try:
        return b"".join(map(_byte, match[0])).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _byte(character: str) -> bytes:
    # Five bytes have no character in Windows-1252 and come through as control characters.
    code = ord(character)
    return bytes([code]) if code < 0x100 else character.encode("cp1252")
