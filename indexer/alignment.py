"""Finds one text in another that holds the same words in another order, spelling or company: a document's text in the characters of its page.

The two are compared by their letters alone (``compared``): spaces, hyphens, accents and ligatures are where readers
of PDF files differ. What stands in one of them only (running heads, marks of footnotes) stays without a partner.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import groupby

from corpus.folding import folded
from corpus.legacy import LegacyEncoding, convert

_SIZES = (32, 16, 8, 5)
"""Letters that must be the same, and stand once in what is left of either text, for a place to be found; longest first."""
_MOST_REPEATED = 200
"""Of a run that stands in a page again and again, such as a row of dots."""
_REACH = 40
"""Letters of others that may stand between, where a gap is compared letter by letter."""
_BY_CHANCE = 14
"""Letters in which two lines that are not the same may begin or end alike."""
_NEARBY = 2_000
"""Letters within which a gap looks for its place; the shorter the gap, the nearer it must be."""
_LARGEST_TABLE = 40_000
"""Pairs of letters that are compared for one gap."""
_SAMPLE = 8
_ENOUGH = 0.5
"""Share of the samples of a text that its page holds as it is, unless the page is in an encoding of before Unicode."""
_DROPPED = frozenset({"Mn", "Mc", "Me", "Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Sk", "Lm", "Pd"})

NOWHERE = -1


@cache
def compared(character: str) -> str:
    """What is compared of a character: its letters without accents, none for white space, hyphens and accents that stand alone.

    >>> compared("ế"), compared("ﬁ"), compared("Đ"), compared("-"), compared("%")
    ('e', 'fi', 'd', '', '%')
    """
    return "".join(letter for letter in folded(unicodedata.normalize("NFKC", character)) if unicodedata.category(letter) not in _DROPPED)


@dataclass(frozen=True)
class Letters:
    """The letters of a text that are compared; ``places[n]`` is the number of the character that letter ``n`` comes from."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, characters: Sequence[str]) -> Letters:
        """The letters of characters, each of which may also be a string of several or of none."""
        pairs = [(letter, place) for place, character in enumerate(characters) for letter in compared(character)]
        return cls("".join(letter for letter, _ in pairs), tuple(place for _, place in pairs))

    @cached_property
    def samples(self) -> frozenset[str]:
        """All runs of a few letters."""
        return frozenset(self.text[at : at + _SAMPLE] for at in range(len(self.text) - _SAMPLE + 1))


def partners(text: str, characters: Sequence[str]) -> list[int]:
    """For each character of ``text`` the number of its partner in ``characters``, or ``NOWHERE``.

    White space has none.
    """
    wanted = Letters.of(text)
    given = _in_unicode(wanted, Letters.of(characters), characters)
    found = [NOWHERE] * len(text)
    for place, partner in zip(wanted.places, _Matching(wanted, given, text).run(), strict=True):
        if partner != NOWHERE and found[place] == NOWHERE:
            found[place] = given.places[partner]
    _pair_dashes(text, characters, found)
    return found


def _pair_dashes(text: str, characters: Sequence[str], found: list[int]) -> None:
    """Dashes, which are not compared, belong to the one before the letter that follows them."""
    for at in range(len(text) - 2, -1, -1):
        if unicodedata.category(text[at]) != "Pd":
            continue
        follower = next((found[there] for there in range(at + 1, len(text)) if not text[there].isspace()), NOWHERE)
        other = next((there for there in range(follower - 1, -1, -1) if not characters[there].isspace()), NOWHERE)
        if other != NOWHERE and unicodedata.category(characters[other]) == "Pd":
            found[at] = other


def _in_unicode(wanted: Letters, given: Letters, characters: Sequence[str]) -> Letters:
    """The letters of the page in the encoding in which they are most like the text."""
    if not wanted.samples or _likeness(wanted, given) >= _ENOUGH:
        return given
    forms = [given, *(Letters.of(_converted(characters, encoding)) for encoding in LegacyEncoding)]
    return max(forms, key=lambda form: _likeness(wanted, form))


def _likeness(wanted: Letters, given: Letters) -> float:
    return len(wanted.samples & given.samples) / len(wanted.samples)


def _converted(characters: Sequence[str], encoding: LegacyEncoding) -> list[str]:
    """Each character in Unicode; a mark that makes one letter with the character before it is empty, that letter standing before."""
    converted: list[str] = []
    for character in characters:
        before = characters[len(converted) - 1] if converted else ""
        if before and converted[-1] and len(pair := convert(before + character, encoding)) == 1:
            converted[-1:] = [pair, ""]
        else:
            converted.append(convert(character, encoding))
    return converted


