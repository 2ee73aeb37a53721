"""Who signed a document, where and when, and from when it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from corpus.dates import find_dates
from corpus.nouns import Span
from indexer.sheet import Found, Sheet, SheetLine, field_rules, matched

_QUOTES = re.compile(r"[“«][^”»]{0,6000}[”»]")
_SITTING_LINES = 12
_NAME_LINES = 30


def signed_place(sheet: Sheet) -> Found[str] | None:
    """The place of signature: in the head, where the act is signed, or at its end."""
    for line, match in _signed_lines(sheet):
        place = match["place"].strip(" ,")
        return Found(place.title() if place.isupper() else place, line.group(match, "place"))
    return None


def signed_date(sheet: Sheet) -> Found[date] | None:
    """The date of the sitting in which a council adopts the text, else the date of signature."""
    if sitting := _sitting_date(sheet):
        return sitting
    for line, _ in _signed_lines(sheet):
        for found in find_dates(line.text):
            return Found(found.date, line.span(found.span.start, found.span.end))
    return None


def _signed_lines(sheet: Sheet) -> Iterator[tuple[SheetLine, re.Match[str]]]:
    for line in [*sheet.head[: sheet.reasons], *sheet.signing, *sheet.tail]:
        if (match := matched("signed", line.text)) and not matched("basis", line.text):
            yield line, match


def _sitting_date(sheet: Sheet) -> Found[date] | None:
    sits = [index for index, line in enumerate(sheet.head) if matched("sitting", line.text)]
    for line in sheet.head[sits[0] : sits[0] + _SITTING_LINES] if sits else []:
        for found in find_dates(line.text):
            return Found(found.date, line.span(found.span.start, found.span.end))
    return None


def signatory(sheet: Sheet) -> Found[str] | None:
    """The first person named where the act is signed."""
    for line in [*sheet.signing[:_NAME_LINES], *([] if sheet.signing else sheet.tail)]:
        if match := matched("signatory", line.text):
            return Found(match["name"], line.group(match, "name"))
    return None


def taking_effect(sheet: Sheet, signed: date | None) -> Found[date] | None:
    """The day from which the act counts, as it says of itself outside quotations.

    A day counted from the signature, as Vietnamese acts do (*sau 45 ngày, kể từ ngày ký*), is computed from ``signed``.
    """
    quoted = [match.span() for match in _QUOTES.finditer(sheet.body)]
    for pattern, rule in field_rules("taking_effect"):
        if str(sheet.language) not in rule["languages"]:
            continue
        for match in pattern.finditer(sheet.body):
            if any(start < match.start() < end for start, end in quoted):
                continue
            if found := _effective(match, signed):
                return found
    return None


def _effective(match: re.Match[str], signed: date | None) -> Found[date] | None:
    groups = match.groupdict()
    if groups.get("date"):
        dates = find_dates(" ".join(groups["date"].split()))
        return Found(dates[0].date, Span(*match.span("date"))) if dates else None
    if signed is None:
        return None
    name = "days" if groups.get("days") else "signing"
    return Found(signed + timedelta(days=int(groups.get("days") or 0)), Span(*match.span(name)))
