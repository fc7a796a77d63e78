"""Dagster's run logs in the shape of all our other logs."""

from __future__ import annotations

import logging

import dagster as dg

from sbir_etl.config import load_settings
from sbir_etl.logs import json_handler


@dg.logger(config_schema={}, description="One JSON object a line on standard output.")
def json_console(_: dg.InitLoggerContext) -> logging.Logger:
    """Takes the place of Dagster's coloured console."""
    # Not getLogger: a run must not inherit handlers that others gave a shared logger.
    logger = logging.Logger("dagster", level=load_settings().log_level)
    logger.addHandler(json_handler())
    return logger


#: Dagster uses a job's logger only when the run's configuration names it.
RUN_CONFIG: dict[str, dict[str, dict[str, str]]] = {"loggers": {"console": {}}}
