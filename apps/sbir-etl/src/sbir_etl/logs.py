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


class JsonFormatter(logging.Formatter):
    """Renders a record as one line of JSON; `extra=` values become keys of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "event": record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
        }
        for key, value in record.__dict__.items():
            # Dagster hangs whole event objects on its records; their text is in `event`.
            if key not in _OWN_ATTRIBUTES and not key.startswith("dagster_"):
                line.setdefault(key, value)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


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
    logging.captureWarnings(True)
