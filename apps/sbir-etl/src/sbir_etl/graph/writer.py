"""Runs the statements, a batch a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from neo4j import ManagedTransaction, Session

from sbir_etl.graph.nodes import Row
from sbir_etl.graph.statements import AWAIT_INDEXES, CONSTRAINTS, LINK, NODES, UNLINK

_INDEX_SECONDS = 120


class GraphWriter:
    """Upserts rows. The session tries a transaction again after a transient error."""

    def __init__(self, session: Session, batch_size: int) -> None:
        self._session = session
        self._batch_size = batch_size

    def prepare(self) -> None:
        """Make the constraints, and wait until their indexes serve."""
        for constraint in CONSTRAINTS:
            self._session.run(constraint).consume()
        self._session.run(AWAIT_INDEXES, seconds=_INDEX_SECONDS).consume()

    def nodes(self, label: str, rows: Sequence[Row]) -> int:
        """Upsert nodes of one label and say how many rows there were."""
        return self.node_batches(label, _batches(rows, self._batch_size))

    def node_batches(self, label: str, batches: Iterable[list[Row]]) -> int:
        """The same for rows that come in batches."""
        return sum(self._write([NODES[label]], batch) for batch in batches)

    def links(self, kind: str, batches: Iterable[list[Row]]) -> int:
        """Link awards to nodes that exist, and say how many links there are to be."""
        linked = 0
        for batch in batches:
            self._write([UNLINK[kind], LINK[kind]], batch)
            linked += sum(row[kind] is not None for row in batch)
        return linked

    def _write(self, statements: Sequence[str], rows: list[Row]) -> int:
        if rows:
            self._session.execute_write(_run, statements, rows)
        return len(rows)


def _run(transaction: ManagedTransaction, statements: Sequence[str], rows: list[Row]) -> None:
    for statement in statements:
        transaction.run(statement, rows=rows).consume()


def _batches(rows: Sequence[Row], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])
