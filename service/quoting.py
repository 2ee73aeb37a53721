"""Chooses the sentences that answer a question out of the passages that were found.

A sentence's own vector is not asked: on two sets of questions it chose no better than words and figures beside the
score of the passage, and encoding the sentences took ten times as long as the search (``docs/decisions/0006-refusal.md``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.asking import Asked, asked_for
from corpus.clauses import innermost
from corpus.dates import find_dates
from corpus.folding import single_spaced
from corpus.nouns import Authority, Clause, ClauseLevel, Language, Span
from corpus.numbers import find_numbers
from indexer.lexical import language_of_fields
from indexer.sentences import sentences
from indexer.store import DocumentText
from service.answer_kinds import YEAR, holds_name
from service.engine import Snapshot
from service.notions import folded_terms, notions_of, share_held
from service.questions import Question
from service.retrieval import Hit

_PASSAGES = 12
_SHORTEST = 25
_PUNCTUATION = 4
_TITLE_SHARE = 0.7
_LONGEST = 420
_CONTEXT = 0.4
"""What the words of the sentence before count for, since a sentence often says "this figure" of what it names."""
_MOST_QUOTES = 3
_FIGURE = re.compile(r"\d")
_SHARE = re.compile(r"\d\s?%|phần trăm|pour cent", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:(?:Điều|Article)\s+)?[\dIVX]+[a-zđ]?[.)°]\s*")
_NUMBER_SIGN = re.compile(r"\b[Nn]\s?[°o](?=\s|$)|\b[Ss]ố(?=\s|$)")
_OTHER_YEAR = 1.2
"""What a sentence loses that speaks of other years than those asked for."""
_CLOSE_BY = 1.5
"""A further quotation is given when its score is no further from the best one's (in the unit of hits, deviations of meaning)."""
_MOST_QUOTED = 550
"""Characters of all quotations together, unless the first one alone is longer."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a found passage's document, how well it answers, and the share of the question's words that it holds."""

    hit: Hit
    span: Span
    score: float
    wording: float


_WORDING = {True: 4.0, False: 8.0}
"""What the words of a sentence count for beside the score of its passage, in the question's language and in another one."""
_FIGURES = {True: 1.0, False: 1.5}
"""The same of figures and years."""
_DAY = 1.0
"""What a day or a year counts for where one is asked for, and a name that the question does not know where somebody or some place is."""
_NAMED = 0.5
_NEWS = 0.8
"""What a sentence of a news item loses, so that of two that say the same the act is quoted."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    span: Span
    wording: float
    score: float


def best_quotes(snapshot: Snapshot, question: Question, hits: list[Hit]) -> list[Quote]:
    """At most three quotations, best first, that answer as well as the best one does; none when no passage was found."""
    chosen: list[Quote] = []
    quoted = 0
    for candidate in _candidates(snapshot, question, hits):
        length = candidate.span.end - candidate.span.start
        if chosen and (len(chosen) == _MOST_QUOTES or candidate.score < chosen[0].score - _CLOSE_BY):
            break
        if chosen and (quoted + length > _MOST_QUOTED or _overlaps(candidate, chosen)):
            continue
        chosen.append(Quote(candidate.hit, candidate.span, candidate.score, candidate.wording))
        quoted += length
    return chosen


def _overlaps(candidate: _Candidate, chosen: list[Quote]) -> bool:
    return any(candidate.span.overlaps(quote.span) for quote in chosen if quote.hit.document.id == candidate.hit.document.id)


def _candidates(snapshot: Snapshot, question: Question, hits: list[Hit]) -> list[_Candidate]:
    """The sentences of the best passages with the share of the question's words that each holds, best first."""
    notions = {language: notions_of(snapshot, question, Language(language)) for language in snapshot.languages}
    asked = asked_for(question.text)
    found = []
    for hit in hits[:_PASSAGES]:
        text = snapshot.generation.store.text(hit.document.id)
        language = language_of_fields(hit.passage.language)
        before = 0.0
        for span in _quotable(text, hit.passage.span, hit.document.title):
            sentence = text.text[span.start : span.end]
            own = share_held(notions[language], folded_terms(sentence, language))
            wording = own + _CONTEXT * max(0.0, before - own)
            found.append(_Candidate(hit, span, wording, _score(question, hit, wording, _figures(question, asked, sentence, innermost(text.clauses, span)))))
            before = own
    return sorted(found, key=lambda candidate: -candidate.score)