class _Matching:
    """Pairs the letters of two texts: first long runs that both have once, wherever they stand, then what lies between and beside such runs."""

    def __init__(self, wanted: Letters, given: Letters, text: str) -> None:
        self._a, self._b = wanted.text, given.text
        self._partner = [NOWHERE] * len(self._a)
        self._taken = bytearray(len(self._b))
        edges = {0, len(self._a)}
        self._words = edges | {at for at, place in enumerate(wanted.places) if place and text[place - 1].isspace()}
        self._lines = edges | {at for at, place in enumerate(wanted.places) if place and text[place - 1] == "\n"}

    def run(self) -> list[int]:
        """The number of the partner of each letter of the first text, or ``NOWHERE``."""
        for size in _SIZES:
            for start, other in self._anchors(size, most=1):
                self._extend(start, other, size)
        for start, other in self._anchors(_SAMPLE, most=_MOST_REPEATED):
            self._extend(start, other, _SAMPLE)
        for fill in (self._fill_between, self._fill_nearby):
            for start, end in self._gaps():
                fill(start, end)
        return self._partner

    def _anchors(self, size: int, most: int) -> Iterator[tuple[int, int]]:
        """Runs of unpaired letters that stand equally often in either text, at most ``most`` times: the first is paired with the first."""
        there = _runs(self._b, [bool(taken) for taken in self._taken], size)
        here = _runs(self._a, [partner != NOWHERE for partner in self._partner], size) if there else {}
        for run, starts in here.items():
            others = there.get(run, [])
            if len(starts) == len(others) <= most:
                yield from zip(starts, others, strict=True)

    def _extend(self, start: int, other: int, size: int) -> None:
        """Pairs the run and what is equal on both sides of it, as far as whole words go."""
        shift = other - start
        if not all(self._free(at, at + shift) for at in range(start, start + size)):
            return
        first, last = start, start + size
        while first > 0 and self._free(first - 1, first - 1 + shift):
            first -= 1
        while last < len(self._a) and self._free(last, last + shift):
            last += 1
        first, last = self._first_border(range(first, start + 1)), self._first_border(range(last, start + size - 1, -1))
        for at in range(first, last):
            self._pair(at, at + shift)

    def _first_border(self, places: range) -> int:
        """The first place where a line or a word ends, as it should where two texts part; else the last place.

        Letters that are equal just beyond the end of a line are so by chance: what follows begins with the same word.
        """
        near = places[:_BY_CHANCE]
        return next((at for borders, among in ((self._lines, near), (self._words, places)) for at in among if at in borders), places[-1])

    def _free(self, at: int, other: int) -> bool:
        return 0 <= other < len(self._b) and self._partner[at] == NOWHERE and not self._taken[other] and self._a[at] == self._b[other]

    def _pair(self, at: int, other: int) -> None:
        self._partner[at] = other
        self._taken[other] = 1

    def _gaps(self) -> list[tuple[int, int]]:
        """The ranges of letters without a partner."""
        paired = groupby(range(len(self._a)), key=lambda at: self._partner[at] != NOWHERE)
        ranges = [list(letters) for is_paired, letters in paired if not is_paired]
        return [(letters[0], letters[-1] + 1) for letters in ranges]

    def _fill_between(self, start: int, end: int) -> None:
        """Pairs a gap with what lies between the partners of its neighbours, or beside one of them where the two are apart."""
        before = self._partner[start - 1] + 1 if start else 0
        after = self._partner[end] if end < len(self._a) else len(self._b)
        if before <= after <= before + 2 * (end - start) + _REACH:
            self._pair_in_order(start, end, before, after)
        else:
            self._pair_in_order(start, end, before, min(before + end - start + _REACH, len(self._b)))
            self._pair_in_order(start, end, max(after - (end - start) - _REACH, 0), after)

    def _pair_in_order(self, start: int, end: int, low: int, high: int) -> None:
        """Pairs what is equal, and what differs by as many letters on either side, in one order."""
        if (end - start) * (high - low) > _LARGEST_TABLE:
            return
        matcher = SequenceMatcher(None, self._a[start:end], self._b[low:high], autojunk=False)
        for kind, first, last, other_first, other_last in matcher.get_opcodes():
            if kind == "equal" or (kind == "replace" and last - first == other_last - other_first):
                for at, other in zip(range(start + first, start + last), range(low + other_first, low + other_last), strict=True):
                    if self._partner[at] == NOWHERE and not self._taken[other]:
                        self._pair(at, other)

    def _fill_nearby(self, start: int, end: int) -> None:
        """Pairs a gap with the nearest place of the same letters that is free: the page has them a little out of order."""
        expected = self._partner[start - 1] + 1 if start else 0
        letters = self._a[start:end]
        reach = min(_REACH * len(letters), _NEARBY)
        around = _occurrences(self._b, letters, max(expected - reach, 0), expected + reach)
        places = [at for at in around if not any(self._taken[at : at + len(letters)])]
        if places:
            nearest = min(places, key=lambda at: abs(at - expected))
            for step in range(len(letters)):
                self._pair(start + step, nearest + step)


def _occurrences(text: str, part: str, start: int, end: int) -> Iterator[int]:
    at = text.find(part, start, end)
    while at != NOWHERE:
        yield at
        at = text.find(part, at + 1, end)


def _runs(text: str, used: list[bool], size: int) -> dict[str, list[int]]:
    """The runs of ``size`` letters, none of them used, with where each begins."""
    places: dict[str, list[int]] = {}
    free = 0
    for end, taken in enumerate(used, start=1):
        free = 0 if taken else free + 1
        if free >= size:
            places.setdefault(text[end - size : end], []).append(end - size)
    return places
