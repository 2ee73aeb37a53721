"""Finds the passages that may answer a question: by meaning and word for word, in both languages, as one ranking.

Meaning is the cosine of vectors, read against a sample of passages of the same language: how many standard
deviations above their mean. That makes languages comparable, since an encoder puts texts of one language
nearer to each other whatever they say, and no language is buried by a larger one. Word for word is the
share of the question's words that a passage holds, weighed by rarity. The two are added, and to them what another
document of the same title holds of the question (``docs/decisions/0004-fusion.md`` has the measurements). Across languages words
count the less the less of the question the glossary could name: little of it found under its name is chance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Document, Passage
from indexer.encoder import Encoder
from indexer.extraction import embedded_text
from indexer.vectors import Rows
from service.boosts import boosts
from service.company import company
from service.diversity import PER_DOCUMENT, copies, spread
from service.engine import Snapshot
from service.filters import Filters
from service.phrase_rows import rows_with
from service.placing import PLACED, placed
from service.questions import Question
from service.reranking import Reranker
from service.wording import wanted_names

LARGEST_COUNT = 1000
LEXICAL_WEIGHT = 6.0
"""Standard deviations of meaning that a passage with every word of the question is worth."""
COMPANY_WEIGHT = 2.5
"""The same for every word of the question in another document of the same title."""
_CANDIDATES = 200
"""Passages of each language that either way of finding puts forward, at least."""
_SPARE = 10
"""Passages looked at beyond those asked for, since some may turn out to be copies."""
_COMPARED = 60
"""Of the first passages copies are told; further down the list what is said again costs nothing but its line."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    ``score`` ranks hits of one question; ``meaning`` is its standard deviations above the background of its
    language, ``wording`` the share of the question's words that it holds, ``cosine`` the plain similarity. ``copies``
    are hits further down that say the same.
    """

    row: int
    passage: Passage
    document: Document
    score: float
    meaning: float
    wording: float
    cosine: float
    copies: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages in the order of their scores, all arrays of one length: rows, scores that rank them, and what each score is made of."""

    rows: Rows
    fused: NDArray[np.float32]
    meaning: NDArray[np.float32]
    wording: NDArray[np.float32]
    cosines: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Scores:
    rows: Rows
    meaning: NDArray[np.float32]
    wording: NDArray[np.float32]
    company: NDArray[np.float32]
    cosines: NDArray[np.float32]
    trust: float

    @property
    def fused(self) -> NDArray[np.float32]:
        words = self.wording * np.float32(LEXICAL_WEIGHT) + self.company * np.float32(COMPANY_WEIGHT)
        score: NDArray[np.float32] = (self.meaning + words * np.float32(self.trust)).astype(np.float32)
        return score


def search(
    snapshot: Snapshot,
    encoder: Encoder,
    question: Question,
    count: int,
    filters: Filters | None = None,
    *,
    per_document: int | None = PER_DOCUMENT,
    exact: bool = False,
) -> list[Hit]:
    """The ``count`` best passages, best first, of the documents that pass the filters; by the reranker where one is set.

    Passages of one document beyond ``per_document`` give way to others of similar score, and copies of a passage stand with
    it. Quoted phrases stand in every passage; where no passage has them they count only if ``exact``, and then nothing is found.
    """
    question = snapshot.meant(question)
    pool = candidates(snapshot, encoder, question, count, filters, exact=exact)
    return best_of(snapshot, question, pool, count, per_document=per_document)


def best_of(snapshot: Snapshot, question: Question, pool: Candidates, count: int, *, per_document: int | None = PER_DOCUMENT) -> list[Hit]:
    """The ``count`` best of some candidates in the order in which they are shown."""
    pool = _placed(snapshot, question, pool)
    reranker = snapshot.reranker
    if reranker is None:
        return _hits(snapshot, pool, count, per_document)
    hits = _reranked(reranker, snapshot.reading(question), _hits(snapshot, pool, max(count, reranker.depth), per_document))
    order = spread([hit.score for hit in hits], [hit.document.id for hit in hits], per_document)
    return [hits[position] for position in order][:count]


def _placed(snapshot: Snapshot, question: Question, pool: Candidates) -> Candidates:
    """The candidates with the passages of each document exchanged among its places, so that the one that answers best comes first."""
    documents = [snapshot.document_of(row).id for row in pool.rows[:PLACED].tolist()]
    several = np.array([position for position, document in enumerate(documents) if documents.count(document) > 1], dtype=np.int64)
    if not len(several):
        return pool
    rows = pool.rows[several].tolist()
    passages = snapshot.generation.store.passages(rows)
    whole = np.arange(len(pool.rows))
    whole[several] = several[placed(snapshot, question, passages, rows, pool.meaning[several], pool.wording[several])]
    return Candidates(pool.rows[whole], pool.fused, pool.meaning[whole], pool.wording[whole], pool.cosines[whole])


