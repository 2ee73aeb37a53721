"""What one document states as facts: its targets and its measures of support, each with the address that highlights its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.facts import Target
from corpus.nouns import Document, Language
from corpus.saying import say_quantity
from corpus.support import Measure
from corpus.support_rules import kind_name
from indexer.store import Store
from service.facts import target_facts
from service.telling import label_of, value_of
from service.web.addresses import document_address
from service.web.visible import tight


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of a document: what it is of, how much, and where it stands; ``words`` says that the label is in the document's language."""

    label: str
    said: str
    address: str
    words: bool = False
    conflicts: bool = False


def stated_targets(store: Store, document: Document, language: Language) -> list[Stated]:
    """The targets of a document in the order of its text, with whether another document contradicts them."""
    found = [
        (
            one.target.span.start,
            Stated(label_of(fact, language), value_of(one.target, language), _at(document, one.target, language), conflicts=bool(fact.rivals)),
        )
        for fact in target_facts(store)
        for one in fact.statements
        if one.document.id == document.id
    ]
    return [stated for _, stated in sorted(found, key=lambda item: item[0])]


def stated_measures(document: Document, measures: Iterable[Measure], language: Language) -> list[Stated]:
    """The measures of support of a document in the order of its text."""
    ordered = sorted(measures, key=lambda measure: measure.span.start)
    return [Stated(f"{kind_name(one.kind, language)} — {tight(one.name)}", _rates(one, language), _at(document, one, language), words=True) for one in ordered]


def _at(document: Document, fact: Target | Measure, language: Language) -> str:
    return document_address(language, document.id, [fact.span])


def _rates(measure: Measure, language: Language) -> str:
    return " ; ".join(dict.fromkeys(say_quantity(rate.quantity, rate.comparator, language) for rate in measure.rates))
