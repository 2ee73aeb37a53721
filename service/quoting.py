"""Chooses the sentences that answer a question out of the passages that were found, or none when nothing supports an answer."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from corpus.clauses import innermost
from corpus.folding import folded
from corpus.nouns import Authority, Clause, ClauseLevel, Language, Span
from indexer.encoder import Encoder
from indexer.lexical import Field, language_of_fields
from indexer.sentences import sentences
from indexer.store import DocumentText
from indexer.terms import terms
from service.engine import Snapshot
from service.questions import Question
from service.retrieval import Hit
from service.wording import wanted_names

_PASSAGES = 12
_SENTENCES = 12
"""Sentences whose meaning is compared; each costs an encoding."""
_SHORTEST = 25
_PUNCTUATION = 4
_LONGEST = 420
_CONTEXT = 0.4
"""What the words of the sentence before count for, since a sentence often says "this figure" of what it names."""
_MOST_QUOTES = 3
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d/%])(?![.,]\d)")
_NUMBERING = re.compile(r"^\s*(?:(?:Điều|Article)\s+)?[\dIVX]+[a-zđ]?[.)°]\s*")
_OTHER_YEAR = 1.2
"""What a sentence loses that speaks of other years than those asked for."""
_ASKS_SHARE = re.compile(r"\b(?:pour ?cent|pourcentage|taux|proportion|phan tram|ty le|thue suat|lai suat|percent(?:age)?|rate)\b|%")
_SHARE = re.compile(r"\d\s?%|phần trăm|pour cent", re.IGNORECASE)
_ASKS_FIGURE = re.compile(
    r"\b(?:combien|montant|nombre|plafond|duree|delai|bao nhieu|may|muc|so luong|thoi han|how (?:many|much|long)|amount|number|ceiling)\b"
)


@dataclass(frozen=True, slots=True)
class _Support:
    """Weights of the words in the sentence, the words in its unit and the cosine, and the least sum that supports an answer."""

    sentence: float
    unit: float
    cosine: float
    least: float


_SUPPORT = {
    Language.FRENCH: _Support(2.67, 0.74, 30.2, 27.19 + math.log(0.35 / 0.65)),
    Language.VIETNAMESE: _Support(2.53, 4.81, 48.0, 43.74 + math.log(0.35 / 0.65)),
}
"""Logistic regressions for the default model at a probability of 0.35, fitted on one half (by hash of the question) of 500 French
and 400 Vietnamese questions on encyclopaedia paragraphs, 30 % of them without an answer, and of the corpus's own questions."""
_LEAST_WORDING = 0.3
_LEAST_MEANING = 1.2

CLOSE_BY = 0.88
"""A further quotation is given when it scores at least this share of the best one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a found passage's document, and how well it answers."""

    hit: Hit
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the words, the figures and the meaning of a sentence count for, beside the score of its passage."""

    wording: float
    figures: float
    meaning: float


_SAME_LANGUAGE = _Weights(wording=4.0, figures=1.0, meaning=0.8)
_ACROSS_LANGUAGES = _Weights(wording=8.0, figures=1.5, meaning=0.2)
"""The meaning of a single sentence tells little across languages; words under their other name, figures and years tell more."""


_NEWS = 0.8
"""What a sentence of a news item loses, so that of two that say the same the act is quoted."""


def _weights(question: Question, hit: Hit) -> _Weights:
    return _SAME_LANGUAGE if hit.passage.language is question.language else _ACROSS_LANGUAGES


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    span: Span
    text: str
    wording: float
    figures: float

    def promise(self, weights: _Weights) -> float:
        """How well it answers as far as that is known without its meaning."""
        news = _NEWS if self.hit.document.kind.authority is Authority.NEWS else 0.0
        return self.hit.score + weights.wording * self.wording + weights.figures * self.figures - news


def best_quotes(snapshot: Snapshot, encoder: Encoder, question: Question, hits: list[Hit]) -> list[Quote]:
    """At most three quotations, best first; none when the best one does not reach the level of support asked for."""
    candidates = _candidates(snapshot, question, hits)
    if not candidates:
        return []
    scored = _scored(snapshot, encoder, question, candidates)
    least = CLOSE_BY * scored[0][0]
    chosen: list[Quote] = []
    for score, cosine, candidate in scored:
        if len(chosen) == _MOST_QUOTES or score < least:
            break
        taken = any(candidate.span.overlaps(quote.span) for quote in chosen if quote.hit.document.id == candidate.hit.document.id)
        if not taken and (chosen or supported(question, candidate, cosine)):
            chosen.append(Quote(candidate.hit, candidate.span, score))
    return chosen


def supported(question: Question, candidate: _Candidate, cosine: float) -> bool:
    """Whether the best sentence is near enough to the question, in words and in meaning, to be an answer.

    Within one language a logistic regression decides; across languages, where examples are too few for one,
    plain floors do: some word of the question under another name, and a passage clearly nearer than most.
    """
    level = _SUPPORT.get(question.language) if candidate.hit.passage.language is question.language else None
    if level is None:
        return candidate.wording + candidate.hit.wording >= _LEAST_WORDING and candidate.hit.meaning >= _LEAST_MEANING
    return level.sentence * candidate.wording + level.unit * candidate.hit.wording + level.cosine * cosine >= level.least


def _candidates(snapshot: Snapshot, question: Question, hits: list[Hit]) -> list[_Candidate]:
    """The sentences of the best passages with the share of the question's words that each holds, best first."""
    names = {language: _names(snapshot, question, Language(language)) for language in snapshot.languages}
    found = []
    for hit in hits[:_PASSAGES]:
        text = snapshot.generation.store.text(hit.document.id)
        language = language_of_fields(hit.passage.language)
        before = 0.0
        for span in _quotable(text, hit.passage.span, hit.document.title):
            sentence = text.text[span.start : span.end]
            own = _share(sentence, language, names[language])
            found.append(_Candidate(hit, span, sentence, own + _CONTEXT * max(0.0, before - own), _figures(question, sentence, innermost(text.clauses, span))))
            before = own
    return sorted(found, key=lambda candidate: candidate.promise(_weights(question, candidate.hit)), reverse=True)[:_SENTENCES]


