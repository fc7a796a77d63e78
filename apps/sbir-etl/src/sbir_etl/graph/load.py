"""Validated awards into Neo4j."""

from __future__ import annotations

from collections.abc import Mapping

from sbir_etl.errors import EtlError
from sbir_etl.graph import nodes
from sbir_etl.graph.connection import connect
from sbir_etl.graph.writer import GraphWriter
from sbir_etl.settings import Settings


def load(settings: Settings) -> Mapping[str, int]:
    """Upsert all nodes and links, and say how many rows went into each.

    Upserts never remove nodes: what an earlier file had and this one lacks stays.
    Raises EtlError when awards have not been validated yet, or Neo4j refuses.
    """
    validated = settings.data.validated_parquet
    if not validated.is_file():
        raise EtlError.of(
            "sbir_graph", f"{validated} does not exist", "materialise validated_awards first"
        )
    batch = settings.neo4j.batch_size
    with (
        connect(settings.neo4j) as driver,
        driver.session(database=settings.neo4j.database) as session,
    ):
        writer = GraphWriter(session, batch)
        writer.prepare()
        return {
            # Nodes first: a link whose end is missing would silently not be made.
            "companies": writer.nodes("Company", nodes.companies(validated)),
            "agencies": writer.nodes("Agency", nodes.agencies(validated)),
            "institutions": writer.nodes("ResearchInstitution", nodes.institutions(validated)),
            "awards": writer.node_batches("Award", nodes.awards(validated, batch)),
            "received": writer.links("company", nodes.links(validated, "company", batch)),
            "funded": writer.links("agency", nodes.links(validated, "agency", batch)),
            "partnered": writer.links("institution", nodes.links(validated, "institution", batch)),
        }
