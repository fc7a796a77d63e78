"""Log lines: one JSON object each."""

from __future__ import annotations

import json
import logging
from typing import Any

import dagster as dg
import pytest

from sbir_etl.dagster_logs import RUN_CONFIG, json_console
from sbir_etl.logs import JsonFormatter


def render(message: str, *arguments: object, **extra: Any) -> dict[str, Any]:
    logger = logging.Logger("sbir_etl.test")
    record = logger.makeRecord(
        logger.name, logging.INFO, __file__, 1, message, arguments, None, extra=extra
    )
    line = JsonFormatter().format(record)
    assert "\n" not in line
    document: dict[str, Any] = json.loads(line)
    return document


def test_a_line_has_the_keys_of_dagsters_own() -> None:
    line = render("read %s", "it")
    assert {key: line[key] for key in ("event", "logger", "level")} == {
        "event": "read it",
        "logger": "sbir_etl.test",
        "level": "info",
    }
    assert line["timestamp"].endswith("+00:00")


def test_further_values_become_keys_and_never_replace_the_own() -> None:
    line = render("read", rows=3, path="a\nb", event="forged")
    assert (line["rows"], line["path"], line["event"]) == (3, "a\nb", "read")


def test_an_exception_stays_on_its_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.Logger("x").makeRecord("x", logging.ERROR, __file__, 1, "failed", (), info)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "ValueError: two\nlines" in json.loads(line)["exception"]


def test_a_run_logs_json_and_tells_run_and_step(capsys: pytest.CaptureFixture[str]) -> None:
    @dg.op
    def tell(context) -> None:  # type: ignore[no-untyped-def]
        context.log.info("told", extra={"rows": 7})

    @dg.op
    def fail() -> None:
        raise ValueError("no reason given")

    @dg.job(logger_defs={"console": json_console}, config=RUN_CONFIG)
    def both() -> None:
        tell()
        fail()

    result = both.execute_in_process(raise_on_error=False)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [line for line in lines if line["event"] == "told"]
    assert [(line["step"], line["rows"]) for line in told] == [("tell", 7)]
    assert {line["run_id"] for line in lines} == {result.run_id}
    failed = [line for line in lines if line.get("step") == "fail" and "error" in line]
    assert "no reason given" in failed[0]["error"]
