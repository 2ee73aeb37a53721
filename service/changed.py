"""What other acts changed of the one that a question names, or what that one changed of others, each with the words that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.asking import Asked, asked_for
from corpus.clauses import innermost
from corpus.folding import folded, single_spaced
from corpus.nouns import Document, Language, RelationKind, Span
from corpus.numbers import write_number
from service.changes import stated_of
from service.engine import Snapshot
from service.evidence import Evidence, evidence_at, item_name, source_name
from service.lookup import Place
from service.messages import Message, say
from service.questions import Question

_MOST = 6
_LONGEST = 400
"""Characters of a clause that is quoted whole."""
_MESSAGES = {RelationKind.AMENDS: Message.CHANGE_AMENDS, RelationKind.REPLACES: Message.CHANGE_REPLACES, RelationKind.REPEALS: Message.CHANGE_REPEALS}


@dataclass(frozen=True, slots=True)
class _Stated:
    """One change: by which act, to what, from when, and where it is stated."""

    kind: RelationKind
    by: Document
    source: str
    effective: dt.date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines of a text and the quotations that they point to, numbered from 1."""

    lines: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def asks_what_changed(question: Question) -> bool:
    """Whether a question asks what became of an act, or what it changed."""
    return Asked.CHANGE in asked_for(question.text)


def what_changed(snapshot: Snapshot, documents: Sequence[Document], places: Sequence[Place], language: Language, as_of: dt.date | None = None) -> Changed:
    """The changes of the documents, or of the clauses at ``places`` where some are named, the latest first.

    Where no relation of the index says that anything changed, this is said, with what the documents themselves change of others;
    then there may be no evidence. ``as_of`` leaves out what counts only later.
    """
    found = list(_incoming(snapshot, documents, places, language))
    document = next((one for one in documents if one.language is language), documents[0])
    lead = [] if found else [say(Message.UNCHANGED, language, source=source_name(document, language))]
    known = [change for change in found or _outgoing(snapshot, documents, language) if not (as_of and change.effective and change.effective > as_of)]
    ordered = sorted(known, key=lambda change: change.effective or dt.date.min, reverse=True)[:_MOST]
    evidence = tuple(evidence_at(snapshot, change.by, change.span) for change in ordered)
    lines = (_line(change, item, n, language) for n, (change, item) in enumerate(zip(ordered, evidence, strict=True), start=1))
    return Changed((*lead, *lines), evidence)


def _incoming(snapshot: Snapshot, documents: Sequence[Document], places: Sequence[Place], language: Language) -> Iterator[_Stated]:
    """What others changed; an act that is indexed in two languages is told once, and so is each change."""
    store = snapshot.generation.store
    wanted = [(place.document, place.span) for place in places] or [(document, Span(0, len(store.text(document.id).text))) for document in documents]
    seen: set[tuple[object, ...]] = set()
    told: dict[tuple[object, ...], str] = {}
    for document, span in sorted(wanted, key=lambda one: one[0].language is not language):
        for change in stated_of(store).changes(document, span):
            key, act = (change.kind, change.by.id, change.span), (change.kind, _name(change.by))
            if key not in seen and told.setdefault(act, change.by.id) == change.by.id:
                seen.add(key)
                yield _Stated(change.kind, change.by, source_name(document, language), change.effective, change.span)


def _outgoing(snapshot: Snapshot, documents: Sequence[Document], language: Language) -> Iterator[_Stated]:
    """What the documents themselves change, as they state it; of two languages the reader's."""
    store = snapshot.generation.store
    seen: set[tuple[object, ...]] = set()
    for document in sorted(documents, key=lambda one: one.language is not language):
        for relation in store.relations(document.id):
            if not relation.kind.changes_law:
                continue
            named = f"{write_number(relation.number)}" if relation.number else single_spaced(relation.name)
            key = (relation.kind, folded(named))
            if named and key not in seen:
                seen.add(key)
                clause = innermost(store.text(document.id).clauses, relation.span)
                span = clause.span if clause and clause.span.end - clause.span.start <= _LONGEST else relation.span
                yield _Stated(relation.kind, document, named, relation.effective or document.effective or document.date, span)


def _name(document: Document) -> str:
    return folded(write_number(document.number)) if document.number else document.id


def _line(change: _Stated, item: Evidence, n: int, language: Language) -> str:
    since = say(Message.SINCE, language, date=f"{change.effective:%d/%m/%Y}") if change.effective else ""
    by = item_name(item, language)
    return say(_MESSAGES[change.kind], language, by=by[:1].upper() + by[1:], source=change.source, since=since, quote=single_spaced(item.quote), n=n)
