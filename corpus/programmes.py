"""How titles and texts name programmes; the patterns are data (``rules/programmes.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.nouns import Language, Span
from corpus.rulebook import compiled, rules

_FEWEST_WORDS = 4
"""A name with fewer words, *Programme de développement*, could be that of any programme."""


@cache
def _patterns(table: str, language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("programmes")[table] if language in rule["languages"])


def _line(text: str) -> str:
    return text.replace("\n", " ")


def name_in_title(title: str, language: Language) -> Span | None:
    """Where the title of an act names the programme that it sets out; None when it sets out none.

    >>> title = "Quyết định phê duyệt Chương trình khuyến công thành phố Hà Nội giai đoạn 2026-2030"
    >>> span = name_in_title(title, Language.VIETNAMESE)
    >>> title[span.start : span.end]
    'Chương trình khuyến công thành phố Hà Nội'
    """
    for pattern in _patterns("title", language):
        if match := pattern.search(_line(title)):
            start, end = match.span("name")
            return Span(start, end + ("“" in title[start:end] and title[end : end + 1] == "”"))
    return None


def programme_mentions(text: str, language: Language) -> Iterator[Span]:
    """Where a text names programmes, in order for each pattern."""
    for pattern in _patterns("mention", language):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if len(text[start:end].split()) >= _FEWEST_WORDS:
                yield Span(start, start + len(text[start:end].rstrip()))


def leader_in(text: str, language: Language) -> str | None:
    """Who leads what the text sets out, in its words; None when it does not say."""
    for pattern in _patterns("leader", language):
        if match := pattern.search(_line(text)):
            return match.group("leader").strip()
    return None
