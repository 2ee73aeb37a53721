"""Which of many words differ from one by a letter or two; the only module that knows RapidFuzz."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


class NearWords:
    """Words among which those near to another one are looked for.

    What makes one word of another is counted in letters dropped, added, replaced, or exchanged with the next (optimal string alignment).
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._of_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in words:
            self._of_length[len(word)].append(word)

    def near(self, word: str, most: int) -> dict[str, int]:
        """The words at most ``most`` letters away, each with how many.

        >>> NearWords(["fonds", "font", "monde"]).near("fnods", 1)
        {'fonds': 1}
        """
        found: dict[str, int] = {}
        for length in range(len(word) - most, len(word) + most + 1):
            matches = process.extract_iter(word, self._of_length.get(length, ()), scorer=OSA.distance, score_cutoff=most)
            found |= {other: int(distance) for other, distance, _ in matches}
        return found
