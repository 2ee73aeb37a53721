"""An encoder that encodes each question once: what answers it and what counts its filters search with the same vector."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Encoder, ModelCard, Progress, Vectors, no_progress


class Remembering:
    """An ``Encoder`` for one request; two threads that ask for the same at once may both encode it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def card(self) -> ModelCard:
        """The model's name, revision and sizes."""
        return self._encoder.card

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """One row a text. Raises ``TextTooLong`` rather than cutting a text."""
        return self._encoder.encode_passages(texts, progress)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector, shape ``(dimensions,)``."""
        if text not in self._known:
            self._known[text] = self._encoder.encode_query(text)
        return self._known[text]

    def token_starts(self, text: str) -> list[int]:
        """The character offsets at which the tokens of a text begin."""
        return self._encoder.token_starts(text)
