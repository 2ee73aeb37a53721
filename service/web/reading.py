"""The text of a document as blocks to be read: headings, paragraphs and notes, cut from it by offsets and never altered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.clauses import citation_label
from corpus.nouns import Clause, ClauseLevel, Document, Span
from indexer.store import DocumentText
from service.web.visible import tight

_LINE = re.compile(r"[^\n]+")
_ENDS = (".", ";", ":", "!", "?", "”", "»")
_ITEM = re.compile(r"[-–—+•●▪*]\s")
_FULL = 0.8
"""Of the width of the text: a line that is as long goes on in the next one."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n[ \t]*\Z")
_WIDEST_GAP = 20
_BETWEEN = r"[\s.:–—-]*"
_REST = re.compile(r"[ \t]*[.:;–—-]?")
_LONGEST_HEADING = 300
_HEADING_LEVELS = frozenset(level for level in ClauseLevel if level.depth <= ClauseLevel.ROMAN.depth)
_FIRST_RANK, _LAST_RANK = 2, 6
_INDENTS = {ClauseLevel.SUBCLAUSE: 1, ClauseLevel.POINT: 1, ClauseLevel.INDENT: 2}


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that looks the same all along; ``note`` is the number of a footnote called before it, ``page`` the page that begins with it."""

    text: str
    marked: bool = False
    note: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading of ``rank`` 2 to 6 (0 for none).

    ``path`` and ``label`` name the clause that begins here, ``note`` the footnote that this is; ``indent`` is how far points
    stand in from clauses. ``joined`` says that no blank line stands before it.
    """

    span: Span
    parts: tuple[Part, ...]
    rank: int = 0
    path: str = ""
    label: str = ""
    indent: int = 0
    note: str = ""
    joined: bool = False


def blocks(document: Document, text: DocumentText, highlights: Sequence[Span] = ()) -> Iterator[Block]:
    """The whole text in order; spans to highlight are marked in it."""
    beginning = {clause.span.start: clause for clause in sorted(text.clauses, key=lambda clause: len(clause.steps))}
    headings = _headings(text)
    notes = {note.span.start: note.number for note in text.footnotes}
    inline = _Inline(text, highlights)
    depth = _Depth(text.clauses)
    seen = {""}
    for span in _cut(text, headings.values(), {*beginning, *notes}):
        clause = beginning.get(span.start)
        path = clause.path if clause and clause.path not in seen else ""
        seen.add(path)
        yield Block(
            span=span,
            parts=tuple(inline.parts(span)),
            rank=_rank(clause) if clause and headings.get(span.start) == span else 0,
            path=path,
            label=citation_label(clause, document.language) if clause else "",
            indent=depth.indent(span.start),
            note=notes.get(span.start, ""),
            joined=span.start > 0 and not _BLANK_LINE.search(text.text, max(0, span.start - _WIDEST_GAP), span.start),
        )


def flowed(text: DocumentText, span: Span) -> str:
    """The text of a span with the lines that go on in the next one joined, and no blank ones: to be shown in little room."""
    if not text.pages:
        return tight(text.text[span.start : span.end])
    breaks = {offset for offset in _breaks(text, {clause.span.start for clause in text.clauses}) if span.start <= offset < span.end}
    edges = sorted({span.start, span.end, *breaks})
    return tight("\n".join(text.text[start:end].lstrip("\n").replace("\n", " ") for start, end in pairwise(edges)))


