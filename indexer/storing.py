"""Writes a store: the documents of one generation with their clauses, passages, mentions, relations and facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from indexer.extraction import Extraction
from indexer.fact_tables import FACT_SCHEMA, fact_rows
from indexer.store_tables import SCHEMA, Row, clause_row, document_row, mention_row, passage_row, relation_row


class StoreWriter:
    """Writes a new store; rows of passages are numbered in the order in which documents are added."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA + FACT_SCHEMA)
        self._documents = 0
        self.passages = 0

    def add(self, extraction: Extraction, source: str, entry_digest: str) -> range:
        """Adds one document; gives the rows of its passages."""
        id_ = extraction.document.id
        rows = range(self.passages, self.passages + len(extraction.passages))
        self._insert("documents", [document_row(extraction, self._documents, source, entry_digest)])
        self._insert("clauses", (clause_row(id_, position, clause) for position, clause in enumerate(extraction.clauses)))
        self._insert("passages", _passage_rows(extraction, rows))
        self._insert("mentions", (mention_row(id_, mention) for mention in extraction.mentions))
        self._insert("relations", (relation_row(id_, relation) for relation in extraction.relations))
        self._insert("facts", fact_rows(extraction))
        self._documents += 1
        self.passages = rows.stop
        return rows

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        """Adds rows with all columns of their table."""
        added = list(rows)
        if added:
            marks = ", ".join("?" * len(added[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", added)  # noqa: S608 - the name of a table

    def close(self) -> None:
        """Commits and closes; the store is complete only then."""
        self._connection.commit()
        self._connection.execute("PRAGMA optimize")
        self._connection.close()


def _passage_rows(extraction: Extraction, rows: range) -> Iterable[Row]:
    """The rows of a document's passages; a clause is told from others by identity."""
    positions = {id(clause): position for position, clause in enumerate(extraction.clauses)}
    for row, passage in zip(rows, extraction.passages, strict=True):
        yield passage_row(row, passage, positions.get(id(passage.clause)))
