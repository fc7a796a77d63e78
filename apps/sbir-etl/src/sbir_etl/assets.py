"""The assets. Their work is done by plain functions; these tell Dagster about it.

The libraries for the data are imported when an asset runs, not when definitions load:
webserver and daemon keep this module loaded, and need none of them.
"""

# Not `from __future__ import annotations`: Dagster reads the type of `context`.
import time
from collections.abc import Callable, Mapping
from typing import Any

import dagster as dg

from sbir_etl.config import load_settings
from sbir_etl.errors import EtlError
from sbir_etl.settings import Settings


def _run(
    context: dg.AssetExecutionContext, step: Callable[[Settings], Mapping[str, int]]
) -> dg.MaterializeResult[Any]:
    """Do the step; its counts become metadata, its errors a failure without a traceback."""
    begun = time.monotonic()
    try:
        counts = step(load_settings())
    except EtlError as error:
        # A second try would meet the same fact: the file, the settings, the refusal.
        raise dg.Failure(description=str(error), allow_retries=False) from None
    figures = {**counts, "seconds": round(time.monotonic() - begun, 2)}
    context.log.info("materialised", extra=figures)
    return dg.MaterializeResult(metadata=figures)


@dg.asset(group_name="sbir", kinds={"csv", "parquet"})
def raw_sbir_awards(context: dg.AssetExecutionContext) -> dg.MaterializeResult[Any]:
    """The awards file as it came: 42 columns of text. Unreadable records are set aside."""

    def step(settings: Settings) -> Mapping[str, int]:
        from sbir_etl.extract import extract

        return extract(settings.data)

    return _run(context, step)


@dg.asset(group_name="sbir", deps=[raw_sbir_awards], kinds={"polars", "duckdb"})
def validated_awards(context: dg.AssetExecutionContext) -> dg.MaterializeResult[Any]:
    """Awards with types, without duplicates and personal data; rejects with their reason."""

    def step(settings: Settings) -> Mapping[str, int]:
        from sbir_etl.validate import validate

        return validate(settings.data)

    return _run(context, step)


@dg.asset(group_name="sbir", deps=[validated_awards], kinds={"neo4j"})
def sbir_graph(context: dg.AssetExecutionContext) -> dg.MaterializeResult[Any]:
    """Companies, awards, agencies and research institutions in Neo4j."""

    def step(settings: Settings) -> Mapping[str, int]:
        from sbir_etl.graph.load import load

        return load(settings)

    return _run(context, step)


ASSETS = [raw_sbir_awards, validated_awards, sbir_graph]
