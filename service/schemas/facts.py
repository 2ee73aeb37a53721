"""The JSON of facts: targets, measures of support, programmes and sectors, each with what states it."""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from pydantic import Field

from corpus.facts import Comparator, Target, Unit
from corpus.nouns import Clause, Document, Language, Span
from corpus.numbers import write_number
from corpus.provinces import provinces
from corpus.saying import say_period, say_quantity
from corpus.support import Size, SupportKind
from corpus.support_rules import group_name, kind_name
from service.engine import Snapshot
from service.factbook import ProgrammeFact, SectorFact, StatedMeasure
from service.facts import Statement, TargetFact
from service.inforce import state_of_span
from service.schemas.addresses import clause_label_of, url_of
from service.schemas.documents import DocumentOut, document_out
from service.schemas.frozen import Frozen
from service.schemas.support import CriterionOut, NamedOut, RateOut, criterion_out, ends, rates_out, sectors_out
from service.standing import Standing
from service.telling import label_of, value_of

_Out = TypeVar("_Out", bound="FactOut")


class SourceOut(Frozen):
    """Where a document states a fact; `start` and `end` are offsets into its text."""

    document: DocumentOut
    clause: list[str]
    clause_label: str
    quote: str
    start: int
    end: int
    url: str
    standing: Standing = Field(default=Standing.IN_FORCE, description="whether the words hold on the day that is asked for, as far as the index tells")


class RivalOut(SourceOut):
    """A document that gives another value for the same thing, and that value in words."""

    said: str


class FactOut(Frozen):
    """A fact of any kind."""


class TargetOut(FactOut):
    """A target with all documents that state it, the strongest first; the words are those of the strongest."""

    label: str = Field(description="what is measured, in the language that was asked for where it can be said")
    programme: str
    indicator: str
    population: str
    low: str = Field(description="the figure, or the lower end of a range, as a decimal number in the unit", examples=["1200"])
    high: str | None = Field(description="the upper end of a range")
    unit: Unit
    comparator: Comparator
    said: str = Field(description="figure, comparator and period in words", examples=["khoảng 1.200, đến năm 2030"])
    start: int | None = Field(description="the first year for which it counts")
    deadline: int | None
    recurring: bool = Field(description="whether it counts for each year")
    baseline: str | None
    budget: bool
    places: list[str]
    terms: list[str] = Field(description="ids of glossary terms that it is about")
    only_news: bool
    sources: list[SourceOut]
    rivals: list[RivalOut]


class TextOut(Frozen):
    """Words of a document and the clause that they stand in."""

    text: str
    clause_label: str
    start: int
    end: int


class MeasureOut(FactOut):
    """A measure of support as one clause states it."""

    kind: SupportKind
    kind_name: str
    name: str
    beneficiaries: list[NamedOut]
    sizes: list[Size]
    sectors: list[NamedOut]
    rates: list[RateOut]
    conditions: list[TextOut]
    criteria: list[CriterionOut]
    period: str | None
    authority: str
    source: SourceOut


class ProgrammeOut(FactOut):
    """A programme with its names by language and the documents that set it out or name it."""

    names: dict[Language, str]
    number: str | None
    period: str | None
    vision: int | None
    authority: str
    sectors: list[NamedOut]
    parts: list[str]
    sources: list[SourceOut]


class SectorOut(FactOut):
    """A sector with its VSIC codes and the documents that name it."""

    id: str
    name: str
    names: dict[Language, list[str]]
    codes: list[str]
    parent: str | None
    mentions: int
    documents: list[DocumentOut]


class FactsOut(Frozen, Generic[_Out]):
    """One page of facts; `total` counts all that pass the filters."""

    total: int
    offset: int
    facts: list[_Out]
    index_generation: str


