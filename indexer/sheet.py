"""The body of a document as lines with their places: its head, its tail, and the lines where it is signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from corpus.clauses import closes_act
from corpus.nouns import Language, Span
from corpus.rulebook import compiled, rules

T = TypeVar("T")

_HEAD_LINES = 60
_TAIL_LINES = 30
_SIGNING_LINES = 30
_LETTERHEAD_LINES = 25
_LONGEST_SIGNING_LINE = 80
_LONGEST_LINE = 400
"""Characters of a line that are looked at; what fields say stands at its beginning."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was read of a field, and where; nowhere when it follows from something else, as the kind does from the number."""

    value: T
    span: Span | None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line that is not blank; ``start`` is its offset in the text."""

    text: str
    start: int

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Part of the line, by offsets inside it, as a span of the text."""
        return Span(self.start + start, self.start + (len(self.text) if end is None else end))

    def group(self, match: re.Match[str], name: str) -> Span:
        """Where a group of a match on this line stands in the text."""
        return self.span(match.start(name), match.end(name))


class Sheet:
    """The lines of the body of a document."""

    def __init__(self, body: str, language: Language) -> None:
        self.body = body
        self.language = language
        start = 0
        lines = []
        for text in body.split("\n"):
            if text:
                lines.append(SheetLine(text, start))
            start += len(text) + 1
        self.lines = lines
        self.head, self.tail = lines[:_HEAD_LINES], lines[-_TAIL_LINES:]

    @cached_property
    def signing(self) -> list[SheetLine]:
        """The lines from where the act is signed, which may be followed by texts that are attached to it; empty where none says so."""
        for index, line in enumerate(self.lines):
            below_head = index >= self.reasons or index > _LETTERHEAD_LINES
            if below_head and (closes_act(line.text, self.language) or (self.language is Language.FRENCH and _is_signed(line.text))):
                return self.lines[index : index + _SIGNING_LINES]
        return []

    @cached_property
    def reasons(self) -> int:
        """How many lines stand above the reasons and legal bases of the act; all lines of the head where there are none."""
        return next((index for index, line in enumerate(self.head) if matched("basis", line.text)), len(self.head))


@cache
def field_rules(table: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    """The rules of one table of ``corpus/rules/fields.toml`` with their patterns, in their order."""
    return tuple((compiled(rule["pattern"]), rule) for rule in rules("fields")[table])


def matched(table: str, text: str) -> re.Match[str] | None:
    """The match of the first rule of a table that fits the line."""
    return next((match for pattern, _ in field_rules(table) if (match := pattern.match(text[:_LONGEST_LINE]))), None)


def _is_signed(text: str) -> bool:
    return len(text) < _LONGEST_SIGNING_LINE and matched("signed", text) is not None
