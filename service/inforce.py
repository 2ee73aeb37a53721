"""What became of an act: what other indexed acts amended, replaced or repealed of it, and from when; and its relations to others.

An act that the index does not hold cannot be known to have changed anything, so what is called in force here is in force as
far as the index and the catalogue tell. What the catalogue says without a date counts for today only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from weakref import WeakKeyDictionary

from corpus.clauses import citation_label, innermost
from corpus.folding import folded, single_spaced
from corpus.kinds import kind_names
from corpus.nouns import Clause, ClauseLevel, Document, DocumentNumber, Kind, Language, Level, Relation, RelationKind, Span, Status
from corpus.numbers import same_act as same_number
from corpus.places import resolve
from indexer.sentences import sentences
from indexer.store import Store
from service.register import same_act

_LOCAL_ISSUERS = ("ubnd", "hdnd", "tu")
_LEVELS = {
    Level.MINISTRY: ("ministeriel", "interministeriel", "royal"),
    Level.PROVINCE: ("prefectoral", "provincial"),
    Level.COMMUNE: ("municipal", "communal"),
}
_LONGEST_QUOTE = 600


class Standing(StrEnum):
    """Whether an act, or a clause of it, holds on a day."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPLACED = "replaced"
    REPEALED = "repealed"
    EXPIRED = "expired"
    NOT_YET = "not_yet_in_force"

    @property
    def in_force(self) -> bool:
        """Whether it holds, changed or not."""
        return self in {Standing.IN_FORCE, Standing.AMENDED}


