"""What `passerelle extract` shows of one file: everything that was read, each part with its place in the text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from corpus.criteria import Offer
from corpus.facts import Target
from corpus.nouns import Clause, Document, DocumentNumber, Relation, Span
from corpus.numbers import write_number
from corpus.saying import say_period
from corpus.support import Programme
from indexer.extraction import Extraction
from service.schemas.clauses import clause_out
from service.schemas.documents import document_out
from service.schemas.support import criterion_out, rates_out
from service.telling import value_of


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
        "facts": _facts(found),
        "text": found.text,
    }


def _facts(found: Extraction) -> dict[str, list[dict[str, Any]]]:
    """What the file states, in the words of its own language."""
    document, facts = found.document, found.facts
    return {
        "targets": [_target(target, document) for target in facts.targets],
        "measures": [_measure(offer, found) for offer in facts.offers],
        "programmes": [_programme(programme, document) for programme in facts.programmes],
        "sectors": [{"sector": mention.sector, **_place(mention.span, mention.clause)} for mention in facts.sectors],
    }


def _target(target: Target, document: Document) -> dict[str, Any]:
    return {
        "programme": target.programme,
        "indicator": target.indicator,
        "population": target.population,
        "said": value_of(target, document.language),
        "low": f"{target.quantity.low.normalize():f}",
        "high": f"{target.quantity.high.normalize():f}" if target.quantity.high is not None else None,
        "unit": str(target.quantity.unit),
        "comparator": str(target.comparator),
        "wording": target.wording,
        "deadline": target.deadline,
        "budget": target.is_budget,
        **_place(target.span, target.clause),
    }


def _measure(offer: Offer, found: Extraction) -> dict[str, Any]:
    measure, document = offer.measure, found.document
    return {
        "kind": str(measure.kind),
        "name": measure.name,
        "beneficiaries": list(measure.groups),
        "sectors": list(measure.sectors),
        "rates": [rate.model_dump(mode="json") for rate in rates_out(measure, document.language)],
        "conditions": [{"text": found.text[one.span.start : one.span.end], **_place(one.span, one.clause)} for one in measure.conditions],
        "criteria": [criterion_out(criterion, document).model_dump(mode="json") for criterion in offer.asked],
        "period": say_period(measure.period, document.language) if measure.period else None,
        "authority": measure.authority,
        **_place(measure.span, measure.clause),
    }


def _programme(programme: Programme, document: Document) -> dict[str, Any]:
    return {
        "name": programme.name(document.language),
        "number": write_number(programme.number) if programme.number else None,
        "period": say_period(programme.period, document.language) if programme.period else None,
        "vision": programme.vision,
        "authority": programme.authority,
        "own": programme.own,
        "sectors": list(programme.sectors),
        "parts": list(programme.parts),
        **_place(programme.span, programme.clause),
    }


def _place(span: Span, clause: Clause | None) -> dict[str, Any]:
    return {"clause": clause.path if clause else None, "start": span.start, "end": span.end}


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
