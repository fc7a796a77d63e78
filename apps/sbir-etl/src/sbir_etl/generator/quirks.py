"""What is wrong or odd in real files, done to sound records on purpose."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random

from sbir_etl.columns import COLUMNS

_AT = {name: position for position, name in enumerate(COLUMNS)}


def to_csv(fields: list[str]) -> str:
    """A record as the public file writes it."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(fields)
    return buffer.getvalue()


def mojibake(text: str) -> str:
    """The text as if its UTF-8 bytes had been taken for Windows-1252."""
    # As browsers do it: the five bytes that Windows-1252 lacks become control characters.
    return "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode()
    )


def odd_but_sound(random: Random, fields: list[str]) -> bytes:
    """Encodings and spellings that a reader has to see through; the award stays the same."""
    odd = list(fields)
    kind = random.randrange(4)
    if kind == 0:
        odd[_AT["Award Title"]] = mojibake(f"{fields[_AT['Award Title']]} \u2013 “Naïve” approach")
    elif kind == 1:
        odd[_AT["Award Title"]] += " — Überblick"
        return to_csv(odd).encode("cp1252", errors="replace")
    elif kind == 2:
        odd[_AT["Award Amount"]] = f"${fields[_AT['Award Amount']]} "
    else:
        odd[_AT["Proposal Award Date"]] = f" {fields[_AT['Proposal Award Date']]} "
    return to_csv(odd).encode()


def _with(column: str, value: str) -> Callable[[Random, list[str]], bytes]:
    def breaker(_: Random, fields: list[str]) -> bytes:
        broken = list(fields)
        broken[_AT[column]] = value
        return to_csv(broken).encode()

    return breaker


def _without_identifier(_: Random, fields: list[str]) -> bytes:
    broken = list(fields)
    broken[_AT["Agency Tracking Number"]] = broken[_AT["Contract"]] = ""
    return to_csv(broken).encode()


def _too_few_fields(random: Random, fields: list[str]) -> bytes:
    return to_csv(fields[: random.randrange(2, len(fields))]).encode()


def _too_many_fields(_: Random, fields: list[str]) -> bytes:
    return to_csv([*fields, "stray"]).encode()


#: Each makes a record that must be set aside.
BREAKERS: tuple[Callable[[Random, list[str]], bytes], ...] = (
    _with("Award Amount", "12,34x"),
    _with("Award Amount", "-5,000.00"),
    _with("Proposal Award Date", "13/45/2020"),
    _with("Contract End Date", "soon"),
    _with("Award Year", "20O4"),
    _with("Company", " "),
    _with("Agency", ""),
    _with("Number Employees", "a few"),
    _without_identifier,
    _too_few_fields,
    _too_many_fields,
)
