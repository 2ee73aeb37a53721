"""The vectors of an index, searched with FAISS; the only module that knows FAISS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexMismatch

Rows = NDArray[np.int64]
"""Row numbers of passages, in the order of the store."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest passages of one query, best first: rows and cosines of the same length."""

    rows: Rows
    cosines: NDArray[np.float32]


class VectorIndex:
    """Unit vectors under inner product, which is then the cosine; safe to search from several threads."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32], dimensions: int) -> VectorIndex:
        """An exact index of ``vectors``, shape ``(passages, dimensions)``; no passages is allowed."""
        index = faiss.IndexFlatIP(dimensions)
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Raises ``IndexMismatch`` when the file is missing or not a FAISS index."""
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_READ_ONLY))
        except RuntimeError as error:
            raise IndexMismatch(f"{path} cannot be read: build the index again with `passerelle index`") from error

    def save(self, path: Path) -> None:
        """Writes the index to ``path``."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def kind(self) -> str:
        """What the manifest calls this index."""
        return "flat-ip"

    def vectors(self, rows: Rows) -> NDArray[np.float32]:
        """The vectors of some rows, shape ``(rows, dimensions)``."""
        result: NDArray[np.float32] = (
            self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64)) if len(rows) else np.empty((0, self._index.d), dtype=np.float32)
        )
        return result

    def search(self, query: NDArray[np.float32], count: int, among: Rows | None = None) -> Neighbours:
        """The ``count`` nearest rows to one query vector, of all or exactly of those ``among`` which it may choose."""
        count = min(count, len(self) if among is None else len(among))
        if count == 0:
            return Neighbours(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        parameters = None if among is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64)))  # type: ignore[call-arg]  # its class takes fields by name at run time
        cosines, rows = self._index.search(query.reshape(1, -1).astype(np.float32), count, params=parameters)
        return Neighbours(rows[0].astype(np.int64), cosines[0])
