"""Waits for what a service depends on, and gives up loudly."""

from __future__ import annotations

import http.client
import json
import logging
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

from sbir_etl.errors import EtlError
from sbir_etl.settings import Settings

log = logging.getLogger("sbir_etl.wait")

#: Bolt's preamble, then four version proposals: 5.0 to 5.8, 4.4, and two empty ones.
_BOLT_HANDSHAKE = bytes.fromhex("6060b017 00080805 00000404 00000000 00000000")
_ATTEMPT_TIMEOUT = 5.0


class NotReady(Exception):
    """Why the dependency did not answer this time."""


def wait_for(name: str, settings: Settings) -> None:
    """Return once `neo4j` or `webserver` answers.

    Raises EtlError when it has not within `wait.timeout_seconds`.
    """
    address, attempt = _TARGETS[name](settings)
    _wait(name, address, attempt, settings.wait.timeout_seconds, settings.wait.interval_seconds)


def check_bolt(url: str) -> None:
    """Shake hands over Bolt. Needs no password: it asks only whether Bolt is spoken."""
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or 7687)
    try:
        with (
            socket.create_connection(address, timeout=_ATTEMPT_TIMEOUT) as plain,
            _secured(plain, parts.scheme, address[0]) as connection,
        ):
            connection.sendall(_BOLT_HANDSHAKE)
            answer = connection.recv(4)
    except OSError as error:
        raise NotReady(str(error)) from None
    if len(answer) < 4:
        raise NotReady("the connection closed during Bolt's handshake")
    if answer.startswith(b"HTTP"):
        raise NotReady("the port speaks HTTP, not Bolt")
    if answer == bytes(4):
        raise NotReady("the server speaks no Bolt version that we know")


def check_webserver(url: str) -> None:
    """Ask for `/server_info`.

    The JSON key matters: Dagster answers unknown paths with its page and status 200.
    """
    try:
        # The settings admit http and https alone.
        with urllib.request.urlopen(url, timeout=_ATTEMPT_TIMEOUT) as answer:  # noqa: S310
            status, document = answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        raise NotReady(f"it answers {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        raise NotReady(str(getattr(error, "reason", error))) from None
    except ValueError:
        raise NotReady("it answers something other than JSON") from None
    if status != http.client.OK:
        raise NotReady(f"it answers {status}")
    if not isinstance(document, dict) or "dagster_webserver_version" not in document:
        raise NotReady("its JSON has no dagster_webserver_version")


def _secured(plain: socket.socket, scheme: str, host: str) -> socket.socket:
    if not scheme.endswith(("+s", "+ssc")):
        return plain
    context = ssl.create_default_context()
    if scheme.endswith("+ssc"):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname=host)


def _neo4j(settings: Settings) -> tuple[str, Callable[[], None]]:
    url = settings.neo4j.bolt_url
    return url, lambda: check_bolt(url)


def _webserver(settings: Settings) -> tuple[str, Callable[[], None]]:
    url = settings.webserver.health_url
    return url, lambda: check_webserver(url)


_TARGETS = {"neo4j": _neo4j, "webserver": _webserver}
TARGETS = tuple(_TARGETS)


def _wait(
    name: str, address: str, attempt: Callable[[], None], timeout: float, interval: float
) -> None:
    begun = time.monotonic()
    reason = ""
    log.info("waiting for %s", name, extra={"address": address, "timeout_seconds": timeout})
    while True:
        try:
            attempt()
        except NotReady as not_ready:
            if str(not_ready) != reason:
                reason = str(not_ready)
                log.info("%s is not ready", name, extra={"address": address, "reason": reason})
        else:
            seconds = round(time.monotonic() - begun, 2)
            log.info("%s is ready", name, extra={"address": address, "seconds": seconds})
            return
        if time.monotonic() - begun + interval > timeout:
            raise EtlError.of(
                f"wait.{name}",
                f"{address} was not ready within {timeout:g} s: {reason}",
                "look at its log, or raise SBIR_ETL__WAIT__TIMEOUT_SECONDS",
            )
        time.sleep(interval)
