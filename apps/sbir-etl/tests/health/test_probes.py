"""The probes as programs: light, and with an exit status that tells."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sbir_etl.health import Unhealthy
from sbir_etl.health.__main__ import main
from sbir_etl.health.webserver import probe

HEAVY = ("dagster", "pydantic", "polars", "duckdb", "neo4j", "yaml")


@contextmanager
def webserver(body: bytes, status: int = 200) -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/server_info" else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_webserver_is_healthy_when_server_info_is_dagsters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with webserver(b'{"dagster_webserver_version": "1.13.27"}') as port:
        monkeypatch.setenv("DAGSTER_WEBSERVER_PORT", str(port))
        assert main(["webserver"]) == 0
    assert f"dagster-webserver 1.13.27 answers on port {port}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"<html>", 200, "is not Dagster's"),
        (b"[]", 200, "is not Dagster's"),
        (b"{}", 200, "is not Dagster's"),
        (b'{"dagster_webserver_version": "1"}', 500, "answers 500"),
    ],
)
def test_the_webserver_is_unhealthy_with_any_other_answer(
    monkeypatch: pytest.MonkeyPatch, body: bytes, status: int, reason: str
) -> None:
    with webserver(body, status) as port:
        monkeypatch.setenv("DAGSTER_WEBSERVER_PORT", str(port))
        with pytest.raises(Unhealthy, match=reason):
            probe()


def test_an_unhealthy_service_gives_status_1_and_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DAGSTER_WEBSERVER_PORT", "1")
    assert main(["webserver"]) == 1
    assert "webserver: port 1 does not answer" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["webserver", "daemon"]])
def test_misuse_gives_status_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_probes_import_nothing_heavy() -> None:
    program = (
        "import sys; from sbir_etl.health import __main__, daemon, webserver;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    # With our own search path: an installed plugin must not hide what we import.
    output = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    ).stdout
    assert output == "[]\n"
