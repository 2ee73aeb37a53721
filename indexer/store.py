"""Documents, clauses, passages and mentions of one generation in SQLite; written once, then only read.

Row numbers of passages start at 0 and are those of the vectors. Compound values stand as JSON.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.nouns import (
    Clause,
    ClauseLevel,
    ClauseStep,
    Document,
    DocumentNumber,
    Footnote,
    Kind,
    Language,
    Level,
    Page,
    Passage,
    PlacedWord,
    Rectangle,
    Relation,
    RelationKind,
    Span,
    Status,
)
from corpus.numbers import NumberMention, same_act
from indexer.errors import IndexMismatch
from indexer.extraction import Extraction, Gaps
from indexer.reading import MediaType

_SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, source TEXT NOT NULL, entry TEXT NOT NULL, media_type TEXT NOT NULL, language TEXT NOT NULL,
    kind TEXT NOT NULL, title TEXT NOT NULL, number INTEGER, number_json TEXT, fields TEXT NOT NULL, text TEXT NOT NULL, notes TEXT, pages TEXT NOT NULL,
    places TEXT NOT NULL, recognised TEXT NOT NULL, words TEXT, footnotes TEXT NOT NULL, gaps TEXT
) STRICT;
CREATE INDEX documents_by_number ON documents (number);
CREATE TABLE clauses (
    document_id TEXT NOT NULL REFERENCES documents (id), position INTEGER NOT NULL, path TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    labels TEXT NOT NULL, headings TEXT NOT NULL, PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    "row" INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    language TEXT NOT NULL, clause INTEGER, first_page INTEGER, last_page INTEGER
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id, start);
CREATE TABLE mentions (
    document_id TEXT NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL, number INTEGER NOT NULL, number_json TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_by_number ON mentions (number);
CREATE TABLE relations (
    document_id TEXT NOT NULL REFERENCES documents (id), kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, number INTEGER,
    number_json TEXT, name TEXT NOT NULL, date TEXT, steps TEXT NOT NULL, effective TEXT
) STRICT;
CREATE INDEX relations_by_document ON relations (document_id);
CREATE INDEX relations_by_number ON relations (number);
"""


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


class StoreWriter:
    """Writes a new store; rows of passages are numbered in the order in which documents are added."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        self._documents = 0
        self.passages = 0

    def add(self, extraction: Extraction, source: str, entry_digest: str) -> range:
        """Adds one document; gives the rows of its passages."""
        document = extraction.document
        positions = {id(clause): position for position, clause in enumerate(extraction.clauses)}
        rows = range(self.passages, self.passages + len(extraction.passages))
        execute, executemany = self._connection.execute, self._connection.executemany
        execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id, self._documents, source, entry_digest, str(extraction.media_type), str(document.language), str(document.kind), document.title,
                document.number.number if document.number else None, _number_json(document.number), _fields_json(document), extraction.text,
                _spans_json([extraction.notes]) if extraction.notes else None, json.dumps([[page.number, page.span.start, page.span.end] for page in extraction.pages]),
                json.dumps({name: [span.start, span.end] for name, span in extraction.fields.items()}), json.dumps(sorted(extraction.recognised)),
                _words_json(extraction.words), json.dumps([[note.number, note.at, note.span.start, note.span.end] for note in extraction.footnotes]), _gaps_json(extraction.gaps),
            ),
        )  # fmt: skip
        executemany(
            "INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (document.id, position, clause.path, clause.span.start, clause.span.end, _json(clause.labels), _json(clause.headings))
                for position, clause in enumerate(extraction.clauses)
            ],
        )
        executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    row,
                    document.id,
                    passage.span.start,
                    passage.span.end,
                    str(passage.language),
                    positions.get(id(passage.clause)),
                    *(passage.pages or (None, None)),
                )
                for row, passage in zip(rows, extraction.passages, strict=True)
            ],
        )
        executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
            [(document.id, mention.span.start, mention.span.end, mention.number.number, _number_json(mention.number)) for mention in extraction.mentions],
        )
        executemany(
            "INSERT INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(document.id, *_relation_row(relation)) for relation in extraction.relations]
        )
        self._documents += 1
        self.passages = rows.stop
        return rows

    def close(self) -> None:
        """Commits and closes; the store is complete only then."""
        self._connection.commit()
        self._connection.execute("PRAGMA optimize")
        self._connection.close()


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

    def _query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self._uri, uri=True)
        rows: list[tuple[Any, ...]] = self._local.connection.execute(sql, parameters).fetchall()
        return rows

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
            yield StoredDocument(_document(id_, *fields), source, entry, MediaType(media_type), _gaps(gaps))

    def _read_text(self, document_id: str) -> DocumentText:
        """Raises ``KeyError`` for an unknown id."""
        rows = self._query("SELECT text, notes, pages, recognised, footnotes FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise KeyError(document_id)
        text, notes, pages, recognised, footnotes = rows[0]
        clauses = self._query('SELECT path, start, "end", labels, headings FROM clauses WHERE document_id = ? ORDER BY position', (document_id,))
        return DocumentText(
            text=text,
            clauses=tuple(_clause(*row) for row in clauses),
            pages=tuple(Page(number, Span(start, end)) for number, start, end in json.loads(pages)),
            notes=Span(*json.loads(notes)[0]) if notes else None,
            recognised=frozenset(json.loads(recognised)),
            footnotes=tuple(Footnote(number, at, Span(start, end)) for number, at, start, end in json.loads(footnotes)),
        )

    def fields(self, document_id: str) -> dict[str, Span]:
        """Where the fields of a document stand that were read in its text, by name. Raises ``KeyError`` for an unknown id."""
        rows = self._query("SELECT places FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise KeyError(document_id)
        return {name: Span(*span) for name, span in json.loads(rows[0][0]).items()}

    def words(self, document_id: str) -> tuple[PlacedWord, ...]:
        """The words of a document that were recognised on images of its pages, with their places. Raises ``KeyError`` for an unknown id."""
        rows = self._query("SELECT words FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise KeyError(document_id)
        return tuple(PlacedWord(Span(start, end), Rectangle(page, *sides)) for start, end, page, *sides in json.loads(rows[0][0] or "[]"))

    def relations(self, document_id: str) -> tuple[Relation, ...]:
        """The relations of a document to other acts, in the order of their spans."""
        rows = self._query(f"SELECT {_RELATION} FROM relations WHERE document_id = ? ORDER BY rowid", (document_id,))  # noqa: S608 - names of columns
        return tuple(_relation(*row) for row in rows)

    def related(self, number: int | None) -> list[tuple[str, Relation]]:
        """All relations to acts whose number is ``number`` of whatever year and kind (None: to acts known by name alone), with the documents that state them."""
        rows = self._query(f"SELECT document_id, {_RELATION} FROM relations WHERE number IS ? ORDER BY rowid", (number,))  # noqa: S608 - names of columns
        return [(str(document_id), _relation(*row)) for document_id, *row in rows]

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of some rows, in the order asked for. Raises ``KeyError`` for a row that does not exist."""
        found: dict[int, Passage] = {}
        for row in dict.fromkeys(int(row) for row in rows):
            records = self._query('SELECT document_id, start, "end", language, clause, first_page, last_page FROM passages WHERE "row" = ?', (row,))
            if not records:
                raise KeyError(row)
            document_id, start, end, language, clause, first_page, last_page = records[0]
            text = self.text(document_id)
            found[row] = Passage(
                document_id=document_id,
                span=Span(start, end),
                text=text.text[start:end],
                language=Language(language),
                clause=None if clause is None else text.clauses[clause],
                pages=None if first_page is None else (first_page, last_page),
            )
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

    def row_places(self) -> list[tuple[str, Language]]:
        """The document and the language of every passage, in the order of the rows."""
        return [(str(document_id), Language(language)) for document_id, language in self._query('SELECT document_id, language FROM passages ORDER BY "row"')]

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
        places = [Citing(document_id, Span(start, end), _number(mentioned)) for document_id, start, end, mentioned in rows]
        return [place for place in places if same_act(number, place.number)]

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
            mentions=tuple(NumberMention(_number(number), Span(start, end)) for start, end, number in mentions),
            fields=self.fields(document_id),
            relations=self.relations(document_id),
            recognised=text.recognised,
            words=self.words(document_id),
            footnotes=text.footnotes,
            gaps=stored.gaps,
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _spans_json(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans])


