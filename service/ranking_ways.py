"""Ways of ranking documents over one index, to be compared with the product's own search in the same run.

Each looks at the same number of passages, and a document counts by its best passage. Dense alone and words alone
are given the question as it was typed; the two plain fusions are made of exactly these two lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from indexer.encoder import Encoder
from service.engine import Snapshot
from service.questions import Question
from service.retrieval import search
from service.wording import wanted_names

DEPTH = 400
"""Passages looked at for a query, so that 100 documents are among them."""
RRF_CONSTANT = 60
"""What is added to each rank (Cormack, Clarke and Büttcher 2009)."""

DocumentScores = dict[str, float]
"""The score of each document that was found, by its id, best first."""


class Way(StrEnum):
    """A way of ranking."""

    DENSE = "dense"
    LEXICAL = "lexical"
    RRF = "rrf"
    MINMAX = "minmax"
    FUSED = "fused"


def rank(way: Way, snapshot: Snapshot, encoder: Encoder, question: Question) -> list[str]:
    """The ids of the documents that a way finds, best first."""
    return list(_WAYS[way](snapshot, encoder, question))


def reciprocal_rank_fusion(lists: list[DocumentScores]) -> DocumentScores:
    """The sum over the lists of 1 / (60 + rank) for each document.

    >>> [(name, round(score, 5)) for name, score in reciprocal_rank_fusion([{"a": 9, "b": 8}, {"b": 0.1}]).items()]
    [('b', 0.03252), ('a', 0.01639)]
    """
    fused: DocumentScores = {}
    for scores in lists:
        for position, name in enumerate(scores, start=1):
            fused[name] = fused.get(name, 0.0) + 1 / (RRF_CONSTANT + position)
    return _best_first(fused)


def minmax_fusion(lists: list[DocumentScores]) -> DocumentScores:
    """The mean of the scores, each list stretched to 0 to 1; a document that is not in a list has 0 there.

    >>> minmax_fusion([{"a": 9.0, "b": 8.0, "c": 7.0}, {"b": 0.3, "d": 0.1}])
    {'b': 0.75, 'a': 0.5, 'c': 0.0, 'd': 0.0}
    """
    fused: DocumentScores = {}
    for scores in lists:
        least, most = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
        for name, score in scores.items():
            fused[name] = fused.get(name, 0.0) + ((score - least) / (most - least) if most > least else 1.0) / len(lists)
    return _best_first(fused)


def _best_first(scores: DocumentScores) -> DocumentScores:
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def _dense(snapshot: Snapshot, encoder: Encoder, question: Question) -> DocumentScores:
    """The cosine of the nearest passage of each document."""
    near = snapshot.generation.vectors.search(encoder.encode_query(question.text), DEPTH)
    return _by_document(snapshot, zip(near.rows.tolist(), near.cosines.tolist(), strict=True))


def _lexical(snapshot: Snapshot, _encoder: Encoder, question: Question) -> DocumentScores:
    """The share of the question's words that the best unit of each document holds, languages merged by that share."""
    found: list[tuple[int, float]] = []
    for part in snapshot.languages.values():
        wanted = wanted_names(question, part.language)
        worded = snapshot.generation.lexical.search(part.language, wanted.names, DEPTH)
        found += zip(worded.rows.tolist(), (worded.shares * wanted.coverage).tolist(), strict=True)
    return _by_document(snapshot, sorted(found, key=lambda item: -item[1])[:DEPTH])


def _fused(snapshot: Snapshot, encoder: Encoder, question: Question) -> DocumentScores:
    """What the product's own search finds."""
    return _by_document(snapshot, ((hit.row, hit.score) for hit in search(snapshot, encoder, question, DEPTH)))


def _by_document(snapshot: Snapshot, rows: Iterable[tuple[int, float]]) -> DocumentScores:
    """The score of the first, which is the best, of each document's rows."""
    scores: DocumentScores = {}
    for row, score in rows:
        scores.setdefault(snapshot.document_of(row).id, score)
    return scores


def _both(snapshot: Snapshot, encoder: Encoder, question: Question) -> list[DocumentScores]:
    return [_dense(snapshot, encoder, question), _lexical(snapshot, encoder, question)]


_WAYS: dict[Way, Callable[[Snapshot, Encoder, Question], DocumentScores]] = {
    Way.DENSE: _dense,
    Way.LEXICAL: _lexical,
    Way.RRF: lambda snapshot, encoder, question: reciprocal_rank_fusion(_both(snapshot, encoder, question)),
    Way.MINMAX: lambda snapshot, encoder, question: minmax_fusion(_both(snapshot, encoder, question)),
    Way.FUSED: _fused,
}
