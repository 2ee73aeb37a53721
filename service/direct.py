"""Finds the targets that answer a question, whichever language states them: by what they are about, by when, where and in which unit.

Both sides are read as terms of the glossary, so a French question meets a Vietnamese act without any vector. A fact answers
when most of what the question names is what the fact is about, and the other way round; rare terms weigh more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.asking import Asked, asked_for
from corpus.facts import Target, Unit
from corpus.glossary import find_terms, folded_words, glossary
from corpus.languages import stop_words
from corpus.nouns import Document, Language
from corpus.provinces import find_provinces
from indexer.store import Store
from service.facts import TargetFact, target_facts
from service.questions import Question

MOST_FACTS = 6
_LEAST_OF_QUESTION = 0.5
"""The share of what a question names, by rarity, that a fact must be about."""
_LEAST_OF_FACT = 0.5
"""The share of what a fact is about that a question for one figure must name."""
_CLOSE_BY = 0.12
_UNNAMED = 0.4
"""What a word of the question that the glossary does not know weighs, beside a term of mean rarity, where the statement lacks it."""
_UNSPECIFIC_DOMAINS = frozenset({"act", "place"})
_UNSPECIFIC = frozenset(
    {
        "goal",
        "plan",
        "target-indicator",
        "overall-objective",
        "specific-objectives",
        "vision",
        "strategy",
        "development-programme",
        "action-plan",
        "development-scheme",
    }
)
"""Terms, and domains of terms, that say what kind of thing is asked for or where, and not of what."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how much of the question it is about, and how much of it the question names, both from 0 to 1."""

    fact: TargetFact
    of_question: float
    of_fact: float

    @property
    def score(self) -> float:
        """The harmonic mean of both shares."""
        return 2 * self.of_question * self.of_fact / (self.of_question + self.of_fact) if self.of_question + self.of_fact else 0.0


def facts_that_answer(store: Store, question: Question, admits: Callable[[Document], bool] = lambda _: True) -> list[TargetFact]:
    """The targets that answer a question for figures or targets, best first; none when it asks for something else.

    ``admits`` says which documents may state them.
    """
    asked = asked_for(question.text)
    if not asked & {Asked.SHARE, Asked.COUNT, Asked.MONEY, Asked.TARGETS}:
        return []
    lists = Asked.TARGETS in asked and not asked & {Asked.SHARE, Asked.COUNT, Asked.MONEY}
    subject = _subject(question)
    if not subject.terms:
        return _of_document(store, question, admits) if lists and question.numbers else []
    weights = store.derived(_weights)
    matches = [
        match
        for fact in admitted(target_facts(store), admits)
        if _when(fact.target, question.years) and subject.places <= fact.places
        if lists or _unit_fits(fact.target, asked)
        if (match := _match(store, fact, subject, weights, lists=lists)).of_question >= _LEAST_OF_QUESTION and (lists or match.of_fact >= _LEAST_OF_FACT)
    ]
    return _best(matches, lists=lists)


def _of_document(store: Store, question: Question, admits: Callable[[Document], bool]) -> list[TargetFact]:
    """The targets of the acts that a question names, in the order of the text."""
    return [fact for fact in admitted(target_facts(store), admits) if not fact.target.is_budget and _when(fact.target, question.years)][:MOST_FACTS]


def admitted(facts: Iterable[TargetFact], admits: Callable[[Document], bool]) -> Iterator[TargetFact]:
    """The facts as far as documents state them that ``admits`` lets pass."""
    for fact in facts:
        statements = tuple(statement for statement in fact.statements if admits(statement.document))
        if statements:
            yield TargetFact(statements, tuple(statement for statement in fact.rivals if admits(statement.document)))


