"""How titles and texts name programmes (``rules/programmes.toml``), and which of their mentions mean one programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from corpus.folding import folded
from corpus.nouns import Language, Span
from corpus.rulebook import compiled, rules
from corpus.support import Programme

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


def same_in_text(one: Programme, other: Programme) -> bool:
    """Whether two names of one text mean one programme: by number, or the shorter name begins the longer and the years do not differ."""
    if one.number and other.number:
        return one.number == other.number
    first, second = sorted((_key(one), _key(other)), key=len)
    years = one.period is None or other.period is None or one.period == other.period
    return years and (first == second or (second.startswith(first + " ") and len(first.split()) > len(second.split()) // 2))


def merged_programmes(programmes: Iterable[Programme]) -> list[list[Programme]]:
    """The programmes of several documents and languages, those of one act together, the one that sets it out first."""
    groups: list[list[Programme]] = []
    for programme in sorted(programmes, key=lambda one: not one.own):
        home = next((group for group in groups if any(_joins(other, programme) for other in group)), None)
        if home is None:
            groups.append([programme])
        else:
            home.append(programme)
    return groups


def _joins(one: Programme, other: Programme) -> bool:
    if one.number and other.number and not (one.number.bare or other.number.bare):
        return one.number == other.number
    return one.names[0][0] is other.names[0][0] and _key(one) == _key(other) and one.period == other.period


def _key(programme: Programme) -> str:
    return folded(programme.names[0][1])
