"""What the acts of an index state of one another, and what that changed of each, quoted from the act that says so."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from corpus.clauses import innermost
from corpus.folding import folded
from corpus.nouns import Clause, ClauseLevel, Document, Kind, Relation, RelationKind, Span
from corpus.numbers import same_act as same_number
from corpus.places import resolve
from indexer.sentences import sentences
from indexer.store import Store
from service.register import same_act
from service.standing import Change
from service.targets import folded_title, is_to, kind_named, numbers_of

_LONGEST_QUOTE = 600


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


class Stated:
    """The acts of one store by number and by name, and what is stated of each; everything that was looked up is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbered: defaultdict[int, list[Document]] = defaultdict(list)
        self._unnumbered: defaultdict[tuple[str, dt.date | None], list[Document]] = defaultdict(list)
        for stored in store.documents:
            for number in numbers_of(stored.document):
                self._numbered[number.number].append(stored.document)
            self._unnumbered[folded_title(stored.document), None].append(stored.document)
            self._unnumbered[str(stored.document.kind), stored.document.date].append(stored.document)
        self._named: defaultdict[tuple[str, dt.date | None], list[tuple[str, Relation]]] = defaultdict(list)
        for stating, relation in store.related(None):
            self._named[folded(relation.name), None].append((stating, relation))
            if relation.date and (kind := kind_named(relation.name)):
                self._named[str(kind), relation.date].append((stating, relation))
        self._stated: dict[str, list[tuple[Document, Relation]]] = {}
        self._places: dict[str, list[_Placed]] = {}

    def about(self, document: Document) -> list[tuple[Document, Relation]]:
        """The relations of other acts to this one, with the documents that state them."""
        if document.id not in self._stated:
            by_number = chain.from_iterable(self._store.related(number.number) for number in numbers_of(document))
            by_name = chain(
                self._named.get((folded_title(document), None), ()), self._named.get((str(document.kind), document.date), ()) if document.date else ()
            )
            found = dict.fromkeys(chain(by_number, by_name))
            self._stated[document.id] = list(self._meant(found, document))
        return self._stated[document.id]

    def _meant(self, found: dict[tuple[str, Relation], None], document: Document) -> Iterator[tuple[Document, Relation]]:
        for stating, relation in found:
            stored = self._store.document(stating)
            if stored and not same_act(stored.document, document) and is_to(relation, stored.document, document):
                yield stored.document, relation

    def target(self, stating: Document, relation: Relation) -> Document | None:
        """The indexed document that a relation is to, in the language of the one that states it where there are two; None when it may be several acts."""
        if relation.number:
            candidates = self._numbered.get(relation.number.number, [])
        else:
            kind = kind_named(relation.name)
            dated = self._unnumbered.get((str(kind), relation.date), []) if kind and relation.date else []
            candidates = [*self._unnumbered.get((folded(relation.name), None), []), *dated]
        found = [document for document in candidates if document.id != stating.id and is_to(relation, stating, document)]
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
            return self.about(document)
        merged = [relation.number for relation in self._store.relations(document.id) if relation.kind is RelationKind.CONSOLIDATES and relation.number]
        return [(by, relation) for by, relation in self.about(document) if not any(by.number and same_number(number, by.number) for number in merged)]

    def _change(self, by: Document, relation: Relation, *, whole: bool) -> Change:
        text = self._store.text(by.id)
        clause = innermost(text.clauses, relation.span)
        span = _sentence(text.text, relation.span, clause)
        return Change(relation.kind, by, span, text.text[span.start : span.end], clause, relation.effective or by.effective or by.date, whole)


def stated_of(store: Store) -> Stated:
    """What the acts of a store state of one another; looked up once for each store."""
    return store.derived(Stated)


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
