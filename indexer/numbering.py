"""Which number comes next in a list of clauses: figures, letters of two alphabets, decimal numbers."""

from __future__ import annotations

import re

from corpus.clauses import LATIN_POINTS, VIETNAMESE_POINTS, Heading
from corpus.nouns import ClauseLevel

_LARGEST_GAP = 3
_NUMBERED = re.compile(r"(\d+)")


def sort_key(ordinal: str) -> tuple[tuple[int, str], ...]:
    """Orders ``5 < 5a < 6 < 6bis < 10`` and ``4.1 < 4.1.2 < 4.2``."""
    parts = (re.fullmatch(r"(\d*)(.*)", part) for part in ordinal.split("."))
    return tuple((int(part[1] or 0), part[2]) for part in parts if part)


def follows(heading: Heading, last: str | None) -> bool:
    """Whether the ordinal is the first of a list or the next after ``last``."""
    ordinal = heading.ordinal
    if heading.level is ClauseLevel.POINT:
        return ordinal == "a" if last is None else _follows_letter(ordinal, last)
    if heading.level is ClauseLevel.SUBCLAUSE:
        return ordinal.endswith(".1") if last is None else _follows_decimal(ordinal, last)
    if last is None:
        return ordinal == "1"
    number, last_number = _NUMBERED.match(ordinal), _NUMBERED.match(last)
    if number is None or last_number is None:
        return False
    step = int(number[1]) - int(last_number[1])
    return step == 1 or (step == 0 and sort_key(ordinal) > sort_key(last))


def is_lettered(ordinal: str) -> bool:
    """Whether the ordinal is a letter with a figure, as of what lies below a point in Vietnamese acts."""
    return ordinal[:1].isalpha() and ordinal[1:].isdigit()


def _follows_letter(ordinal: str, last: str) -> bool:
    """Whether a letter is the next one of either alphabet, or one that was put in between: ``e1`` after ``e``."""
    if ordinal[1:] or last[1:]:
        inserted = ordinal[0] == last[0] and int(ordinal[1:] or 0) == int(last[1:] or 0) + 1
        return inserted or (not ordinal[1:] and _follows_letter(ordinal, last[0]))
    return any(last in letters and letters[letters.index(last) + 1 :][:1] == ordinal for letters in (VIETNAMESE_POINTS, LATIN_POINTS))


def _follows_decimal(ordinal: str, last: str) -> bool:
    """Whether a decimal number is the next one: ``1.3`` or ``1.2.1`` after ``1.2``, ``2.1`` after ``1.9``."""
    if "." not in last:
        return False
    numbers, before = [int(part) for part in ordinal.split(".")], [int(part) for part in last.split(".")]
    shared = next((place for place, (number, other) in enumerate(zip(numbers, before, strict=False)) if number != other), min(len(numbers), len(before)))
    if shared == len(before):
        return all(number == 1 for number in numbers[shared:]) and len(numbers) > shared
    return shared < len(numbers) and 0 < numbers[shared] - before[shared] <= _LARGEST_GAP and all(number == 1 for number in numbers[shared + 1 :])


def leaps(heading: Heading, last: str | None) -> bool:
    """Whether the ordinal comes a little later in the list, as where an excerpt leaves clauses out."""
    if heading.level is ClauseLevel.POINT:
        before = VIETNAMESE_POINTS.find(last) if last else -1
        return 0 < VIETNAMESE_POINTS.find(heading.ordinal) - before <= _LARGEST_GAP
    number = _NUMBERED.match(heading.ordinal)
    last_number = _NUMBERED.match(last or "0")
    return bool(number and last_number and 0 < int(number[1]) - int(last_number[1]) <= _LARGEST_GAP)
