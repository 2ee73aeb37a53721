"""The facts of an index as lists: chosen by filters and words, sorted; targets with all their sources, programmes of one act together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from corpus.criteria import Offer
from corpus.facts import Unit
from corpus.nouns import Document, Language
from corpus.programmes import merged_programmes
from corpus.sectors import Sector
from corpus.support import Measure, Programme, SectorMention, SupportKind
from corpus.support_rules import group_name, kind_name, shipped_support
from indexer.store import Store
from service.direct import admitted
from service.engine import Snapshot
from service.errors import BadQuestion
from service.facts import TargetFact, target_facts
from service.factwords import FactWords
from service.filters import Filters
from service.traits import taxonomy

_Fact = TypeVar("_Fact")


class FactList(StrEnum):
    """The lists of facts, as commands and addresses name them."""

    TARGETS = "targets"
    MEASURES = "measures"
    PROGRAMMES = "programmes"
    SECTORS = "sectors"


class FactSort(StrEnum):
    """What a list of facts is sorted by; facts without it come last."""

    DOCUMENT = "document"
    DATE = "date"
    DEADLINE = "deadline"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class FactLimits:
    """Which facts are asked for: stated by which documents, holding which words, and more for each kind; what is None limits nothing.

    Of several values any passes. ``beneficiary`` are ids of groups and ``sector`` ids of sectors, of which narrower ones count, too.
    What is sorted by ``VALUE`` is sorted by its unit first. Raises ``BadQuestion`` when the years are in the wrong order.
    """

    documents: Filters = field(default_factory=Filters)
    words: FactWords = field(default_factory=FactWords)
    unit: frozenset[Unit] | None = None
    deadline_from: int | None = None
    deadline_to: int | None = None
    support: frozenset[SupportKind] | None = None
    beneficiary: frozenset[str] | None = None
    sector: frozenset[str] | None = None
    conflicts: bool = False
    sort: FactSort = FactSort.DOCUMENT
    descending: bool = False

    def __post_init__(self) -> None:
        if self.deadline_from is not None and self.deadline_to is not None and self.deadline_from > self.deadline_to:
            raise BadQuestion(f"the years from {self.deadline_from} to {self.deadline_to} are none: give the earlier one as deadline_from")

    @property
    def sectors(self) -> frozenset[str] | None:
        """The sectors that are asked for with all narrower ones."""
        if self.sector is None:
            return None
        return frozenset(sector.id for sector in taxonomy().all if not self.sector.isdisjoint(taxonomy().lineage(sector.id)))


@dataclass(frozen=True, slots=True)
class StatedMeasure:
    """A measure, with what it asks of a firm, and the document that states it."""

    document: Document
    offer: Offer

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.offer.measure


@dataclass(frozen=True, slots=True)
class ProgrammeFact:
    """A programme as documents set it out and name it, the one that sets it out first; a name for each language that has one."""

    statements: tuple[tuple[Document, Programme], ...]

    @property
    def programme(self) -> Programme:
        """The programme in the words of the document that sets it out, or else of the first that names it."""
        return self.statements[0][1]

    @property
    def names(self) -> dict[Language, str]:
        """Its first name in each language."""
        names: dict[Language, str] = {}
        for _, programme in self.statements:
            for language, name in programme.names:
                names.setdefault(language, name)
        return names


@dataclass(frozen=True, slots=True)
class SectorFact:
    """A sector with the documents that name it, those that do so most often first, and how often each does."""

    sector: Sector
    documents: tuple[tuple[Document, int], ...]

    @property
    def mentions(self) -> int:
        """How often it is named in all."""
        return sum(count for _, count in self.documents)


def find_targets(snapshot: Snapshot, limits: FactLimits) -> list[TargetFact]:
    """The targets that pass, each with its sources; a sector is one that their documents speak of."""
    of_documents, in_sector = _admits(snapshot, limits), _of_sectors(snapshot, limits)
    stated = admitted(target_facts(snapshot.generation.store), lambda document: of_documents(document) and in_sector(document))
    return _sorted([fact for fact in stated if _is_wanted(fact, limits)], limits, _figures_of_target)


def _is_wanted(fact: TargetFact, limits: FactLimits) -> bool:
    target = fact.target
    return (
        (limits.unit is None or target.quantity.unit in limits.unit)
        and _within(target.deadline, limits.deadline_from, limits.deadline_to)
        and (not limits.conflicts or bool(fact.rivals))
        and limits.words.stand_in(_texts_of_target(fact), fact.terms | fact.places)
    )


def _texts_of_target(fact: TargetFact) -> Iterator[tuple[Language, str]]:
    for one in fact.statements:
        target, headings = one.target, one.target.clause.headings if one.target.clause else ()
        years = f"{target.period or ''}"
        yield (
            one.document.language,
            " ".join((one.document.title, one.document.place or "", *headings, target.programme, target.indicator, target.population, years)),
        )


def find_measures(snapshot: Snapshot, limits: FactLimits) -> list[StatedMeasure]:
    """The measures of support that pass."""
    admits, sectors, store = _admits(snapshot, limits), limits.sectors, snapshot.generation.store
    found = [
        stated
        for stated in _measures(store)
        if admits(stated.document)
        and (limits.support is None or stated.measure.kind in limits.support)
        and (limits.beneficiary is None or any(_helps(stated.measure, group) for group in limits.beneficiary))
        and (sectors is None or not sectors.isdisjoint(stated.measure.sectors))
        and _within(stated.measure.period.deadline if stated.measure.period else None, limits.deadline_from, limits.deadline_to)
        and limits.words.stand_in(_texts_of_measure(store, stated))
    ]
    return _sorted(found, limits, _figures_of_measure)


def _helps(measure: Measure, group: str) -> bool:
    """Whether a measure names a group, or firms of its sizes."""
    return group in measure.groups or not measure.sizes.isdisjoint(shipped_support().sizes_of.get(group, ()))


def find_programmes(snapshot: Snapshot, limits: FactLimits) -> list[ProgrammeFact]:
    """The programmes that pass, what documents say of one act together."""
    admits, sectors = _admits(snapshot, limits), limits.sectors
    stated = (tuple(statement for statement in group.statements if admits(statement[0])) for group in _programmes(snapshot.generation.store))
    found = [
        fact
        for fact in map(ProgrammeFact, filter(None, stated))
        if (sectors is None or any(not sectors.isdisjoint(programme.sectors) for _, programme in fact.statements))
        and _within(_deadline_of_programme(fact), limits.deadline_from, limits.deadline_to)
        and limits.words.stand_in((language, name) for _, programme in fact.statements for language, name in programme.names)
    ]
    return _sorted(found, limits, _figures_of_programme)


def find_sectors(snapshot: Snapshot, limits: FactLimits) -> list[SectorFact]:
    """The sectors that documents name, most often named first."""
    admits, sectors = _admits(snapshot, limits), limits.sectors
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    documents: dict[str, Document] = {}
    for document, mention in _mentions(snapshot.generation.store):
        if (sectors is None or mention.sector in sectors) and mention.sector in taxonomy().by_id and admits(document):
            counts[mention.sector][document.id] = counts[mention.sector].get(document.id, 0) + 1
            documents[document.id] = document
    facts = [
        SectorFact(taxonomy().by_id[sector], tuple((documents[id_], count) for id_, count in sorted(named.items(), key=lambda item: -item[1])))
        for sector, named in counts.items()
    ]
    wanted = [fact for fact in facts if limits.words.stand_in((language, name) for language, names in fact.sector.names.items() for name in names)]
    return sorted(wanted, key=lambda fact: fact.mentions, reverse=True)


@lru_cache(maxsize=4)
def _measures(store: Store) -> tuple[StatedMeasure, ...]:
    return tuple(StatedMeasure(document, offer) for document, offer in store.offers())


@lru_cache(maxsize=4)
def _mentions(store: Store) -> tuple[tuple[Document, SectorMention], ...]:
    return tuple(store.sector_mentions())


@lru_cache(maxsize=4)
def _programmes(store: Store) -> tuple[ProgrammeFact, ...]:
    """The programmes of an index, those of one act together."""
    stated = list(store.programmes())
    by_identity = {id(programme): document for document, programme in stated}
    groups = merged_programmes(programme for _, programme in stated)
    return tuple(ProgrammeFact(tuple((by_identity[id(programme)], programme) for programme in group)) for group in groups)


def _admits(snapshot: Snapshot, limits: FactLimits) -> Callable[[Document], bool]:
    """Whether a document passes; what was asked once of a document is not looked up again."""
    known: dict[str, bool] = {}

    def admits(document: Document) -> bool:
        if document.id not in known:
            known[document.id] = limits.documents.admits(document, snapshot.traits)
        return known[document.id]

    return admits


def _of_sectors(snapshot: Snapshot, limits: FactLimits) -> Callable[[Document], bool]:
    """Whether a document speaks of one of the sectors."""
    wanted = limits.sector
    return lambda document: wanted is None or not wanted.isdisjoint(snapshot.traits.sectors(document))


def _within(year: int | None, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return year is not None and (first or year) <= year <= (last or year)


def _texts_of_measure(store: Store, stated: StatedMeasure) -> list[tuple[Language, str]]:
    """What a measure is found by: the title of its document, the headings above it, its own words, and the names of what it gives to whom."""
    document, measure = stated.document, stated.measure
    headings = measure.clause.headings if measure.clause else ()
    own = " ".join((document.title, document.place or "", *headings, store.text(document.id).text[measure.span.start : measure.span.end]))
    named = [(language, (kind_name(measure.kind, language), *(group_name(group, language) for group in measure.groups))) for language in Language]
    return [(document.language, own), *((language, " ; ".join(names)) for language, names in named)]


_Value = tuple[Unit, Decimal]
_Figures = tuple[Document, int | None, _Value | None]


def _figures_of_target(fact: TargetFact) -> _Figures:
    return fact.document, fact.target.deadline, (fact.target.quantity.unit, fact.target.quantity.low)


def _figures_of_measure(fact: StatedMeasure) -> _Figures:
    deadline = fact.measure.period.deadline if fact.measure.period else None
    return fact.document, deadline, max(((rate.quantity.unit, rate.quantity.low) for rate in fact.measure.rates), default=None)


def _figures_of_programme(fact: ProgrammeFact) -> _Figures:
    return fact.statements[0][0], _deadline_of_programme(fact), None


def _deadline_of_programme(fact: ProgrammeFact) -> int | None:
    return next((programme.period.deadline for _, programme in fact.statements if programme.period), None)


def _sorted(facts: Sequence[_Fact], limits: FactLimits, figures: Callable[[_Fact], _Figures]) -> list[_Fact]:
    """The facts by what is asked for; of those without it, and of equals, the order stays that of the documents."""
    if limits.sort is FactSort.DOCUMENT:
        return list(facts)[:: -1 if limits.descending else 1]

    def key(fact: _Fact) -> tuple[Unit | int, Decimal | int] | None:
        document, deadline, value = figures(fact)
        if limits.sort is FactSort.VALUE:
            return value
        when = deadline if limits.sort is FactSort.DEADLINE else document.date.toordinal() if document.date else None
        return (when, 0) if when is not None else None

    keyed = [(key(fact), fact) for fact in facts]
    known = [(value, fact) for value, fact in keyed if value is not None]
    return [fact for _, fact in sorted(known, key=lambda item: item[0], reverse=limits.descending)] + [fact for value, fact in keyed if value is None]
