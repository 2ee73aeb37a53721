"""The table of facts of a store, and how facts become its rows and rows facts again; the whole fact stands as JSON."""

from __future__ import annotations

from enum import StrEnum

from pydantic import TypeAdapter

from corpus.criteria import Offer
from corpus.facts import Target
from corpus.nouns import Span
from corpus.support import Programme, SectorMention
from indexer.extraction import Extraction
from indexer.store_tables import Row

FACT_SCHEMA = """
CREATE TABLE facts (
    document_id TEXT NOT NULL REFERENCES documents (id), position INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_by_kind ON facts (kind, key);
"""


class FactKind(StrEnum):
    """The kinds of facts, as the table names them."""

    TARGET = "target"
    MEASURE = "measure"
    PROGRAMME = "programme"
    SECTOR = "sector"


_TARGET = TypeAdapter(Target)
_OFFER = TypeAdapter(Offer)
_PROGRAMME = TypeAdapter(Programme)
_SECTOR = TypeAdapter(SectorMention)


def fact_rows(extraction: Extraction) -> list[Row]:
    """The rows of a document's facts: targets first, then measures, programmes and sectors."""
    facts = extraction.facts
    rows = [
        *(_row(FactKind.TARGET, None, fact.span, _TARGET.dump_json(fact)) for fact in facts.targets),
        *(_row(FactKind.MEASURE, str(fact.measure.kind), fact.measure.span, _OFFER.dump_json(fact)) for fact in facts.offers),
        *(_row(FactKind.PROGRAMME, None, fact.span, _PROGRAMME.dump_json(fact)) for fact in facts.programmes),
        *(_row(FactKind.SECTOR, fact.sector, fact.span, _SECTOR.dump_json(fact)) for fact in facts.sectors),
    ]
    return [(extraction.document.id, position, *row) for position, row in enumerate(rows)]


def _row(kind: FactKind, key: str | None, span: Span, fact: bytes) -> Row:
    """Kind, what facts of a kind are asked for by (the kind of a measure, the id of a sector), span and JSON."""
    return str(kind), key, span.start, span.end, fact.decode()


def target(stored: str) -> Target:
    """The target of a row."""
    return _TARGET.validate_json(stored)


def offer(stored: str) -> Offer:
    """The measure of a row with what it asks."""
    return _OFFER.validate_json(stored)


def programme(stored: str) -> Programme:
    """The programme of a row."""
    return _PROGRAMME.validate_json(stored)


def sector_mention(stored: str) -> SectorMention:
    """The mention of a sector of a row."""
    return _SECTOR.validate_json(stored)
