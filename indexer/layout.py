"""From lines to one text: page furniture left out, footnotes set apart at the end, pages kept as spans."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from corpus.folding import nfc
from corpus.nouns import Page, PlacedWord, Span
from corpus.rulebook import compiled, rules
from indexer.errors import UnreadableFile
from indexer.reading import Line, MediaType, RawDocument

_EDGE_LINES = 3
"""How many lines at the top and at the bottom of a page may be furniture."""
_REPEATED_SHARE = 0.4
"""A line that stands at the edge of this share of the pages, figures aside, is furniture."""
_SMALLER_BY_POINTS = 0.8
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Reading:
    r"""The text of a file and where things stand in it.

    ``text`` is NFC with lines separated by ``\n``; ``body`` is the text proper and ``notes`` the footnotes
    after it (None without any); ``headings`` are offsets of lines that the format marks as headings;
    ``recognised`` are the pages that were read from an image, ``words`` where the words of those stand.
    """

    media_type: MediaType
    text: str
    body: Span
    notes: Span | None
    pages: tuple[Page, ...]
    headings: frozenset[int]
    metadata: dict[str, str]
    recognised: frozenset[int] = frozenset()
    words: tuple[PlacedWord, ...] = ()


def clean_line(text: str) -> str:
    """One line in NFC with plain single spaces and without invisible characters.

    Zero-width, soft-hyphen and direction-changing characters are dropped: they hide or reorder what is read.
    """
    return nfc(_SPACES.sub(" ", _INVISIBLE.sub("", text))).strip()


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("layout")[table])


def _matches(table: str, text: str) -> bool:
    return any(pattern.match(text) for pattern in _patterns(table))


def assemble(raw: RawDocument) -> Reading:
    """One text out of the lines of a file."""
    lines = [replace(line, text=clean_line(line.text)) for line in raw.lines]
    sheets = [list(sheet) for _, sheet in groupby(lines, key=lambda line: line.page)]
    repeated = _repeated_edges(sheets)
    body_size = _main_size(lines)
    builder = _TextBuilder()
    notes: list[list[Line]] = []
    for sheet in sheets:
        kept = [line for line in _without_furniture(sheet, repeated) if not _matches("ornament", line.text)]
        body, sheet_notes = _split_notes(kept, body_size, continued=bool(notes and notes[-1]))
        notes.append(sheet_notes)
        builder.add_page(body)
    body_end = builder.length
    if not body_end:
        raise UnreadableFile("it holds no text")
    for sheet_notes in notes:
        builder.add_page(sheet_notes)
    text = builder.text
    return Reading(
        media_type=raw.media_type,
        text=text,
        body=Span(0, body_end),
        notes=Span(body_end, len(text)) if len(text) > body_end else None,
        pages=tuple(builder.pages),
        headings=frozenset(builder.headings),
        metadata={name: clean_line(value) for name, value in raw.metadata.items()},
        recognised=raw.recognised,
        words=tuple(builder.words),
    )


class _TextBuilder:
    """Joins lines with line breaks; runs of blank lines become one, and pages join without any."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.pages: list[Page] = []
        self.headings: list[int] = []
        self.words: list[PlacedWord] = []

    def add_page(self, lines: list[Line]) -> None:
        page_start = self.length
        blank = False
        for line in lines:
            if not line.text:
                blank = self.length > page_start
                continue
            if blank:
                self._append("\n")
            blank = False
            if line.heading:
                self.headings.append(self.length)
            self.words += [PlacedWord(Span(self.length + word.span.start, self.length + word.span.end), word.place) for word in line.words]
            self._append(line.text + "\n")
        if lines and lines[0].page is not None and self.length > page_start:
            self.pages.append(Page(lines[0].page, Span(page_start, self.length)))
        elif blank and self.length > page_start:
            self._append("\n")

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        return "".join(self._parts)


def _edges(sheet: list[Line]) -> list[int]:
    filled = [index for index, line in enumerate(sheet) if line.text]
    return sorted({*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]})


def _shape(text: str) -> str:
    """A line without its figures, so that running heads of different pages look alike."""
    return re.sub(r"[\d\W]+", " ", text).strip()


def _repeated_edges(sheets: list[list[Line]]) -> frozenset[str]:
    if len(sheets) < 3:  # noqa: PLR2004 - two pages repeat a line too easily
        return frozenset()
    seen = Counter(shape for sheet in sheets for shape in {_shape(sheet[index].text) for index in _edges(sheet)} if len(shape) > 1)
    return frozenset(shape for shape, count in seen.items() if count >= max(3, _REPEATED_SHARE * len(sheets)))


def _without_furniture(sheet: list[Line], repeated: frozenset[str]) -> list[Line]:
    if sheet and sheet[0].page is None:
        return sheet
    dropped = {index for index in _edges(sheet) if _matches("furniture", sheet[index].text) or _shape(sheet[index].text) in repeated}
    return [line for index, line in enumerate(sheet) if index not in dropped]


def _main_size(lines: list[Line]) -> float | None:
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _split_notes(sheet: list[Line], body_size: float | None, *, continued: bool) -> tuple[list[Line], list[Line]]:
    """The body and the footnotes of a page: the small lines at its bottom that begin like a note, or go on from the page before."""
    if body_size is None:
        return sheet, []
    start = len(sheet)
    while start and (not sheet[start - 1].text or (sheet[start - 1].size or body_size) <= body_size - _SMALLER_BY_POINTS):
        start -= 1
    candidates = range(start, len(sheet))
    first = next((index for index in candidates if _matches("note", sheet[index].text)), None)
    if continued and start < len(sheet):
        first = start
    if first is None or first == 0:
        return sheet, []
    return sheet[:first], sheet[first:]
