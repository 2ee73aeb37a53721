"""From lines to one text: page furniture left out, footnotes set apart at the end, pages kept as spans."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from corpus.folding import nfc
from corpus.nouns import Footnote, Page, PlacedWord, Span
from corpus.rulebook import compiled, rules
from indexer.errors import UnreadableFile
from indexer.linebreaks import join_hyphenated, split_flattened
from indexer.reading import FootnoteMark, Line, MediaType, RawDocument

_EDGE_LINES = 3
"""How many lines at the top and at the bottom of a page may be furniture."""
_REPEATED_SHARE = 0.4
"""A line that stands at the edge of this share of the pages, figures aside, is furniture."""
_SMALLER_BY_POINTS = 0.8
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]")
_LONE_MARKER = re.compile(r"(?:[a-zđ]|\d{1,2}|[ivx]{1,4})[.)]")
_NOTE_NUMBER = re.compile(r"\[?(?P<number>\d{1,3})\b")
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0a8\uf071", "•")
"""What Symbol and Wingdings have in the places of their bullets."""
_LIGATURES = str.maketrans({**_BULLETS, "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Reading:
    r"""The text of a file and where things stand in it.

    ``text`` is NFC with lines separated by ``\n``; ``body`` is the text proper and ``notes`` the footnotes
    after it (None without any); ``headings`` are offsets of lines that the format marks as headings,
    ``bold`` those of lines in bold letters;
    ``footnotes`` say where in the body the number of each note stood;
    ``recognised`` are the pages that were read from an image, ``words`` where the words of those stand.
    """

    media_type: MediaType
    text: str
    body: Span
    notes: Span | None
    pages: tuple[Page, ...]
    headings: frozenset[int]
    bold: frozenset[int]
    metadata: dict[str, str]
    footnotes: tuple[Footnote, ...] = ()
    recognised: frozenset[int] = frozenset()
    words: tuple[PlacedWord, ...] = ()


def clean_line(text: str) -> str:
    """One line in NFC with plain single spaces, without invisible characters and with the letters of ligatures apart.

    Zero-width, soft-hyphen and direction-changing characters are dropped: they hide or reorder what is read.
    """
    return nfc(_SPACES.sub(" ", _INVISIBLE.sub("", text.translate(_LIGATURES)))).strip()


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("layout")[table])


def _matches(table: str, text: str) -> bool:
    return any(pattern.match(text) for pattern in _patterns(table))


def assemble(raw: RawDocument) -> Reading:
    """One text out of the lines of a file."""
    lines = [piece for line in raw.lines for piece in split_flattened(replace(line, text=clean_line(line.text)))]
    lines = _with_lone_markers(lines)
    sheets = [list(sheet) for _, sheet in groupby(lines, key=lambda line: line.page)]
    repeated = _repeated_edges(sheets)
    body_size = _main_size(lines)
    builder = _TextBuilder()
    notes: list[list[Line]] = []
    for sheet in sheets:
        kept = [line for line in _without_furniture(_without_stamps(sheet), repeated) if not _matches("ornament", line.text)]
        marked = [line for line in kept if line.note]
        body, sheet_notes = _split_notes([line for line in kept if not line.note], body_size, continued=bool(notes and notes[-1]))
        notes.append(sheet_notes + marked)
        body = _with_glued_marks(body, notes[-1])
        builder.add_page(join_hyphenated(body) if sheet[0].page is not None else body)
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
        bold=frozenset(builder.bold),
        metadata={name: clean_line(value) for name, value in raw.metadata.items()},
        footnotes=_footnotes(builder, body_end),
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
        self.bold: list[int] = []
        self.lines: list[tuple[Line, int]] = []
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
            if line.bold:
                self.bold.append(self.length)
            self.lines.append((line, self.length))
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


def _with_glued_marks(body: list[Line], notes: list[Line]) -> list[Line]:
    """The body with the numbers of the page's notes taken out where they are glued to words in letters of the same size: *lao động;4*."""
    known = {mark.number for line in body for mark in line.marks}
    missing = {match["number"] for line in notes if (match := _NOTE_NUMBER.match(line.text))} - known
    for number in sorted(missing, key=int):
        pattern = re.compile(rf"(?<=[^\W\d_;,.)”:]){number}(?=[\s.,;:)”]|$)|(?<=[^\W\d_][;,.)”:]){number}(?=\s|$)")
        for index, line in enumerate(body):
            if match := pattern.search(line.text):
                letters = len("".join(line.text[: match.start()].split()))
                text = line.text[: match.start()] + line.text[match.end() :]
                body = [*body[:index], replace(line, text=text.rstrip(), marks=(*line.marks, FootnoteMark(letters, number))), *body[index + 1 :]]
                break
    return body


def _footnotes(builder: _TextBuilder, body_end: int) -> tuple[Footnote, ...]:
    """The notes with the places of their numbers in the body: first by number and page, then by number alone."""
    starts = [(match["number"], line.page, start) for line, start in builder.lines if start >= body_end and (match := _NOTE_NUMBER.match(line.text))]
    if not starts:
        return ()
    ends = [*(start for _, _, start in starts[1:]), builder.length]
    spans: dict[tuple[str, int | None], Span] = {}
    for (number, page, start), end in zip(starts, ends, strict=True):
        span = Span(start, start + len(builder.text[start:end].rstrip()))
        spans.setdefault((number, page), span)
        spans.setdefault((number, None), span)
    marks = [(mark, line, start) for line, start in builder.lines if start < body_end for mark in line.marks]
    linked = ((mark, line, start, spans.get((mark.number, line.page)) or spans.get((mark.number, None))) for mark, line, start in marks)
    return tuple(Footnote(mark.number, start + _after_letters(line.text, mark.letters), span) for mark, line, start, span in linked if span)


def _after_letters(text: str, letters: int) -> int:
    """The offset behind this many letters of a line, white space not counted."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return places[letters - 1] + 1 if 0 < letters <= len(places) else 0


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


def _with_lone_markers(lines: list[Line]) -> list[Line]:
    """The lines of a text without pages, where the number of a clause that stands on a line alone begins the next one: *b)* above its text."""
    joined: list[Line] = []
    for line in lines:
        marker = next((index for index in range(len(joined) - 1, max(-1, len(joined) - 3), -1) if joined[index].text), None)
        if line.text and line.page is None and marker is not None and not joined[marker].heading and _LONE_MARKER.fullmatch(joined[marker].text):
            line = replace(line, text=f"{joined[marker].text} {line.text}")  # noqa: PLW2901 - the line as it is read
            del joined[marker:]
        joined.append(line)
    return joined


def _without_stamps(sheet: list[Line]) -> list[Line]:
    """The lines without what an electronic signature printed over them."""
    return [line for line in sheet if not _matches("stamp", line.text)]


def _without_page_heads(lines: list[Line]) -> list[Line]:
    """A text without pages of its own, without the heads of the pages that it was copied from and the page numbers beside these."""
    filled = [index for index, line in enumerate(lines) if line.text]
    dropped: set[int] = set()
    for place, index in enumerate(filled):
        if _matches("page_head", lines[index].text):
            beside = [filled[other] for other in (place - 1, place + 1) if 0 <= other < len(filled)]
            dropped |= {index, *(other for other in beside if lines[other].text.isdigit())}
    return [line for index, line in enumerate(lines) if index not in dropped]


def _without_furniture(sheet: list[Line], repeated: frozenset[str]) -> list[Line]:
    if sheet and sheet[0].page is None:
        return _without_page_heads(sheet)
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
