"""Decides whether what was found supports an answer at all; a question that nothing supports is refused.

A logistic regression on a few figures of the best quotation and of the ranking, one for each language and one for answers in
another language than the question's. ``python -m benchmarks.refusal`` fits it again and prints what to write here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from corpus.nouns import Language
from service.questions import Question
from service.quoting import Quote
from service.retrieval import Hit

_LEAST_WORDING = 0.1
"""Of the question's words in the sentence and in its article together: nearness alone, without any word under any name, is no answer."""
_NEIGHBOURS = 5
"""Passages after the first that tell what a passage scores that happens to be near."""


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for an answer.

    ``sentence`` and ``unit`` are the shares of the question's words in the best quotation and in its article,
    ``cosine`` and ``meaning`` those of its passage, ``margin`` what the best hit scores above the mean of those after it.
    """

    sentence: float
    unit: float
    cosine: float
    meaning: float
    margin: float


@dataclass(frozen=True, slots=True)
class _Model:
    """A logistic regression: a weight for each figure of ``Support``, a constant, and the least probability of an answer."""

    weights: Support
    constant: float
    least: float

    def admits(self, support: Support) -> bool:
        return _probability(sum(weight * value for weight, value in zip(astuple(self.weights), astuple(support), strict=True)) + self.constant) >= self.least


_SAME_LANGUAGE = {
    Language.FRENCH: _Model(Support(sentence=4.196, unit=1.219, cosine=19.854, meaning=0.139, margin=0.120), -19.071, 0.40),
    Language.VIETNAMESE: _Model(Support(sentence=4.520, unit=4.002, cosine=22.032, meaning=0.117, margin=0.416), -22.392, 0.37),
}
_ACROSS_LANGUAGES = _Model(Support(sentence=1.688, unit=3.639, cosine=15.147, meaning=0.265, margin=0.859), -15.684, 0.17)
"""Fitted for the default model; the least probabilities refuse 8 % of the answerable questions that the fit saw."""


def support_of(hits: Sequence[Hit], quotes: Sequence[Quote]) -> Support:
    """What speaks for the best quotation. Both must not be empty."""
    best = quotes[0]
    after = [hit.score for hit in hits[1 : 1 + _NEIGHBOURS]]
    return Support(
        sentence=best.wording,
        unit=best.hit.wording,
        cosine=best.hit.cosine,
        meaning=best.hit.meaning,
        margin=hits[0].score - sum(after) / len(after) if after else 0.0,
    )


def supported(question: Question, hits: Sequence[Hit], quotes: Sequence[Quote]) -> bool:
    """Whether the quotations answer the question, as far as can be told from words and meaning."""
    if not quotes:
        return False
    support = support_of(hits, quotes)
    if support.sentence + support.unit < _LEAST_WORDING:
        return False
    same = quotes[0].hit.passage.language is question.language
    model = _SAME_LANGUAGE.get(question.language, _ACROSS_LANGUAGES) if same else _ACROSS_LANGUAGES
    return model.admits(support)


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
