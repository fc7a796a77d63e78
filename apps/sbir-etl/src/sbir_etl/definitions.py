"""What Dagster loads: assets, their job, its schedule (`-m sbir_etl.definitions`)."""

from __future__ import annotations

import dagster as dg

from sbir_etl.assets import ASSETS
from sbir_etl.dagster_logs import RUN_CONFIG, json_console

PIPELINE = "sbir_pipeline"

# In one process: three steps of one chain gain nothing from three, each with its own
# imports and memory.
pipeline = dg.define_asset_job(
    PIPELINE,
    selection=dg.AssetSelection.assets(*ASSETS),
    description="The awards file into the graph.",
    executor_def=dg.in_process_executor,
    config=RUN_CONFIG,
)

# Stopped until someone starts it: the source is published about monthly.
daily = dg.ScheduleDefinition(
    name="sbir_pipeline_daily",
    job=pipeline,
    cron_schedule="0 4 * * *",
    execution_timezone="UTC",
)

defs = dg.Definitions(
    assets=ASSETS,
    jobs=[pipeline],
    schedules=[daily],
    loggers={"console": json_console},
    executor=dg.in_process_executor,
)
