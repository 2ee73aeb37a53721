"""The programmes that a document sets out or names, and the sectors that it names, each with its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from corpus.facts import Period
from corpus.folding import single_spaced
from corpus.nouns import Clause, ClauseLevel, Document, DocumentNumber, Kind, Language, Span
from corpus.numbers import find_numbers
from corpus.periods import find_periods
from corpus.programmes import leader_in, name_in_title, programme_mentions, same_in_text
from corpus.sectors import Sectors, shipped_sectors
from corpus.support import Programme, SectorMention
from indexer.support_context import headings_above

_WIDEST_TO_NUMBER = 140
_HEAD = 1_500
_KINDS = frozenset({Kind.DECISION, Kind.PLAN, Kind.PROGRAMME, Kind.SCHEME, Kind.RESOLUTION, Kind.OTHER})
_PART_LEVELS = frozenset(
    {ClauseLevel.PART, ClauseLevel.TITLE, ClauseLevel.CHAPTER, ClauseLevel.SECTION, ClauseLevel.ARTICLE, ClauseLevel.ROMAN, ClauseLevel.HEADING}
)
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_PRIORITIES = re.compile(r"lĩnh vực|ngành|phạm vi|secteurs?|champ", re.IGNORECASE)


class _Clauses:
    """The clauses of a document, to find the innermost at an offset."""

    def __init__(self, clauses: tuple[Clause, ...]) -> None:
        self._ordered = sorted(clauses, key=lambda clause: (clause.span.start, len(clause.steps)))
        self._starts = [clause.span.start for clause in self._ordered]

    def at(self, span: Span) -> Clause | None:
        """The innermost clause that covers a span."""
        for place in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            if self._ordered[place].span.covers(span):
                return self._ordered[place]
        return None


def find_sector_mentions(text: str, clauses: tuple[Clause, ...], document: Document, sectors: Sectors | None = None) -> tuple[SectorMention, ...]:
    """The sectors that a document names, in order and apart, each in its innermost clause."""
    inside = _Clauses(clauses)
    found = (sectors or shipped_sectors()).find(text, document.language)
    return tuple(SectorMention(named.id, named.span, inside.at(named.span)) for named in found)


def find_programmes(text: str, clauses: tuple[Clause, ...], document: Document, sectors: Sectors | None = None) -> tuple[Programme, ...]:
    """The programmes of a document: the one that it sets out first, then those that it names, each once."""
    if document.language is Language.ENGLISH:
        return ()
    own = _own(text, clauses, document, sectors or shipped_sectors())
    found = [own] if own else []
    inside = _Clauses(clauses)
    for span in sorted(programme_mentions(text, document.language), key=lambda span: span.start):
        named = _named(text, span, document, sectors or shipped_sectors(), inside)
        same = next((place for place, other in enumerate(found) if same_in_text(other, named)), None)
        if same is None:
            found.append(named)
        elif found[same].number is None and named.number is not None:
            found[same] = replace(found[same], number=named.number)
    return tuple(found)


def _own(text: str, clauses: tuple[Clause, ...], document: Document, sectors: Sectors) -> Programme | None:
    if document.kind not in _KINDS:
        return None
    title = single_spaced(document.title)
    found = name_in_title(title, document.language)
    if found is None:
        return None
    name = title[found.start : found.end]
    years = _YEARS.fullmatch(document.period or "")
    mentions = [mention.period for mention in find_periods(title[found.end :], document.language) if not mention.is_vision]
    return Programme(
        names=((document.language, name),),
        span=_place(text, name),
        number=document.number,
        period=mentions[0] if mentions else Period(int(years[1]), int(years[2] or years[1])) if years else None,
        vision=document.vision,
        authority=leader_in(text, document.language) or document.issuer or "",
        sectors=tuple(dict.fromkeys(_sectors(text, clauses, document, sectors, name))),
        parts=tuple(_parts(clauses)),
        own=True,
        document_id=document.id,
    )


def _place(text: str, name: str) -> Span:
    """Where the text has the name, at its head as a rule; the first line where line breaks and markings hide it."""
    match = re.search(r"[\s#*]+".join(map(re.escape, name.split())), text[:_HEAD], re.IGNORECASE)
    first = text[:_HEAD].strip("\n").find("\n")
    return Span(*match.span()) if match else Span(0, first if first > 0 else len(text[:_HEAD]))


def _sectors(text: str, clauses: tuple[Clause, ...], document: Document, sectors: Sectors, name: str) -> Iterator[str]:
    """The sectors of its name, then those of its clauses of priorities."""
    yield from (named.id for named in sectors.find(name, document.language))
    for clause in clauses:
        if clause.heading and _PRIORITIES.search(clause.heading):
            yield from (named.id for named in sectors.find(text[clause.span.start : clause.span.end], document.language))


def _parts(clauses: tuple[Clause, ...]) -> Iterator[str]:
    """The headings of the outermost clauses."""
    for clause in clauses:
        if len(clause.steps) == 1 and clause.level in _PART_LEVELS and (heading := next(headings_above(clause), "")):
            yield heading


def _named(text: str, span: Span, document: Document, sectors: Sectors, inside: _Clauses) -> Programme:
    name = single_spaced(text[span.start : span.end])
    following = re.split(r"[.;]\s|\n\n", text[span.end : span.end + _WIDEST_TO_NUMBER])[0]
    periods = [mention.period for mention in find_periods(text[span.start : span.end] + following, document.language) if not mention.is_vision]
    return Programme(
        names=((document.language, name),),
        span=span,
        number=_number(following),
        period=next(iter(periods), None),
        sectors=tuple(dict.fromkeys(named.id for named in sectors.find(name, document.language))),
        clause=inside.at(span),
        document_id=document.id,
    )


def _number(following: str) -> DocumentNumber | None:
    """The number of the act that approves a programme, where it follows its name."""
    approves = re.search(r"\b(?:tại|theo|bằng|được (?:phê duyệt|ban hành))\b|\b(?:par|approuvé)\b|\(", following)
    numbers = find_numbers(following)
    return numbers[0].number if approves and numbers else None
