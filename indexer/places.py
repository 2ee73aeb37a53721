"""Where the characters of a document's text stand on a page, and the rectangles of any span of it, one for each line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import PlacedWord, Rectangle, Span
from indexer.alignment import NOWHERE, compared, partners
from indexer.pdfium import Boxes, Characters

_SAME_LINE, _EVEN = 0.5, 0.85
"""Share of a height in which two pieces of one line stand beside each other: the first where they touch, since a raised figure is
only half on its line, the second where they are apart, since lines beside each other in a table are not one."""
_NARROW, _WIDE = 0.3, 2.0
"""Space between two pieces of a line, in heights of the line: between words, and between words of a justified line that are read
one after the other."""
_LINES_BACK = 30
"""Lines among which one that is read again is looked for."""


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """Pieces of a document's text on one page: characters of a PDF or words that were recognised, in the order of the text.

    ``starts`` and ``ends`` are offsets into the document's text, shape ``(n,)``; ``ink`` and ``lines`` are boxes in points,
    shape ``(n, 4)``, as ``Characters`` has them. ``size`` is the width and the height of the page in points.
    """

    number: int
    size: tuple[float, float]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    ink: Boxes
    lines: Boxes
    sideways: NDArray[np.bool_]

    def rectangles(self, span: Span) -> tuple[Rectangle, ...]:
        """The rectangles that hold the ink of a span, one for each line in the order in which the text is read."""
        inside = np.flatnonzero((self.starts < span.end) & (self.ends > span.start))
        found = (self._rectangle(line.ink) for line in self._lines_of(inside))
        return tuple(rectangle for rectangle in found if rectangle)

    def _lines_of(self, inside: NDArray[np.int64]) -> list[_Line]:
        runs: list[_Line] = []
        for at in inside:
            piece = _Line(tuple(self.ink[at].tolist()), tuple(self.lines[at].tolist()), bool(self.sideways[at]))
            if not (runs and runs[-1].takes(piece)):
                runs.append(piece)
        lines: list[_Line] = []
        for run in runs:
            if not any(line.takes(run, read_apart=True) for line in reversed(lines[-_LINES_BACK:])):
                lines.append(run)
        return lines

    def _rectangle(self, box: _Box) -> Rectangle | None:
        width, height = self.size
        sides = np.clip(np.array(box) / (width, height, width, height), 0, 1).tolist()
        left, top, right, bottom = (round(side, 6) for side in sides)
        return Rectangle(self.number, left, top, right, bottom) if left < right and top < bottom else None


_Box = tuple[float, ...]


@dataclass(slots=True)
class _Line:
    """What was joined so far of one line: its ink, the room of its line, that of the piece that was added last."""

    ink: _Box
    room: _Box
    sideways: bool

    def takes(self, other: _Line, *, read_apart: bool = False) -> bool:
        """Takes the other in if it stands beside it on the same line; says whether it did."""
        if self.sideways is not other.sideways or not self._beside(other, read_apart=read_apart):
            return False
        self.ink, self.room = _union(self.ink, other.ink), _union(self.room, other.room)
        return True

    def _beside(self, other: _Line, *, read_apart: bool) -> bool:
        along, across = (1, 0) if self.sideways else (0, 1)
        mine, others = self.room, other.room
        lower, higher = sorted((mine[across + 2] - mine[across], others[across + 2] - others[across]))
        shared = min(mine[across + 2], others[across + 2]) - max(mine[across], others[across])
        apart = max(mine[along], others[along]) - min(mine[along + 2], others[along + 2])
        if read_apart:
            return apart <= _NARROW * higher and shared >= _EVEN * higher
        if apart <= _NARROW * higher:
            return shared >= _SAME_LINE * lower
        return apart <= _WIDE * higher and shared >= _EVEN * lower


def _union(one: _Box, other: _Box) -> _Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def place_characters(number: int, size: tuple[float, float], text: str, spans: Iterable[Span], characters: Characters) -> PagePlaces:
    """The places of the text of ``spans``, which are those of the document's ``text`` that stand on this page."""
    offsets = [offset for span in sorted(spans, key=lambda span: span.start) for offset in range(span.start, span.end)]
    found = partners("".join(text[offset] for offset in offsets), characters.letters)
    placed = [(offset, partner) for offset, partner in zip(offsets, found, strict=True) if partner != NOWHERE]
    starts = np.array([offset for offset, _ in placed], dtype=np.int64)
    chosen = np.array([partner for _, partner in placed], dtype=np.int64)
    ink = _with_marks(characters)[chosen]
    return PagePlaces(number, size, starts, starts + 1, ink, characters.lines[chosen], characters.sideways[chosen])


def _with_marks(characters: Characters) -> Boxes:
    """What is printed of each character together with the accents and hyphens that follow it as characters of their own."""
    empty = (characters.ink[:, 0] >= characters.ink[:, 2]) | (characters.ink[:, 1] >= characters.ink[:, 3])
    ink = np.where(empty[:, None], characters.lines, characters.ink)
    for at in range(len(characters.letters) - 2, -1, -1):
        if _is_mark(characters.letters[at + 1]) and not empty[at + 1] and compared(characters.letters[at]):
            ink[at] = _union(tuple(ink[at]), tuple(ink[at + 1]))
    return ink


def _is_mark(letter: str) -> bool:
    return not compared(letter) and not letter.isspace() and unicodedata.category(letter) != "Pd"


def place_words(number: int, size: tuple[float, float], words: Sequence[PlacedWord]) -> PagePlaces:
    """The places of the words that were recognised on an image of this page."""
    words = sorted(words, key=lambda word: word.span.start)
    sides = [[word.place.left, word.place.top, word.place.right, word.place.bottom] for word in words]
    boxes = np.array(sides).reshape(-1, 4) * (*size, *size)
    starts = np.array([word.span.start for word in words], dtype=np.int64)
    ends = np.array([word.span.end for word in words], dtype=np.int64)
    return PagePlaces(number, size, starts, ends, boxes, _rooms(boxes), np.zeros(len(words), dtype=np.bool_))


def _rooms(boxes: Boxes) -> Boxes:
    """The boxes of words, each as high as its line: words without long letters are lower than others."""
    rooms = boxes.copy()
    heights = boxes[:, 3] - boxes[:, 1]
    shared = np.minimum(boxes[1:, 3], boxes[:-1, 3]) - np.maximum(boxes[1:, 1], boxes[:-1, 1])
    goes_on = (shared >= _SAME_LINE * np.minimum(heights[1:], heights[:-1])) & (boxes[1:, 0] > boxes[:-1, 0])
    for line in np.split(np.arange(len(boxes)), np.flatnonzero(~goes_on) + 1):
        if len(line):
            rooms[line, 1], rooms[line, 3] = boxes[line, 1].min(), boxes[line, 3].max()
    return rooms
