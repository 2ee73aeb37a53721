"""Dates with what is left out of them: *le 15 mai*, *tháng 6 năm 2026*, *March 31*, ``15/4``, in any of the three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.nouns import Language, Span
from corpus.rulebook import rules

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMERIC = (
    rf"(?:ngày\s+)?(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})(?:\s*,?\s+năm\s+{_YEAR})?",
    rf"(?<![\d/.])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}(?![\d/])",
    rf"(?<![\d/.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?![\d/])",
    rf"(?<![\d-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    rf"tháng\s+(?P<month>\d{{1,2}})(?:\s*/\s*|\s+năm\s+){_YEAR}",
    rf"(?<![\d/.,])(?P<month>\d{{1,2}})/{_YEAR}(?![\d/])",
    r"(?<![\d/.,])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/.,]*\d)(?!/)",
    r"tháng\s+(?P<month>\d{1,2})(?!\d)",
)
_MONTHS_OF_A_YEAR, _DAYS_OF_A_MONTH = 12, 31


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is written, and where it stands."""

    year: int | None
    month: int
    day: int | None
    span: Span

    def within(self, other: PartialDate) -> bool:
        """Whether ``other`` says all that this one says: *mai 2025* is within *le 15 mai 2025*."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(own is None or own == its for own, its in pairs)


@cache
def _months() -> dict[str, int]:
    """Months by their names; an English one has a capital, since *may* and *march* are words."""
    found: dict[str, int] = {}
    for rule in rules("claims")["months"]:
        for number, name in enumerate(rule["names"], start=1):
            found |= {name.capitalize(): number} if rule["language"] == Language.ENGLISH else {name: number, name.capitalize(): number}
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<name>{'|'.join(sorted(_months(), key=len, reverse=True))})(?!\w)"
    named = (
        rf"(?<![\d/.,])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?{name}(?:\s*,?\s+{_YEAR})?",
        rf"(?<!\w){name}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?",
        rf"(?<!\w){name}(?:\s+{_YEAR})?",
    )
    return tuple(re.compile(pattern, re.IGNORECASE if "tháng" in pattern else re.NOFLAG) for pattern in (*_NUMERIC[:6], *named, *_NUMERIC[6:]))


def find_partial_dates(text: str) -> list[PartialDate]:
    """The dates of a text in order, each as far as it is written; what no calendar has is passed over.

    >>> [(found.year, found.month, found.day) for found in find_partial_dates("avant le 31 mars, ngày 15/4, June 2026, 2025-05-15")]
    [(None, 3, 31), (None, 4, 15), (2026, 6, None), (2025, 5, 15)]
    """
    return sorted(_dates(text), key=lambda found: found.span.start)


def _dates(text: str) -> Iterator[PartialDate]:
    taken: list[Span] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            parts, span = match.groupdict(), Span(*match.span())
            month = _months()[parts["name"]] if parts.get("name") else int(parts["month"])
            day, year = (int(parts[part]) if parts.get(part) else None for part in ("day", "year"))
            real = 1 <= month <= _MONTHS_OF_A_YEAR and (day is None or 1 <= day <= _DAYS_OF_A_MONTH)
            if real and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield PartialDate(year, month, day, span)
