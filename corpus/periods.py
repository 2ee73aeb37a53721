"""Reads when a figure counts: deadlines, periods and what comes again each year, in the words of both languages.

The words are data with examples (``rules/periods.toml``). Which of them governs a figure is decided in ``indexer.deadlines``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.dates import find_dates
from corpus.facts import Period
from corpus.nouns import Language, Span
from corpus.numbers import find_numbers
from corpus.rulebook import compiled, rules

_SPACE = re.compile(r"[\s\u00a0\u202f]")
_WIDEST_WORDS = 30
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period and where it stands; ``is_vision`` where the text looks beyond its own period (*tầm nhìn đến năm 2045*)."""

    period: Period
    span: Span
    is_vision: bool = False


def find_periods(text: str, language: Language) -> list[PeriodMention]:
    """The periods of a text, in order and apart; years that only compare or name an act are left out.

    >>> [str(found.period) for found in find_periods("Đến năm 2030 tăng 10%/năm so với năm 2025", Language.VIETNAMESE)]
    ['2030', 'each year']
    >>> [str(found.period) for found in find_periods("pour la période 2026-2030, puis d'ici 2035", Language.FRENCH)]
    ['2026-2030', '2035']
    """
    line = _SPACE.sub(" ", text)
    taken = bytearray(len(line))
    found = [*_until(line, language)]
    for mention in found:
        _take(taken, mention.span)
    for span in _no_periods(line, language):
        _take(taken, span)
    for rule, pattern in _rules(language):
        for match in pattern.finditer(line):
            span = Span(*match.span())
            period = _period(match, recurring=rule.get("recurring", False))
            if period and taken.find(1, span.start, span.end) < 0:
                _take(taken, span)
                found.append(PeriodMention(period, span, rule.get("vision", False)))
    return sorted(found, key=lambda mention: mention.span.start)


def _take(taken: bytearray, span: Span) -> None:
    taken[span.start : span.end] = b"\1" * (span.end - span.start)


def _period(match: re.Match[str], *, recurring: bool) -> Period | None:
    if recurring:
        return Period(recurring=True)
    years = match.groupdict()
    start = int(years.get("start") or years.get("year") or 0) or None
    end = int(years.get("end") or years.get("year") or 0) or None
    if start is not None and end is not None and end < start:
        return None
    return Period(start, end)


def _until(line: str, language: Language) -> Iterator[PeriodMention]:
    """Full dates that are a last day."""
    for mention in find_dates(line):
        prefix = _until_words(language).search(line, max(0, mention.span.start - _WIDEST_WORDS), mention.span.start)
        if prefix and _FIRST_YEAR <= mention.date.year <= _LAST_YEAR:
            yield PeriodMention(Period(end=mention.date.year, until=mention.date), Span(prefix.start(), mention.span.end))


def _no_periods(line: str, language: Language) -> Iterator[Span]:
    yield from (mention.span for mention in find_dates(line))
    yield from (mention.span for mention in find_numbers(line))
    for pattern in _compared(language):
        yield from (Span(*match.span()) for match in pattern.finditer(line))


def _of(table: str, language: Language) -> list[dict[str, Any]]:
    return [rule for rule in rules("periods")[table] if language in rule["languages"]]


@cache
def _rules(language: Language) -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    visions_first = sorted(_of("period", language), key=lambda rule: not rule.get("vision", False))
    return tuple(
        (rule, compiled(rf"(?<!\w){rule['pattern']}" if not rule.get("recurring") else rf"(?<!\w)(?:{rule['pattern']})(?!\w)", re.IGNORECASE))
        for rule in visions_first
    )


@cache
def _until_words(language: Language) -> re.Pattern[str]:
    return compiled(r"(?<!\w)(?:" + "|".join(rule["pattern"] for rule in _of("until", language)) + r")$", re.IGNORECASE)


@cache
def _compared(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rf"(?<!\w)(?:{rule['pattern']})", re.IGNORECASE) for rule in _of("compared", language))
