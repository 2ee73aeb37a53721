"""The filters beside a list: each value with what it would leave, and the address that takes it or gives it up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from corpus.nouns import Document, Kind, Language
from corpus.provinces import place_key
from indexer.encoder import Encoder
from service.dimensions import Dimension
from service.engine import Snapshot
from service.facets import Counted, Facets, FacetValue, Pool, counted_rows, facets
from service.filters import Filters
from service.questions import Question
from service.retrieval import candidates
from service.traits import taxonomy
from service.web.filters import NAMES, Chosen
from service.web.labels import kind_label
from service.web.strings import strings

FEW = 6
"""Values of a filter that are shown at once; the others are folded away."""
_ANSWERS = 20
"""Passages among whose candidates an answer or a list is sought."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: how many documents it would leave, and the address that takes it or gives it up."""

    value: str
    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values, the most frequent first."""

    name: str
    options: list[Option]

    @property
    def shown(self) -> list[Option]:
        """The values that are shown at once: what is chosen, then the first."""
        if len(self.options) <= FEW:
            return self.options
        return sorted(self.options, key=lambda option: not option.chosen)[: max(FEW, sum(option.chosen for option in self.options))]

    @property
    def folded(self) -> list[Option]:
        """The others."""
        return [option for option in self.options if option not in self.shown]

    @property
    def is_open(self) -> bool:
        """Whether its values are shown at first."""
        return self.name in {"lang_doc", "kind", "authority", "in_force"} or any(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that is chosen, with the address that gives it up."""

    label: str
    address: str


Addressed = Callable[[list[tuple[str, str]]], str]
"""The address of a page with some parameters of filters."""


def facets_of_documents(snapshot: Snapshot, filters: Filters, is_sought: Callable[[Document], bool] = lambda _: True) -> Facets:
    """The facets of the documents that pass some filters and are sought otherwise, too."""
    sought = [document for document in snapshot.documents if is_sought(document)]

    @cache
    def counted(under: Filters) -> list[Counted]:
        admitted = (document for document in sought if under.admits(document, snapshot.traits))
        return [Counted(document, 1, snapshot.traits.in_force(document, under.as_of)) for document in admitted]

    return _with_places(snapshot, filters, counted)


def facets_of_search(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters) -> Facets:
    """The facets of the candidates of a search."""
    question = snapshot.meant(question)
    vector = encoder.encode_query(snapshot.reading(question))

    @cache
    def counted(under: Filters) -> list[Counted]:
        return counted_rows(snapshot, candidates(snapshot, encoder, question, _ANSWERS, under, vector=vector).rows.tolist(), under)

    return _with_places(snapshot, filters, counted)


def _with_places(snapshot: Snapshot, filters: Filters, pool: Pool) -> Facets:
    """The facets that are counted for all, and the places; one spelling for each."""
    found = facets(snapshot, filters, pool)
    if Dimension.PLACE in found:
        return found
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for item in pool(filters.without(Dimension.PLACE)):
        if place := item.document.place:
            key = place_key(place)
            names[key][place] += 1
            documents[key].add(item.document.id)
    values = [FacetValue(names[key].most_common(1)[0][0], len(documents[key]), 0, chosen=key in (filters.place or ())) for key in documents]
    return {**found, Dimension.PLACE: tuple(sorted(values, key=lambda item: (-item.documents, item.value)))}


def facet_views(found: Facets, chosen: Chosen, at: Addressed, language: Language) -> list[Facet]:
    """The filters as a page shows them; one without a choice is left out."""
    views = [
        Facet(
            name,
            [
                Option(
                    item.value,
                    value_label(name, item.value, language),
                    item.documents,
                    at(chosen.toggled(name, item.value, is_chosen=item.chosen)),
                    item.chosen,
                )
                for item in found[dimension]
            ],
        )
        for dimension, name in NAMES.items()
    ]
    return [view for view in views if len(view.options) > 1 or any(option.chosen for option in view.options)]


def chips(chosen: Chosen, at: Addressed, language: Language) -> list[Chip]:
    """What is chosen, each with the address that gives it up."""
    return [Chip(value_label(name, value, language), at(chosen.toggled(name, value, is_chosen=True))) for name, value in chosen.pairs]


def value_label(name: str, value: str, language: Language) -> str:
    """What readers call a value of a filter."""
    t = strings(language)
    match name:
        case "lang_doc":
            return t.of("language.text", value)
        case "kind":
            return kind_label(Kind(value), language)
        case "authority":
            return t.of("authority", value)
        case "in_force":
            return t.of("filters.force", value)
        case "sector":
            known = taxonomy().by_id.get(value)
            label = known.name(language) if known else value
            return label[:1].upper() + label[1:]
        case _:
            return value
