"""Finds the measures of support that answer a question: of the kind, for the firms and in the sectors that it names, in any language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.asking import Asked, asked_for
from corpus.glossary import find_terms
from corpus.nouns import Language
from corpus.support import Size, SupportKind
from corpus.support_rules import shipped_support
from service.engine import Snapshot
from service.factbook import FactLimits, StatedMeasure, find_measures
from service.filters import Filters
from service.inforce import state_at
from service.questions import Question
from service.retrieval import Hit
from service.traits import taxonomy

MOST_MEASURES = 5
_NEAR = 4.0
"""What a measure gains that stands in the passage which search puts first."""
_KIND, _GROUP, _SECTOR, _SIZE, _LANGUAGE = 3.0, 2.0, 2.0, 0.5, 1.0
"""What a measure gains that is of the kind, names the group or the sector, is open to the size, or is told in the language of the question."""
_NAMED_BY = (Language.FRENCH, Language.VIETNAMESE)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The kinds of support, groups of beneficiaries, sizes and sectors that a question names."""

    kinds: frozenset[SupportKind]
    groups: frozenset[str]
    sizes: frozenset[Size]
    sectors: frozenset[str]


def measures_that_answer(snapshot: Snapshot, question: Question, filters: Filters, hits: Sequence[Hit]) -> list[StatedMeasure]:
    """The measures that a question asks to be listed, best first, of acts in force; none when it asks for no list.

    ``hits`` are the passages that search found for it: measures that stand there come first, and where the question names no
    kind of support and no sector, only they answer.
    """
    if Asked.MEASURES not in asked_for(question.text):
        return []
    wanted = _wanted(question)
    found = _Found(hits)
    scored = []
    for stated in find_measures(snapshot, FactLimits(filters)):
        score, near = _score(stated, wanted, question.language), found.share(stated)
        if score and (near or wanted.kinds or wanted.sectors):
            scored.append((score + _NEAR * near, stated))
    ordered = [stated for _, stated in sorted(scored, key=lambda item: (-item[0], item[1].document.kind.authority.rank))]
    return list(_distinct(snapshot, ordered, filters))


class _Found:
    """The passages that search found, by document."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        scores = [hit.score for hit in hits]
        self._least, self._range = (min(scores), (max(scores) - min(scores)) or 1.0) if scores else (0.0, 1.0)

    def share(self, stated: StatedMeasure) -> float:
        """How near to the best one the passage scores that a measure stands in, from a half to 1; nothing when it was not found."""
        inside = [hit.score for hit in self._hits if hit.document.id == stated.document.id and hit.passage.span.overlaps(stated.measure.span)]
        return (1 + (max(inside) - self._least) / self._range) / 2 if inside else 0.0


def _wanted(question: Question) -> _Wanted:
    support = shipped_support()
    texts = list(_readings(question))
    kinds = {kind for text, language in texts if (kind := support.kind_of(text, language)) and kind is not SupportKind.OTHER}
    groups = {found.group for text, language in texts for found in support.find_beneficiaries(text, language)}
    sectors = {named.id for text, language in texts for named in taxonomy().find(text, language)}
    return _Wanted(frozenset(kinds), frozenset(groups), frozenset(size for group in groups for size in support.sizes_of.get(group, ())), frozenset(sectors))


def _readings(question: Question) -> Iterator[tuple[str, Language]]:
    """The question, and the names of its glossary terms in the languages of documents, whose patterns tell kinds of support."""
    yield question.text, question.language
    for mention in find_terms(question.text, question.language):
        for language in _NAMED_BY:
            if language is not question.language:
                yield from ((name, language) for name in mention.term.names[language][:1])


def _score(stated: StatedMeasure, wanted: _Wanted, language: Language) -> float:
    """How well a measure fits; nothing when a kind is asked for and it is of another, or when it fits in nothing."""
    measure = stated.measure
    if wanted.kinds and measure.kind not in wanted.kinds:
        return 0.0
    if wanted.groups and measure.groups and not wanted.groups & set(measure.groups) and not wanted.sizes & measure.sizes:
        return 0.0
    sectors = {wider for sector in measure.sectors for wider in taxonomy().lineage(sector)}
    score = _KIND * bool(wanted.kinds) + _GROUP * len(wanted.groups & set(measure.groups)) + _SECTOR * len(wanted.sectors & sectors)
    return score and score + _SIZE * bool(wanted.sizes & measure.sizes) + _LANGUAGE * (stated.document.language is language)


def _distinct(snapshot: Snapshot, ordered: list[StatedMeasure], filters: Filters) -> Iterator[StatedMeasure]:
    """The first measures of acts in force; of an act that is told in two languages only the telling that came first."""
    tellings: dict[object, str] = {}
    given = 0
    for stated in ordered:
        document = stated.document
        act = document.number or document.id
        if tellings.setdefault(act, document.id) != document.id:
            continue
        if filters.in_force is None and not state_at(snapshot.generation.store, document, as_of=filters.as_of).standing.in_force:
            continue
        yield stated
        given += 1
        if given == MOST_MEASURES:
            return