def _reranked(reranker: Reranker, question: str, hits: list[Hit]) -> list[Hit]:
    """The hits in the order of the reranker; each takes the score of the place that it comes to, so that scores keep their scale."""
    judged = hits[: reranker.depth]
    order = reranker.order(question, [embedded_text(hit.document, hit.passage) for hit in judged])
    return [replace(judged[position], score=place.score) for position, place in zip(order, judged, strict=True)] + hits[reranker.depth :]


def candidates(
    snapshot: Snapshot,
    encoder: Encoder,
    question: Question,
    count: int,
    filters: Filters | None = None,
    *,
    exact: bool = False,
    vector: NDArray[np.float32] | None = None,
) -> Candidates:
    """The passages among which the ``count`` best are: of each language those that either way of finding puts forward.

    ``vector`` is the question's where it is already encoded, shape ``(dimensions,)``.
    """
    admitted = _admitted(snapshot, question, filters or Filters(), exact=exact)
    vector = encoder.encode_query(snapshot.reading(question)) if vector is None else vector
    count = max(count, snapshot.reranker.depth if snapshot.reranker else 0)
    parts = [_in_language(snapshot, vector, question, language, count, admitted) for language in snapshot.languages]
    if not parts:
        nothing = np.empty(0, dtype=np.float32)
        return Candidates(np.empty(0, dtype=np.int64), nothing, nothing, nothing, nothing)
    rows = np.concatenate([part.rows for part in parts])
    fused = np.concatenate([part.fused for part in parts]) + boosts(snapshot, question, rows)
    order = np.argsort(-fused, kind="stable")
    meaning, wording, cosines = (np.concatenate([getattr(part, name) for part in parts])[order] for name in ("meaning", "wording", "cosines"))
    return Candidates(rows[order], fused[order], meaning, wording, cosines)


def _admitted(snapshot: Snapshot, question: Question, filters: Filters, *, exact: bool) -> Rows | None:
    """The rows that filters and quoted phrases leave; None when nothing is limited."""
    admitted = snapshot.rows(filters)
    if not question.phrases:
        return admitted
    holding = rows_with(snapshot, question.phrases, admitted)
    return holding if exact or len(holding) else admitted


def _hits(snapshot: Snapshot, pool: Candidates, count: int, per_document: int | None) -> list[Hit]:
    """The first passages of a ranking in the order in which they are shown, each with its copies."""
    documents = [snapshot.document_of(row) for row in pool.rows.tolist()]
    order = spread(pool.fused.tolist(), [document.id for document in documents], per_document)[: count + _SPARE]
    passages = snapshot.generation.store.passages(pool.rows[order].tolist())
    hits = [
        Hit(
            row=int(pool.rows[position]),
            passage=passage,
            document=documents[position],
            score=float(pool.fused[position]),
            meaning=float(pool.meaning[position]),
            wording=float(pool.wording[position]),
            cosine=float(pool.cosines[position]),
        )
        for position, passage in zip(order, passages, strict=True)
    ]
    return _with_copies(hits)[:count]


def _with_copies(hits: list[Hit]) -> list[Hit]:
    """The hits without those that only say again what another one says; of copies the strongest stands, at the place and with the score of the first."""
    compared = hits[:_COMPARED]
    alike: dict[int, list[Hit]] = {}
    for hit, first in zip(compared, copies([hit.passage.text for hit in compared], [hit.passage.language for hit in compared]), strict=True):
        alike.setdefault(first, []).append(hit)
    shown = []
    for group in alike.values():
        strongest = min(group, key=lambda hit: (hit.document.kind.authority.rank, hit.document.record))
        shown.append(replace(strongest, score=group[0].score, copies=tuple(hit for hit in group if hit is not strongest)) if len(group) > 1 else group[0])
    return shown + hits[_COMPARED:]


def _in_language(snapshot: Snapshot, vector: NDArray[np.float32], question: Question, language: str, count: int, admitted: Rows | None) -> _Scores:
    """The best passages of one language with both scores for each, whichever way it was found."""
    part = snapshot.languages[language]
    among = None if admitted is None else snapshot.generation.vectors.of_language(admitted, part.language)
    wanted = wanted_names(question, part.language)
    depth = max(_CANDIDATES, 2 * count)
    near = snapshot.generation.vectors.search(vector, depth, among, part.language)
    worded = snapshot.generation.lexical.search(part.language, wanted.names, depth, among)
    shares = dict(zip(worded.rows.tolist(), (worded.shares * wanted.coverage).tolist(), strict=True))
    cosines = dict(zip(near.rows.tolist(), near.cosines.tolist(), strict=True))
    missing = np.array([row for row in shares if row not in cosines], dtype=np.int64)
    cosines |= dict(zip(missing.tolist(), (snapshot.generation.vectors.vectors(missing) @ vector).tolist(), strict=True))
    rows = np.array(list(cosines), dtype=np.int64)
    values = np.array(list(cosines.values()), dtype=np.float32)
    background = part.background @ vector
    meaning = (values - background.mean()) / (background.std() + np.float32(1e-3))
    wording = np.array([shares.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)
    documents = [snapshot.document_of(row) for row in rows.tolist()]
    return _Scores(rows, meaning.astype(np.float32), wording, company(documents, wording), values, wanted.coverage)
