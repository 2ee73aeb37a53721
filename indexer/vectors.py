"""The vectors of an index, searched with FAISS; the only module that knows FAISS.

Each language has an index of its own, since every search is in one language: nothing is paid for the passages of the
others. A small one is flat: every vector is compared. A large one keeps beside each vector, in half precision, a code
of a quarter byte a dimension (product quantisation of a random rotation). A search reads all codes, which fit the
processor's registers, and compares the vectors of the best few hundred or thousand; how many is measured when the
index is built. No cell or graph decides what is looked at, so questions in another language, which lie far from all
passages, are answered as well as any (``docs/decisions/0012-growth.md``). A search among some rows is always exact.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Language
from indexer.errors import IndexMismatch

Rows = NDArray[np.int64]
"""Row numbers of passages, in the order of the store."""

FLAT_UP_TO = 20_000
"""Passages of a language up to which each is compared with every question: 2 ms, no longer than codes take."""
ENOUGH_RECALL = 0.98
"""What share of the true ten nearest a search through codes must find when the index is built."""
_RESCORED = (1000, 2000, 4000, 8000)
"""How many passages' vectors may be compared after their codes were, fewest first."""
_QUERIES = 200
_NOISE = 0.3
"""How far a stored vector, of length 1, is moved to stand for a question: about as far as the passage that answers it."""
_TRAINED_ON = 50_000
_NEVER_TRAINED_BELOW = 16
"""Each part of a code is one of 16 values, which as many vectors must teach."""


class VectorKind(StrEnum):
    """How the vectors of one language are kept."""

    FLAT = "flat"
    CODES = "rr-pq4fs-fp16"


