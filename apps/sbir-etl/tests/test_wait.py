"""Waiting for Bolt and for the webserver."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from sbir_etl.config import load_settings
from sbir_etl.errors import EtlError
from sbir_etl.settings import Settings
from sbir_etl.wait import NotReady, check_bolt, check_webserver, wait_for


@contextmanager
def server(*answers: bytes) -> Iterator[int]:
    """Answers its first connections with these bytes, one each, and then closes them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                connection, _ = listening.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def http(body: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return (head + body).encode()


INFO = http('{"dagster_webserver_version": "1.13.27"}')
BOLT_5_8 = bytes([0, 0, 8, 5])


def settings(**values: float | str) -> Settings:
    base = load_settings()
    wait = base.wait.model_copy(update={"timeout_seconds": 0.4, "interval_seconds": 0.01})
    neo4j = base.neo4j.model_copy(update={"bolt_url": values.get("bolt", base.neo4j.bolt_url)})
    web = base.webserver.model_copy(
        update={"health_url": values.get("health", base.webserver.health_url)}
    )
    return base.model_copy(update={"wait": wait, "neo4j": neo4j, "webserver": web})


def test_bolt_is_ready_when_a_version_is_agreed() -> None:
    with server(BOLT_5_8) as port:
        check_bolt(f"bolt://127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (bytes(4), "no Bolt version"),
        (b"HTTP/1.1 400", "speaks HTTP"),
        (b"", "closed during"),
    ],
)
def test_an_open_port_alone_is_not_bolt(answer: bytes, reason: str) -> None:
    with server(answer) as port, pytest.raises(NotReady, match=reason):
        check_bolt(f"bolt://127.0.0.1:{port}")


def test_the_webserver_is_ready_when_server_info_is_dagsters() -> None:
    with server(INFO) as port:
        check_webserver(f"http://127.0.0.1:{port}/server_info")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (http("<html>"), "other than JSON"),
        (http("{}"), "no dagster_webserver_version"),
        (http("[]"), "no dagster_webserver_version"),
        (http("{}", "503 Service Unavailable"), "answers 503"),
        (b"", "closed connection"),
    ],
)
def test_any_other_answer_is_not_the_webserver(answer: bytes, reason: str) -> None:
    with server(answer) as port, pytest.raises(NotReady, match=reason):
        check_webserver(f"http://127.0.0.1:{port}/server_info")


def test_waits_until_the_service_answers() -> None:
    with server(bytes(4), b"", BOLT_5_8) as port:
        wait_for("neo4j", settings(bolt=f"bolt://127.0.0.1:{port}"))


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@pytest.mark.parametrize(
    ("target", "make"),
    [
        ("neo4j", lambda port: settings(bolt=f"bolt://127.0.0.1:{port}")),
        ("webserver", lambda port: settings(health=f"http://127.0.0.1:{port}/server_info")),
    ],
)
def test_gives_up_and_says_on_which_and_why(target: str, make: Callable[[int], Settings]) -> None:
    expected = rf"wait\.{target}: .*not ready within 0.4 s: .*refused; look at its log"
    with pytest.raises(EtlError, match=expected):
        wait_for(target, make(closed_port()))
