"""Reading CSV records, sound and broken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbir_etl.records import FIELD_LIMIT, Broken, Record, decoded_lines, read_records


def read(text: str, width: int = 3) -> list[Record | Broken]:
    return list(read_records(io.StringIO(text, newline=""), width))


def test_counts_rows_and_lines_through_quoted_line_breaks() -> None:
    assert read('a,"b\nb",c\n1,2,3\n') == [
        Record(1, 2, ["a", "b\nb", "c"]),
        Record(2, 4, ["1", "2", "3"]),
    ]


def test_sets_aside_a_record_with_too_few_or_too_many_fields() -> None:
    assert read("a,b\n1,2,3\na,b,c,d\n") == [
        Broken(1, 2, "expected 3 fields, found 2"),
        Record(2, 3, ["1", "2", "3"]),
        Broken(3, 4, "expected 3 fields, found 4"),
    ]


def test_goes_on_behind_a_quote_that_nobody_closes() -> None:
    first, *rest = read('a,"b,c\n1,"2",3\n4,5,6\n')
    assert isinstance(first, Broken)
    assert first.line == 2
    assert first.reason.startswith("unreadable CSV")
    assert rest == [Record(2, 3, ["1", "2", "3"]), Record(3, 4, ["4", "5", "6"])]


def test_goes_on_behind_a_quote_that_swallows_a_whole_record() -> None:
    # The quote of line 4 closes that of line 2, so the three lines parse as one short record.
    assert read('a,"b\n1,2,3\n"\n5,6,7\n') == [
        Broken(1, 2, "expected 3 fields, found 2"),
        Record(2, 3, ["1", "2", "3"]),
        Broken(3, 4, "unreadable CSV: unexpected end of data"),
        Record(4, 5, ["5", "6", "7"]),
    ]


def test_sets_a_broken_record_of_several_lines_aside_once() -> None:
    assert read('a,"b\nb\nb"\n1,2,3\n') == [
        Broken(1, 2, "expected 3 fields, found 2"),
        Record(2, 5, ["1", "2", "3"]),
    ]


def test_gives_up_on_a_field_that_grows_beyond_all_bounds() -> None:
    line = "x" * 1000 + "\n"
    endless = '1,2,"' + line * (FIELD_LIMIT // 1000 + 1)
    first = read(endless)[0]
    assert isinstance(first, Broken)
    assert "field limit" in first.reason


def test_skips_empty_lines_without_counting_them_as_records() -> None:
    assert read("\n1,2,3\n\n\n4,5,6\n") == [
        Record(1, 3, ["1", "2", "3"]),
        Record(2, 6, ["4", "5", "6"]),
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b"\xef\xbb\xbfCompany\n", "Company\n"),
        ("Café\n".encode(), "Café\n"),
        ("Café – “so”\n".encode("cp1252"), "Café – “so”\n"),
        (b"Caf\xc3\xa9 and caf\xe9\n", "Café and café\n"),
        (b"\x81 has no character\n", "\x81 has no character\n"),
        (b"nul\0byte\n", "nulbyte\n"),
    ],
)
def test_reads_utf8_and_takes_other_bytes_for_windows_1252(line: bytes, text: str) -> None:
    assert list(decoded_lines([line])) == [text]


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_decodes_any_bytes_whatever(lines: list[bytes]) -> None:
    assert len(list(decoded_lines(lines))) == len(lines)


FIELD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(FIELD, min_size=3, max_size=3), max_size=8))
def test_reads_back_whatever_a_csv_writer_wrote(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    found = read(buffer.getvalue())
    assert [item.fields for item in found if isinstance(item, Record)] == rows


@given(st.text(st.sampled_from('a",\n\r'), max_size=60))
def test_ends_on_any_text_and_loses_no_line(text: str) -> None:
    found = read(text)
    assert [item.row for item in found] == list(range(1, len(found) + 1))
    assert [item.line for item in found] == sorted({item.line for item in found})
