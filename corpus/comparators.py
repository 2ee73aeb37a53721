"""The comparator of a figure in the words that stand around it: *khoảng*, *au moins*, *từ 51% … trở lên*, ``≥``."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.facts import Comparator
from corpus.nouns import Language, Span
from corpus.quantity_rules import comparators_behind, comparators_in_front, filler, words_in_front

_WIDEST_WORDS = 60
"""Characters in front of a figure in which the words of its comparator stand."""
_FORCE = {
    Comparator.AT_LEAST: 0, Comparator.AT_MOST: 0, Comparator.MORE_THAN: 0, Comparator.LESS_THAN: 0, Comparator.ABOUT: 1, Comparator.EXACTLY: 2,
}  # fmt: skip
"""A limit outweighs an estimate (*environ plus de 60 %*), and both a verb of reaching."""


def comparator_of(line: str, figure: Span, language: Language) -> tuple[Comparator, Span | None]:
    """The comparator of the figure at a span of a text without line breaks, and where its words stand.

    >>> comparator, words = comparator_of("environ plus de 60 % du PIB", Span(16, 20), Language.FRENCH)
    >>> str(comparator), (words.start, words.end)
    ('more_than', (0, 15))
    """
    found = [*_in_front(line, figure.start, language), *_behind(line, figure.end, language)]
    if not found:
        return Comparator.EXACTLY, None
    return min(found, key=lambda item: _FORCE[item[0]])


def _in_front(line: str, start: int, language: Language) -> Iterator[tuple[Comparator, Span]]:
    """The comparators in front of a figure, the nearest first; neutral words may stand between."""
    while True:
        window = max(0, start - _WIDEST_WORDS)
        match = words_in_front(language).search(line, window, start)
        if match and match.lastgroup:
            comparator, unless = comparators_in_front(language)[int(match.lastgroup[1:])]
            start = match.start(match.lastgroup)
            if not (unless and unless.search(line, max(0, start - _WIDEST_WORDS), start)):
                yield comparator, Span(start, match.end(match.lastgroup))
        elif between := filler(language).search(line, window, start):
            start = between.start()
        else:
            return


def _behind(line: str, end: int, language: Language) -> Iterator[tuple[Comparator, Span]]:
    for comparator, pattern in comparators_behind(language):
        if match := pattern.match(line, end):
            said = match.group().split()
            words = " ".join(said[-2:] if language is Language.VIETNAMESE else said)
            yield comparator, Span(match.end() - len(words), match.end())
