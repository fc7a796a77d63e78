"""Raw text into typed awards: broken rows and duplicates are set aside with their reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import polars as pl

from sbir_etl.errors import EtlError
from sbir_etl.files import replacing
from sbir_etl.frames import height, transform
from sbir_etl.schema import KEYS, NO_IDENTIFIER, TYPED
from sbir_etl.settings import DataSettings

#: What a rejects file says: where the record stands, why it was set aside, which one it was.
REJECT_COLUMNS = ("row", "line", "reason", "company", "tracking_number", "contract")


def validate(data: DataSettings) -> Mapping[str, int]:
    """Turn `data.raw_parquet` into `data.validated_parquet` and `data.rejects`.

    Raises EtlError when the raw awards have not been read yet.
    """
    for path in (data.raw_parquet, data.raw_rejects):
        if not path.is_file():
            raise EtlError.of(
                "validated_awards",
                f"{path} does not exist",
                "materialise raw_sbir_awards first",
            )
    with replacing(data.work_dir / "typed_awards.parquet") as with_types:
        transform(data.raw_parquet, typed, with_types, data.batch_rows)
        broken = _broken(with_types)
        duplicates = _duplicates(with_types, data.duckdb_memory_mb)
        with replacing(data.validated_parquet) as target:
            transform(with_types, _sound_first(duplicates["row"]), target, data.batch_rows)
    unreadable = pl.read_parquet(data.raw_rejects)
    rejects = pl.concat([unreadable, broken, duplicates], how="diagonal").sort("row")
    with replacing(data.rejects) as target:
        rejects.select(REJECT_COLUMNS).write_csv(target)
    return {
        "awards": height(data.validated_parquet),
        "rejects": rejects.height,
        "unreadable": unreadable.height,
        "broken": broken.height,
        "duplicates": duplicates.height,
    }


def typed(raw: pl.LazyFrame) -> pl.LazyFrame:
    """Raw rows with their typed columns, keys, and the reason to set them aside, if any."""
    faults = [column.fault for column in TYPED.values() if column.fault is not None]
    reason = pl.concat_str(faults, separator="; ", ignore_nulls=True)
    with_types = raw.select(
        "row", "line", reason=reason, **{name: column.value for name, column in TYPED.items()}
    ).with_columns(**KEYS)
    unidentified = pl.when(pl.col("award_key").is_null()).then(pl.lit(NO_IDENTIFIER))
    reasons = pl.concat_str(
        pl.when(pl.col("reason") != "").then("reason"),
        unidentified,
        separator="; ",
        ignore_nulls=True,
    )
    return with_types.with_columns(reason=pl.when(reasons != "").then(reasons))


def _sound_first(duplicates: pl.Series) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    """Keeps the sound rows, and of each award the first."""

    def keep(rows: pl.LazyFrame) -> pl.LazyFrame:
        first = ~pl.col("row").is_in(duplicates.implode())
        return rows.filter(pl.col("reason").is_null(), first).drop("reason")

    return keep


def _broken(with_types: Path) -> pl.DataFrame:
    rows = pl.scan_parquet(with_types).filter(pl.col("reason").is_not_null())
    return rows.select(REJECT_COLUMNS).collect()


def _duplicates(with_types: Path, memory_mb: int) -> pl.DataFrame:
    """Sound rows whose award an earlier sound row already has; the first one stays."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory_mb}MB",
        "threads": 2,
    }
    with duckdb.connect(config=config) as connection:
        found = connection.execute(
            """
            SELECT row, line, 'duplicate of row ' || first_row AS reason,
                   company, tracking_number, contract
            FROM (
                SELECT row, line, company, tracking_number, contract,
                       min(row) OVER (PARTITION BY award_key) AS first_row
                FROM read_parquet(?) WHERE reason IS NULL
            )
            WHERE row <> first_row
            ORDER BY row
            """,
            [str(with_types)],
        ).fetchall()
    text = dict.fromkeys(REJECT_COLUMNS[2:], pl.String)
    schema = {"row": pl.Int64, "line": pl.Int64, **text}
    return pl.DataFrame(found, schema=schema, orient="row")
