"""Is the webserver of this container answering?"""

from __future__ import annotations

import http.client
import json
import os

from sbir_etl.health import Unhealthy


def probe(host: str = "127.0.0.1", timeout: float = 4.0) -> str:
    """Ask `/server_info`, which touches neither database nor code location.

    Unknown paths get Dagster's page with status 200, so the JSON key decides.
    """
    port = int(os.environ.get("DAGSTER_WEBSERVER_PORT") or 3000)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.request("GET", "/server_info")
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unhealthy(f"port {port} does not answer ({error})") from None
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise Unhealthy(f"/server_info answers {answer.status}")
    try:
        version = json.loads(body)["dagster_webserver_version"]
    except (ValueError, KeyError, TypeError):
        raise Unhealthy("/server_info is not Dagster's") from None
    return f"webserver: dagster-webserver {version} answers on port {port}"
