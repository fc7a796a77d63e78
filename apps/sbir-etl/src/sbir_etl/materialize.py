"""Materialises assets in this process, as one Dagster run."""

from __future__ import annotations

import difflib
import logging
import os
from collections.abc import Sequence

import dagster as dg

from sbir_etl.definitions import PIPELINE, defs
from sbir_etl.errors import UsageError

log = logging.getLogger("sbir_etl")


def materialize(names: Sequence[str]) -> int:
    """Materialise the named assets in dependency order: 0 when all succeed, else 1.

    The run is recorded in the instance of DAGSTER_HOME; without one, nowhere.
    """
    job = defs.resolve_job_def(PIPELINE)
    known = sorted(key.to_user_string() for key in job.asset_layer.executable_asset_keys)
    _check_names(names, known)
    with _instance() as instance:
        result = job.execute_in_process(
            instance=instance,
            asset_selection=[dg.AssetKey.from_user_string(name) for name in names],
            raise_on_error=False,
        )
    if not result.success:
        log.error("failed: %s", ", ".join(names), extra={"run_id": result.run_id})
        return 1
    log.info("materialised: %s", ", ".join(names), extra={"run_id": result.run_id})
    return 0


def _check_names(names: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if not unknown:
        return
    near = difflib.get_close_matches(unknown[0], known, n=1)
    hint = f"did you mean {near[0]}? Known assets: " if near else "known assets: "
    raise UsageError.of(
        "materialize", f"no asset is named {', '.join(unknown)}", hint + ", ".join(known)
    )


def _instance() -> dg.DagsterInstance:
    if os.environ.get("DAGSTER_HOME"):
        return dg.DagsterInstance.get()
    return dg.DagsterInstance.ephemeral()
