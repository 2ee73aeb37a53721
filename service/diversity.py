"""Keeps one text from filling a list of hits: passages that say the same are told apart, passages of one document give way to others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from functools import lru_cache

PER_DOCUMENT = 3
"""Passages of one document that come before others of similar score."""
GIVING_WAY = 0.1
"""What each further passage of a document gives way by, as a share of what lies between the best score and the fiftieth."""
_FIFTIETH = 49
_SHINGLE = 3
_ALIKE = 0.85
"""Texts are copies when they have at least this share of all their shingles in common (Broder 1997), and the same figures in the same order."""
_FEWEST_WORDS = 8
"""Shorter texts, such as *Điều 3. Tổ chức thực hiện*, are alike in many documents and say nothing apart from them."""
_WORD = re.compile(r"\w+")


def spread(scores: Sequence[float], documents: Sequence[Hashable], per_document: int | None = PER_DOCUMENT) -> list[int]:
    """The positions of hits, whose scores fall, in the order in which they are shown; None lets a document have any number of passages."""
    if per_document is None or not scores:
        return list(range(len(scores)))
    step = GIVING_WAY * (scores[0] - scores[min(_FIFTIETH, len(scores) - 1)])
    seen: Counter[Hashable] = Counter()
    lowered = []
    for score, document in zip(scores, documents, strict=True):
        lowered.append(score - step * max(0, seen[document] - per_document + 1))
        seen[document] += 1
    return sorted(range(len(scores)), key=lambda position: -lowered[position])


def copies(texts: Sequence[str], languages: Sequence[Hashable]) -> list[int]:
    """For each text the position of the first one that says the same in the same language; its own where none before it does."""
    kept: defaultdict[Hashable, list[int]] = defaultdict(list)
    found = []
    for position, (text, language) in enumerate(zip(texts, languages, strict=True)):
        figures, shingles = _signature(text)
        alike = kept[language, figures]
        first = next((other for other in alike if _resembles(shingles, _signature(texts[other])[1])), position) if shingles else position
        if first == position and shingles:
            alike.append(position)
        found.append(first)
    return found


@lru_cache(maxsize=4096)
def _signature(text: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """The figures of a text in order, and its shingles of three words, hashed; none of a short text."""
    words = _WORD.findall(text.lower())
    figures = tuple(word for word in words if word.isdecimal())
    if len(words) < _FEWEST_WORDS:
        return figures, frozenset()
    return figures, frozenset(hash(tuple(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1))


def _resembles(one: frozenset[int], other: frozenset[int]) -> bool:
    if min(len(one), len(other)) < _ALIKE * max(len(one), len(other)):
        return False
    return len(one & other) >= _ALIKE * len(one | other)