@dataclass(frozen=True, slots=True)
class VectorCard:
    """What the manifest says of the vectors of one language.

    ``rescored`` is how many vectors a search through codes compares, ``recall_at_10`` the share of the ten nearest of
    all that it found for a seeded sample of passages of all languages, each moved a little; 1 where every one is compared.
    """

    kind: VectorKind
    passages: int
    rescored: int = 0
    recall_at_10: float = 1.0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest passages of one query, best first: rows and cosines of the same length."""

    rows: Rows
    cosines: NDArray[np.float32]


_NOTHING = Neighbours(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


class VectorIndex:
    """Unit vectors under inner product, which is then the cosine; safe to search from several threads."""

    def __init__(self, parts: Mapping[Language, _Part], dimensions: int) -> None:
        self._parts = dict(parts)
        self._dimensions = dimensions
        rows = sum(len(part.rows) for part in self._parts.values())
        self._part_of = np.full(rows, -1, dtype=np.int8)
        self._position_of = np.zeros(rows, dtype=np.int32)
        for number, part in enumerate(self._parts.values()):
            self._part_of[part.rows] = number
            self._position_of[part.rows] = np.arange(len(part.rows), dtype=np.int32)

    @classmethod
    def build(cls, vectors: NDArray[np.float32], languages: Sequence[Language], dimensions: int, flat_up_to: int = FLAT_UP_TO) -> VectorIndex:
        """An index of ``vectors``, shape ``(passages, dimensions)``, each with its language; no passages is allowed."""
        named = np.array(languages, dtype=np.str_)
        queries = _sample(vectors, named)
        parts = {}
        for name in sorted(set(languages)):
            rows = np.flatnonzero(named == str(name))
            parts[name] = _Part.build(name, rows, np.ascontiguousarray(vectors[rows], dtype=np.float32), queries, flat_up_to)
        return cls(parts, dimensions)

    @classmethod
    def load(cls, folder: Path, cards: Mapping[Language, VectorCard], dimensions: int) -> VectorIndex:
        """The index that ``save`` wrote. Raises ``IndexMismatch`` when a file is missing or not what the cards say."""
        try:
            return cls({language: _Part.load(folder, language, card) for language, card in cards.items()}, dimensions)
        except (OSError, EOFError, RuntimeError, ValueError, IndexError) as error:
            raise IndexMismatch(f"{folder} cannot be read: build the index again with `passerelle index`") from error

    def save(self, folder: Path) -> None:
        """Writes a file of vectors and one of row numbers for each language into a new folder."""
        folder.mkdir(parents=True)
        for language, part in self._parts.items():
            part.save(folder, language)

    def __len__(self) -> int:
        return len(self._part_of)

    @property
    def cards(self) -> dict[Language, VectorCard]:
        """What the manifest says of each language."""
        return {language: part.card for language, part in self._parts.items()}

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that have passages."""
        return tuple(self._parts)

    def rows(self, language: Language) -> Rows:
        """The rows of the passages of a language, ascending."""
        return self._parts[language].rows

    def of_language(self, rows: Rows, language: Language) -> Rows:
        """Those of some rows that are of a language, in their order."""
        kept: Rows = rows[self._part_of[rows] == self.languages.index(language)]
        return kept

    def vectors(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of some rows, shape ``(rows, dimensions)``."""
        rows = np.asarray(rows, dtype=np.int64)
        result = np.empty((len(rows), self._dimensions), dtype=np.float32)
        for number, part in enumerate(self._parts.values()):
            here = self._part_of[rows] == number
            if here.any():
                result[here] = part.vectors(self._position_of[rows[here]].astype(np.int64))
        return result

    def search(self, query: NDArray[np.float32], count: int, among: Rows | None = None, language: Language | None = None) -> Neighbours:
        """The ``count`` nearest rows to a query, of all, of one language, or of exactly those ``among`` which it may choose.

        Among some rows, which may be of any language and in any order but not repeated, the result is exact for the
        vectors as ``vectors`` gives them; among all of a language it is that of a search without a limit.
        """
        parts = [self._parts[name] for name in self._parts if language in {None, name}]
        found = [part.search(query, count, None if among is None else self._positions(among, part)) for part in parts]
        return _best(found, count) if len(found) != 1 else found[0]

    def _positions(self, rows: Rows, part: _Part) -> NDArray[np.int32]:
        of_part: NDArray[np.int32] = self._position_of[self.of_language(rows, part.language)]
        return of_part


def _best(found: Sequence[Neighbours], count: int) -> Neighbours:
    if not found:
        return _NOTHING
    rows, cosines = np.concatenate([each.rows for each in found]), np.concatenate([each.cosines for each in found])
    order = np.argsort(-cosines, kind="stable")[:count]
    return Neighbours(rows[order], cosines[order])


class _Part:
    """The vectors of one language; a position is a place among its rows."""

    def __init__(self, language: Language, rows: Rows, index: faiss.Index, card: VectorCard) -> None:
        self.language = language
        self.rows = rows
        self.card = card
        self._index = index
        self._exact = faiss.downcast_index(index.refine_index) if isinstance(index, faiss.IndexRefine) else index

    @classmethod
    def build(cls, language: Language, rows: Rows, vectors: NDArray[np.float32], queries: NDArray[np.float32], flat_up_to: int) -> _Part:
        if len(rows) <= max(flat_up_to, _NEVER_TRAINED_BELOW) or vectors.shape[1] % 2:
            flat = faiss.IndexFlatIP(vectors.shape[1])
            flat.add(vectors)
            return cls(language, rows, flat, VectorCard(VectorKind.FLAT, len(rows)))
        index = faiss.index_factory(vectors.shape[1], f"RR{vectors.shape[1]},PQ{vectors.shape[1] // 2}x4fs,Refine(SQfp16)", faiss.METRIC_INNER_PRODUCT)
        faiss.omp_set_num_threads(1)  # each part of a code is little work: threads would mostly wait for each other
        index.train(vectors[np.random.default_rng(0).permutation(len(vectors))[:_TRAINED_ON]])
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        index.add(vectors)
        return cls(language, rows, index, _measured(index, vectors, queries))

    @classmethod
    def load(cls, folder: Path, language: Language, card: VectorCard) -> _Part:
        index = faiss.read_index(str(folder / f"{language}.faiss"), faiss.IO_FLAG_READ_ONLY | faiss.IO_FLAG_MMAP_IFC)
        rows = np.load(folder / f"{language}.npy")
        if not len(rows) == index.ntotal == card.passages or isinstance(index, faiss.IndexRefine) is not (card.kind is VectorKind.CODES):
            raise ValueError(language)
        return cls(language, rows.astype(np.int64), index, card)

    def save(self, folder: Path, language: Language) -> None:
        faiss.write_index(self._index, str(folder / f"{language}.faiss"))
        np.save(folder / f"{language}.npy", self.rows.astype(np.int32))

    def vectors(self, positions: Rows) -> NDArray[np.float32]:
        result: NDArray[np.float32] = self._exact.reconstruct_batch(positions)
        return result

    def search(self, query: NDArray[np.float32], count: int, positions: NDArray[np.int32] | None) -> Neighbours:
        few = positions is not None and len(positions) < len(self.rows)
        count = min(count, len(self.rows) if positions is None else len(positions))
        if count <= 0:
            return _NOTHING
        faiss.omp_set_num_threads(1)  # of the thread that asks: one question has no work for two, and they would wait for each other
        asked = np.ascontiguousarray(query.reshape(1, -1), dtype=np.float32)
        if few:
            admitted = np.zeros(len(self.rows), dtype=bool)
            admitted[positions] = True
            cosines, found = self._exact.search(asked, count, params=_limited_to(admitted))
        elif self.card.kind is VectorKind.CODES:
            cosines, found = _through_codes(self._index, asked, count, self.card.rescored)
        else:
            cosines, found = self._index.search(asked, count)
        return Neighbours(self.rows[found[0]], cosines[0])


def _limited_to(admitted: NDArray[np.bool_]) -> faiss.SearchParameters:
    chooser = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[arg-type,call-arg]  # it takes an array at run time
    return faiss.SearchParameters(sel=chooser)  # type: ignore[call-arg]  # its class takes fields by name at run time


def _through_codes(index: faiss.Index, queries: NDArray[np.float32], count: int, rescored: int) -> tuple[NDArray[np.float32], Rows]:
    """The nearest of each query by its vectors among the ``rescored`` nearest by their codes."""
    compared = min(index.ntotal, max(rescored, 2 * count))
    cosines, found = index.search(queries, count, params=faiss.IndexRefineSearchParameters(k_factor=compared / count))  # type: ignore[call-arg]  # its class takes fields by name at run time
    return cosines, found


def _measured(index: faiss.Index, vectors: NDArray[np.float32], queries: NDArray[np.float32]) -> VectorCard:
    """The card with as few vectors compared as are enough for ``ENOUGH_RECALL``, or else with most."""
    true, _ = faiss.knn(queries, vectors, 10, metric=faiss.METRIC_INNER_PRODUCT)
    recall = 0.0
    for rescored in _RESCORED:
        _, found = _through_codes(index, queries, 10, rescored)
        cosines = np.einsum("qd,qkd->qk", queries, vectors[found])
        recall = float(np.mean(cosines >= true[:, -1:] - 1e-6))
        if recall >= ENOUGH_RECALL:
            break
    return VectorCard(VectorKind.CODES, len(vectors), rescored, round(recall, 4))


def _sample(vectors: NDArray[np.float32], languages: NDArray[np.str_]) -> NDArray[np.float32]:
    """Queries to measure with, as many from each language: stored vectors moved by ``_NOISE`` in any direction, seeded."""
    random = np.random.default_rng(0)
    names = np.unique(languages)
    chosen = [random.choice(np.flatnonzero(languages == name), _QUERIES // len(names)) for name in names]
    stored = vectors[np.concatenate(chosen)] if chosen else vectors[:0]
    moved = stored + random.normal(scale=_NOISE / np.sqrt(max(vectors.shape[1], 1)), size=stored.shape)
    queries: NDArray[np.float32] = (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)
    return queries
