"""The facts of the library as lists: what an address limits them to, what there is to choose from, one page of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from corpus.facts import Unit
from corpus.nouns import Document, Language
from corpus.provinces import place_key
from corpus.support import SectorMention, SupportKind
from corpus.support_rules import kind_name
from indexer.store import Store
from service.engine import Snapshot
from service.errors import BadQuestion
from service.factbook import FactLimits, FactList, FactSort, find_measures, find_programmes, find_sectors, find_targets
from service.schemas.fact_limits import DatedFactsIn, FactsIn, MeasuresIn, Order, TargetsIn
from service.schemas.fact_pages import facts_page
from service.traits import taxonomy
from service.web.addresses import address
from service.web.fact_views import FactRow, SectorRow, fact_row, sector_rows
from service.web.labels import short_name
from service.web.pictures.targets import unit_name
from service.web.strings import strings
from service.web.tellings import acts

PAGE_SIZE = 25
_MODELS: dict[FactList, type[FactsIn]] = {
    FactList.TARGETS: TargetsIn,
    FactList.MEASURES: MeasuresIn,
    FactList.PROGRAMMES: DatedFactsIn,
    FactList.SECTORS: FactsIn,
}
_COMMON = ("q", "programme", "place", "sector")
FIELDS: dict[FactList, tuple[str, ...]] = {
    FactList.TARGETS: (*_COMMON, "unit", "deadline_from", "deadline_to", "conflicts"),
    FactList.MEASURES: (*_COMMON, "support"),
    FactList.PROGRAMMES: ("q", "place", "sector", "deadline_from", "deadline_to"),
    FactList.SECTORS: ("q", "programme", "place"),
}
SORTS: dict[FactList, tuple[FactSort, ...]] = {
    FactList.TARGETS: tuple(FactSort),
    FactList.MEASURES: (FactSort.DOCUMENT, FactSort.DATE, FactSort.VALUE),
    FactList.PROGRAMMES: (FactSort.DOCUMENT, FactSort.DATE, FactSort.DEADLINE),
    FactList.SECTORS: (),
}
_SEVERAL = frozenset({"place", "sector", "unit", "support"})
_FIND: dict[FactList, Callable[[Snapshot, FactLimits], Sequence[Any]]] = {
    FactList.TARGETS: find_targets,
    FactList.MEASURES: find_measures,
    FactList.PROGRAMMES: find_programmes,
    FactList.SECTORS: find_sectors,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose, with what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is chosen, with the address that gives it up."""

    name: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Exploring:
    """One page of a list; ``pairs`` are what its address chooses, ``found`` all facts that pass."""

    kind: FactList
    pairs: tuple[tuple[str, str], ...]
    sort: FactSort
    order: Order
    found: Sequence[Any]
    rows: list[FactRow] | list[SectorRow]
    choices: dict[str, list[Choice]]
    chips: list[Chip]
    number: int
    pages: int
    at: Callable[..., str]

    @property
    def total(self) -> int:
        """How many facts pass."""
        return len(self.found)

    def chosen(self, name: str) -> str:
        """The value of a field that takes one, empty without one."""
        return next((value for known, value in self.pairs if known == name), "")


def explore(snapshot: Snapshot, kind: FactList, parameters: Iterable[tuple[str, str]], language: Language) -> Exploring:
    """The page that an address asks for. Raises ``BadQuestion`` for a value that no filter has."""
    given = tuple(parameters)
    asked, limits = read_limits(snapshot, kind, given, language)
    pairs = tuple(pair for pair in given if pair[0] in FIELDS[kind])
    found = _FIND[kind](snapshot, limits)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, _page(given)), pages)
    at = _addresses(kind, pairs, asked, language)
    return Exploring(
        kind=kind,
        pairs=pairs,
        sort=asked.sort,
        order=asked.order,
        found=found,
        rows=_rows(snapshot, kind, limits, (number - 1) * PAGE_SIZE, language),
        choices=choices_of(snapshot, kind, language),
        chips=_chips(snapshot, pairs, at, language),
        number=number,
        pages=pages,
        at=at,
    )


