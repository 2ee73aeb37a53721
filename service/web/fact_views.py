"""Facts as rows of tables: each with the places that state it, named for readers and led to with the statement highlighted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.nouns import Document, Language, Span
from corpus.support import SectorMention
from service.engine import Snapshot
from service.errors import NotFound
from service.schemas.facts import FactOut, MeasureOut, ProgrammeOut, SectorOut, SourceOut, TargetOut
from service.standing import Standing
from service.web.addresses import document_address
from service.web.labels import short_name

_MOST_MARKED = 12
"""Places that an address can highlight."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document states something; ``said`` is what it gives instead, where it contradicts others."""

    document: Document
    name: str
    clause_label: str
    quote: str
    standing: Standing
    address: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in the JSON of the contract, with the places that state it, the strongest first, and those that contradict it."""

    fact: Any
    places: tuple[Place, ...]
    rivals: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A document that names a sector: how often, and the address that highlights the first places."""

    document: Document
    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector with the documents that name it, those that do so most often first."""

    fact: SectorOut
    documents: tuple[NamedIn, ...]


def fact_row(snapshot: Snapshot, fact: FactOut, language: Language) -> FactRow:
    """The row of a target, a measure or a programme."""
    sources = [fact.source] if isinstance(fact, MeasureOut) else fact.sources if isinstance(fact, TargetOut | ProgrammeOut) else []
    rivals = fact.rivals if isinstance(fact, TargetOut) else []
    return FactRow(
        fact,
        tuple(_place(snapshot, source, language) for source in sources),
        tuple(_place(snapshot, rival, language, rival.said) for rival in rivals),
    )


def sector_rows(snapshot: Snapshot, facts: Iterable[SectorOut], mentions: Iterable[tuple[Document, SectorMention]], language: Language) -> list[SectorRow]:
    """The rows of sectors, with the places in the documents that each row counts."""
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for document, mention in mentions:
        spans[mention.sector, document.id].append(mention.span)
    return [SectorRow(fact, tuple(_named_in(snapshot, one.id, spans[fact.id, one.id], language) for one in fact.documents)) for fact in facts]


def _named_in(snapshot: Snapshot, document_id: str, spans: list[Span], language: Language) -> NamedIn:
    document = _document(snapshot, document_id)
    return NamedIn(document, short_name(document, language), len(spans), document_address(language, document.id, sorted(spans, key=_start)[:_MOST_MARKED]))


def _start(span: Span) -> int:
    return span.start


def _place(snapshot: Snapshot, source: SourceOut, language: Language, said: str = "") -> Place:
    document = _document(snapshot, source.document.id)
    address = document_address(language, document.id, [Span(source.start, source.end)])
    return Place(document, short_name(document, language), source.clause_label, source.quote, source.standing, address, said)


def _document(snapshot: Snapshot, document_id: str) -> Document:
    stored = snapshot.generation.store.document(document_id)
    if stored is None:
        raise NotFound(f"there is no document {document_id!r}")
    return stored.document
