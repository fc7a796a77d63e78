"""Reads a CSV file record by record, and goes on after records that cannot be read."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: A quoted field longer than this is a quote that nobody closed.
FIELD_LIMIT = 262_144
_FALLBACK = "sbir_etl.windows-1252"


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one record, and where it begins."""

    row: int
    """Which record of the file, counted from 1 without the header; broken ones count too."""
    line: int
    """The line it begins on, counted from 1."""
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read, and why."""

    row: int
    line: int
    reason: str


def decoded_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """UTF-8 lines; a byte that is none is taken for Windows-1252, which real files mix in."""
    for number, line in enumerate(lines):
        text = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        # NUL never belongs here, and would end strings in the tools behind us.
        yield text.decode("utf-8", errors=_FALLBACK).replace("\0", "")


def read_records(lines: Iterable[str], width: int) -> Iterator[Record | Broken]:
    """Yield the records of a file whose header has been read.

    A quote that nobody closes swallows the records behind it. So of a record that cannot be
    parsed only the first line is set aside: reading goes on at its second. The same where a
    record has the wrong number of fields and one of its lines is a whole record by itself.
    """
    source = _Lines(lines)
    row = 0
    while source.has_more():
        row += 1
        source.begin_record()
        # Strict: text behind a closing quote is an error, not part of the field.
        reader = csv.reader(source, strict=True)
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(row, source.record_line, f"unreadable CSV: {error}")
        else:
            if len(fields) == width:
                yield Record(row, source.record_line, fields)
                continue
            if not fields:
                row -= 1  # an empty line is no record
                continue
            reason = f"expected {width} fields, found {len(fields)}"
            yield Broken(row, source.record_line, reason)
            if not source.swallowed_a_record(width):
                continue
        source.rewind_to_second_line()


class _Lines:
    """Feeds lines to the reader, remembers those of the current record, takes them back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._fresh = iter(lines)
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        self._next_line = 2  # the header is line 1
        self.record_line = 2

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._fresh)
        self._taken.append(line)
        self._next_line += 1
        return line

    def has_more(self) -> bool:
        if not self._returned:
            line = next(self._fresh, None)
            if line is None:
                return False
            self._returned.append(line)
        return True

    def begin_record(self) -> None:
        self._taken.clear()
        self.record_line = self._next_line

    def swallowed_a_record(self, width: int) -> bool:
        return any(len(next(csv.reader([line]), [])) == width for line in self._taken[1:])

    def rewind_to_second_line(self) -> None:
        rest = self._taken[1:]
        self._returned.extendleft(reversed(rest))
        self._next_line -= len(rest)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    # Five bytes mean nothing in Windows-1252; Latin-1 gives each some character.
    text = "".join(
        bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
        for byte in wrong
    )
    return text, error.end


codecs.register_error(_FALLBACK, _windows_1252)
csv.field_size_limit(FIELD_LIMIT)