class _Depth:
    """How deep what stands at an offset lies in the clauses."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = sorted(clauses, key=lambda clause: (clause.span.start, len(clause.steps)))
        self._next = 0
        self._open: list[Clause] = []

    def indent(self, offset: int) -> int:
        """Steps to the right; offsets are asked for in rising order."""
        while self._next < len(self._clauses) and self._clauses[self._next].span.start <= offset:
            self._open.append(self._clauses[self._next])
            self._next += 1
        self._open = [clause for clause in self._open if clause.span.end > offset]
        deepest = max(self._open, key=lambda clause: len(clause.steps), default=None)
        return _INDENTS.get(deepest.level, 0) if deepest else 0


class _Inline:
    """Cuts a block where a highlight, the call of a footnote or a page begins or ends."""

    def __init__(self, text: DocumentText, highlights: Sequence[Span]) -> None:
        self._text = text.text
        self._highlights = highlights
        self._calls = {note.at: note.number for note in text.footnotes}
        first = {page.number: page.span.start for page in reversed(text.pages)}
        self._pages = {start: number for number, start in first.items()}
        self._stops = sorted({*self._calls, *self._pages, *(edge for mark in highlights for edge in (mark.start, mark.end))})

    def parts(self, span: Span) -> Iterator[Part]:
        """The runs of a block; what stood in the white space before it belongs to its first."""
        inner = self._stops[bisect_right(self._stops, span.start) : bisect_left(self._stops, span.end)]
        for start, end in pairwise((span.start, *inner, span.end)):
            piece = Span(start, end)
            marked = any(mark.covers(piece) for mark in self._highlights)
            yield Part(self._text[start:end], marked, self._calls.get(start, ""), self._page(start, first=start == span.start))
        if span.end in self._calls:
            yield Part("", note=self._calls[span.end])

    def _page(self, start: int, *, first: bool) -> int | None:
        """The page that begins here, or in the white space before a block."""
        if start in self._pages or not first:
            return self._pages.get(start)
        before = len(self._text[:start].rstrip()) if start else 0
        return next((self._pages[offset] for offset in range(start, before, -1) if offset in self._pages), None)


def _rank(clause: Clause) -> int:
    """The rank of the heading of a clause: one below that of the clause around it."""
    outer = sum(step.level in _HEADING_LEVELS for step in clause.steps[:-1])
    return min(_FIRST_RANK + outer, _LAST_RANK)


def _headings(text: DocumentText) -> dict[int, Span]:
    """Where label and title of articles and larger clauses stand, by the offset at which they begin."""
    found: dict[int, Span] = {}
    for clause in text.clauses:
        if clause.level in _HEADING_LEVELS and (end := _heading_end(text.text, clause)):
            found[clause.span.start] = Span(clause.span.start, end)
    return found


def _heading_end(text: str, clause: Clause) -> int:
    """The offset at which the heading of a clause ends, 0 when it has none that could stand alone."""
    position = clause.span.start
    label = clause.labels[-1].split()
    for words in (label[-1:] if clause.level is ClauseLevel.ROMAN else label, clause.heading.split()):
        match = re.compile(_BETWEEN + r"\s+".join(map(re.escape, words))).match(text, position) if words else None
        position = match.end() if match else position
    if position == clause.span.start or position - clause.span.start > _LONGEST_HEADING:
        return 0
    rest = _REST.match(text, position)
    return rest.end() if rest else position


def _cut(text: DocumentText, headings: Iterable[Span], inner: set[int]) -> Iterator[Span]:
    """The paragraphs of a text, cut also where clauses and notes begin and where headings end, which stay whole."""
    headings = tuple(headings)
    within = {offset for heading in headings for offset in range(heading.start, heading.end)}
    breaks = set(_breaks(text, inner)) - within
    for start, end in pairwise(sorted({0, len(text.text), *breaks, *inner, *(heading.end for heading in headings)})):
        piece = text.text[start:end]
        if piece.strip():
            yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _breaks(text: DocumentText, inner: set[int]) -> Iterator[int]:
    """Where a line ends that does not go on in the next one; only lines of pages go on, since their width made them end."""
    lines = [match.span() for match in _LINE.finditer(text.text)]
    widths = sorted(end - start for start, end in lines)
    full = _FULL * widths[len(widths) * 9 // 10] if text.pages and widths else float("inf")
    for (start, end), (following, following_end) in pairwise(lines):
        goes_on = end - start >= full and following == end + 1 and following not in inner and not _ITEM.match(text.text, following, following_end)
        ended = text.text[start:end].rstrip().endswith(_ENDS) and not text.text[following].islower()
        if not goes_on or ended:
            yield end
