"""Who says what of which act in one segment of a text: the words of relations that count, and the acts they speak of.

The words count when the document itself speaks: in its title, in a recital, at the beginning of a clause, or with itself
as the subject. An act that is named inside the name of another one is only referred to.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from corpus.acts import ActMention
from corpus.folding import folded, single_spaced
from corpus.kinds import name_of_kind, names_pattern
from corpus.nouns import Authority, Clause, ClauseLevel, Document, Kind, Language, RelationKind, Span
from corpus.numbers import same_act
from corpus.relations import Place, Wording, WordingMention, find_wordings, gives_tasks, joins, leads_away, speaks_of_itself
from indexer.segments import Segment, head_end

_ORDERS_NOTHING = frozenset({Kind.PLAN, Kind.PROGRAMME, Kind.SCHEME, Kind.LETTER, Kind.NOTICE, Kind.CONTRACT, Kind.NEWS})
_DELIBERATES = frozenset({Kind.DELIBERATION, Kind.REGULATION, Kind.DECISION, Kind.OTHER})
_CONSOLIDATION = re.compile(r"(?:XÁC THỰC )?VĂN BẢN HỢP NHẤT\b")
_MERGED = re.compile(
    r"(?:được\s+sửa\s+đổi,\s+bổ\s+sung(?:\s+một\s+số\s+điều)?\s+(?:bởi|theo)|modifiée?s?\s+par)(?:\s+(?:các(?:\s+luật)?|les?|la|l['’]))?\s*:?\s*$"
)
_COORDINATES = re.compile(r"(?:,|;|\bvà|\bet|\bđồng\s+thời|\bnhưng)\s*$")
_AT_ONCE = re.compile(r"(?:\s*(?:các|toàn bộ|l['’]|la|le|les|de l['’]|du)\s*)?", re.IGNORECASE)
_LONGEST_STATEMENT = 20_000
_WIDEST_JOINT = len(", và các")

CONSOLIDATES = Wording(RelationKind.CONSOLIDATES, Place.BEFORE, frozenset(Language), opens=False, pattern=re.compile("(?!)"), unless=None)
"""What the head of a consolidated text says of each act that it brings together."""


@dataclass(frozen=True, slots=True)
class Governed:
    """An act with the wording that speaks of it; without one it is only cited.

    ``own`` says that it is the document itself, ``heads`` that it is no part of the name of the act before it.
    """

    act: ActMention
    by: Wording | None
    own: bool = False
    heads: bool = True
    effective: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """The words of a relation above a list, which hold for each act with which an item of the list begins."""

    wording: Wording
    effective: dt.date | None = None


class Speaker:
    """One document as the one that speaks; ``text`` has its quotations masked."""

    def __init__(self, text: str, clauses: tuple[Clause, ...], document: Document) -> None:
        self.head = head_end(text, clauses)
        self._text = text
        self._document = document
        self._language = document.language
        self._consolidated = document.kind is Kind.CONSOLIDATED or document.consolidates is not None or bool(_CONSOLIDATION.search(text))
        self._tasks = [clause.span for clause in clauses if gives_tasks(_lead(text, clause), document.language)]

    def is_own(self, act: ActMention) -> bool:
        """Whether the act is the document itself."""
        own = self._document
        if act.number and own.number:
            if not same_act(act.number, own.number, known_year=own.date.year if own.date else None):
                return False
            return bool(act.number.year) or act.date is None or own.date is None or act.date == own.date
        if act.number is None and act.date is None:
            return folded(single_spaced(own.title)).startswith(folded(act.name)) and act.called != "code"
        kind = folded(name_of_kind(own.kind, own.language)).split(" ")[0]
        return act.number is None and act.date == own.date and act.called == kind

    def wordings(self, segment: Segment, acts: list[ActMention]) -> list[WordingMention]:
        """The words of relations in a segment with which the document itself speaks; ``acts`` are those of the segment."""
        start = segment.span.start
        found: list[WordingMention] = []
        for mention in find_wordings(self._text[start : min(segment.span.end, start + _LONGEST_STATEMENT)], self._language):
            placed = WordingMention(mention.wording, Span(start + mention.span.start, start + mention.span.end))
            if (
                not any(act.start < placed.span.end and placed.span.start < act.span.end for act in acts)
                and not self._weakened(placed, start)
                and self._speaks(placed, segment, acts, found)
            ):
                found.append(placed)
        return found

    def _weakened(self, mention: WordingMention, start: int) -> bool:
        part = max(start, self._text.rfind(";", start, mention.span.start) + 1)
        return bool(mention.wording.unless and mention.wording.unless.search(self._text[part : mention.span.start].replace("\n", " ")))

    def _speaks(self, mention: WordingMention, segment: Segment, acts: list[ActMention], earlier: list[WordingMention]) -> bool:
        if self._document.kind.authority is Authority.NEWS:
            return False
        before = self._text[segment.span.start : mention.span.start]
        in_article = segment.inside(ClauseLevel.ARTICLE) and not segment.inside(ClauseLevel.ATTACHMENT)
        if mention.wording.opens:
            return not before.strip() and not in_article
        last = max((act for act in acts if act.span.start < mention.span.start), key=lambda act: act.span.start, default=None)
        if self._is_subject(last, mention, before):
            return True
        if earlier and earlier[-1].wording.place is Place.BEFORE and not earlier[-1].wording.opens and _COORDINATES.search(before):
            return True
        return self._orders(mention, segment, before, last) if in_article else self._announces(mention, before, acts)

    def _is_subject(self, last: ActMention | None, mention: WordingMention, before: str) -> bool:
        """Whether the document is the subject of the words: *Nghị định này*, or its own number right in front of them."""
        if last is None:
            return speaks_of_itself(before, self._language, account=self._document.record)
        return self.is_own(last) and not self._text[last.reach : mention.span.start].strip(" \n:,-")

    def _orders(self, mention: WordingMention, segment: Segment, before: str, last: ActMention | None) -> bool:
        """Whether an article orders it: with an active verb at its beginning, or with a passive one."""
        if self._document.kind in _ORDERS_NOTHING or any(task.covers(segment.span) for task in self._tasks):
            return False
        if mention.wording.place is Place.AFTER:
            return True
        begins = not before.strip() or (before.endswith("\n") and self._text[mention.span.start].isupper())
        return begins or (last is None and mention.wording.kind is RelationKind.AMENDS and _all_wordings(before, self._language))

    def _announces(self, mention: WordingMention, before: str, acts: list[ActMention]) -> bool:
        """Whether a title, a line of decisions or an account of an act says it."""
        if mention.wording.place is Place.AFTER:
            return self._document.record
        if self._document.kind in _ORDERS_NOTHING:
            return False
        if not before.strip() and re.match(r"d['’]", self._text[mention.span.start : mention.span.end], re.IGNORECASE):
            return self._document.kind in _DELIBERATES
        if mention.span.start >= self.head or any(act.span.start < mention.span.start and not self.is_own(act) for act in acts):
            return False
        line = before.rpartition("\n")[2].strip()
        return not line or bool(names_pattern().match(folded(line)))

    def governed(self, segment: Segment, acts: list[ActMention], wordings: list[WordingMention], lead: Lead | None) -> list[Governed]:
        """The acts of a segment, each with the wording that speaks of it."""
        found: list[Governed] = []
        for act in acts:
            found.append(self._one(segment, act, found, wordings, lead))
        for mention in wordings:
            if mention.wording.place is Place.AFTER:
                found = self._subjects(segment, found, mention)
        return found

    def _one(self, segment: Segment, act: ActMention, before: list[Governed], wordings: list[WordingMention], lead: Lead | None) -> Governed:
        """The act with the active wording in front of it, with that of the list it stands in, or without any."""
        last = before[-1] if before else None
        if self.is_own(act):
            return Governed(act, None, own=True, heads=last is None or self._next(act, before, wordings).heads)
        since = last.act.reach if last else segment.span.start
        active = [
            mention for mention in wordings if mention.wording.place is Place.BEFORE and since <= mention.span.start and mention.span.end <= act.span.start
        ]
        if active:
            away = self.leads_away(self._text[active[-1].span.end : act.span.start], active[-1].wording)
            return Governed(act, None if away else active[-1].wording)
        if self._merges(act, self._text[since : act.span.start], last):
            return Governed(act, CONSOLIDATES)
        if last is None:
            at_once = lead and _AT_ONCE.fullmatch(self._text, segment.span.start, act.span.start)
            return Governed(act, lead.wording, effective=lead.effective) if lead and at_once else Governed(act, None)
        return Governed(act, None) if last.own and last.heads else self._next(act, before, wordings)

    def _next(self, act: ActMention, before: list[Governed], wordings: list[WordingMention]) -> Governed:
        """The act after another one: the next of its list, or a part of its name."""
        last = before[-1]
        between = self._text[last.act.reach : act.span.start]
        if not joins(between, self._language):
            return Governed(act, None, heads=False)
        alike = last.act.called == act.called and bool(last.act.number) == bool(act.number)
        if not last.heads and alike and len(between.strip()) <= _WIDEST_JOINT:
            return Governed(act, None, heads=False)
        first = next((item for item in reversed(before) if item.heads), None)
        if first is None or (";" in between and self._has_own_wording(act, wordings)):
            return Governed(act, None)
        return Governed(act, first.by, effective=first.effective)

    def _has_own_wording(self, act: ActMention, wordings: list[WordingMention]) -> bool:
        """Whether a passive wording follows the act before the next semicolon."""
        passive = [mention.span.start for mention in wordings if mention.wording.place is Place.AFTER and mention.span.start >= act.reach]
        return any(";" not in self._text[act.reach : start] for start in passive)

    def leads_away(self, between: str, wording: Wording) -> bool:
        """Whether the text between the words of a relation and what follows it says that this is only referred to."""
        if wording.kind is RelationKind.REPLACES and re.search(r"\b(?:bằng|bởi|par)\b", between):
            return True
        return leads_away(between, self._language)

    def _merges(self, act: ActMention, between: str, last: Governed | None) -> bool:
        """Whether the head of a consolidated text names the act as one of those that it brings together."""
        if not self._consolidated or act.span.start >= self.head:
            return False
        return last is None or (last.own and last.heads) or bool(_MERGED.search(between)) or (last.by is CONSOLIDATES and joins(between, self._language))

    def _subjects(self, segment: Segment, items: list[Governed], mention: WordingMention) -> list[Governed]:
        """The acts, those that a passive wording speaks of now governed by it."""
        free = [index for index, item in enumerate(items) if item.heads and not item.own and item.by is None and item.act.span.start < mention.span.start]
        if not free:
            return items
        opening = max(segment.span.start, items[free[0] - 1].act.reach if free[0] else 0)
        if leads_away(self._text[opening : items[free[0]].act.span.start], self._language):
            return items
        return [replace(item, by=mention.wording) if index in free else item for index, item in enumerate(items)]


def _all_wordings(before: str, language: Language) -> bool:
    """Whether the text holds nothing but words of relations and what joins them, as in *Sửa đổi tên Điều và sửa đổi*."""
    rest = before
    for mention in reversed(find_wordings(before, language)):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return bool(rest != before and re.fullmatch(r"[\s,;]*(?:(?:và|et|điều|khoản|điểm|một số)[\s,;]*)*", rest.lower()))


def _lead(text: str, clause: Clause) -> str:
    """The heading of a clause with the line on which it begins."""
    line_end = text.find("\n", clause.span.start)
    return " ".join([clause.heading, text[clause.span.start : line_end if line_end > 0 else clause.span.end]])
