"""txtai with hybrid search: its own vectors through torch, its own BM25, half and half, and the texts in its database."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.records import Record, Vectors

_PROMPTS = {"query": "query: ", "data": "passage: "}


class Txtai:
    """An embeddings database with ``hybrid`` and ``content`` on, everything else as txtai sets it."""

    def __init__(self, model: str) -> None:
        self._txtai: Any = importlib.import_module("txtai")  # lives in an environment of its own
        self._config = {"path": model, "hybrid": True, "content": True, "instructions": _PROMPTS, "gpu": False}
        self._embeddings: Any = None

    def versions(self) -> dict[str, str]:
        """The libraries that matter, with their versions."""
        return {name: version(name) for name in ("txtai", "torch", "faiss-cpu")}

    def index(self, records: Sequence[Record], vectors: Vectors | None, folder: Path) -> None:
        """Indexes and saves; vectors that were made before take the place of those that its model would make."""
        embeddings = self._txtai.Embeddings(self._config)
        if vectors is not None:
            embeddings.model.encode = _giving(vectors, embeddings.model.encode)
        embeddings.index([(position, record.whole, None) for position, record in enumerate(records)])
        embeddings.save(str(folder))
        self._embeddings = embeddings

    def open(self, folder: Path) -> None:
        """Loads what was saved."""
        self._embeddings = self._txtai.Embeddings()
        self._embeddings.load(str(folder))

    def search(self, query: str, count: int) -> list[int]:
        """The best texts by both."""
        return [int(hit["id"]) for hit in self._embeddings.search(query, count)]


def _giving(vectors: Vectors, encode: Any) -> Any:  # noqa: ANN401 - its types live in the other environment
    """Encodes queries as before, and gives the next of the prepared vectors for each passage, which txtai asks for in their order."""
    given = 0

    def prepared(data: list[str], category: str | None = None) -> Vectors:
        nonlocal given
        if category != "data":
            return np.asarray(encode(data, category), dtype=np.float32)
        given += len(data)
        return np.array(vectors[given - len(data) : given])

    return prepared
