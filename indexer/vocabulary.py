"""The words of French and English texts with how often each stands in them: what a misspelt question is read with.

The words of Vietnamese texts are counted for accents already (``accents.py``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from corpus.folding import folded, has_accents

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 200_000
"""A collection with more, most of them once and ill recognised, keeps the commonest."""


class WordCounter:
    """Counts words in lower case; elisions and hyphens part them.

    Capitals are often printed without accents: a word in capitals counts for the word with accents where the texts hold one.
    """

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._capitals: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Counts one text."""
        for word in _WORD.findall(text):
            (self._capitals if word.isupper() and len(word) > 1 else self._words)[word.lower()] += 1

    def counts(self) -> dict[str, int]:
        """The commonest words, in the order of their counts."""
        words = self._words.copy()
        accented: dict[str, str] = {}
        for word, _ in words.most_common():
            if has_accents(word):
                accented.setdefault(folded(word), word)
        for word, count in self._capitals.items():
            words[word if word in words else accented.get(word, word)] += count
        return dict(words.most_common(_MOST_WORDS))

    def save(self, path: Path) -> None:
        """Writes the counts as JSON."""
        path.write_text(json.dumps(self.counts(), ensure_ascii=False), encoding="utf-8")


def load_words(path: Path) -> dict[str, int]:
    """The counts that were saved. Raises ``OSError`` or ``ValueError`` when the file cannot be read."""
    counts: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return counts
