"""The clause tree of a text: which lines head a clause, and how far each clause reaches.

A line opens a clause when it looks like a heading (``corpus/rules/clauses.toml``) *and* its number is the
next one in its place *and* it does not stand inside quotation marks. So a cross-reference that happens to
begin a line, a footnote, or an article that an amending act quotes is not taken for a clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.clauses import Heading, attaches_text, closes_act, label_of, match_heading, opens_act, runs_on
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Language, Span
from indexer.headings import SENTENCE_ENDS, HeadingWords, TextLine, body_lines
from indexer.layout import Reading
from indexer.numbering import follows, is_lettered, leaps, sort_key
from indexer.quotations import Quotations
from indexer.reading import MediaType

_WHOLE_PARAGRAPHS = frozenset({MediaType.DOCX, MediaType.DOC, MediaType.RTF, MediaType.ODT, MediaType.HTML, MediaType.MARKDOWN})
"""Formats in which a line is a paragraph."""
_LONG_LINE = 200
_DIVISIONS = frozenset(ClauseLevel(level) for level in ("annex", "part", "title", "chapter", "section", "subsection"))
_SEPARATE_TEXTS = frozenset({ClauseLevel.ATTACHMENT, ClauseLevel.ANNEX})
_CONSOLIDATED_NUMBER = re.compile(r"Số\s*:\s*\d+/VBHN")
_BRACKETED = re.compile(r"\d{1,2}\)")
_ATTACHED_LABELS = {Language.VIETNAMESE: "Văn bản kèm theo", Language.FRENCH: "Texte annexé", Language.ENGLISH: "Attached text"}


@dataclass(slots=True)
class _Open:
    """A clause that is still being read; ``last`` is the latest ordinal of each level directly inside."""

    level: ClauseLevel
    step: ClauseStep
    label: str
    heading: str
    start: int
    last: dict[ClauseLevel, str] = field(default_factory=dict)


def clause_tree(reading: Reading, language: Language) -> tuple[Clause, ...]:
    """The clauses of the text's body in the order in which they begin; outer ones before inner ones."""
    clauses = sorted(_Tree(reading, language).clauses(), key=lambda clause: (clause.span.start, len(clause.steps)))
    return tuple(_without_preamble(clauses))


def _without_preamble(clauses: list[Clause]) -> list[Clause]:
    """Without the lists above the first article of an act, which are part of its reasons: laws that amended it, members present."""
    first = next((clause.span.start for clause in clauses if clause.level is ClauseLevel.ARTICLE and clause.steps[0].level not in _SEPARATE_TEXTS), None)
    if first is None:
        return clauses
    return [clause for clause in clauses if clause.span.start >= first or clause.steps[0].level.depth <= ClauseLevel.ROMAN.depth]


