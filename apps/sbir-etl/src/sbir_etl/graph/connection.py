"""A driver that has proved it can reach the graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from sbir_etl.errors import EtlError
from sbir_etl.settings import Neo4jSettings


@contextmanager
def connect(settings: Neo4jSettings) -> Iterator[Driver]:
    """Open a driver whose transactions are tried again after transient errors.

    Raises EtlError when the server is out of reach or refuses the password, and for
    whatever it reports while the driver is open.
    """
    if settings.password is None:
        raise EtlError.of(
            "neo4j.password",
            "has no value",
            "set SBIR_ETL__NEO4J__PASSWORD_FILE to a file that holds it, or "
            "SBIR_ETL__NEO4J__PASSWORD",
        )
    try:
        with GraphDatabase.driver(
            settings.bolt_url,
            auth=(settings.user, settings.password.get_secret_value()),
            max_transaction_retry_time=settings.retry_seconds,
            # Hints about slow queries would go to the log of every batch.
            notifications_min_severity="OFF",
        ) as driver:
            driver.verify_connectivity()
            yield driver
    except AuthError:
        # One try only: Neo4j locks out those who insist.
        raise EtlError.of(
            "neo4j.password",
            f"{settings.bolt_url} refuses user {settings.user}",
            "use the password that the data volume was created with; a later change of "
            "NEO4J_AUTH does not change it",
        ) from None
    except (DriverError, Neo4jError) as error:
        raise EtlError.of(
            "neo4j.bolt_url",
            f"{settings.bolt_url} fails: {error}",
            "look at Neo4j's log and check SBIR_ETL__NEO4J__BOLT_URL",
        ) from None
