"""Numbers in English words: *one thousand two hundred*, *forty-five*, *two and a half million* is not among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.nouns import Span

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_HUNDRED, _TENS = 100, 20
_RUN = re.compile(rf"(?<![\w-])(?:{'|'.join(_SMALL)})(?:[\s-]+(?:and\s+)?(?:{'|'.join([*_SMALL, *_SCALES])}))*(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")


def read_english(written: str) -> int | None:
    """The value of a number in English words; None when the words are none.

    >>> [read_english(words) for words in ("one thousand two hundred", "forty-five", "twelve hundred", "three million and six", "two three")]
    [1200, 45, 1200, 3000006, None]
    """
    total = part = 0
    last = ""
    for word in (found for found in _WORD.findall(written.lower()) if found != "and"):
        if word in _SCALES:
            if not part:
                return None
            part *= _SCALES[word]
            if _SCALES[word] > _HUNDRED:
                total, part = total + part, 0
        elif word in _SMALL and _follows(part % _HUNDRED, _SMALL[word]):
            part += _SMALL[word]
        else:
            return None
        last = word
    return total + part if last else None


def _follows(tens: int, value: int) -> bool:
    """Whether a word of this value may stand behind what was read of the tens: none yet, or ones behind tens."""
    return tens == 0 or (tens >= _TENS and tens % 10 == 0 and 0 < value < 10)  # noqa: PLR2004 - ones


def find_english(line: str) -> Iterator[tuple[int, Span]]:
    """The numbers in English words of a line; *one* alone is more often no number than one.

    >>> [(value, span.start) for value, span in find_english("one of forty-five firms and two hundred")]
    [(45, 7), (200, 28)]
    """
    for match in _RUN.finditer(line):
        value = read_english(match.group())
        if value is not None and match.group().lower() != "one":
            yield value, Span(*match.span())
