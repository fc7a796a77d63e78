"""What Dagster loads."""

from __future__ import annotations

import itertools
import subprocess
import sys

import dagster as dg
import yaml

from sbir_etl.config import APP_ROOT
from sbir_etl.definitions import PIPELINE, defs


def test_definitions_load() -> None:
    dg.Definitions.validate_loadable(defs)


def test_the_assets_form_one_chain() -> None:
    graph = defs.resolve_asset_graph()
    chain = ["raw_sbir_awards", "validated_awards", "sbir_graph"]
    assert [key.to_user_string() for key in graph.toposorted_asset_keys] == chain
    for upstream, downstream in itertools.pairwise(chain):
        assert graph.get(dg.AssetKey(downstream)).parent_keys == {dg.AssetKey(upstream)}


def test_the_job_has_all_assets_and_runs_them_in_one_process() -> None:
    job = defs.resolve_job_def(PIPELINE)
    assert len(list(job.asset_layer.executable_asset_keys)) == 3
    assert job.executor_def == dg.in_process_executor


def test_the_schedule_is_daily_and_stopped() -> None:
    schedule = defs.resolve_schedule_def("sbir_pipeline_daily")
    assert schedule.cron_schedule == "0 4 * * *"
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED


def test_loading_imports_no_library_for_data() -> None:
    program = (
        "import sys, sbir_etl.definitions;"
        "print([name for name in ('polars', 'duckdb', 'neo4j') if name in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    ).stdout
    assert output == "[]\n"


def test_the_instance_is_as_the_services_need_it() -> None:
    instance = yaml.safe_load((APP_ROOT / "dagster.yaml").read_text())
    with dg.DagsterInstance.local_temp(overrides=instance) as loaded:
        assert not loaded.telemetry_enabled
        assert loaded.run_monitoring_enabled
        assert type(loaded.run_coordinator).__name__ == "QueuedRunCoordinator"


def test_what_runs_print_is_not_captured() -> None:
    instance = yaml.safe_load((APP_ROOT / "dagster.yaml").read_text())
    with dg.DagsterInstance.local_temp(overrides=instance) as loaded:
        assert type(loaded.compute_log_manager).__name__ == "NoOpComputeLogManager"