def _best(matches: Iterable[Match], *, lists: bool) -> list[TargetFact]:
    ordered = sorted(matches, key=lambda match: (-(match.of_question if lists else match.score), match.fact.statements[0].rank))
    if not ordered:
        return []
    near = [match for match in ordered if lists or match.score >= ordered[0].score - _CLOSE_BY]
    first = next((match for match in near if not match.fact.only_news), ordered[0])  # news does not speak before an act of about the same fit
    close = [match for match in ordered if lists or match.score >= first.score - _CLOSE_BY]
    same = [match.fact for match in close if _one_source(match.fact, first.fact)]
    return sorted(same, key=lambda fact: fact.target.deadline or 0)[:MOST_FACTS] if lists else same[:MOST_FACTS]


def _one_source(fact: TargetFact, first: TargetFact) -> bool:
    """Whether one document states both, so that what is told together belongs together."""
    return bool({statement.document.id for statement in fact.statements} & {statement.document.id for statement in first.statements})


@cache
def _unspecific() -> frozenset[str]:
    return _UNSPECIFIC | {term.id for term in glossary() if term.domain in _UNSPECIFIC_DOMAINS}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a question is about: terms of the glossary, provinces, and the other words that it is made of, folded."""

    terms: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    language: Language


def _subject(question: Question) -> _Subject:
    mentions = find_terms(question.text, question.language)
    named = {position for mention in mentions for position in range(mention.first_word, mention.last_word)}
    words = (word for position, word in enumerate(folded_words(question.text)) if position not in named)
    provinces = find_provinces(question.text, question.language)
    spelled = {word for province, span in provinces for word in folded_words(question.text[span.start : span.end])}
    ignored = stop_words(question.language) | spelled
    return _Subject(
        terms=frozenset(mention.term.id for mention in mentions) - _unspecific(),
        places=frozenset(province.id for province, _ in provinces),
        words=frozenset(word for word in words if word not in ignored and not word.isdigit() and len(word) > 1),
        language=question.language,
    )


def _when(target: Target, years: tuple[int, ...]) -> bool:
    """Whether a target is for the years that a question names; a question without years takes any."""
    if not years or target.period is None:
        return not years
    start, end = target.period.start or target.period.end, target.period.end or target.period.start
    return end in years or (start is not None and end is not None and all(start <= year <= end for year in years))


def _unit_fits(target: Target, asked: frozenset[Asked]) -> bool:
    unit = target.quantity.unit
    if Asked.SHARE in asked:
        return unit in {Unit.PERCENT, Unit.POINT}
    if Asked.MONEY in asked:
        return unit.is_money
    return unit is not Unit.PERCENT and not unit.is_money and not target.is_budget


def _weights(store: Store) -> dict[str, float]:
    """How rare each term is among the targets of an index: ln(1 + N / n)."""
    facts = target_facts(store)
    holding = Counter(term for fact in facts for term in fact.terms)
    return {term: math.log(1 + len(facts) / count) for term, count in holding.items()}


def _match(store: Store, fact: TargetFact, subject: _Subject, weights: dict[str, float], *, lists: bool) -> Match:
    """Words that the glossary does not know must stand in a statement in the question's language; in another one they count as missing.

    A question for all targets of something (``lists``) need not say what they measure, so there they count for nothing.
    """
    mean = sum(weights.values()) / (len(weights) or 1)
    asked = sum(weights.get(term, mean) for term in subject.terms)
    stated = sum(weights[term] for term in fact.terms - _unspecific())
    common = sum(weights[term] for term in subject.terms & fact.terms)
    missing = frozenset[str]() if lists else subject.words - _words(store, fact, subject.language)
    return Match(fact, common / (asked + _UNNAMED * mean * len(missing)), common / (stated or 1.0))


def _words(store: Store, fact: TargetFact, language: Language) -> frozenset[str]:
    """The words, folded, of the statements of a fact in a language, with the headings above them."""
    found: set[str] = set()
    for statement in fact.statements:
        if statement.document.language is language:
            span, clause = statement.target.span, statement.target.clause
            text = store.text(statement.document.id).text[span.start : span.end]
            found |= set(folded_words(" ".join((text, statement.target.programme, statement.document.title, *(clause.headings if clause else ())))))
    return frozenset(found)