_STANDING_AFTER = {RelationKind.AMENDS: Standing.AMENDED, RelationKind.REPLACES: Standing.REPLACED, RelationKind.REPEALS: Standing.REPEALED}
_STANDING_OF = {Status.AMENDED: Standing.AMENDED, Status.REPLACED: Standing.REPLACED, Status.EXPIRED: Standing.EXPIRED, Status.PENDING: Standing.NOT_YET}
_GRAVEST = (Standing.NOT_YET, Standing.REPEALED, Standing.REPLACED, Standing.EXPIRED, Standing.AMENDED, Standing.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Change:
    """What an indexed act did to another one: where it says so, from when it counts, whether all of what was asked for changed."""

    kind: RelationKind
    by: Document
    span: Span
    quote: str
    clause: Clause | None
    effective: dt.date | None
    whole: bool

    @property
    def clause_label(self) -> str:
        """The clause of the changing act, as its language names it; empty outside clauses."""
        return citation_label(self.clause, self.by.language) if self.clause else ""

    @property
    def standing(self) -> Standing:
        """How what was asked for stands after the change; what lost a part is amended."""
        return _STANDING_AFTER[self.kind] if self.whole else Standing.AMENDED


@dataclass(frozen=True, slots=True)
class State:
    """How an act or a clause stands on a day, with the changes that made it so, the latest first.

    ``from_date`` is the day on which it comes into force where it does not yet hold.
    """

    standing: Standing
    changes: tuple[Change, ...] = ()
    from_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A relation with the document that states it and the indexed document that it is to, where there is one."""

    by: Document
    relation: Relation
    to: Document | None


def today() -> dt.date:
    """The date where the program runs."""
    return dt.datetime.now().astimezone().date()


def state_at(store: Store, document: Document, clause: Clause | None = None, as_of: dt.date | None = None, clock: Callable[[], dt.date] = today) -> State:
    """How a document, or a clause of it, stands on a day; without one, today."""
    return state_of_span(store, document, clause.span if clause else None, as_of, clock)


def state_of_span(store: Store, document: Document, span: Span | None, as_of: dt.date | None = None, clock: Callable[[], dt.date] = today) -> State:
    """How what stands in a span of a document stands on a day: the clauses that it touches may have changed."""
    day = as_of or clock()
    begins = document.effective or (document.date if as_of else None)
    if begins and begins > day:
        return State(Standing.NOT_YET, (), begins)
    register = _register_of(store)
    known = [change for change in register.changes(document, span) if (change.effective <= day if change.effective else as_of is None)]
    standings = [change.standing for change in known]
    if (
        as_of is None
        and (status := _STANDING_OF.get(document.status))
        and (status is not Standing.AMENDED or span is None or not register.is_changed(document))
    ):
        standings.append(status)
    gravest = min(standings, key=_GRAVEST.index, default=Standing.IN_FORCE)
    return State(gravest, tuple(sorted(known, key=lambda change: change.effective or dt.date.min, reverse=True)))


def outgoing(store: Store, document: Document) -> list[Related]:
    """What a document says of other acts, in the order of its text."""
    register = _register_of(store)
    return [Related(document, relation, register.target(document, relation)) for relation in store.relations(document.id)]


def incoming(store: Store, document: Document) -> list[Related]:
    """What the other documents of the index say of this one."""
    return [Related(by, relation, document) for by, relation in _register_of(store).stated(document)]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A relation that changes an act with the clauses that it changes; where the act has no such clause, with those that it was ``added_to``."""

    by: Document
    relation: Relation
    clauses: tuple[Span, ...] = ()
    added_to: tuple[Span, ...] = ()

    def touches(self, span: Span | None) -> bool | None:
        """Whether all of the span is changed, or only a part of it; None when it is not touched. No span is the whole act."""
        if not self.relation.steps:
            return True
        if span is None:
            return False
        if any(clause.covers(span) for clause in self.clauses):
            return True
        touched = any(clause.overlaps(span) for clause in self.clauses) or any(span.covers(clause) for clause in self.added_to)
        return False if touched else None


class _Register:
    """The acts of one store by number and by name, and what is stated of each; everything that was looked up is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbered: defaultdict[int, list[Document]] = defaultdict(list)
        self._unnumbered: defaultdict[tuple[str, dt.date | None], list[Document]] = defaultdict(list)
        for stored in store.documents:
            for number in _numbers(stored.document):
                self._numbered[number.number].append(stored.document)
            self._unnumbered[_title(stored.document), None].append(stored.document)
            self._unnumbered[str(stored.document.kind), stored.document.date].append(stored.document)
        self._named: defaultdict[tuple[str, dt.date | None], list[tuple[str, Relation]]] = defaultdict(list)
        for stating, relation in store.related(None):
            self._named[folded(relation.name), None].append((stating, relation))
            if relation.date and (kind := _kind_named(relation.name)):
                self._named[str(kind), relation.date].append((stating, relation))
        self._stated: dict[str, list[tuple[Document, Relation]]] = {}
        self._places: dict[str, list[_Placed]] = {}

    def stated(self, document: Document) -> list[tuple[Document, Relation]]:
        """The relations of other acts to this one, with the documents that state them."""
        if document.id not in self._stated:
            by_number = chain.from_iterable(self._store.related(number.number) for number in _numbers(document))
            by_name = chain(self._named.get((_title(document), None), ()), self._named.get((str(document.kind), document.date), ()) if document.date else ())
            found = dict.fromkeys(chain(by_number, by_name))
            self._stated[document.id] = list(self._meant(found, document))
        return self._stated[document.id]

    def _meant(self, found: dict[tuple[str, Relation], None], document: Document) -> Iterator[tuple[Document, Relation]]:
        for stating, relation in found:
            stored = self._store.document(stating)
            if stored and not same_act(stored.document, document) and _means(relation, stored.document, document):
                yield stored.document, relation

    def target(self, stating: Document, relation: Relation) -> Document | None:
        """The indexed document that a relation is to, in the language of the one that states it where there are two; None when it may be several acts."""
        if relation.number:
            candidates = self._numbered.get(relation.number.number, [])
        else:
            kind = _kind_named(relation.name)
            dated = self._unnumbered.get((str(kind), relation.date), []) if kind and relation.date else []
            candidates = [*self._unnumbered.get((folded(relation.name), None), []), *dated]
        found = [document for document in candidates if document.id != stating.id and _means(relation, stating, document)]
        ordered = sorted(found, key=lambda document: (document.kind is Kind.CONSOLIDATED, document.language is not stating.language, document.record))
        return ordered[0] if ordered and all(same_act(ordered[0], other) for other in ordered) else None

    def is_changed(self, document: Document) -> bool:
        """Whether anything indexed changed the act."""
        return any(relation.kind.changes_law for _, relation in self._lasting(document))

    def changes(self, document: Document, span: Span | None) -> list[Change]:
        """What changed the document, or what stands in the span, each once."""
        placed = self._placed(document)
        precise = {item.by.id for item in placed if item.relation.steps}
        found: dict[tuple[object, ...], Change] = {}
        for item in placed:
            relation, whole = item.relation, item.touches(span)
            key = (relation.kind, whole, _act_key(item.by), relation.steps)
            vague = span and not relation.steps and relation.kind is RelationKind.AMENDS and item.by.id in precise
            if whole is not None and not vague and key not in found:
                found[key] = self._change(item.by, relation, whole=whole)
        return _telling(list(found.values()), keep_parts=span is not None)

    def _placed(self, document: Document) -> list[_Placed]:
        """The relations that change a document with what they change of its text; those in its own language first."""
        if document.id not in self._places:
            stated = [(by, relation) for by, relation in self._lasting(document) if relation.kind.changes_law]
            clauses = self._store.text(document.id).clauses if any(relation.steps for _, relation in stated) else ()
            ordered = sorted(stated, key=lambda entry: (entry[0].language is not document.language, entry[0].record))
            self._places[document.id] = [_place(by, relation, clauses) for by, relation in ordered]
        return self._places[document.id]

    def _lasting(self, document: Document) -> list[tuple[Document, Relation]]:
        """What is stated of the act by others than those that a consolidated text has already worked in."""
        if document.kind is not Kind.CONSOLIDATED and document.consolidates is None:
            return self.stated(document)
        merged = [relation.number for relation in self._store.relations(document.id) if relation.kind is RelationKind.CONSOLIDATES and relation.number]
        return [(by, relation) for by, relation in self.stated(document) if not any(by.number and same_number(number, by.number) for number in merged)]

    def _change(self, by: Document, relation: Relation, *, whole: bool) -> Change:
        text = self._store.text(by.id)
        clause = innermost(text.clauses, relation.span)
        span = _sentence(text.text, relation.span, clause)
        return Change(relation.kind, by, span, text.text[span.start : span.end], clause, relation.effective or by.effective or by.date, whole)


_registers: WeakKeyDictionary[Store, _Register] = WeakKeyDictionary()


def _register_of(store: Store) -> _Register:
    if store not in _registers:
        _registers[store] = _Register(store)
    return _registers[store]


def _numbers(document: Document) -> tuple[DocumentNumber, ...]:
    """The numbers under which acts speak of a document: its own, and that of the act whose wording it gives."""
    return tuple(number for number in (document.number, document.consolidates) if number)


def _means(relation: Relation, stating: Document, document: Document) -> bool:
    """Whether a relation is to the document: every part of number, kind, name and date that both give agrees."""
    if relation.number:
        return any(_same_numbered(relation, number, stating, document) for number in _numbers(document))
    if relation.date and document.date and relation.date != document.date:
        return False
    if folded(relation.name) == _title(document):
        return True
    return relation.date is not None and document.date == relation.date and _kind_named(relation.name) is document.kind and _of_level(relation.name, document)


def _same_numbered(relation: Relation, number: DocumentNumber, stating: Document, document: Document) -> bool:
    own = number == document.number
    if relation.number is None or not same_number(relation.number, number, known_year=document.date.year if own and document.date else None):
        return False
    if not own:
        return True
    kind = _kind_named(relation.name)
    if relation.number.kind is None and number.kind is None and kind and kind is not document.kind:
        return False  # a law and a decree may bear one number
    if relation.number.year or number.year:
        return True
    if relation.date and document.date:
        return relation.date == document.date
    local = folded(number.issuer or "").startswith(_LOCAL_ISSUERS) and stating.language is document.language
    return not local or not stating.issuer or not document.issuer or folded(stating.issuer) == folded(document.issuer)


@lru_cache(maxsize=4096)
def _kind_named(name: str) -> Kind | None:
    """The kind that the words before a number or a date say: *arrêté ministériel* is an order."""
    plain = folded(name)
    named = [
        (form, names.kind)
        for names in kind_names()
        for language in (Language.FRENCH, Language.VIETNAMESE)
        for form in map(folded, names.names[language])
        if plain == form or plain.startswith((f"{form} ", f"{form}s ")) or plain == f"{form}s"
    ]
    return max(named, key=lambda entry: len(entry[0]))[1] if named else None


def _of_level(name: str, document: Document) -> bool:
    words = folded(name).split()
    named = next((level for level, forms in _LEVELS.items() if any(word.rstrip("s").startswith(form) for word in words for form in forms)), None)
    return named is None or document.level in {None, named}


def _title(document: Document) -> str:
    return folded(single_spaced(document.title))


def _act_key(document: Document) -> object:
    return (document.number.number, document.number.year, folded(document.number.kind or ""), document.date) if document.number else document.id


def _place(by: Document, relation: Relation, clauses: tuple[Clause, ...]) -> _Placed:
    if found := resolve(relation.steps, clauses):
        return _Placed(by, relation, tuple(clause.span for clause in found))
    around = next((near for count in range(len(relation.steps) - 1, 0, -1) if (near := resolve(relation.steps[:count], clauses))), [])
    return _Placed(by, relation, added_to=tuple(clause.span for clause in around))


def _telling(changes: list[Change], *, keep_parts: bool) -> list[Change]:
    """The changes without those of which another one by the same act says more: a replacement says more than an amendment, the whole more than parts."""
    replacing = {_act_key(change.by) for change in changes if change.whole and change.kind is RelationKind.REPLACES}
    ending = replacing | {_act_key(change.by) for change in changes if change.whole and change.kind is RelationKind.REPEALS}
    surpassed = {RelationKind.AMENDS: ending, RelationKind.REPEALS: replacing, RelationKind.REPLACES: frozenset[object]()}
    kept = [change for change in changes if _act_key(change.by) not in surpassed[change.kind] or (not change.whole and keep_parts)]
    wholes = {_act_key(change.by) for change in kept if change.whole}
    return [change for change in kept if keep_parts or change.whole or _act_key(change.by) not in wholes]


def _sentence(text: str, span: Span, clause: Clause | None) -> Span:
    """The sentence that states a relation, within its clause; the relation's own words where that is too long to quote."""
    start = clause.span.start if clause else max(0, text.rfind("\n\n", 0, span.start))
    end = clause.span.end if clause else text.find("\n\n", span.end)
    if clause and (body := _after_heading(text, clause)) <= span.start:
        start = body
    around = Span(start, end if end > span.end else max(span.end, len(text) if end < 0 else span.end))
    covering = [sentence for sentence in sentences(text, around) if sentence.covers(span)]
    return covering[0] if covering and covering[0].end - covering[0].start <= _LONGEST_QUOTE else span


def _after_heading(text: str, clause: Clause) -> int:
    """Where the text of an article begins after its label and title; smaller clauses are quoted with their label."""
    position = clause.span.start
    if clause.level.depth > ClauseLevel.ARTICLE.depth:
        return position
    for part in (clause.labels[-1], clause.heading):
        words = re.compile(r"[\s.:–—-]*" + r"\s+".join(map(re.escape, part.split())))
        match = words.match(text, position) if part else None
        position = match.end() if match else position
    rest = re.compile(r"[\s.:–—-]*").match(text, position)
    return rest.end() if rest else position
