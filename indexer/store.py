"""Reads the documents, clauses, passages, mentions and facts of one generation from SQLite.

Row numbers of passages start at 0 and are those of the vectors. ``StoreWriter`` in ``storing`` writes what is read here.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from corpus.criteria import Offer
from corpus.facts import Target
from corpus.nouns import Clause, Document, DocumentNumber, Footnote, Page, Passage, PlacedWord, Relation, Span
from corpus.numbers import same_act
from corpus.support import Programme, SectorMention
from indexer import store_tables as tables
from indexer.errors import IndexMismatch
from indexer.extraction import Extraction, Facts, Gaps
from indexer.fact_tables import FactKind, offer, programme, sector_mention, target
from indexer.reading import MediaType

_Derived = TypeVar("_Derived")


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the index knows it: its fields, where its file is, the digest of its catalogue entry, the pages that could not be recognised."""

    document: Document
    source: str
    entry_digest: str
    media_type: MediaType
    gaps: Gaps | None = None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The whole text of a document with its clauses, pages and footnotes; all spans are offsets into ``text``."""

    text: str
    clauses: tuple[Clause, ...]
    pages: tuple[Page, ...]
    notes: Span | None
    recognised: frozenset[int] = frozenset()
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """A place where one document mentions the number of another."""

    document_id: str
    span: Span
    number: DocumentNumber


class Store:
    """Reads a store; each thread has its own connection."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise IndexMismatch(f"{path} is missing: build the index again with `passerelle index`")
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        try:
            self._documents = {stored.document.id: stored for stored in self._read_documents()}
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
            raise IndexMismatch(f"{path} cannot be read: build the index again with `passerelle index`") from error
        self.text = lru_cache(maxsize=256)(self._read_text)
        self._derived: dict[object, Any] = {}

    def _query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self._uri, uri=True)
        rows: list[tuple[Any, ...]] = self._local.connection.execute(sql, parameters).fetchall()
        return rows

    def derived(self, make: Callable[[Store], _Derived]) -> _Derived:
        """What ``make`` makes of this store, made once and kept as long as the store is."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: _Derived = self._derived[make]
        return made

    @property
    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents in the order in which they were added."""
        return tuple(self._documents.values())

    def document(self, document_id: str) -> StoredDocument | None:
        """The document with this id, if there is one."""
        return self._documents.get(document_id)

    def _read_documents(self) -> Iterator[StoredDocument]:
        rows = self._query("SELECT id, source, entry, media_type, gaps, language, kind, title, number_json, fields FROM documents ORDER BY position")
        for id_, source, entry, media_type, gaps, *fields in rows:
            yield StoredDocument(tables.document(id_, *fields), source, entry, MediaType(media_type), tables.gaps(gaps))

    def _read_text(self, document_id: str) -> DocumentText:
        """Raises ``KeyError`` for an unknown id."""
        rows = self._query("SELECT text, notes, pages, recognised, footnotes FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise KeyError(document_id)
        text, notes, pages, recognised, footnotes = rows[0]
        clauses = self._query('SELECT path, start, "end", labels, headings FROM clauses WHERE document_id = ? ORDER BY position', (document_id,))
        return DocumentText(
            text=text,
            clauses=tuple(tables.clause(*row) for row in clauses),
            pages=tables.pages(pages),
            notes=tables.notes(notes),
            recognised=tables.recognised(recognised),
            footnotes=tables.footnotes(footnotes),
        )

    def fields(self, document_id: str) -> dict[str, Span]:
        """Where the fields of a document stand that were read in its text, by name. Raises ``KeyError`` for an unknown id."""
        rows = self._query("SELECT places FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise KeyError(document_id)
        return tables.places(rows[0][0])

    def words(self, document_id: str) -> tuple[PlacedWord, ...]:
        """The words of a document that were recognised on images of its pages, with their places. Raises ``KeyError`` for an unknown id."""
        rows = self._query("SELECT words FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise KeyError(document_id)
        return tables.words(rows[0][0])

    def relations(self, document_id: str) -> tuple[Relation, ...]:
        """The relations of a document to other acts, in the order of their spans."""
        rows = self._query(f"SELECT {tables.RELATION_COLUMNS} FROM relations WHERE document_id = ? ORDER BY rowid", (document_id,))  # noqa: S608 - names of columns
        return tuple(tables.relation(*row) for row in rows)

    def related(self, number: int | None) -> list[tuple[str, Relation]]:
        """All relations to acts whose number is ``number`` of whatever year and kind (None: to acts known by name alone), with the documents that state them."""
        rows = self._query(f"SELECT document_id, {tables.RELATION_COLUMNS} FROM relations WHERE number IS ? ORDER BY rowid", (number,))  # noqa: S608 - names of columns
        return [(str(document_id), tables.relation(*row)) for document_id, *row in rows]

    def facts(self, document_id: str) -> Facts:
        """The facts that a document states, in the order of their kinds and spans."""
        rows = self._query("SELECT kind, fact FROM facts WHERE document_id = ? ORDER BY position", (document_id,))
        stored = {kind: [fact for stored_kind, fact in rows if stored_kind == kind] for kind in FactKind}
        return Facts(
            targets=tuple(map(target, stored[FactKind.TARGET])),
            offers=tuple(map(offer, stored[FactKind.MEASURE])),
            programmes=tuple(map(programme, stored[FactKind.PROGRAMME])),
            sectors=tuple(map(sector_mention, stored[FactKind.SECTOR])),
        )

    def targets(self) -> Iterator[tuple[Document, Target]]:
        """All targets with the documents that state them, in the order of the documents."""
        return ((document, target(fact)) for document, fact in self._facts(FactKind.TARGET))

    def offers(self) -> Iterator[tuple[Document, Offer]]:
        """All measures of support, each with what it asks and the document that states it, in the order of the documents."""
        return ((document, offer(fact)) for document, fact in self._facts(FactKind.MEASURE))

    def programmes(self) -> Iterator[tuple[Document, Programme]]:
        """All programmes with the documents that set them out or name them, in the order of the documents."""
        return ((document, programme(fact)) for document, fact in self._facts(FactKind.PROGRAMME))

    def sector_mentions(self) -> Iterator[tuple[Document, SectorMention]]:
        """All mentions of sectors with the documents that name them, in the order of the documents."""
        return ((document, sector_mention(fact)) for document, fact in self._facts(FactKind.SECTOR))

    def _facts(self, kind: FactKind) -> Iterator[tuple[Document, str]]:
        sql = "SELECT facts.document_id, fact FROM facts JOIN documents ON documents.id = facts.document_id WHERE facts.kind = ? ORDER BY documents.position, facts.position"
        return ((self._documents[document_id].document, fact) for document_id, fact in self._query(sql, (str(kind),)))

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of some rows, in the order asked for; of their documents nothing else is read. Raises ``KeyError`` for a row that does not exist."""
        wanted = list(dict.fromkeys(int(row) for row in rows))
        found = {row: tables.passage(*columns) for row, *columns in self._query(tables.PASSAGES, (json.dumps(wanted),))}
        return [found[int(row)] for row in rows]

    def rows_of(self, document_id: str) -> list[int]:
        """The rows of a document's passages, in order."""
        return [row for (row,) in self._query('SELECT "row" FROM passages WHERE document_id = ? ORDER BY "row"', (document_id,))]

    def row_at(self, document_id: str, start: int, end: int) -> int | None:
        """The row of the passage that begins at or before ``start`` and reaches furthest towards ``end``."""
        found = self._query(
            'SELECT "row" FROM passages WHERE document_id = ? AND start <= ? AND "end" > ? ORDER BY start DESC LIMIT 1', (document_id, start, start)
        )
        if not found:
            found = self._query(
                'SELECT "row" FROM passages WHERE document_id = ? AND start < ? AND "end" > ? ORDER BY start LIMIT 1', (document_id, end, start)
            )
        return int(found[0][0]) if found else None

    def passage_counts(self) -> list[int]:
        """How many passages each document has, in the order of ``documents``; the rows of a document follow those of the one before."""
        counts = dict(self._query("SELECT document_id, COUNT(*) FROM passages GROUP BY document_id"))
        return [counts.get(document_id, 0) for document_id in self._documents]

    def numbered(self, number: DocumentNumber) -> list[StoredDocument]:
        """The documents that the number may name, strongest authority first, then the latest."""
        found = [
            stored
            for stored in self._documents.values()
            if stored.document.number and same_act(number, stored.document.number, known_year=stored.document.date.year if stored.document.date else None)
        ]
        return sorted(found, key=lambda stored: _weight(stored.document))

    def citing(self, number: DocumentNumber) -> list[Citing]:
        """The places where documents mention an act of this number."""
        rows = self._query('SELECT document_id, start, "end", number_json FROM mentions WHERE number = ? ORDER BY rowid', (number.number,))
        mentions = ((document_id, tables.mention(*columns)) for document_id, *columns in rows)
        return [Citing(document_id, mention.span, mention.number) for document_id, mention in mentions if same_act(number, mention.number)]

    def extraction(self, document_id: str) -> Extraction:
        """Everything that was extracted of a document, as it was added. Raises ``KeyError`` for an unknown id."""
        stored = self._documents[document_id]
        text = self._read_text(document_id)
        mentions = self._query('SELECT start, "end", number_json FROM mentions WHERE document_id = ? ORDER BY rowid', (document_id,))
        return Extraction(
            document=stored.document,
            media_type=stored.media_type,
            text=text.text,
            notes=text.notes,
            pages=text.pages,
            clauses=text.clauses,
            passages=tuple(self._with_own_clauses(self.passages(self.rows_of(document_id)), text.clauses)),
            mentions=tuple(tables.mention(*row) for row in mentions),
            fields=self.fields(document_id),
            relations=self.relations(document_id),
            recognised=text.recognised,
            words=self.words(document_id),
            footnotes=text.footnotes,
            gaps=stored.gaps,
            facts=self.facts(document_id),
        )

    @staticmethod
    def _with_own_clauses(passages: Iterable[Passage], clauses: tuple[Clause, ...]) -> Iterator[Passage]:
        """Passages that point to the very clauses of ``clauses``, which a writer tells apart by identity."""
        known = {(clause.span, clause.path): clause for clause in clauses}
        for passage in passages:
            clause = known[passage.clause.span, passage.clause.path] if passage.clause else None
            yield Passage(passage.document_id, passage.span, passage.text, passage.language, clause, passage.pages)

    def close(self) -> None:
        """Closes this thread's connection; those of other threads close with their threads."""
        if hasattr(self._local, "connection"):
            self._local.connection.close()
            del self._local.connection


def _weight(document: Document) -> tuple[int, bool, int]:
    """Smaller is stronger: by authority, an official text before our account of it, a later date before an earlier one."""
    return document.kind.authority.rank, document.record, -(document.date.toordinal() if document.date else 0)