def _number_json(number: DocumentNumber | None) -> str | None:
    return _json([number.number, number.year, number.kind, number.issuer, number.written]) if number else None


def _number(stored: str) -> DocumentNumber:
    return DocumentNumber(*json.loads(stored))


_RELATION = 'kind, start, "end", number_json, name, date, steps, effective'


def _relation_row(relation: Relation) -> tuple[object, ...]:
    return (
        str(relation.kind), relation.span.start, relation.span.end, relation.number.number if relation.number else None, _number_json(relation.number),
        relation.name, relation.date and relation.date.isoformat(), "/".join(map(str, relation.steps)),
        relation.effective and relation.effective.isoformat(),
    )  # fmt: skip


def _relation(kind: str, start: int, end: int, number: str | None, name: str, day: str | None, steps: str, effective: str | None) -> Relation:
    return Relation(
        kind=RelationKind(kind),
        span=Span(start, end),
        number=_number(number) if number else None,
        name=name,
        date=date.fromisoformat(day) if day else None,
        steps=_steps(steps),
        effective=date.fromisoformat(effective) if effective else None,
    )


def _steps(path: str) -> tuple[ClauseStep, ...]:
    parts = (step.partition("-") for step in path.split("/") if step)
    return tuple(ClauseStep(ClauseLevel(level), ordinal) for level, _, ordinal in parts)


def _words_json(words: tuple[PlacedWord, ...]) -> str | None:
    if not words:
        return None
    return json.dumps([[w.span.start, w.span.end, w.place.page, w.place.left, w.place.top, w.place.right, w.place.bottom] for w in words])


def _gaps_json(gaps: Gaps | None) -> str | None:
    return _json([sorted(gaps.pages), gaps.reason, gaps.attempt]) if gaps else None


def _gaps(stored: str | None) -> Gaps | None:
    if stored is None:
        return None
    pages, reason, attempt = json.loads(stored)
    return Gaps(frozenset(pages), reason, attempt)


def _fields_json(document: Document) -> str:
    return _json(
        {
            "issuer": document.issuer, "level": document.level and str(document.level), "place": document.place,
            "date": document.date and document.date.isoformat(), "signatory": document.signatory,
            "effective": document.effective and document.effective.isoformat(), "status": str(document.status),
            "period": document.period, "vision": document.vision, "consolidates": _number_json(document.consolidates),
            "record": document.record, "published": document.published,
        }
    )  # fmt: skip


def _document(id_: str, language: str, kind: str, title: str, number: str | None, fields: str) -> Document:
    values = json.loads(fields)
    for name in ("date", "effective"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["status"] = Status(values["status"])
    values["level"] = Level(values["level"]) if values["level"] else None
    values["consolidates"] = _number(values["consolidates"]) if values["consolidates"] else None
    return Document(id=id_, language=Language(language), kind=Kind(kind), title=title, number=_number(number) if number else None, **values)


def _clause(path: str, start: int, end: int, labels: str, headings: str) -> Clause:
    return Clause(_steps(path), tuple(json.loads(labels)), tuple(json.loads(headings)), Span(start, end))
