"""Document numbers as people shorten them in a question: ``QĐ 6126``, ``NQ68``, ``302KH-UBND``, ``205-2025-ND-CP``, *nghị quyết 66.17*.

The patterns are data (``rules/naming.toml``); the official spellings are those of ``corpus.numbers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.folding import folded
from corpus.issuers import issuers
from corpus.kinds import kind_names, names_pattern
from corpus.nouns import DocumentNumber, Span
from corpus.numbers import NumberMention, find_numbers
from corpus.rulebook import rules
from corpus.steps import Typed, find_mentions

_GAP = r"[\s/_.-]{0,3}"
LIKE_A_YEAR = re.compile(r"(?:19|20)\d\d")
"""A figure that is a year where nothing says that it is a number."""


@cache
def _number_patterns() -> tuple[re.Pattern[str], ...]:
    kinds = "|".join(sorted({folded(short) for names in kind_names() for short in names.abbreviations if len(short) > 1}, key=len, reverse=True))
    shorts = {folded(short) for issuer in issuers() for short in issuer.abbreviations} | {r"(?:ubtv)?qh\d{1,2}"}
    parts = {"{kind}": kinds, "{issuer}": f"(?:{'|'.join(sorted(shorts, key=len, reverse=True))})", "{gap}": _GAP, "{name}": names_pattern().pattern}
    patterns = []
    for rule in rules("naming")["number"]:
        pattern = rule["pattern"]
        for name, part in parts.items():
            pattern = pattern.replace(name, part)
        patterns.append(re.compile(pattern))
    return tuple(patterns)


def spelled_numbers(view: Typed, *, capitals: bool = False) -> list[NumberMention]:
    """The document numbers of a question in every spelling, in order; of two that overlap the fuller one counts.

    With ``capitals`` a loose spelling counts only with its abbreviation in capitals: in a sentence *ct 5* is no directive.
    """
    found = find_numbers(view.written, lenient=True) + list(_loose(view, capitals=capitals))
    kept: list[NumberMention] = []
    for mention in sorted(found, key=lambda mention: (-_parts(mention.number), mention.span.start - mention.span.end)):
        overlapped = next((position for position, other in enumerate(kept) if mention.span.overlaps(other.span)), None)
        if overlapped is None:
            kept.append(mention)
        else:
            other = kept[overlapped]
            kept[overlapped] = replace(other, span=Span(min(mention.span.start, other.span.start), max(mention.span.end, other.span.end)))
    return sorted(kept, key=lambda mention: mention.span.start)


def _parts(number: DocumentNumber) -> int:
    return sum(part is not None for part in (number.year, number.kind, number.issuer))


def _loose(view: Typed, *, capitals: bool) -> Iterator[NumberMention]:
    ordinals = [range(mention.start, mention.end) for mention in find_mentions(view)]
    for pattern in _number_patterns():
        for match in pattern.finditer(view.plain):
            if not any(match.start("number") in ordinal for ordinal in ordinals):  # "Điều 10 VBHN" is no document 10
                yield from _mention(view, match, capitals=capitals)


def _mention(view: Typed, match: re.Match[str], *, capitals: bool) -> Iterator[NumberMention]:
    """The number of a match, unless it is a year or its abbreviation may be an ordinary word."""
    parts = {name: view.written[slice(*match.span(name))] for name, value in match.groupdict().items() if value}
    kind = parts.get("kind", "")
    first = not kind or match.start("kind") < match.start("number")
    year_alone = first and not (kind and "year" in parts) and LIKE_A_YEAR.fullmatch(parts["number"]) is not None
    ordinary = bool(kind) and not kind.isupper() and (capitals or folded(kind) == "da")
    if int(parts["number"]) and not year_alone and not ordinary:
        issuer = re.sub(r"\s", "", parts.get("issuer") or parts.get("late_issuer") or "").upper()
        number = DocumentNumber(
            int(parts["number"]), int(parts["year"]) if "year" in parts else None, kind.upper() or None, issuer or None, match.group().strip()
        )
        yield NumberMention(number, Span(*match.span()))
