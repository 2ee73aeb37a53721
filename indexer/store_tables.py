"""The tables of a store, and how values become their rows and rows values again; compound values stand as JSON.

Each table has its columns in ``SCHEMA``, a ``..._row`` that gives them in the same order, and what reads them back.
``StoreWriter`` writes the rows, ``Store`` chooses among them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

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
from corpus.numbers import NumberMention
from indexer.extraction import Extraction, Gaps

Row = tuple[object, ...]

SCHEMA = """
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

RELATION_COLUMNS = 'kind, start, "end", number_json, name, date, steps, effective'
"""What ``relation`` takes, as it is asked for in a query."""

PASSAGES = """
SELECT p."row", p.document_id, p.start, p."end", p.language, p.first_page, p.last_page, substr(d.text, p.start + 1, p."end" - p.start),
    c.path, c.start, c."end", c.labels, c.headings
FROM json_each(?) AS wanted
JOIN passages AS p ON p."row" = wanted.value
JOIN documents AS d ON d.id = p.document_id
LEFT JOIN clauses AS c ON c.document_id = p.document_id AND c.position = p.clause
"""
"""The rows in a JSON list, each followed by what ``passage`` takes; of the documents only the texts of the passages are read."""


def document_row(extraction: Extraction, position: int, source: str, entry_digest: str) -> Row:
    """The row of a document, the one at ``position`` in the order of adding, with its text and all that has no table of its own."""
    document = extraction.document
    return (
        document.id, position, source, entry_digest, str(extraction.media_type), str(document.language), str(document.kind), document.title,
        _figure(document.number), _number_json(document.number), _fields_json(document), extraction.text,
        json.dumps([_ends(extraction.notes)]) if extraction.notes else None, _pages_json(extraction.pages), _places_json(extraction.fields),
        json.dumps(sorted(extraction.recognised)), _words_json(extraction.words), _footnotes_json(extraction.footnotes), _gaps_json(extraction.gaps),
    )  # fmt: skip


def document(id_: str, language: str, kind: str, title: str, number: str | None, fields: str) -> Document:
    """The document of the columns ``id, language, kind, title, number_json, fields``."""
    values = json.loads(fields)
    for name in ("date", "effective"):
        values[name] = _day(values[name])
    values["status"] = Status(values["status"])
    values["level"] = Level(values["level"]) if values["level"] else None
    values["consolidates"] = _number(values["consolidates"])
    return Document(id=id_, language=Language(language), kind=Kind(kind), title=title, number=_number(number), **values)


def notes(stored: str | None) -> Span | None:
    """The span of the notes below the body."""
    return Span(*json.loads(stored)[0]) if stored else None


def pages(stored: str) -> tuple[Page, ...]:
    """The pages of a document with their spans."""
    return tuple(Page(number, Span(start, end)) for number, start, end in json.loads(stored))


def places(stored: str) -> dict[str, Span]:
    """Where the fields of a document stand in its text, by name."""
    return {name: Span(*span) for name, span in json.loads(stored).items()}


def recognised(stored: str) -> frozenset[int]:
    """The numbers of the pages that were recognised on an image."""
    return frozenset(json.loads(stored))


def words(stored: str | None) -> tuple[PlacedWord, ...]:
    """The words that were recognised on images, with their places."""
    return tuple(PlacedWord(Span(start, end), Rectangle(page, *sides)) for start, end, page, *sides in json.loads(stored or "[]"))


def footnotes(stored: str) -> tuple[Footnote, ...]:
    """The footnotes of a document."""
    return tuple(Footnote(number, at, Span(start, end)) for number, at, start, end in json.loads(stored))


def gaps(stored: str | None) -> Gaps | None:
    """The pages that could not be recognised, with the reason."""
    if stored is None:
        return None
    numbers, reason, attempt = json.loads(stored)
    return Gaps(frozenset(numbers), reason, attempt)


def clause_row(document_id: str, position: int, clause: Clause) -> Row:
    """The row of a clause, the one at ``position`` in its document's tree."""
    return document_id, position, clause.path, *_ends(clause.span), _json(clause.labels), _json(clause.headings)


