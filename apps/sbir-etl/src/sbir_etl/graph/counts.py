"""How many nodes and links the graph holds."""

from __future__ import annotations

from neo4j import Driver, RoutingControl

from sbir_etl.graph.statements import LABELS

_RELATIONSHIPS = ("RECEIVED", "FUNDED", "PARTNERED_WITH")


def count_nodes(driver: Driver, database: str) -> dict[str, int]:
    """Nodes by label and links by type, in a fixed order."""
    queries = {label: f"MATCH (n:{label}) RETURN count(n) AS found" for label in LABELS}
    queries |= {
        name: f"MATCH ()-[r:{name}]->() RETURN count(r) AS found" for name in _RELATIONSHIPS
    }
    counts: dict[str, int] = {}
    for name, query in queries.items():
        records, _, _ = driver.execute_query(
            query, database_=database, routing_=RoutingControl.READ
        )
        counts[name] = records[0]["found"]
    return counts
