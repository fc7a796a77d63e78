"""The Cypher that writes the graph. Each statement may run any number of times."""

from __future__ import annotations

LABELS = ("Company", "Award", "Agency", "ResearchInstitution")

#: Without its constraint a MERGE scans all nodes of the label, and two may make one twice.
CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT {label.lower()}_key IF NOT EXISTS FOR (n:{label}) REQUIRE n.key IS UNIQUE"
    for label in LABELS
)

AWAIT_INDEXES = "CALL db.awaitIndexes($seconds)"

#: `=` and not `+=`: a value that the file no longer has must go. Nothing else writes here.
NODES = {
    label: f"""
    UNWIND $rows AS row
    MERGE (n:{label} {{key: row.key}})
    SET n = row
    """
    for label in LABELS
}


#: The node at the other end of an award's link, and the link as seen from the award.
_LINKS = {
    "company": ("Company", "(award)<-[link:RECEIVED]-(other)"),
    "agency": ("Agency", "(award)<-[link:FUNDED]-(other)"),
    "institution": ("ResearchInstitution", "(award)-[link:PARTNERED_WITH]->(other)"),
}

#: An award has one end of each kind: takes away those that the file no longer names.
UNLINK = {
    kind: f"""
    UNWIND $rows AS row
    MATCH (award:Award {{key: row.award}})
    MATCH {pattern}
    WHERE row.{kind} IS NULL OR other.key <> row.{kind}
    DELETE link
    """
    for kind, (_, pattern) in _LINKS.items()
}

LINK = {
    kind: f"""
    UNWIND $rows AS row
    MATCH (award:Award {{key: row.award}})
    MATCH (other:{label} {{key: row.{kind}}})
    MERGE {pattern}
    """
    for kind, (label, pattern) in _LINKS.items()
}
