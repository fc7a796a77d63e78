"""JSON logs: one object a line on standard output.

The keys are those of Dagster's own `--log-format json` (`event`, `logger`, `level`,
`timestamp`), so the lines of the webserver, the daemon and the runner read alike.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

#: What every LogRecord has; anything else on a record came in by `extra=`.
_OWN_ATTRIBUTES = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


#: Libraries that tell at INFO what concerns nobody.
_QUIET = ("alembic",)


class JsonFormatter(logging.Formatter):
    """Renders a record as one line of JSON; `extra=` values become keys of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "event": record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
        }
        line |= _of_run(record)
        for key, value in record.__dict__.items():
            # Dagster hangs whole event objects on its records.
            if key not in _OWN_ATTRIBUTES and not key.startswith("dagster_"):
                line.setdefault(key, value)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _of_run(record: logging.LogRecord) -> dict[str, Any]:
    """What Dagster knows of a record that was logged within a run."""
    meta: dict[str, Any] = getattr(record, "dagster_meta", None) or {}
    if not meta:
        return {}
    line = {"event": meta["orig_message"], "run_id": meta["run_id"], "step": meta["step_key"]}
    data = getattr(meta["dagster_event"], "event_specific_data", None)
    # A failure that an asset explains speaks for itself; any other shows its stack.
    explained = getattr(data, "user_failure_data", None)
    error = getattr(data, "error", None)
    if explained is not None:
        line["error"] = explained.description
    elif error is not None and meta["step_key"]:
        line["error"] = error.to_string()
    return {key: value for key, value in line.items() if value is not None}


def json_handler() -> logging.Handler:
    """A handler that writes JSON lines to the standard output of the moment."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    return handler


def configure(level: str = "INFO") -> None:
    """Send every logger of this process to standard output as JSON."""
    root = logging.getLogger()
    root.handlers[:] = [json_handler()]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
