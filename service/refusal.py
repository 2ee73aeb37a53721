"""Decides whether what was found supports an answer at all; a question that nothing supports is refused.

A logistic regression on a few figures of the best quotation and of the ranking, one for each language and one for answers in
another language than the question's. ``python -m benchmarks.refusal`` fits it again and prints what to write here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from corpus.nouns import Language
from service.grounds import Grounds
from service.questions import Question
from service.quoting import Quote
from service.retrieval import Hit

_LEAST_WORDING = 0.1
"""Of the question's words in the sentence and in its article together: nearness alone, without any word under any name, is no answer."""
_NEIGHBOURS = 5
"""Passages after the first that tell what a passage scores that happens to be near."""


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for an answer, and what against it.

    ``sentence`` and ``unit`` are the shares of the question's words in the best quotation and in the best article of words,
    ``cosine`` and ``meaning`` those of its passage, ``margin`` what the best hit scores above the mean of those after it; the rest
    are the ``Grounds`` of the quotation.
    """

    sentence: float
    unit: float
    cosine: float
    meaning: float
    margin: float
    article: float
    missing: float
    names: float
    place: float
    year: float
    figure: float


@dataclass(frozen=True, slots=True)
class _Model:
    """A logistic regression: a weight for each figure of ``Support``, a constant, and the least probability of an answer."""

    weights: Support
    constant: float
    least: float

    def admits(self, support: Support) -> bool:
        return _probability(sum(weight * value for weight, value in zip(astuple(self.weights), astuple(support), strict=True)) + self.constant) >= self.least


_SAME_LANGUAGE = {
    Language.FRENCH: _Model(
        Support(
            sentence=1.697, unit=0.0, cosine=14.211, meaning=0.0, margin=0.273, article=2.470, missing=0.0, names=-0.534, place=0.0, year=-2.403, figure=-0.377
        ),
        -15.062,
        0.15,
    ),
    Language.VIETNAMESE: _Model(
        Support(
            sentence=2.797,
            unit=0.0,
            cosine=17.385,
            meaning=0.040,
            margin=0.468,
            article=4.859,
            missing=-3.223,
            names=-1.778,
            place=-0.112,
            year=-1.786,
            figure=-0.635,
        ),
        -18.964,
        0.19,
    ),
}
_ACROSS_LANGUAGES = _Model(
    Support(
        sentence=0.0, unit=1.838, cosine=21.983, meaning=0.726, margin=0.988, article=2.980, missing=-1.136, names=0.0, place=-0.382, year=0.0, figure=-0.073
    ),
    -22.516,
    0.16,
)
"""Fitted for the default model; the least probabilities refuse 5 % of the answerable questions that the fit saw."""


def support_of(hits: Sequence[Hit], quotes: Sequence[Quote], grounds: Grounds) -> Support:
    """What speaks for the best quotation. Both lists must not be empty."""
    best = quotes[0]
    after = [hit.score for hit in hits[1 : 1 + _NEIGHBOURS]]
    return Support(
        best.wording,
        best.hit.wording,
        best.hit.cosine,
        best.hit.meaning,
        hits[0].score - sum(after) / len(after) if after else 0.0,
        *astuple(grounds),
    )


def supported(question: Question, hits: Sequence[Hit], quotes: Sequence[Quote], grounds: Grounds) -> bool:
    """Whether the quotations, of which there must be one, answer the question, as far as can be told from words and meaning."""
    support = support_of(hits, quotes, grounds)
    if support.sentence + support.unit < _LEAST_WORDING:
        return False
    same = quotes[0].hit.passage.language is question.language
    model = _SAME_LANGUAGE.get(question.language, _ACROSS_LANGUAGES) if same else _ACROSS_LANGUAGES
    return model.admits(support)


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
