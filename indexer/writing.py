"""Writes the files of one generation: passages and their vectors, words, accents, and the manifest that says what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from corpus.nouns import Language
from indexer.accents import AccentCounter
from indexer.encoder import Encoder, Vectors, no_progress
from indexer.extraction import EXTRACTION_VERSION, Extraction, embedded_text, headings_of
from indexer.generation import ACCENTS, LEXICAL, STORE, VECTORS, WORDS, Manifest
from indexer.lexical import Analysis, LexicalWriter, language_of_fields
from indexer.passages import language_of_unit, units
from indexer.storing import StoreWriter
from indexer.terms import terms
from indexer.vectors import VectorIndex
from indexer.vocabulary import WordCounter

_LIBRARIES = ("passerelle", "faiss-cpu", "pypdf", "openvino", "sentence-transformers")


class GenerationWriter:
    """Writes the files of one generation into a folder; ``fresh`` counts the passages that were or will be encoded for it."""

    def __init__(self, folder: Path, encoder: Encoder, analysis: Analysis = terms) -> None:
        self._folder = folder
        self._encoder = encoder
        self._store = StoreWriter(folder / STORE)
        self._lexical = LexicalWriter(folder / LEXICAL, analysis)
        self._accents = AccentCounter()
        self._words = WordCounter()
        self._vectors: list[Vectors] = []
        self._languages: list[Language] = []
        self._waiting: list[tuple[int, list[str]]] = []
        self._documents = 0
        self.fresh = 0

    def add(self, extraction: Extraction, source: str, entry_digest: str = "", vectors: Vectors | None = None) -> None:
        """Adds a document; without ``vectors``, shape ``(passages, dimensions)``, its passages are encoded by ``encode``."""
        rows = self._store.add(extraction, source, entry_digest)
        if extraction.document.language is Language.VIETNAMESE:
            self._accents.add(extraction.text)
        else:
            self._words.add(extraction.text)
        for unit in units(extraction.passages):
            text = extraction.text[unit[0].span.start : unit[-1].span.end]
            self._lexical.add(range(rows.start, rows.start + len(unit)), language_of_unit(unit), text, headings_of(extraction.document, unit[0]))
            rows = rows[len(unit) :]
        self._documents += 1
        self._languages += (language_of_fields(passage.language) for passage in extraction.passages)
        if vectors is None:
            vectors = np.empty((0, self._encoder.card.dimensions), dtype=np.float32)
            self._waiting.append((len(self._vectors), [embedded_text(extraction.document, passage) for passage in extraction.passages]))
            self.fresh += len(extraction.passages)
        self._vectors.append(vectors)

    def token_starts(self, text: str) -> list[int]:
        """Where the tokens of a text begin for the encoder of this generation."""
        return self._encoder.token_starts(text)

    @property
    def pending(self) -> int:
        """How many passages wait to be encoded."""
        return sum(len(texts) for _, texts in self._waiting)

    def encode(self, progress: Callable[[int], None] = no_progress) -> None:
        """Encodes the passages that wait, in the places that their documents have."""
        if self.pending:
            vectors = self._encoder.encode_passages([text for _, texts in self._waiting for text in texts], progress)
            for place, texts in self._waiting:
                self._vectors[place], vectors = vectors[: len(texts)], vectors[len(texts) :]
        self._waiting = []

    def finish(self, roots: tuple[Path, ...], failed: dict[str, str]) -> Manifest:
        """Writes what is left and gives the manifest, which ``publish`` takes."""
        self.encode()
        self._store.close()
        self._lexical.close()
        self._accents.save(self._folder / ACCENTS)
        self._words.save(self._folder / WORDS)
        dimensions = self._encoder.card.dimensions
        vectors = np.concatenate(self._vectors) if self._vectors else np.empty((0, dimensions), dtype=np.float32)
        self._vectors = []
        index = VectorIndex.build(vectors, self._languages, dimensions)
        index.save(self._folder / VECTORS)
        return Manifest(
            name=self._folder.name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self._encoder.card,
            documents=self._documents,
            passages=self._store.passages,
            units=self._lexical.units,
            vectors=index.cards,
            roots=tuple(str(root) for root in roots),
            failed=failed,
            extraction_version=EXTRACTION_VERSION,
            versions={name: version(name) for name in _LIBRARIES},
            digests={str(path.relative_to(self._folder)): _digest(path) for path in (self._folder / STORE, *sorted((self._folder / VECTORS).glob("*.faiss")))},
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