class _Tree:
    def __init__(self, reading: Reading, language: Language) -> None:
        self._language = language
        self._lines = list(body_lines(reading))
        self._end = reading.body.end
        self._root: dict[ClauseLevel, str] = {}
        self._latest: dict[ClauseLevel, str] = {}
        self._open: list[_Open] = []
        self._closed: list[Clause] = []
        self._text = reading.text
        self._title_index = next((index for index, line in enumerate(self._lines) if line.marked), -1)
        self._whole_paragraphs = reading.media_type in _WHOLE_PARAGRAPHS or any(len(line.text) > _LONG_LINE for line in self._lines if not reading.pages)
        self._words = HeadingWords(self._lines, language, whole_paragraphs=self._whole_paragraphs)
        # In whole paragraphs, and where specks on a scan look like marks, only a quotation that begins a line goes beyond it.
        self._quotations = Quotations(self._text[: self._end], at_line_starts=self._whole_paragraphs or bool(reading.recognised))
        self._fenced = False  # between the signatures and an annex no clause is open

    def clauses(self) -> list[Clause]:
        for index, line in enumerate(self._lines):
            quoted = self._quotations.open_at(line.text, line.start)
            if self._fenced:  # signatures, stamps and specks are not quoted
                quoted = self._quotations.forget()
            if self._closes(index) and (not quoted or self._quotations.never_closed(line.start)):
                self._close_to(-1, line.start)
                self._fenced = True
            elif not quoted and self._root and (attaches_text(line.text, self._language) or (self._fenced and opens_act(line.text, self._language))):
                self._attach(index)
            elif (heading := self._heading(index)) and (not quoted or self._ends_open_quotation(heading, line)):
                if quoted:
                    self._quotations.forget()
                self._enter(heading, index)
        self._close_to(-1, self._end)
        return self._closed

    def _closes(self, index: int) -> bool:
        """Whether the block of signatures begins: by its own words, or with the name of the office above the number of a consolidated text."""
        line = self._lines[index].text
        following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        return closes_act(line, self._language) or (line.isupper() and bool(_CONSOLIDATED_NUMBER.match(following)))

    def _ends_open_quotation(self, heading: Heading, line: TextLine) -> bool:
        """Whether the act's own next article begins inside a quotation that the printer forgot to close."""
        last = self._last(heading.level)
        return (
            heading.level is ClauseLevel.ARTICLE
            and last is not None
            and self._quotations.never_closed(line.start)
            and heading.ordinal == str(int(last) + 1 if last.isdigit() else "")
        )

    def _heading(self, index: int) -> Heading | None:
        line = self._lines[index]
        if "....." in line.text or "·····" in line.text:  # a table of contents
            return None
        for heading in match_heading(line.text, self._language):
            if self._fenced and heading.level is not ClauseLevel.ANNEX:
                continue
            if self._fits(heading, index):
                return heading
            if inner := self._inner_list(heading, line):
                return inner
        if line.marked and index != self._title_index:
            return Heading(ClauseLevel.HEADING, str(int(self._last(ClauseLevel.HEADING) or 0) + 1), line.text, line.text, 0)
        return None

    def _inner_list(self, heading: Heading, line: TextLine) -> Heading | None:
        """A list numbered ``1)`` inside a clause numbered ``15.``: its items are one level further in."""
        clause = next((clause for clause in reversed(self._open) if clause.level is ClauseLevel.CLAUSE), None)
        if heading.level is not ClauseLevel.CLAUSE or clause is None or not _BRACKETED.match(line.text) or _BRACKETED.match(self._text[clause.start :][:6]):
            return None
        last = clause.last.get(ClauseLevel.SUBCLAUSE, "0")
        return replace(heading, level=ClauseLevel.SUBCLAUSE) if last.isdigit() and heading.ordinal == str(int(last) + 1) else None

    def _parent(self, level: ClauseLevel) -> _Open | None:
        """The open clause in which a clause of this level would stand; articles are numbered through a whole act."""
        for open_clause in reversed(self._open):
            if level is ClauseLevel.ARTICLE and open_clause.level not in _SEPARATE_TEXTS:
                continue
            if open_clause.level.depth < level.depth:
                return open_clause
        return None

    def _scope(self, level: ClauseLevel) -> dict[ClauseLevel, str]:
        parent = self._parent(level)
        return parent.last if parent else self._root

    def _last(self, level: ClauseLevel) -> str | None:
        return self._scope(level).get(level)

    def _fits(self, heading: Heading, index: int) -> bool:  # noqa: PLR0911 - one return for each kind of level reads as a table
        """Whether the heading's number is the next one here and the line before has come to its end."""
        line = self._lines[index]
        finished = self._finished_before(index)
        last = self._last(heading.level)
        capital = not heading.title or not heading.title[0].islower()
        if heading.level in _DIVISIONS:
            in_order = last is None or heading.ordinal == "1" or sort_key(heading.ordinal) > sort_key(last)
            return (capital or heading.label.isupper()) and in_order and (finished or self._fenced or follows(heading, last))
        if heading.level is ClauseLevel.INDENT:
            return not is_lettered(heading.ordinal) or self._is_subpoint(heading, index)
        if heading.level is ClauseLevel.POINT and heading.ordinal[1:] and self._is_subpoint(heading, index):
            return False
        if heading.level is ClauseLevel.ARTICLE:
            if last is not None and sort_key(heading.ordinal) <= sort_key(last):
                return False
            in_sequence = follows(heading, last) and capital
            return finished or (in_sequence and not self._interrupts(heading, self._lines[index - 1].text))
        if heading.level is ClauseLevel.ROMAN and not capital:
            return False
        if follows(heading, last) or (last is None and self._continues(heading)):
            return capital or finished
        return line.blank_before and finished and leaps(heading, last)

    def _continues(self, heading: Heading) -> bool:
        """Whether the number goes on from the one before an unnumbered heading, as in questions numbered through a whole text."""
        parent = self._parent(heading.level)
        return bool(parent and parent.level is ClauseLevel.HEADING and follows(heading, self._latest.get(heading.level)))

    def _is_subpoint(self, heading: Heading, index: int) -> bool:
        """Whether ``b1)`` stands inside point b, which announces a list with a colon, and is not a point put in after it."""
        point = next((clause for clause in reversed(self._open) if clause.level is ClauseLevel.POINT), None)
        if point is None or point.step.ordinal != heading.ordinal[0]:
            return False
        last = point.last.get(ClauseLevel.INDENT)
        first = heading.ordinal[1:] == "1" and self._lines[index - 1].text.endswith(":")
        return first or (last is not None and is_lettered(last))

    def _interrupts(self, heading: Heading, before: str) -> bool:
        """Whether the sentence of the line before goes on; a comma may also end the last line above an article with a title."""
        return runs_on(before, self._language) and not (heading.title and before.endswith(","))

    def _finished_before(self, index: int) -> bool:
        if index == 0 or self._lines[index].blank_before or self._lines[index].marked:
            return True
        before = self._lines[index - 1]
        return before.text.endswith(SENTENCE_ENDS) or before.text.isupper() or before.marked or self._is_heading_start(before)

    def _is_heading_start(self, line: TextLine) -> bool:
        return bool(self._open) and self._open[-1].start == line.start

    def _enter(self, heading: Heading, index: int) -> None:
        line = self._lines[index]
        scope = self._scope(heading.level)
        self._close_to(heading.level.depth, line.start)
        ordinal = heading.ordinal
        if heading.level is ClauseLevel.INDENT and not is_lettered(heading.ordinal):
            last = scope.get(heading.level, "0")
            ordinal = str(int(last) + 1 if last.isdigit() else 1)
            heading = Heading(heading.level, ordinal, heading.label, heading.title, heading.title_offset)
        scope[heading.level] = self._latest[heading.level] = ordinal
        self._fenced = False
        self._open.append(
            _Open(
                level=heading.level,
                step=ClauseStep(heading.level, ordinal),
                label=label_of(heading, self._language),
                heading=self._words.title(heading, index),
                start=line.start,
            )
        )

    def _attach(self, index: int) -> None:
        """Opens an attachment from the title above the line that says so; under the heading of an annex there is none to open."""
        first = self._words.title_start_above(index)
        if self._open and self._open[-1].level in _SEPARATE_TEXTS and not self._open[-1].last:
            return
        if self._open and self._open[-1].start >= self._lines[first].start:
            first = index
        ordinal = str(int(self._root.get(ClauseLevel.ATTACHMENT, "0")) + 1)
        self._close_to(-1, self._lines[first].start)
        self._root[ClauseLevel.ATTACHMENT] = ordinal
        self._fenced = False
        step = ClauseStep(ClauseLevel.ATTACHMENT, ordinal)
        self._open.append(_Open(step.level, step, _ATTACHED_LABELS[self._language], self._words.title_between(first, index), self._lines[first].start))

    def _close_to(self, depth: int, at: int) -> None:
        """Closes every open clause of this depth or deeper, at the offset where the next thing begins."""
        while self._open and self._open[-1].level.depth >= depth:
            steps = tuple(clause.step for clause in self._open)
            labels = tuple(clause.label for clause in self._open)
            headings = tuple(clause.heading for clause in self._open)
            closing = self._open.pop()
            end = closing.start + len(self._text[closing.start : at].rstrip())
            if closing.level is ClauseLevel.INDENT and self._whole_paragraphs:
                end = min(end, self._text.find("\n", closing.start))
            self._closed.append(Clause(steps, labels, headings, Span(closing.start, end)))