def _score(question: Question, hit: Hit, wording: float, figures: float) -> float:
    """How well a sentence answers: its passage's score, its words, its figures."""
    same = hit.passage.language is question.language
    news = _NEWS if hit.document.kind.authority is Authority.NEWS else 0.0
    return hit.score + _WORDING[same] * wording + _FIGURES[same] * figures - news


def _quotable(text: DocumentText, span: Span, title: str) -> list[Span]:
    """The sentences of a passage that say something: no title, no headings, no crumbs; the passage itself when nothing else is left."""
    opening = {clause.span.start: clause for clause in text.clauses if clause.level.depth <= ClauseLevel.ROMAN.depth}
    headings = {single_spaced(heading).casefold() for clause in text.clauses for heading in clause.headings if heading}
    kept = [
        sentence
        for sentence in sentences(text.text, span)
        if sentence.end - sentence.start >= _SHORTEST
        and single_spaced(text.text[sentence.start : sentence.end]).casefold() not in headings
        and not _is_title(text.text[sentence.start : sentence.end], title)
        and not _is_heading(text.text[sentence.start : sentence.end], opening.get(sentence.start))
    ]
    return [_cut(text.text, sentence) for sentence in kept or [span]]


def _is_title(sentence: str, title: str) -> bool:
    """Whether a sentence is little else than the title of its document, or a part of it."""
    words, named = _unnumbered(sentence), _unnumbered(title)
    return words in named or (named in words and len(named) >= _TITLE_SHARE * len(words))


def _unnumbered(text: str) -> str:
    """A text in small letters without the numbers of acts in it, since titles are written with and without."""
    bare = text
    for mention in reversed(find_numbers(text)):
        bare = bare[: mention.span.start] + bare[mention.span.end :]
    return single_spaced(_NUMBER_SIGN.sub(" ", bare)).casefold()


def _is_heading(sentence: str, clause: Clause | None) -> bool:
    return clause is not None and bool(clause.heading) and len(" ".join(sentence.split())) <= len(clause.labels[-1]) + len(clause.heading) + _PUNCTUATION


def _cut(text: str, span: Span) -> Span:
    if span.end - span.start <= _LONGEST:
        return span
    space = max(text.rfind(" ", span.start, span.start + _LONGEST), text.rfind("\n", span.start, span.start + _LONGEST))
    return Span(span.start, space if space > span.start else span.start + _LONGEST)


def _figures(question: Question, asked: frozenset[Asked], sentence: str, clause: Clause | None) -> float:
    """What speaks for a sentence when the question names a year, or asks for a share, another figure, a day, somebody or some place.

    A sentence without a year is of the year that its clause is headed with, as targets of plans are.
    """
    years = _years(sentence) or (_years(" ".join(clause.headings)) if clause else set())
    value = 0.8 * len(years & set(question.years))
    if question.years and years and not years & set(question.years):
        value -= _OTHER_YEAR
    plain = YEAR.sub("", _NUMBERING.sub("", sentence))
    if Asked.SHARE in asked:
        value += 1.2 if _SHARE.search(plain) else 0.0
    elif any(kind.is_figure for kind in asked):
        value += 0.8 if _FIGURE.search(plain) else 0.0
    elif Asked.DATE in asked:
        value += _DAY if years or find_dates(sentence) else 0.0
    if asked & {Asked.WHO, Asked.WHERE}:
        value += _NAMED if holds_name(question.text, sentence) else 0.0
    return value


def _years(text: str) -> set[int]:
    return set(map(int, YEAR.findall(text)))
