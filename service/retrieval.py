"""Finds the passages that may answer a question: by meaning and word for word, in both languages, as one ranking.

Meaning is the cosine of vectors, read against a sample of passages of the same language: how many standard
deviations above their mean. That makes languages comparable, since an encoder puts texts of one language
nearer to each other whatever they say, and no language is buried by a larger one. Word for word is the
share of the question's words that a passage holds, weighed by rarity. The two are added
(``docs/decisions/0004-fusion.md`` has the measurements).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Document, Passage
from indexer.encoder import Encoder
from indexer.vectors import Rows
from service.engine import Filters, Snapshot
from service.questions import Question
from service.wording import wanted_names

LARGEST_COUNT = 1000
LEXICAL_WEIGHT = 6.0
"""Standard deviations of meaning that a passage with every word of the question is worth."""
_CANDIDATES = 200
"""Passages of each language that either way of finding puts forward, at least."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    ``score`` ranks hits of one question; ``meaning`` is its standard deviations above the background of its
    language, ``wording`` the share of the question's words that it holds, ``cosine`` the plain similarity.
    """

    row: int
    passage: Passage
    document: Document
    score: float
    meaning: float
    wording: float
    cosine: float


@dataclass(frozen=True, slots=True)
class _Scores:
    rows: Rows
    meaning: NDArray[np.float32]
    wording: NDArray[np.float32]
    cosines: NDArray[np.float32]

    @property
    def fused(self) -> NDArray[np.float32]:
        return self.meaning + np.float32(LEXICAL_WEIGHT) * self.wording


def search(snapshot: Snapshot, encoder: Encoder, question: Question, count: int, filters: Filters | None = None) -> list[Hit]:
    """The ``count`` best passages, best first, of the documents that pass the filters."""
    admitted = snapshot.rows(filters or Filters())
    vector = encoder.encode_query(snapshot.reading(question))
    scores = [_in_language(snapshot, vector, question, language, count, admitted) for language in snapshot.languages]
    ranked = sorted(
        ((float(fused), index, position) for index, part in enumerate(scores) for position, fused in enumerate(part.fused)),
        key=lambda item: -item[0],
    )[:count]
    passages = snapshot.generation.store.passages([int(scores[index].rows[position]) for _, index, position in ranked])
    return [
        Hit(
            row=int(scores[index].rows[position]),
            passage=passage,
            document=snapshot.document_of(int(scores[index].rows[position])),
            score=fused,
            meaning=float(scores[index].meaning[position]),
            wording=float(scores[index].wording[position]),
            cosine=float(scores[index].cosines[position]),
        )
        for (fused, index, position), passage in zip(ranked, passages, strict=True)
    ]


def _in_language(snapshot: Snapshot, vector: NDArray[np.float32], question: Question, language: str, count: int, admitted: Rows | None) -> _Scores:
    """The best passages of one language with both scores for each, whichever way it was found."""
    part = snapshot.languages[language]
    among = part.rows if admitted is None else np.intersect1d(part.rows, admitted, assume_unique=True)
    everything = admitted is None and len(snapshot.languages) == 1
    wanted = wanted_names(question, part.language)
    depth = max(_CANDIDATES, 2 * count)
    near = snapshot.generation.vectors.search(vector, depth, None if everything else among)
    worded = snapshot.generation.lexical.search(part.language, wanted.names, depth, None if admitted is None else among)
    shares = dict(zip(worded.rows.tolist(), (worded.shares * wanted.coverage).tolist(), strict=True))
    cosines = dict(zip(near.rows.tolist(), near.cosines.tolist(), strict=True))
    missing = np.array([row for row in shares if row not in cosines], dtype=np.int64)
    cosines |= dict(zip(missing.tolist(), (snapshot.generation.vectors.vectors(missing) @ vector).tolist(), strict=True))
    rows = np.array(list(cosines), dtype=np.int64)
    values = np.array(list(cosines.values()), dtype=np.float32)
    background = part.background @ vector
    meaning = (values - background.mean()) / (background.std() + np.float32(1e-3))
    return _Scores(rows, meaning.astype(np.float32), np.array([shares.get(row, 0.0) for row in rows.tolist()], dtype=np.float32), values)
