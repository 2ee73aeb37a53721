from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Document, Kind, Language, Passage, Span
from service.grounds import Grounds
from service.questions import read_question
from service.quoting import Quote
from service.refusal import support_of, supported
from service.retrieval import Hit

TEXT = "Le taux normal est de 20 %."


def hit(score: float, *, wording: float = 0.9, cosine: float = 0.9, language: Language = Language.FRENCH) -> Hit:
    """A passage that was found."""
    passage = Passage("d", Span(0, len(TEXT)), TEXT, language)
    return Hit(0, passage, Document("d", language, Kind.LAW, "Loi"), score, meaning=3.0, wording=wording, cosine=cosine)


@pytest.mark.parametrize("language", [Language.FRENCH, Language.VIETNAMESE])
def test_strong_evidence_answers_and_weak_evidence_does_not(language: Language) -> None:
    """A sentence with the words of the question near in meaning is an answer; one with none of them far off is not, in each language."""
    question = read_question("Quel est le taux normal ?", language=language)
    strong, weak = hit(9.0, language=language), hit(1.0, wording=0.02, cosine=0.74, language=language)
    assert supported(question, [strong, weak], [Quote(strong, strong.passage.span, 9.0, wording=0.9)], Grounds(article=0.9))
    assert not supported(question, [weak, weak], [Quote(replace(weak, meaning=0.2), weak.passage.span, 1.0, wording=0.0)], Grounds(article=0.0, missing=0.9))


def test_margin_is_measured_against_the_hits_after_the_first() -> None:
    """The margin is the first score minus the mean of the five that follow; with nothing after it there is none."""
    hits = [hit(score) for score in (9.0, 5.0, 4.0, 3.0, 2.0, 1.0, 8.0)]
    quote = Quote(hits[0], hits[0].passage.span, 9.0, wording=0.5)
    assert support_of(hits, [quote], Grounds(article=0.5)).margin == pytest.approx(9.0 - 3.0)
    assert support_of(hits[:1], [quote], Grounds(article=0.5)).margin == 0


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_words_never_take_support_away(less: float, more: float, unit: float) -> None:
    """Of two sentences that differ in nothing but the share of the question's words, the fuller one is supported if the other is."""
    less, more = sorted((less, more))
    question, found = read_question("Quel est le taux normal ?"), hit(5.0, wording=unit, cosine=0.83)
    holds = [supported(question, [found], [Quote(found, found.passage.span, 5.0, wording=wording)], Grounds(article=0.5)) for wording in (less, more)]
    assert holds[0] <= holds[1]


@pytest.mark.parametrize("lacking", ["missing", "names", "place", "year", "figure"])
@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([Language.FRENCH, Language.VIETNAMESE]))
def test_what_an_article_lacks_never_speaks_for_it(lacking: str, article: float, wording: float, language: Language) -> None:
    """Of two articles that differ in nothing but that one lacks something that was asked, this one is not supported unless the other is."""
    question, found = read_question("Quel est le taux normal ?"), hit(5.0, wording=wording, cosine=0.83)
    quotes, whole = [Quote(found, found.passage.span, 5.0, wording=wording)], Grounds(article=article)
    question = replace(question, language=language)
    assert supported(question, [found], quotes, replace(whole, **{lacking: 1.0})) <= supported(question, [found], quotes, whole)
