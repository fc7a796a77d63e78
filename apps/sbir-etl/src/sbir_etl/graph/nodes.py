"""The nodes and links that validated awards describe, as rows for the statements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from sbir_etl.frames import slices

Row = dict[str, Any]

#: What a company has apart from its awards; its latest award tells.
_COMPANY = (
    "uei", "duns", "website", "address1", "address2", "city", "state", "zip",
    "employees", "hubzone_owned", "disadvantaged", "woman_owned",
)  # fmt: skip

_AWARD = (
    "title", "branch", "phase", "program", "tracking_number", "contract", "award_date",
    "end_date", "solicitation_number", "solicitation_year", "topic_code", "award_year",
)  # fmt: skip


def companies(validated: Path) -> list[Row]:
    """Each company once, as its latest award describes it."""
    return _latest(validated, "company_key", "company", _COMPANY)


def agencies(validated: Path) -> list[Row]:
    """Each agency once."""
    return _latest(validated, "agency_key", "agency", ())


def institutions(validated: Path) -> list[Row]:
    """Each research institution once."""
    return _latest(validated, "institution_key", "institution", ())


def awards(validated: Path, batch: int) -> Iterator[list[Row]]:
    """The awards, in batches."""
    for part in slices(validated, batch):
        # Neo4j has no decimal numbers; amounts have two places, which a float keeps.
        amount = pl.col("amount").cast(pl.Float64)
        yield part.select(*_AWARD, key="award_key", amount=amount).collect().to_dicts()


def links(validated: Path, kind: str, batch: int) -> Iterator[list[Row]]:
    """Each award with the key of its `company`, `agency` or `institution`, which may be null."""
    other = pl.col(f"{kind}_key").alias(kind)
    for part in slices(validated, batch):
        yield part.select(other, award="award_key").collect().to_dicts()


def _latest(validated: Path, key: str, name: str, properties: tuple[str, ...]) -> list[Row]:
    latest = (
        pl.scan_parquet(validated)
        .select("row", "award_year", key, name, *properties)
        .drop_nulls(key)
        # The row decides between awards of one year, so that a second load changes nothing.
        .sort("award_year", "row")
        .unique(key, keep="last", maintain_order=True)
        .select(pl.col(key).alias("key"), pl.col(name).alias("name"), *properties)
    )
    return latest.collect().to_dicts()
