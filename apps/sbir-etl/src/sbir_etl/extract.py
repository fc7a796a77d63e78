"""The awards file as it came: CSV into Parquet, text in every column, in bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from sbir_etl.columns import COLUMNS
from sbir_etl.errors import EtlError
from sbir_etl.files import replacing
from sbir_etl.frames import sink
from sbir_etl.records import Broken, Record, decoded_lines, read_records
from sbir_etl.settings import DataSettings

#: Where a record came from stands beside its 42 columns.
POSITION = {"row": pl.Int64, "line": pl.Int64}
RAW_SCHEMA = pl.Schema({**POSITION, **dict.fromkeys(COLUMNS, pl.String)})
BROKEN_SCHEMA = pl.Schema({**POSITION, "reason": pl.String})


def extract(data: DataSettings) -> Mapping[str, int]:
    """Read `data.raw_csv` into `data.raw_parquet`, and what is unreadable into `data.raw_rejects`.

    Raises EtlError when the file or one of its columns is missing.
    """
    if not data.raw_csv.is_file():
        raise EtlError.of(
            "data.raw_csv",
            f"{data.raw_csv} does not exist",
            "put the awards file there, or make one up with "
            f"`python -m sbir_etl generate --rows 5000 --out {data.raw_csv}`",
        )
    data.work_dir.mkdir(parents=True, exist_ok=True)
    with data.raw_csv.open("rb") as file:
        lines = decoded_lines(file)
        header = _header(lines, data.raw_csv)
        broken: list[Broken] = []
        read = _Batches(lines, header, data.batch_rows, broken)
        with replacing(data.raw_parquet) as target:
            sink(read.frames(), RAW_SCHEMA, target, data.batch_rows)
    rejects = pl.DataFrame(
        [(b.row, b.line, b.reason) for b in broken], schema=BROKEN_SCHEMA, orient="row"
    )
    with replacing(data.raw_rejects) as target:
        rejects.write_parquet(target)
    return {"rows": read.rows + len(broken), "read": read.rows, "unreadable": len(broken)}


def _header(lines: Iterator[str], path: Path) -> Sequence[str]:
    header = [name.strip() for name in next(csv.reader(lines), [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        listed = ", ".join(missing) if len(missing) < len(COLUMNS) else "all 42 columns"
        raise EtlError.of(
            "data.raw_csv",
            f"{path} lacks {listed}",
            "its first line must name the 42 columns of the public awards file",
        )
    return header


class _Batches:
    """The records as frames of `batch_rows`; broken ones go to the list it is given."""

    def __init__(
        self, lines: Iterator[str], header: Sequence[str], batch_rows: int, broken: list[Broken]
    ) -> None:
        self._records = read_records(lines, len(header))
        # By name, so that the order of columns does not matter nor do further ones.
        self._positions = [header.index(name) for name in COLUMNS]
        self._batch_rows = batch_rows
        self._broken = broken
        self.rows = 0

    def frames(self) -> Iterator[pl.DataFrame]:
        batch: list[Record] = []
        for record in self._records:
            if isinstance(record, Broken):
                self._broken.append(record)
                continue
            batch.append(record)
            if len(batch) == self._batch_rows:
                yield self._to_frame(batch)
                batch = []
        if batch:
            yield self._to_frame(batch)

    def _to_frame(self, batch: list[Record]) -> pl.DataFrame:
        self.rows += len(batch)
        columns = list(zip(*(record.fields for record in batch), strict=True))
        series = [
            pl.Series("row", [record.row for record in batch], dtype=pl.Int64),
            pl.Series("line", [record.line for record in batch], dtype=pl.Int64),
        ]
        series += [
            pl.Series(name, columns[position], dtype=pl.String)
            for name, position in zip(COLUMNS, self._positions, strict=True)
        ]
        return pl.DataFrame(series)
