"""The plain script that many begin with: sentence-transformers, a flat FAISS index, and the texts in a JSON file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from benchmarks.peers.records import Record, Vectors

BATCH_SIZE = 32


class Plain:
    """Embeds with torch in fp32 and compares with every vector."""

    def __init__(self, model: str) -> None:
        self._model = SentenceTransformer(model, device="cpu")
        self._index: faiss.Index | None = None
        self._texts: list[str] = []

    def versions(self) -> dict[str, str]:
        """The libraries that matter, with their versions."""
        return {name: version(name) for name in ("sentence-transformers", "torch", "faiss-cpu")}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, one a row."""
        return np.asarray(
            self._model.encode(list(texts), prompt_name="passage", batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32
        )

    def encode_query(self, query: str) -> Vectors:
        """The unit vector of a query, shape ``(1, dimensions)``."""
        return np.asarray(self._model.encode([query], prompt_name="query", normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)

    def index(self, records: Sequence[Record], vectors: Vectors | None, folder: Path) -> None:
        """Writes the vectors and the texts."""
        texts = [record.whole for record in records]
        made = self.encode(texts) if vectors is None else vectors
        index = faiss.IndexFlatIP(made.shape[1])
        index.add(np.ascontiguousarray(made))
        faiss.write_index(index, str(folder / "index.faiss"))
        (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        self._index, self._texts = index, texts

    def open(self, folder: Path) -> None:
        """Reads the vectors and the texts."""
        self._index = faiss.read_index(str(folder / "index.faiss"))
        self._texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))

    def search(self, query: str, count: int) -> list[int]:
        """The nearest texts."""
        if self._index is None:
            raise RuntimeError("nothing is indexed yet")
        _, rows = self._index.search(self.encode_query(query), min(count, len(self._texts)))
        return [int(row) for row in rows[0]]
