"""Chooses the sentences that answer a question out of the passages that were found, or none when nothing supports an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from corpus.folding import folded
from corpus.nouns import Language, Span
from indexer.encoder import Encoder
from indexer.lexical import Field, language_of_fields
from indexer.sentences import sentences
from indexer.terms import terms
from service.engine import Snapshot
from service.questions import Question
from service.retrieval import Hit
from service.wording import wanted_names

_PASSAGES = 6
_SENTENCES = 36
_SHORTEST = 25
_LONGEST = 420
_MOST_QUOTES = 3
_FIGURE = re.compile(r"\d")
_BARE_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,/%])")
_NUMBERING = re.compile(r"^\s*(?:(?:Điều|Article)\s+)?[\dIVX]+[a-zđ]?[.)°]\s*")
_ASKS_FIGURE = re.compile(r"\b(?:combien|quel(?:le)? (?:est|sont) (?:le|la|les) (?:taux|montant|part|nombre|plafond|pourcentage|proportion)|bao nhieu|ty le|muc (?:ho tro|thue|vay|lai)|thue suat|how (?:many|much)|what (?:is|are) the (?:rate|amount|share|number|percentage))\b")

CLOSE_BY = 0.85
"""A further quotation is given when it scores this share of the best one and stands in another document or clause."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a found passage's document, and how well it answers."""

    hit: Hit
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    span: Span
    text: str
    wording: float
    figures: float


def best_quotes(snapshot: Snapshot, encoder: Encoder, question: Question, hits: list[Hit]) -> list[Quote]:
    """At most three quotations, best first; none when the best one does not reach the level of support asked for."""
    candidates = _candidates(snapshot, question, hits)
    if not candidates:
        return []
    scored = _scored(encoder, question, candidates)
    best = scored[0]
    if not supported(question, best):
        return []
    chosen: list[Quote] = []
    for score, _, candidate in scored:
        if len(chosen) == _MOST_QUOTES or score < CLOSE_BY * best[0]:
            break
        if all(candidate.hit.document.id != quote.hit.document.id for quote in chosen):
            chosen.append(Quote(candidate.hit, candidate.span, score))
    return chosen


def supported(question: Question, best: tuple[float, float, _Candidate]) -> bool:
    """Whether the best sentence is near enough to the question, in meaning and in words, to be an answer."""
    _, cosine, candidate = best
    return candidate.hit.meaning + 4 * candidate.wording + 20 * (cosine - 0.85) > 3.0


def _candidates(snapshot: Snapshot, question: Question, hits: list[Hit]) -> list[_Candidate]:
    """The sentences of the best passages with the share of the question's words that each holds, best first."""
    names = {language: _names(snapshot, question, Language(language)) for language in snapshot.languages}
    found = []
    for hit in hits[:_PASSAGES]:
        text = snapshot.generation.store.text(hit.document.id).text
        language = language_of_fields(hit.passage.language)
        for span in _quotable(text, hit.passage.span):
            sentence = text[span.start : span.end]
            found.append(_Candidate(hit, span, sentence, _share(sentence, language, names[language]), _figures(question, sentence)))
    return sorted(found, key=lambda candidate: candidate.hit.score + 4 * candidate.wording + candidate.figures, reverse=True)[:_SENTENCES]


def _quotable(text: str, span: Span) -> list[Span]:
    """Sentences of a readable length; a short one is joined to the next, as a heading to what it heads."""
    joined: list[Span] = []
    for sentence in sentences(text, span):
        short = joined and joined[-1].end - joined[-1].start < _SHORTEST
        if short and sentence.end - joined[-1].start <= _LONGEST:
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return [_cut(text, sentence) for sentence in joined]


def _cut(text: str, span: Span) -> Span:
    if span.end - span.start <= _LONGEST:
        return span
    space = max(text.rfind(" ", span.start, span.start + _LONGEST), text.rfind("\n", span.start, span.start + _LONGEST))
    return Span(span.start, space if space > span.start else span.start + _LONGEST)


@dataclass(frozen=True, slots=True)
class _Name:
    """One thing that the question is about: its names as folded terms with weights, and what the best name is worth at most."""

    names: tuple[dict[str, float], ...]
    worth: float


def _names(snapshot: Snapshot, question: Question, language: Language) -> list[_Name]:
    """What to look for in sentences of a language; together the things are worth the share of the question that they stand for."""
    wanted = wanted_names(question, language)
    lexical = snapshot.generation.lexical
    ideals = [lexical.ideal(language, item) for item in wanted.names]
    total = sum(ideals)
    return [
        _Name(
            tuple({folded(term.term): term.weight * lexical.inverse_frequency(language, Field.FOLDED, folded(term.term)) for term in name} for name in item.names if name),
            wanted.coverage * ideal / total,
        )
        for item, ideal in zip(wanted.names, ideals, strict=True)
        if total
    ]


def _share(sentence: str, language: Language, names: list[_Name]) -> float:
    """The share of the question that the sentence holds: of each thing the best of its names, in part where only some words are there."""
    present = {folded(term) for term in terms(sentence, language)}
    return sum(
        item.worth * max((sum(weight for term, weight in name.items() if term in present) / (sum(name.values()) or 1.0) for name in item.names), default=0.0) for item in names
    )


def _figures(question: Question, sentence: str) -> float:
    """What speaks for a sentence when the question asks for a figure or names a year."""
    value = 0.0
    for year in question.years:
        value += 0.8 if str(year) in sentence else 0.0
    plain = _BARE_YEAR.sub("", _NUMBERING.sub("", sentence))
    if _ASKS_FIGURE.search(folded(question.text)) and _FIGURE.search(plain):
        value += 0.8
    return value


def _scored(encoder: Encoder, question: Question, candidates: list[_Candidate]) -> list[tuple[float, float, _Candidate]]:
    """(score, cosine, candidate) best first: meaning of the sentence and of its passage, words, figures."""
    vectors = encoder.encode_passages([" ".join(candidate.text.split()) for candidate in candidates])
    cosines = vectors @ encoder.encode_query(question.text)
    spread = float(np.std(cosines)) + 1e-3
    centre = float(np.mean(cosines))
    scored = []
    for candidate, cosine in zip(candidates, cosines.tolist(), strict=True):
        meaning = (cosine - centre) / spread
        scored.append((candidate.hit.score + 0.8 * meaning + 3.0 * candidate.wording + candidate.figures, cosine, candidate))
    return sorted(scored, key=lambda item: -item[0])
