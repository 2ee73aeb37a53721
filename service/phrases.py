"""Phrases in quotation marks, which must stand in a passage as they were typed.

White space, capitals and forms of the apostrophe do not count; accents do when the phrase was typed with some. A phrase
stands between word boundaries and within one passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.folding import folded, has_accents, nfc
from corpus.nouns import Span

_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"]+)\"")
_MOST = 8
_SHORTEST = 2
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_EDGES = ".,;:!?… "


def quoted_phrases(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, each once, on one line and without the punctuation at its ends; at most eight.

    >>> quoted_phrases('aide « industries  de soutien » et "công nghiệp hỗ trợ".')
    ('industries de soutien', 'công nghiệp hỗ trợ')
    """
    found = (" ".join(next(filter(None, match.groups())).split()).strip(_EDGES) for match in _QUOTED.finditer(nfc(text)))
    return tuple(dict.fromkeys(phrase for phrase in found if len(phrase) >= _SHORTEST and any(letter.isalnum() for letter in phrase)))[:_MOST]


def quoted_spans(text: str) -> Iterator[Span]:
    """Where a text in its composed form quotes something, the marks included."""
    yield from (Span(*match.span()) for match in _QUOTED.finditer(text))


@lru_cache(maxsize=256)
def _pattern(phrase: str) -> tuple[bool, re.Pattern[str]]:
    """Whether accents count, and what to look for in a text on one line."""
    accented = has_accents(phrase)
    return accented, re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(_plain(phrase, accented=accented))}(?!\w|[.,]\d)")


def _plain(text: str, *, accented: bool) -> str:
    line = " ".join(text.translate(_APOSTROPHES).split())
    return line.lower() if accented else folded(line)


def holds(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text holds all of the phrases.

    >>> holds("Công  nghiệp hỗ trợ", ("công nghiệp hỗ trợ",)), holds("công nghiệp hồ trợ", ("công nghiệp hỗ trợ",))
    (True, False)
    """
    read: dict[bool, str] = {}
    for accented, pattern in map(_pattern, phrases):
        if accented not in read:
            read[accented] = _plain(text, accented=accented)
        if not pattern.search(read[accented]):
            return False
    return True
