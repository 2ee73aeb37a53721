"""What answers are made with: the encoder and the current generation, exchanged while requests go on."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.background import background_texts
from corpus.folding import has_accents
from corpus.nouns import Document, Language
from indexer.encoder import Encoder
from indexer.errors import IndexMismatch, IndexMissing
from indexer.generation import Generation, current_name, open_generation
from indexer.vectors import Rows
from service.corrections import Reader
from service.dimensions import Dimension
from service.errors import NotReady
from service.filters import Filters
from service.inforce import today
from service.questions import Question
from service.reranking import Reranker
from service.traits import Traits

_LOOKED_AT_EVERY_SECONDS = 1.0
_FILTERS_KEPT = 16
_BACKGROUND = 400
"""Passages of a language that tell how near to a question any passage of it is."""
_STEADY = 100
"""With fewer passages ordinary sentences are added to them: of a handful on one matter none would stand out."""


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """The passages of one language: their rows, and the vectors of a sample of them, shape ``(sample, dimensions)``."""

    language: Language
    rows: Rows
    background: NDArray[np.float32]


class Snapshot:
    """One generation with what searches need of it in memory; requests keep the one they began with."""

    def __init__(self, generation: Generation, encoder: Encoder | None = None, reranker: Reranker | None = None) -> None:
        """``encoder`` makes small parts fit to be searched; lookups need none. ``reranker`` judges what is found again."""
        self.generation = generation
        self.traits = Traits(generation.store)
        self._rows = lru_cache(maxsize=_FILTERS_KEPT)(self._read_rows)
        self.reranker = reranker
        self._encoder = encoder
        self._reader = Reader(generation.words, generation.accents)
        self.documents = tuple(stored.document for stored in generation.store.documents)
        self._row_documents: NDArray[np.int32] = np.repeat(np.arange(len(self.documents), dtype=np.int32), generation.store.passage_counts())
        self.languages = {str(language): self._part(language, generation.vectors.rows(language)) for language in generation.vectors.languages}

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

    def meant(self, question: Question) -> Question:
        """The question as it was meant where it was misspelt, by the words of the collection; reading it again changes nothing."""
        return self._reader.read(question)

    def opens_document(self, row: int) -> bool:
        """Whether a passage is the first of its document."""
        return row == 0 or bool(self._row_documents[row] != self._row_documents[row - 1])

    def reading(self, question: Question) -> str:
        """The question's text as it is meant: Vietnamese that was typed without accents gets them back."""
        if question.language is Language.VIETNAMESE and not has_accents(question.text):
            return self.generation.accents.restored(question.text)
        return question.text

    def rows(self, filters: Filters) -> Rows | None:
        """The rows of the documents that pass, of these what is in force where that is asked for; None when nothing is limited."""
        return None if filters.empty else self._rows(filters, today())

    def _read_rows(self, filters: Filters, _day: dt.date) -> Rows:
        """Looked up once for the same filters on the same day."""
        of_documents = filters.without(Dimension.IN_FORCE)
        admitted = np.array([of_documents.admits(document, self.traits) for document in self.documents], dtype=bool)
        rows: Rows = np.flatnonzero(admitted[self._row_documents]).astype(np.int64)
        return rows if filters.in_force is None else rows[self.traits.rows_in_force(filters.as_of)[rows] == filters.in_force]


class Engine:
    """Holds the encoder and always the latest generation of one index."""

    def __init__(self, index: Path, encoder: Encoder, clock: Callable[[], float] = time.monotonic, reranker: Reranker | None = None) -> None:
        self.index = index
        self.encoder = encoder
        self._reranker = reranker
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

    def renewed(self) -> Snapshot:
        """The generation that ``CURRENT`` names now, for who has just had one made; the errors are those of ``snapshot``."""
        with self._lock:
            self._looked_at = self._clock()
            self._refresh()
        return self.snapshot()

    def _refresh(self) -> None:
        name = current_name(self.index)
        if name is None or (self._snapshot and self._snapshot.name == name):
            return
        try:
            self._snapshot = Snapshot(open_generation(self.index / name, self.encoder.card), self.encoder, self._reranker)
        except (IndexMissing, IndexMismatch) as error:
            if self._snapshot is None:
                raise NotReady(str(error)) from error
