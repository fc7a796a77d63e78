"""A session that keeps a graph in memory. It knows our statements and no other Cypher."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j.exceptions import TransientError

from sbir_etl.graph.nodes import Row
from sbir_etl.graph.statements import CONSTRAINTS, LINK, NODES, UNLINK


class FakeResult:
    def consume(self) -> None:
        """Nothing to wait for."""


class FakeSession:
    """Nodes by label and key, links by kind, award and other end."""

    def __init__(self, transient_failures: int = 0) -> None:
        self.nodes: dict[str, dict[str, Row]] = {label: {} for label in NODES}
        self.links: dict[str, set[tuple[str, str]]] = {kind: set() for kind in LINK}
        self.batches: list[int] = []
        self.schema: list[str] = []
        self._failures = transient_failures

    def run(self, statement: str, **parameters: Any) -> FakeResult:
        if statement in CONSTRAINTS or statement.startswith("CALL db.awaitIndexes"):
            self.schema.append(statement)
        else:
            self._apply(statement, parameters["rows"])
        return FakeResult()

    def execute_write(self, work: Callable[..., None], *arguments: Any) -> None:
        """As the driver does: undo and try again after a transient error."""
        while self._failures:
            self._failures -= 1
            before = self._snapshot()
            try:
                work(self, *arguments)
                raise TransientError("deadlock")
            except TransientError:
                self.nodes, self.links, self.batches = before
        work(self, *arguments)

    def _snapshot(self) -> tuple[dict[str, dict[str, Row]], dict[str, set[Any]], list[int]]:
        nodes = {label: dict(found) for label, found in self.nodes.items()}
        return nodes, {kind: set(found) for kind, found in self.links.items()}, [*self.batches]

    def _apply(self, statement: str, rows: list[Row]) -> None:
        self.batches.append(len(rows))
        for label, text in NODES.items():
            if statement == text:
                self.nodes[label] |= {row["key"]: dict(row) for row in rows}
                return
        for kind in LINK:
            if statement not in (LINK[kind], UNLINK[kind]):
                continue
            named = {(row["award"], row[kind]) for row in rows if row[kind]}
            if statement == UNLINK[kind]:
                awards = {row["award"] for row in rows}
                self.links[kind] = {
                    link for link in self.links[kind] if link[0] not in awards or link in named
                }
            else:
                label = {"company": "Company", "agency": "Agency"}.get(kind, "ResearchInstitution")
                assert {award for award, _ in named} <= set(self.nodes["Award"])
                assert {end for _, end in named} <= set(self.nodes[label])
                self.links[kind] |= named
            return
        raise AssertionError(f"unknown statement: {statement}")
