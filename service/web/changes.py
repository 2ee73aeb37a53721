"""What became of an act, in a form that a page can show with a link to the place that says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.nouns import Document, Language, RelationKind
from service.standing import Change, Related, State
from service.web.addresses import document_address
from service.web.labels import short_name

_ORDER = list(RelationKind)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change: ``verb`` is the key of its sentence, ``address`` where the other act says so."""

    verb: str
    by: Document
    name: str
    clause_label: str
    effective: dt.date | None
    address: str


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation with the name of the other act; ``act_address`` is empty where the index does not hold it."""

    kind: RelationKind
    name: str
    title: str
    language: Language | None
    act_address: str
    place_address: str


def change_views(state: State, language: Language) -> list[ChangeView]:
    """The changes of a state, the latest first; what changed only a part amends."""
    return [_change_view(change, language) for change in state.changes]


def _change_view(change: Change, language: Language) -> ChangeView:
    return ChangeView(
        verb=str(change.kind if change.whole else RelationKind.AMENDS),
        by=change.by,
        name=short_name(change.by, language),
        clause_label=change.clause_label,
        effective=change.effective,
        address=document_address(language, change.by.id, [change.span]),
    )


def outgoing_views(related: Iterable[Related], language: Language) -> list[RelationView]:
    """What a document says of other acts, each act once for each kind of relation, the gravest kinds first."""
    return _once(_outgoing(item, language) for item in related)


def incoming_views(related: Iterable[Related], language: Language) -> list[RelationView]:
    """What other documents say of this one, likewise."""
    return _once(_relation(item, item.by, language) for item in related)


def _outgoing(item: Related, language: Language) -> RelationView:
    if item.to:
        return _relation(item, item.to, language)
    number = item.relation.number.written if item.relation.number else ""
    name = f"{item.relation.name} {number}".strip() if number not in item.relation.name else item.relation.name
    return RelationView(item.relation.kind, name, "", item.by.language, "", document_address(language, item.by.id, [item.relation.span]))


def _relation(item: Related, other: Document, language: Language) -> RelationView:
    return RelationView(
        kind=item.relation.kind,
        name=short_name(other, language),
        title=other.title if other.number else "",
        language=other.language,
        act_address=document_address(language, other.id),
        place_address=document_address(language, item.by.id, [item.relation.span]),
    )


def _once(views: Iterable[RelationView]) -> list[RelationView]:
    seen: dict[tuple[RelationKind, str], RelationView] = {}
    for view in views:
        seen.setdefault((view.kind, view.act_address or view.name), view)
    gravest_first = {RelationKind.REPLACES: -3, RelationKind.REPEALS: -2, RelationKind.AMENDS: -1}
    return sorted(seen.values(), key=lambda view: gravest_first.get(view.kind, _ORDER.index(view.kind)))
