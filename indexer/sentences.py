"""Sentences of a span of text, for both languages: numbers, abbreviations and list items do not end one."""

from __future__ import annotations

import re

from corpus.nouns import Span

_END = re.compile(r"[.!?…;:]+(?:[^\S\n]?»|[”\")])*(?=\s)|\n(?=\s*(?:[-–•+]\s|[a-zđ]\)\s|\d{1,2}[.)°]\s|\n))")
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s('’«“])(?:[Aa]rt|[Aa]l|[Nn]o|cf|M|MM|Dr|[Ee]x|pp?|vol|ch|TP|TS|PGS|GS|ThS|[A-ZĐ])|(?:^|\n)\s*(?:[IVX]+|\d{1,3}[a-zđ]?|[a-zđ]))\.$"
)


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of ``text[span.start:span.end]`` as offsets into ``text``, white space at their ends left out.

    A semicolon or a colon at the end of a line ends one too, since clauses are lists.

    >>> text = "1. Le taux est de 20 %. L'art. 3 vise 1.200 PME ; rien d'autre."
    >>> [text[s.start:s.end] for s in sentences(text, Span(0, len(text)))]
    ['1. Le taux est de 20 %.', "L'art. 3 vise 1.200 PME ; rien d'autre."]
    """
    found = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        before = text[start : match.end()]
        soft = match.group()[0] in ";:"
        if soft and text[match.end() : match.end() + 1] != "\n":
            continue
        if match.group() == "." and _ABBREVIATION.search(before):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, span.end))
    trimmed = ((begin + _leading(text[begin:end]), begin + len(text[begin:end].rstrip())) for begin, end in found)
    return [Span(begin, end) for begin, end in trimmed if begin < end]


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())
