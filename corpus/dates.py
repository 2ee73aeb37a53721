"""Dates as French and Vietnamese acts write them: *ngày 25 tháng 4 năm 2026*, *le 15 mai 2025*, ``25/4/2026``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.nouns import Span

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
_PATTERNS = (
    re.compile(r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<name>{'|'.join(_MONTHS)})\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\d/])"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"D:(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"),
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date and where it stands in a text."""

    date: date
    span: Span


def find_dates(text: str) -> list[DateMention]:
    """The full dates of a text in order; days that no calendar has are passed over.

    >>> [str(mention.date) for mention in find_dates("Hà Nội, ngày 25 tháng 4 năm 2026 ; Lille, le 1er mai 2025")]
    ['2026-04-25', '2025-05-01']
    """
    return sorted(_dates(text), key=lambda mention: mention.span.start)


def _dates(text: str) -> Iterator[DateMention]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTHS.index(parts["name"].lower()) + 1 if parts.get("name") else int(parts["month"])
            try:
                found = date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                continue
            yield DateMention(found, Span(*match.span()))
