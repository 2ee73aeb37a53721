"""Pieces of a text with what stands around each: the headings above it and the lead of the list that it is an item of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.folding import single_spaced
from corpus.nouns import Clause, ClauseLevel, Language, Span
from corpus.support_rules import Stance, Wording, find_wording, stance_of
from indexer.segments import Segment, head_end, segments

_SHORT_LEAD, _SHORT_TITLE, _LONGEST_LABEL = 90, 40, 25
_RATE = re.compile(r"\d\s?%|\d\s+(?:năm|ans?)\b")
"""A lead that says how much is given is a measure itself, and its list says to whom."""
_LIST_LEVELS = frozenset({ClauseLevel.POINT, ClauseLevel.INDENT, ClauseLevel.SUBCLAUSE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or an item of a list: its span, its clause, the leads of the lists around it (the nearest first) and what they make of it.

    ``leads`` says that it is itself the lead of a list, ``is_item`` that it is an item of one.
    """

    span: Span
    clause: Clause | None
    lists: tuple[Span, ...]
    stance: Stance | None
    leads: bool
    is_item: bool

    def around(self, text: str) -> Iterator[str]:
        """The words around it, the nearest first: leads of lists, then headings."""
        yield from (text[lead.start : lead.end] for lead in self.lists)
        yield from headings_above(self.clause)


def pieces_of(text: str, clauses: tuple[Clause, ...], language: Language) -> list[Piece]:
    """The pieces of a text below its title, in order."""
    head = head_end(text, clauses) if clauses else 0
    found: list[Piece] = []
    leads: list[Segment] = []
    for segment in segments(text, clauses):
        if segment.span.start < head or (clauses and segment.clause is None) or _is_heading(text, segment):
            continue
        while leads and not _hangs_on(segment, leads[-1]):
            leads.pop()
        around = tuple(lead.span for lead in reversed(leads))
        item = bool(leads) or (segment.clause is not None and segment.clause.level in _LIST_LEVELS)
        found.append(Piece(segment.span, segment.clause, around, _stance(text, segment.span, around, segment.clause, language), segment.leads, item))
        if segment.leads:
            leads.append(segment)
    return found


def _is_heading(text: str, segment: Segment) -> bool:
    heading = next(headings_above(segment.clause), "")
    if segment.span.end - segment.span.start > len(heading) + _LONGEST_LABEL:
        return False
    return bool(heading) and single_spaced(text[segment.span.start : segment.span.end]).rstrip(":").endswith(single_spaced(heading).rstrip(":"))


def _hangs_on(segment: Segment, lead: Segment) -> bool:
    """Whether a segment stands in the list of a lead: in a clause below that of the lead, or later in the same one."""
    if lead.clause is None or segment.clause is None:
        return lead.clause is segment.clause
    return segment.clause.steps[: len(lead.clause.steps)] == lead.clause.steps


def _stance(text: str, own: Span, leads: tuple[Span, ...], clause: Clause | None, language: Language) -> Stance | None:
    title = text[own.start : own.end].partition(":")
    if title[1] and len(title[0]) < _SHORT_TITLE and (stance := stance_of(title[0], language)) not in {None, Stance.HELP}:
        return stance
    for lead in leads:
        if stance := _stance_of_lead(text[lead.start : lead.end], language):
            return stance
    above = next((stance for heading in headings_above(clause) if (stance := stance_of(heading, language))), None)
    told = any(lead.end - lead.start > _SHORT_TITLE for lead in leads)
    return None if told and above is Stance.HELP else above  # items of a list whose lead speaks of something else are no help


def headings_above(clause: Clause | None) -> Iterator[str]:
    """The headings of a clause and of those around it, the innermost first; a heading without a number is its own label."""
    if clause is None:
        return
    for step, label, heading in reversed(list(zip(clause.steps, clause.labels, clause.headings, strict=True))):
        if words := heading or (label if step.level is ClauseLevel.HEADING else ""):
            yield words


def _stance_of_lead(words: str, language: Language) -> Stance | None:
    """A lead that gives makes a list of help, one that asks for something a list of conditions; a short one counts as a heading."""
    heading = stance_of(words.lstrip("0123456789.) "), language) if len(words) < _SHORT_LEAD else None
    if heading in {Stance.CONDITIONS, Stance.BENEFICIARIES}:
        return heading
    if find_wording(words, Wording.REQUIREMENT, language):
        return Stance.CONDITIONS
    if find_wording(words, Wording.GIVING, language) and not find_wording(words, Wording.NOT_GIVING, language):
        return Stance.BENEFICIARIES if _RATE.search(words) else Stance.HELP
    return heading


def same_article(one: Clause | None, other: Clause | None) -> bool:
    """Whether two clauses stand in one article, or where there are no articles, below one clause of the first level."""
    if one is None or other is None:
        return one is other
    return _article(one) == _article(other)


def _article(clause: Clause) -> tuple[object, ...]:
    """The steps to the article of a clause, or to the heading without a number that takes the place of one."""
    ends = [place for place, step in enumerate(clause.steps) if step.level in {ClauseLevel.ARTICLE, ClauseLevel.HEADING}]
    return clause.steps[: ends[-1] + 1] if ends else clause.steps[:1]
