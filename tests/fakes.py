"""Small stand-ins with the contracts of the real things; ``tests/test_fakes.py`` tests them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import ModelCard, Progress, TextTooLong, Vectors, no_progress

_WORD = re.compile(r"\w+|[^\w\s]")


def word_starts(text: str) -> list[int]:
    """Token starts of a tokenizer for which each word and each sign is one token."""
    return [match.start() for match in _WORD.finditer(text)]


class FakeEncoder:
    """Encodes a text as the unit vector of the counts of its words, each counted at a place that its digest chooses.

    Texts with the same words are equal, texts without a common word are about orthogonal. ``encoded`` holds
    every passage that was encoded, in order, and so says what a build did not take over.
    """

    def __init__(self, name: str = "fake", *, dimensions: int = 256, max_tokens: int = 512) -> None:
        self.card = ModelCard(name, "1", dimensions, max_tokens)
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """One row a text. Raises ``TextTooLong`` rather than cutting a text."""
        for text in texts:
            if (count := len(word_starts(text))) > self.card.max_tokens:
                raise TextTooLong(f"{count} tokens, at most {self.card.max_tokens}: {text[:60]!r}…")
        self.encoded += texts
        progress(len(texts))
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, self.card.dimensions), dtype=np.float32)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector, shape ``(dimensions,)``."""
        return self._vector(text)

    def token_starts(self, text: str) -> list[int]:
        """Where words and signs begin."""
        return word_starts(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.card.dimensions, dtype=np.float32)
        for word in _WORD.findall(text.lower()):
            place = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")
            vector[place % self.card.dimensions] += 1
        if not vector.any():
            vector[0] = 1
        result: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return result