def read_limits(snapshot: Snapshot, kind: FactList, pairs: Iterable[tuple[str, str]], language: Language) -> tuple[FactsIn, FactLimits]:
    """What an address limits a list to. Raises ``BadQuestion`` for a value that no filter has."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if name in FIELDS[kind] or name in {"sort", "order"}:
            values[name].append(value)
    programmes = values.pop("programme", [])
    try:
        asked = _MODELS[kind].model_validate({name: found if name in _SEVERAL else found[-1] for name, found in values.items()})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadQuestion(f"{'.'.join(map(str, first['loc']))}={str(first['input'])[:40]!r} is no value of this filter") from error
    limits = asked.limits()
    if not programmes:
        return asked, limits
    return asked, replace(limits, documents=replace(limits.documents, document_ids=frozenset(_tellings(snapshot, programmes, language))))


def _tellings(snapshot: Snapshot, ids: Iterable[str], language: Language) -> Iterable[str]:
    """The ids of the documents with all tellings of the same acts."""
    shown = acts(snapshot.documents, language)
    wanted = {shown[id_].id for id_ in ids if id_ in shown}
    return (id_ for id_, document in shown.items() if document.id in wanted)


def _page(pairs: Iterable[tuple[str, str]]) -> int:
    written = next((value for name, value in pairs if name == "page"), "1")
    if not written.isdecimal():
        raise BadQuestion(f"page={written[:40]!r} is no page")
    return int(written[:9])


def _addresses(kind: FactList, pairs: Iterable[tuple[str, str]], asked: FactsIn, language: Language) -> Callable[..., str]:
    kept = [*pairs]
    sorted_by = [("sort", "" if asked.sort is FactSort.DOCUMENT else str(asked.sort)), ("order", "" if asked.order is Order.ASCENDING else str(asked.order))]

    def at(*, without: Iterable[tuple[str, str]] = (), path: str = "", **other: object) -> str:
        """The address of this list with some values given up and others set."""
        left = set(without)
        values = [pair for pair in (*kept, *sorted_by) if pair not in left and pair[0] not in other]
        return address(language, f"explore/{path or kind}", [*values, *((name, str(value)) for name, value in other.items() if value)])

    return at


def _rows(snapshot: Snapshot, kind: FactList, limits: FactLimits, offset: int, language: Language) -> list[FactRow] | list[SectorRow]:
    page = facts_page(snapshot, kind, limits, language, offset, PAGE_SIZE)
    if kind is FactList.SECTORS:
        return sector_rows(snapshot, page.facts, mentions_of(snapshot), language)
    return [fact_row(snapshot, fact, language) for fact in page.facts]


def mentions_of(snapshot: Snapshot) -> tuple[tuple[Document, SectorMention], ...]:
    """Where documents name sectors."""
    return _mentions(snapshot.generation.store)


@lru_cache(maxsize=2)
def _mentions(store: Store) -> tuple[tuple[Document, SectorMention], ...]:
    return tuple(store.sector_mentions())


@lru_cache(maxsize=32)
def choices_of(snapshot: Snapshot, kind: FactList, language: Language) -> dict[str, list[Choice]]:
    """What there is to choose from for each field that has a list: what occurs in the facts, most frequent units first, names by letters."""
    found = _FIND[kind](snapshot, FactLimits())
    documents = [document for fact in found for document in _documents_of(kind, fact)]
    shown = acts(snapshot.documents, language)
    choices: dict[str, list[Choice]] = {
        "programme": [Choice(document.id, _titled(document, language)) for document in {shown[one.id].id: shown[one.id] for one in documents}.values()],
        "place": [Choice(name, name) for name in _place_names(documents)],
        "sector": _named({fact.sector.id for fact in find_sectors(snapshot, FactLimits())}, {one.id: one.name(language) for one in taxonomy().all}),
    }
    if kind is FactList.TARGETS:
        units = Counter(fact.target.quantity.unit for fact in found)
        choices["unit"] = [Choice(str(unit), unit_name(unit, language)) for unit, _ in units.most_common()]
    if kind is FactList.MEASURES:
        kinds = {fact.measure.kind for fact in found}
        choices["support"] = _named(map(str, kinds), {str(one): kind_name(one, language) for one in kinds})
    return {name: sorted(values, key=lambda one: one.label) if name in {"programme", "place"} else values for name, values in choices.items()}


def _documents_of(kind: FactList, fact: Any) -> Iterable[Document]:  # noqa: ANN401 - a fact of any list
    match kind:
        case FactList.SECTORS:
            return (document for document, _ in fact.documents)
        case FactList.PROGRAMMES:
            return (document for document, _ in fact.statements)
        case _:
            return (fact.document,)


def _titled(document: Document, language: Language) -> str:
    name = short_name(document, language)
    return f"{name} · {document.title}" if document.number else name


def _place_names(documents: Iterable[Document]) -> list[str]:
    """One spelling for each place."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        if document.place:
            names[place_key(document.place)][document.place] += 1
    return [spellings.most_common(1)[0][0] for spellings in names.values()]


def _named(values: Iterable[str], names: Mapping[str, str]) -> list[Choice]:
    return sorted((Choice(value, names[value][:1].upper() + names[value][1:]) for value in values if value in names), key=lambda one: one.label)


def _chips(snapshot: Snapshot, pairs: Iterable[tuple[str, str]], at: Callable[..., str], language: Language) -> list[Chip]:
    return [Chip(name, _chip_label(snapshot, name, value, language), at(without=[(name, value)])) for name, value in dict.fromkeys(pairs)]


def _chip_label(snapshot: Snapshot, name: str, value: str, language: Language) -> str:
    match name:
        case "unit":
            return unit_name(Unit(value), language)
        case "support":
            return kind_name(SupportKind(value), language)
        case "sector":
            known = taxonomy().by_id.get(value)
            return known.name(language) if known else value
        case "programme":
            stored = snapshot.generation.store.document(value)
            return short_name(stored.document, language) if stored else value
        case "deadline_from" | "deadline_to" | "conflicts":
            return strings(language).of("explore.chip", name, value=value)
        case _:
            return value
