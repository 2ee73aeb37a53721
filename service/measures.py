"""Figures of rankings and answers against what is known to be right."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

import numpy as np

from service.evidence import Answer

Relevant = dict[str, float]
"""The documents that are right for a query, each with its grade, above 0."""
Figures = dict[str, float | int | None]
"""Figures by the names under which they are printed; None where there is nothing to measure."""


def ndcg(ranked: Sequence[str], relevant: Relevant, at: int) -> float:
    """Normalised discounted cumulative gain of a ranking, from 0 to 1 (Järvelin and Kekäläinen 2002, gain = score)."""
    gains = [relevant.get(name, 0.0) / math.log2(rank + 2) for rank, name in enumerate(ranked[:at])]
    best = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(sorted(relevant.values(), reverse=True)[:at]))
    return sum(gains) / best if best else 0.0


def recall(ranked: Sequence[str], relevant: Relevant, at: int) -> float:
    """The share of the right documents that stand among the first ``at``."""
    return len(relevant.keys() & set(ranked[:at])) / len(relevant) if relevant else 0.0


def accuracy(ranked: Sequence[str], relevant: Relevant) -> float:
    """1 when the first document is right, else 0."""
    return float(bool(ranked) and ranked[0] in relevant)


def reciprocal_rank(ranked: Sequence[str], relevant: Relevant, at: int) -> float:
    """1 divided by the rank of the first right document; 0 when none stands among the first ``at``."""
    return next((1 / rank for rank, name in enumerate(ranked[:at], start=1) if name in relevant), 0.0)


RANKING_MEASURES: dict[str, Callable[[Sequence[str], Relevant], float]] = {
    "ndcg@10": lambda ranked, relevant: ndcg(ranked, relevant, 10),
    "recall@5": lambda ranked, relevant: recall(ranked, relevant, 5),
    "recall@10": lambda ranked, relevant: recall(ranked, relevant, 10),
    "recall@100": lambda ranked, relevant: recall(ranked, relevant, 100),
    "accuracy@1": accuracy,
    "mrr@10": lambda ranked, relevant: reciprocal_rank(ranked, relevant, 10),
}
"""What is measured of each ranking; the figure of a set is the mean over its queries."""


class Rankings:
    """Gathers rankings of one kind, and the time that each took."""

    def __init__(self) -> None:
        self._values: dict[str, list[float]] = {name: [] for name in RANKING_MEASURES}
        self._times_ms: list[float] = []

    def add(self, ranked: Sequence[str], relevant: Relevant, time_ms: float) -> None:
        """Takes the ranking of a query for which something is right."""
        for name, measure in RANKING_MEASURES.items():
            self._values[name].append(measure(ranked, relevant))
        self._times_ms.append(time_ms)

    def figures(self) -> Figures:
        """The mean of each measure, and the times of half and of 19 in 20 queries."""
        means: Figures = {name: _mean(values) for name, values in self._values.items()}
        return means | {f"p{share}_ms": round(float(np.percentile(self._times_ms, share)), 2) if self._times_ms else None for share in (50, 95)}


class Answers:
    """Gathers what was answered and what was refused."""

    def __init__(self) -> None:
        self._hits: list[bool] = []
        self._lengths: list[int] = []
        self._refusals: list[tuple[bool, bool]] = []

    def add(self, result: Answer, gold: Collection[str], *, answerable: bool | None) -> None:
        """Takes an answer; ``gold`` are the texts of which a quotation should hold one, none when nobody said."""
        if result.refusal is None:
            self._lengths.append(sum(len(evidence.quote) for evidence in result.evidence))
        if answerable is not None:
            self._refusals.append((result.refusal is not None, not answerable))
        if gold and answerable is not False:
            quoted = [_comparable(evidence.quote) for evidence in result.evidence]
            self._hits.append(any(_comparable(text) in quote for text in gold for quote in quoted))

    def figures(self) -> Figures:
        """The share of answers that quote a gold text, the characters quoted, precision and recall of refusal."""
        return {
            "answer_hit": _mean(self._hits),
            "answer_chars": round(sum(self._lengths) / len(self._lengths), 1) if self._lengths else None,
            "refusal_precision": _mean([unanswerable for refused, unanswerable in self._refusals if refused]),
            "refusal_recall": _mean([refused for refused, unanswerable in self._refusals if unanswerable]),
        }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _comparable(text: str) -> str:
    """Case and white space folded, accents kept."""
    return " ".join(text.casefold().split())
