"""What `passerelle extract` shows of one file: everything that was read, each part with its place in the text."""

from __future__ import annotations

import datetime as dt

from corpus.nouns import Document, DocumentNumber, Relation
from corpus.numbers import write_number
from indexer.extraction import Extraction
from service.schemas.clauses import clause_out
from service.schemas.documents import document_out


def extract_out(found: Extraction) -> dict[str, object]:
    """The extraction as one JSON object; ``start`` and ``end`` are character offsets into ``text``."""
    return {
        "document": document_out(found.document).model_dump(mode="json"),
        "fields": {name: {"value": field_value(found.document, name), "start": span.start, "end": span.end} for name, span in found.fields.items()},
        "media_type": str(found.media_type),
        "characters": len(found.text),
        "pages": max((page.number for page in found.pages), default=0),
        "recognised": sorted(found.recognised),
        "unread": sorted(found.unread),
        "incomplete": found.gaps.sentence if found.gaps else None,
        "clauses": [clause_out(clause, found.document).model_dump() for clause in found.clauses],
        "passages": [
            {
                "id": passage.id,
                "start": passage.span.start,
                "end": passage.span.end,
                "language": str(passage.language),
                "clause": passage.clause.path if passage.clause else None,
                "pages": passage.pages,
                "text": passage.text,
            }
            for passage in found.passages
        ],
        "numbers": [{"number": mention.number.written, "start": mention.span.start, "end": mention.span.end} for mention in found.mentions],
        "relations": [_relation(relation) for relation in found.relations],
        "text": found.text,
    }


def field_value(document: Document, name: str) -> str | int | bool | None:
    """A field of a document as JSON has it: numbers of acts in their official spelling, dates as ISO 8601."""
    value = getattr(document, name, None)
    if isinstance(value, DocumentNumber):
        return write_number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int) else str(value)


def _relation(relation: Relation) -> dict[str, object]:
    return {
        "kind": str(relation.kind),
        "number": write_number(relation.number) if relation.number else None,
        "name": relation.name,
        "date": relation.date.isoformat() if relation.date else None,
        "clause": "/".join(map(str, relation.steps)) or None,
        "effective": relation.effective.isoformat() if relation.effective else None,
        "start": relation.span.start,
        "end": relation.span.end,
    }