def clause(path: str, start: int, end: int, labels: str, headings: str) -> Clause:
    """The clause of the columns ``path, start, end, labels, headings``."""
    return Clause(_steps(path), tuple(json.loads(labels)), tuple(json.loads(headings)), Span(start, end))


def passage_row(row: int, passage: Passage, clause_position: int | None) -> Row:
    """The row of the passage whose number is ``row``; its clause is named by the position in its document's tree."""
    return row, passage.document_id, *_ends(passage.span), str(passage.language), clause_position, *(passage.pages or (None, None))


def passage(
    document_id: str, start: int, end: int, language: str, first_page: int | None, last_page: int | None, text: str, *its_clause: str | int | None
) -> Passage:
    """The passage of the columns of ``PASSAGES`` after the row; ``its_clause`` is what ``clause`` takes, or all None."""
    path, clause_start, clause_end, labels, headings = its_clause
    return Passage(
        document_id=document_id,
        span=Span(start, end),
        text=text,
        language=Language(language),
        clause=None if path is None else clause(str(path), int(clause_start or 0), int(clause_end or 0), str(labels), str(headings)),
        pages=None if first_page is None or last_page is None else (first_page, last_page),
    )


def mention_row(document_id: str, mention: NumberMention) -> Row:
    """The row of a mention of another act's number."""
    return document_id, *_ends(mention.span), mention.number.number, _number_json(mention.number)


def mention(start: int, end: int, number: str) -> NumberMention:
    """The mention of the columns ``start, end, number_json``."""
    return NumberMention(DocumentNumber(*json.loads(number)), Span(start, end))


def relation_row(document_id: str, relation: Relation) -> Row:
    """The row of a relation to another act."""
    return (
        document_id, str(relation.kind), *_ends(relation.span), _figure(relation.number), _number_json(relation.number),
        relation.name, _day_text(relation.date), "/".join(map(str, relation.steps)), _day_text(relation.effective),
    )  # fmt: skip


def relation(kind: str, start: int, end: int, number: str | None, name: str, day: str | None, steps: str, effective: str | None) -> Relation:
    """The relation of the columns ``RELATION_COLUMNS``."""
    return Relation(RelationKind(kind), Span(start, end), _number(number), name, _day(day), _steps(steps), _day(effective))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _figure(number: DocumentNumber | None) -> int | None:
    return number.number if number else None


def _number_json(number: DocumentNumber | None) -> str | None:
    return _json([number.number, number.year, number.kind, number.issuer, number.written]) if number else None


def _number(stored: str | None) -> DocumentNumber | None:
    return DocumentNumber(*json.loads(stored)) if stored else None


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _steps(path: str) -> tuple[ClauseStep, ...]:
    parts = (step.partition("-") for step in path.split("/") if step)
    return tuple(ClauseStep(ClauseLevel(level), ordinal) for level, _, ordinal in parts)


def _pages_json(pages: tuple[Page, ...]) -> str:
    return json.dumps([[page.number, *_ends(page.span)] for page in pages])


def _places_json(places: Mapping[str, Span]) -> str:
    return json.dumps({name: _ends(span) for name, span in places.items()})


def _words_json(words: tuple[PlacedWord, ...]) -> str | None:
    if not words:
        return None
    return json.dumps([[*_ends(w.span), w.place.page, w.place.left, w.place.top, w.place.right, w.place.bottom] for w in words])


def _footnotes_json(footnotes: tuple[Footnote, ...]) -> str:
    return json.dumps([[note.number, note.at, *_ends(note.span)] for note in footnotes])


def _gaps_json(gaps: Gaps | None) -> str | None:
    return _json([sorted(gaps.pages), gaps.reason, gaps.attempt]) if gaps else None


def _fields_json(document: Document) -> str:
    return _json(
        {
            "issuer": document.issuer, "level": document.level and str(document.level), "place": document.place,
            "date": _day_text(document.date), "signatory": document.signatory, "effective": _day_text(document.effective),
            "status": str(document.status), "period": document.period, "vision": document.vision,
            "consolidates": _number_json(document.consolidates), "record": document.record, "published": document.published,
        }
    )  # fmt: skip