def _quotable(text: DocumentText, span: Span, title: str) -> list[Span]:
    """The sentences of a passage that say something: no title, no headings, no crumbs; the passage itself when nothing else is left."""
    headings = {clause.span.start: clause for clause in text.clauses if clause.level.depth <= ClauseLevel.ROMAN.depth}
    kept = [
        sentence
        for sentence in sentences(text.text, span)
        if sentence.end - sentence.start >= _SHORTEST
        and " ".join(text.text[sentence.start : sentence.end].split()) != title
        and not _is_heading(text.text[sentence.start : sentence.end], headings.get(sentence.start))
    ]
    return [_cut(text.text, sentence) for sentence in kept or [span]]


def _is_heading(sentence: str, clause: Clause | None) -> bool:
    return clause is not None and bool(clause.heading) and len(" ".join(sentence.split())) <= len(clause.labels[-1]) + len(clause.heading) + _PUNCTUATION


def _cut(text: str, span: Span) -> Span:
    if span.end - span.start <= _LONGEST:
        return span
    space = max(text.rfind(" ", span.start, span.start + _LONGEST), text.rfind("\n", span.start, span.start + _LONGEST))
    return Span(span.start, space if space > span.start else span.start + _LONGEST)


@dataclass(frozen=True, slots=True)
class _Name:
    """One thing that the question is about: its names as folded terms with weights, and what holding any of them is worth."""

    names: tuple[dict[str, float], ...]
    worth: float


def _names(snapshot: Snapshot, question: Question, language: Language) -> list[_Name]:
    """What to look for in sentences of a language; together the things are worth the share of the question that they stand for."""
    wanted = wanted_names(question, language)
    lexical = snapshot.generation.lexical
    worths = [lexical.worth(language, item) for item in wanted.names]
    total = sum(worths)
    return [
        _Name(
            tuple(
                {folded(term.term): term.weight * lexical.inverse_frequency(language, Field.FOLDED, folded(term.term)) for term in name}
                for name in item.names
                if name
            ),
            wanted.coverage * worth / total,
        )
        for item, worth in zip(wanted.names, worths, strict=True)
        if total
    ]


def _share(sentence: str, language: Language, names: list[_Name]) -> float:
    """The share of the question that the sentence holds: of each thing the best of its names, in part where only some words are there."""
    present = {folded(term) for term in terms(sentence, language)}
    return sum(
        item.worth * max((sum(weight for term, weight in name.items() if term in present) / (sum(name.values()) or 1.0) for name in item.names), default=0.0)
        for item in names
    )


def _figures(question: Question, sentence: str, clause: Clause | None) -> float:
    """What speaks for a sentence when the question names a year, or asks for a share or another figure.

    A sentence without a year is of the year that its clause is headed with, as targets of plans are.
    """
    years = _years(sentence) or (_years(" ".join(clause.headings)) if clause else set())
    value = 0.8 * len(years & set(question.years))
    if question.years and years and not years & set(question.years):
        value -= _OTHER_YEAR
    asked = folded(question.text)
    plain = _YEAR.sub("", _NUMBERING.sub("", sentence))
    if _ASKS_SHARE.search(asked):
        value += 1.2 if _SHARE.search(plain) else 0.0
    elif _ASKS_FIGURE.search(asked):
        value += 0.8 if _FIGURE.search(plain) else 0.0
    return value


def _years(text: str) -> set[int]:
    return set(map(int, _YEAR.findall(text)))


def _scored(snapshot: Snapshot, encoder: Encoder, question: Question, candidates: list[_Candidate]) -> list[tuple[float, float, _Candidate]]:
    """(score, cosine, candidate) best first: meaning of the sentence and of its passage, words, figures."""
    vectors = encoder.encode_passages([" ".join(candidate.text.split()) for candidate in candidates])
    cosines = vectors @ encoder.encode_query(snapshot.reading(question))
    spread = float(np.std(cosines)) + 1e-3
    centre = float(np.mean(cosines))
    scored = []
    for candidate, cosine in zip(candidates, cosines.tolist(), strict=True):
        weights = _weights(question, candidate.hit)
        scored.append((candidate.promise(weights) + weights.meaning * (cosine - centre) / spread, cosine, candidate))
    return sorted(scored, key=lambda item: -item[0])
