"""What answers are made with: the encoder and the current generation, exchanged while requests go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.background import background_texts
from corpus.folding import has_accents
from corpus.nouns import Authority, Document, Kind, Language
from indexer.encoder import Encoder
from indexer.errors import IndexMismatch, IndexMissing
from indexer.generation import Generation, current_name, open_generation
from indexer.lexical import language_of_fields
from indexer.vectors import Rows
from service.errors import NotReady
from service.questions import Question

_LOOKED_AT_EVERY_SECONDS = 1.0
_BACKGROUND = 400
"""Passages of a language that tell how near to a question any passage of it is."""
_STEADY = 100
"""With fewer passages ordinary sentences are added to them: of a handful on one matter none would stand out."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents a search is limited to; a field that is None limits nothing."""

    language: Language | None = None
    kind: Kind | None = None
    authority: Authority | None = None
    year: int | None = None
    document_ids: frozenset[str] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is limited."""
        return self == Filters()

    def admits(self, document: Document) -> bool:
        """Whether the document passes."""
        return (
            (self.language is None or document.language is self.language)
            and (self.kind is None or document.kind is self.kind)
            and (self.authority is None or document.kind.authority is self.authority)
            and (self.year is None or (document.date is not None and document.date.year == self.year))
            and (self.document_ids is None or document.id in self.document_ids)
        )


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """The passages of one language: their rows, and the vectors of a sample of them, shape ``(sample, dimensions)``."""

    language: Language
    rows: Rows
    background: NDArray[np.float32]


class Snapshot:
    """One generation with what searches need of it in memory; requests keep the one they began with."""

    def __init__(self, generation: Generation, encoder: Encoder | None = None) -> None:
        """``encoder`` makes small parts fit to be searched; lookups need none."""
        self.generation = generation
        self._encoder = encoder
        self.documents = tuple(stored.document for stored in generation.store.documents)
        positions = {document.id: position for position, document in enumerate(self.documents)}
        places = generation.store.row_places()
        self._row_documents: NDArray[np.int32] = np.array([positions[document_id] for document_id, _ in places], dtype=np.int32)
        languages = np.array([str(language_of_fields(language)) for _, language in places])
        self.languages = {name: self._part(Language(name), np.flatnonzero(languages == name).astype(np.int64)) for name in sorted(set(languages.tolist()))}

    def _part(self, language: Language, rows: Rows) -> LanguagePart:
        chosen = np.sort(np.random.default_rng(0).choice(rows, min(_BACKGROUND, len(rows)), replace=False))
        background = self.generation.vectors.vectors(chosen)
        if len(rows) < _STEADY and self._encoder is not None:
            ordinary = self._encoder.encode_passages(background_texts()[language])
            background = np.concatenate([background, ordinary])
        return LanguagePart(language, rows, background)

    @property
    def name(self) -> str:
        """The name of the generation."""
        return self.generation.manifest.name

    def document_of(self, row: int) -> Document:
        """The document of a passage's row."""
        return self.documents[int(self._row_documents[row])]

    def reading(self, question: Question) -> str:
        """The question's text as it is meant: Vietnamese that was typed without accents gets them back."""
        if question.language is Language.VIETNAMESE and not has_accents(question.text):
            return self.generation.accents.restored(question.text)
        return question.text

    def rows(self, filters: Filters) -> Rows | None:
        """The rows of the documents that pass; None when nothing is limited."""
        if filters.empty:
            return None
        admitted = np.array([filters.admits(document) for document in self.documents], dtype=bool)
        rows: Rows = np.flatnonzero(admitted[self._row_documents]).astype(np.int64)
        return rows


class Engine:
    """Holds the encoder and always the latest generation of one index."""

    def __init__(self, index: Path, encoder: Encoder, clock: Callable[[], float] = time.monotonic) -> None:
        self.index = index
        self.encoder = encoder
        self._clock = clock
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._looked_at = -_LOOKED_AT_EVERY_SECONDS

    def snapshot(self) -> Snapshot:
        """The generation that ``CURRENT`` names, looked up at most once a second.

        Raises ``NotReady`` when there is none that can be read; a generation that is already open goes on
        being served when its successor cannot be read.
        """
        now = self._clock()
        if self._snapshot is None or now - self._looked_at >= _LOOKED_AT_EVERY_SECONDS:
            with self._lock:
                if self._snapshot is None or now - self._looked_at >= _LOOKED_AT_EVERY_SECONDS:
                    self._looked_at = now
                    self._refresh()
        if self._snapshot is None:
            raise NotReady(f"there is no index in {self.index.resolve()}: build one with `passerelle index FOLDER --index {self.index}`")
        return self._snapshot

    def _refresh(self) -> None:
        name = current_name(self.index)
        if name is None or (self._snapshot and self._snapshot.name == name):
            return
        try:
            self._snapshot = Snapshot(open_generation(self.index / name, self.encoder.card), self.encoder)
        except (IndexMissing, IndexMismatch) as error:
            if self._snapshot is None:
                raise NotReady(str(error)) from error
