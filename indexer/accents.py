"""Puts accents on Vietnamese that was typed without: the likeliest reading by the syllables and pairs of the index itself.

A bigram model over the texts that are searched: of the accented readings of each typed syllable the sequence
is taken that maximises the product of pair probabilities, smoothed with those of single syllables (Viterbi).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from corpus.folding import folded

_SYLLABLE = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[^\w\s]|\n")
_PAIR_WEIGHT = 0.85
"""How much a pair counts beside its second syllable alone."""
_MOST_PAIRS = 200_000


class AccentCounter:
    """Counts syllables and pairs of neighbours in Vietnamese texts."""

    def __init__(self) -> None:
        self._syllables: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()

    def add(self, text: str) -> None:
        """Counts one text."""
        for phrase in _BREAK.split(text.lower()):
            syllables = _SYLLABLE.findall(phrase)
            self._syllables.update(syllables)
            self._pairs.update(pairwise(syllables))

    def save(self, path: Path) -> None:
        """Writes the counts as JSON, of pairs the commonest."""
        pairs = [[first, second, count] for (first, second), count in self._pairs.most_common(_MOST_PAIRS)]
        path.write_text(json.dumps({"syllables": self._syllables, "pairs": pairs}, ensure_ascii=False), encoding="utf-8")


class Accents:
    """Restores accents by the counts of one index."""

    def __init__(self, syllables: dict[str, int], pairs: Iterable[tuple[str, str, int]]) -> None:
        self._counts = syllables
        self._total = sum(syllables.values()) or 1
        self._pairs = {(first, second): count for first, second, count in pairs}
        self._readings: dict[str, list[str]] = defaultdict(list)
        for syllable in syllables:
            self._readings[folded(syllable)].append(syllable)

    @classmethod
    def load(cls, path: Path) -> Accents:
        """Raises ``OSError`` or ``ValueError`` when the file cannot be read."""
        counts = json.loads(path.read_text(encoding="utf-8"))
        return cls(counts["syllables"], counts["pairs"])

    @property
    def syllables(self) -> Mapping[str, int]:
        """How often each syllable stands in the texts."""
        return self._counts

    def pairs(self, first: str, second: str) -> int:
        """How often the second syllable follows the first; 0 for a pair that is seldom or never seen."""
        return self._pairs.get((first, second), 0)

    def readings(self, plain: str) -> Sequence[str]:
        """The syllables with accents that a syllable typed without may stand for."""
        return self._readings.get(plain, ())

    def restored(self, text: str) -> str:
        """The text with accents on its syllables; those that have some, and words that no text holds, stay as they are.

        >>> Accents({"hỗ": 9, "trợ": 9, "hồ": 3, "sơ": 3}, [("hỗ", "trợ", 9), ("hồ", "sơ", 3)]).restored("ho tro, Ho so")
        'hỗ trợ, Hồ sơ'
        """
        matches = list(_SYLLABLE.finditer(text))
        if not matches:
            return text
        chosen = self._likeliest([match.group().lower() for match in matches])
        pieces, at = [], 0
        for match, syllable in zip(matches, chosen, strict=True):
            written = match.group()
            pieces += [text[at : match.start()], _in_case_of(written, syllable)]
            at = match.end()
        return "".join([*pieces, text[at:]])

    def _likeliest(self, typed: list[str]) -> list[str]:
        """Viterbi over the readings of each syllable."""
        best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for syllable in typed:
            readings = [syllable] if folded(syllable) != syllable else self._readings.get(syllable, [syllable])
            best = {
                reading: max(
                    ((score + self._log_probability(before, reading), [*path, reading]) for before, (score, path) in best.items()), key=lambda item: item[0]
                )
                for reading in readings
            }
        return max(best.values(), key=lambda item: item[0])[1]

    def _log_probability(self, before: str, reading: str) -> float:
        alone = (self._counts.get(reading, 0) + 0.5) / self._total
        together = self._pairs.get((before, reading), 0) / self._counts[before] if self._counts.get(before) else 0.0
        return math.log(_PAIR_WEIGHT * together + (1 - _PAIR_WEIGHT) * alone)


def _in_case_of(written: str, syllable: str) -> str:
    if folded(syllable) == syllable:  # nothing was restored
        return written
    if written.isupper() and len(written) > 1:
        return syllable.upper()
    return syllable.capitalize() if written[0].isupper() else syllable