def source_out(snapshot: Snapshot, document: Document, span: Span, clause: Clause | None, as_of: dt.date | None = None) -> SourceOut:
    """A place where a document states something, with whether it holds on a day, today without one."""
    store = snapshot.generation.store
    return SourceOut(
        document=document_out(document),
        clause=list(clause.labels) if clause else [],
        clause_label=clause_label_of(clause, document),
        quote=store.text(document.id).text[span.start : span.end],
        start=span.start,
        end=span.end,
        url=url_of(document, clause),
        standing=state_of_span(store, document, span, as_of).standing,
    )


def _source_of(snapshot: Snapshot, statement: Statement) -> SourceOut:
    return source_out(snapshot, statement.document, statement.target.span, statement.target.clause)


def target_out(snapshot: Snapshot, fact: TargetFact, language: Language) -> TargetOut:
    """A target with labels in a language."""
    target: Target = fact.target
    low, high = ends(target.quantity)
    return TargetOut(
        label=label_of(fact, language),
        programme=target.programme,
        indicator=target.indicator,
        population=target.population,
        low=low,
        high=high,
        unit=target.quantity.unit,
        comparator=target.comparator,
        said=value_of(target, language),
        start=target.period.start if target.period else None,
        deadline=target.deadline,
        recurring=bool(target.period and target.period.recurring),
        baseline=say_quantity(target.baseline, Comparator.EXACTLY, language) if target.baseline else None,
        budget=target.is_budget,
        places=[provinces()[place].name for place in sorted(fact.places)],
        terms=sorted(fact.terms),
        only_news=fact.only_news,
        sources=[_source_of(snapshot, statement) for statement in fact.statements],
        rivals=[RivalOut(**dict(_source_of(snapshot, rival)), said=value_of(rival.target, language)) for rival in fact.rivals],
    )


def measure_out(snapshot: Snapshot, stated: StatedMeasure, language: Language) -> MeasureOut:
    """A measure with labels in a language."""
    document, measure = stated.document, stated.measure
    text = snapshot.generation.store.text(document.id).text
    return MeasureOut(
        kind=measure.kind,
        kind_name=kind_name(measure.kind, language),
        name=measure.name,
        beneficiaries=[NamedOut(id=group, name=group_name(group, language)) for group in measure.groups],
        sizes=[size for size in Size if size in measure.sizes],
        sectors=sectors_out(measure.sectors, language),
        rates=rates_out(measure, language),
        conditions=[
            TextOut(text=text[one.span.start : one.span.end], clause_label=clause_label_of(one.clause, document), start=one.span.start, end=one.span.end)
            for one in measure.conditions
        ],
        criteria=[criterion_out(criterion, document) for criterion in stated.offer.asked],
        period=say_period(measure.period, language) if measure.period else None,
        authority=measure.authority,
        source=source_out(snapshot, document, measure.span, measure.clause),
    )


def programme_out(snapshot: Snapshot, fact: ProgrammeFact, language: Language) -> ProgrammeOut:
    """A programme with the names of its sectors in a language."""
    programmes = [programme for _, programme in fact.statements]
    number = next((programme.number for programme in programmes if programme.number), None)
    period = next((programme.period for programme in programmes if programme.period), None)
    return ProgrammeOut(
        names=fact.names,
        number=write_number(number) if number else None,
        period=say_period(period, language) if period else None,
        vision=next((programme.vision for programme in programmes if programme.vision), None),
        authority=next((programme.authority for programme in programmes if programme.authority), ""),
        sectors=sectors_out(tuple(dict.fromkeys(sector for programme in programmes for sector in programme.sectors)), language),
        parts=list(fact.programme.parts),
        sources=[source_out(snapshot, document, programme.span, programme.clause) for document, programme in fact.statements],
    )


def sector_out(fact: SectorFact, language: Language) -> SectorOut:
    """A sector with its name in a language."""
    sector = fact.sector
    return SectorOut(
        id=sector.id,
        name=sector.name(language),
        names={known: list(names) for known, names in sector.names.items()},
        codes=list(sector.codes),
        parent=sector.parent,
        mentions=fact.mentions,
        documents=[document_out(document) for document, _ in fact.documents],
    )
