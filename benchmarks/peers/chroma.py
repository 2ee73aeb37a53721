"""ChromaDB, a persistent collection with its default graph index, given the vectors of sentence-transformers as its users do."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.peers.plain import Plain
from benchmarks.peers.records import Record, Vectors

_COLLECTION = "passages"


class Chroma:
    """Embeds with torch in fp32; Chroma finds the nearest."""

    def __init__(self, model: str) -> None:
        self._chroma: Any = importlib.import_module("chromadb")  # lives in an environment of its own
        self._plain = Plain(model)
        self._collection: Any = None

    def versions(self) -> dict[str, str]:
        """The libraries that matter, with their versions."""
        return {name: version(name) for name in ("chromadb", "sentence-transformers", "torch")}

    def index(self, records: Sequence[Record], vectors: Vectors | None, folder: Path) -> None:
        """Adds the texts and their vectors to a new collection, in the largest batches that are allowed."""
        client = self._client(folder)
        self._collection = client.create_collection(_COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
        texts = [record.whole for record in records]
        made = self._plain.encode(texts) if vectors is None else vectors
        step = client.get_max_batch_size()
        for start in range(0, len(texts), step):
            ids = [str(position) for position in range(start, min(start + step, len(texts)))]
            self._collection.add(ids=ids, documents=texts[start : start + step], embeddings=made[start : start + step])

    def open(self, folder: Path) -> None:
        """Opens the collection."""
        self._collection = self._client(folder).get_collection(_COLLECTION, embedding_function=None)

    def search(self, query: str, count: int) -> list[int]:
        """The nearest texts; documents, metadata and distances come with them, as is the default."""
        found = self._collection.query(query_embeddings=self._plain.encode_query(query), n_results=count)
        return [int(name) for name in found["ids"][0]]

    def _client(self, folder: Path) -> Any:  # noqa: ANN401 - its types live in the other environment
        return self._chroma.PersistentClient(str(folder), settings=self._chroma.Settings(anonymized_telemetry=False))
