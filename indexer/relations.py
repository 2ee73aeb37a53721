"""The acts that a document names, and what it says of each: based on, amends, replaces, repeals, guides, approves, cites.

Amending acts name an act once and then its clauses alone: *Sửa đổi, bổ sung một số điều của Nghị định* … *1. Bổ sung khoản 5
Điều 3*. So a clause that is named below an act that is amended is a clause of that act, and a clause below a clause
lies in it. What the document quotes, what a footnote reports and what the name of another act says is only cited.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.acts import ActMention, find_acts
from corpus.nouns import Clause, ClauseStep, Document, Relation, RelationKind, Span
from corpus.paths import ClauseList, ListedClause, find_clause_lists
from corpus.relations import Place, WordingMention, counts_from
from indexer.segments import Segment, masked, quotations, segments
from indexer.statements import Governed, Lead, Speaker

_OF_ITSELF = re.compile(r"\s*(?:(?:của|tại)\s+)?(?:[\w]+\s+){0,2}này\b|\s*(?:du|de\s+la|de\s+l['’])\s*présente?\b|\s*(?:ci-dessus|ci-après)")
_PLACE_ONLY = re.compile(r"\b(?:(?:vào\s+)?(?:sau|trước)|après|avant)\s+(?:l['’]|le\s+|la\s+|les\s+)?$", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:vào\s+)?(?:sau|trước)\s+(?:các\s+)?")
_INSERTED = re.compile(r"il\s+est\s+(?:inséré|ajouté|créé|rétabli)", re.IGNORECASE)
_WIDEST_SENTENCE, _WIDEST_PLACE = 3_000, 40
_ARTICLE_OF_INSERTED = len(" un nouvel ")
_EXCEPTION = re.compile(r"\b(?:trừ|riêng|ngoại\s+trừ|sauf|excepté|à\s+l['’]exception)\b")


def find_relations(text: str, clauses: tuple[Clause, ...], document: Document) -> tuple[Relation, ...]:
    """The relations of a document to other acts, in the order of their spans."""
    acts = find_acts(text, document.language)
    if not acts:
        return ()
    found = dict.fromkeys(_Reader(text, clauses, document, acts).relations())
    return tuple(sorted(found, key=lambda relation: (relation.span.start, relation.span.end)))


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for a stretch of the text: the act and the clause of it that are spoken of, or the words above a list."""

    cover: Span
    act: ActMention | None = None
    steps: tuple[ClauseStep, ...] = ()
    effective: dt.date | None = None
    lead: Lead | None = None


class _Reader:
    """Reads one document, segment by segment."""

    def __init__(self, text: str, clauses: tuple[Clause, ...], document: Document, acts: list[ActMention]) -> None:
        quoted = quotations(text)
        self._text = masked(text, quoted)
        self._language = document.language
        self._acts = acts
        starts = [span.start for span in quoted]
        self._quoted = {act for act in acts if (before := bisect_right(starts, act.span.start)) and quoted[before - 1].covers(act.span)}
        self._segments = segments(self._text, clauses)
        self._speaker = Speaker(self._text, clauses, document)
        self._contexts: list[_Context] = []

    def relations(self) -> Iterator[Relation]:
        """The relations, segment by segment."""
        position = 0
        for segment in self._segments:
            acts: list[ActMention] = []
            while position < len(self._acts) and self._acts[position].span.start < segment.span.end:
                acts.append(self._acts[position])
                position += 1
            for act in acts:
                if act in self._quoted and not self._speaker.is_own(act):
                    yield from self._direct(Governed(act, None), segment, [])
            spoken = [act for act in acts if act not in self._quoted]
            if spoken or self._contexts or segment.leads:
                yield from self._segment(segment, spoken)

    def _segment(self, segment: Segment, acts: list[ActMention]) -> Iterator[Relation]:
        wordings = self._speaker.wordings(segment, acts)
        above = self._context(segment.span.start, leads=True)
        governed = self._speaker.governed(segment, acts, wordings, above.lead if above else None)
        for item in governed:
            if not item.own:
                yield from self._direct(item, segment, wordings)
        changed = [item for item in governed if item.by and item.by.kind.changes_law]
        context = self._context(segment.span.start)
        if not changed and context and wordings:
            yield from self._inherited(segment, acts, wordings, context)
        self._remember(segment, changed, wordings, acts)

    # Relations to acts that the segment names.

    def _direct(self, item: Governed, segment: Segment, wordings: list[WordingMention]) -> Iterator[Relation]:
        act = item.act
        kind = item.by.kind if item.by else RelationKind.CITES
        effective = self._effective(kind, act.span, segment) or item.effective
        place = _PLACE_ONLY.search(self._text, max(segment.span.start, act.span.start - _WIDEST_PLACE), act.span.start) if item.by else None
        if item.by and (inserted := self._inserted(act, segment, wordings) or (self._added(segment, place, act) if place else ())):
            yield from (_relation(act, kind, steps, effective) for steps in inserted)
        elif place or not act.clauses:
            yield _relation(act, kind, (), effective)
        else:
            yield from (_relation(act, self._kind_of(clause, act, kind, wordings), clause.steps, effective) for clause in act.clauses)
        if act.notably:
            span = Span(act.span.start, act.notably.span.end)
            yield from (replace(_relation(act, kind, clause.steps, effective), span=span) for clause in act.notably.clauses)

    def _kind_of(self, clause: ListedClause, act: ActMention, kind: RelationKind, wordings: list[WordingMention]) -> RelationKind:
        """The kind of a relation to one clause of a list, which may have its own verb: *sửa đổi điểm c và bãi bỏ điểm g khoản 3*."""
        inner = [mention for mention in wordings if act.span.start <= mention.span.start < clause.span.start and mention.wording.place is Place.BEFORE]
        return inner[-1].wording.kind if inner and kind is not RelationKind.CITES else kind

    def _inserted(self, act: ActMention, segment: Segment, wordings: list[WordingMention]) -> tuple[tuple[ClauseStep, ...], ...]:
        """The clauses that a French act inserts: *après l'article 5, il est inséré un article 5-1*."""
        for mention in wordings:
            if mention.span.start >= act.reach and _INSERTED.match(self._text, mention.span.start):
                for phrase in find_clause_lists(self._text[mention.span.end : segment.span.end], self._language)[:1]:
                    if phrase.span.start <= _ARTICLE_OF_INSERTED:
                        return tuple(clause.steps for clause in phrase.clauses)
        return ()

    def _added(self, segment: Segment, place: re.Match[str], act: ActMention) -> tuple[tuple[ClauseStep, ...], ...]:
        """The clauses that a Vietnamese act adds beside a place that it names: *bổ sung khoản 1a vào sau khoản 1 Điều 13*."""
        for phrase in find_clause_lists(self._text[segment.span.start : place.start()], self._language)[-1:]:
            if not self._text[segment.span.start + phrase.span.end : place.start()].strip():
                return tuple(_beside(clause.steps, act.clauses[0].steps if act.clauses else ()) for clause in phrase.clauses)
        return ()

    # Relations to clauses of the act that was named above.

    def _inherited(self, segment: Segment, acts: list[ActMention], wordings: list[WordingMention], context: _Context) -> Iterator[Relation]:
        start = segment.span.start
        phrases = find_clause_lists(self._text[start : segment.span.end], self._language)
        for phrase, following in zip(phrases, [*phrases[1:], None], strict=False):
            span = Span(start + phrase.span.start, start + phrase.span.end)
            if any(act.span.overlaps(span) for act in acts) or _OF_ITSELF.match(self._text, span.end):
                continue
            insertion = any(_INSERTED.match(self._text, mention.span.start) and mention.span.end <= span.start for mention in wordings)
            if insertion or not _PLACE_ONLY.search(self._text, max(start, span.start - _WIDEST_PLACE), span.start):
                yield from self._of_phrase(self._placed(phrase, following, start), segment, wordings, context)

    def _placed(self, phrase: ClauseList, following: ClauseList | None, start: int) -> ClauseList:
        """The phrase as spans of the whole text; what is added beside a clause stands in what that one stands in."""
        beside = following and _BESIDE.fullmatch(self._text, start + phrase.span.end, start + following.span.start)
        place = following.clauses[0].steps if following and beside else ()
        clauses = tuple(ListedClause(_beside(clause.steps, place), Span(start + clause.span.start, start + clause.span.end)) for clause in phrase.clauses)
        return ClauseList(Span(start + phrase.span.start, start + phrase.span.end), clauses)

    def _of_phrase(self, phrase: ClauseList, segment: Segment, wordings: list[WordingMention], context: _Context) -> Iterator[Relation]:
        for clause in phrase.clauses:
            kind = self._spoken_of(clause, phrase, wordings)
            if context.act and kind and kind.changes_law:
                effective = self._effective(kind, phrase.span, segment) or context.effective
                yield replace(_relation(context.act, kind, _beside(clause.steps, context.steps), effective), span=clause.span)

    def _spoken_of(self, clause: ListedClause, phrase: ClauseList, wordings: list[WordingMention]) -> RelationKind | None:
        """What is said of a clause: by the active words in front of it, else by the passive ones after its list."""
        active = [mention for mention in wordings if mention.wording.place is Place.BEFORE and mention.span.end <= clause.span.start]
        passive = [mention for mention in wordings if mention.wording.place is Place.AFTER and mention.span.start >= phrase.span.end]
        if active and not self._speaker.leads_away(self._text[active[-1].span.end : min(clause.span.start, phrase.span.start)], active[-1].wording):
            return active[-1].wording.kind
        if passive:
            return passive[0].wording.kind
        return RelationKind.AMENDS if any(_INSERTED.match(self._text, mention.span.start) for mention in wordings) else None

    def _effective(self, kind: RelationKind, span: Span, segment: Segment) -> dt.date | None:
        """The day from which the segment says that the relation counts."""
        if not kind.changes_law and kind is not RelationKind.CONSOLIDATES:
            return None
        after = self._text[span.end : min(segment.span.end, span.end + _WIDEST_SENTENCE)]
        if exception := _EXCEPTION.search(after):
            after = after[: exception.start()]
        return counts_from(after, self._language) or counts_from(
            self._text[max(segment.span.start, span.start - _WIDEST_SENTENCE) : span.start], self._language
        )

    # What later segments take over.

    def _context(self, start: int, *, leads: bool = False) -> _Context | None:
        """The latest context that reaches to ``start``: of an act, or of the words above a list."""
        return next(
            (context for context in reversed(self._contexts) if context.cover.start <= start < context.cover.end and (context.lead is not None) is leads), None
        )

    def _remember(self, segment: Segment, changed: list[Governed], wordings: list[WordingMention], acts: list[ActMention]) -> None:
        if not wordings:
            return
        self._contexts = [context for context in self._contexts if context.cover.end > segment.span.start]
        cover = self._cover(segment)
        outer = self._context(segment.span.start)
        if len({item.act.number or (item.act.name, item.act.date) for item in changed}) == 1:
            act = changed[-1].act
            effective = self._effective(RelationKind.AMENDS, act.span, segment) if segment.leads else None
            self._contexts.append(_Context(cover, act, _common([clause.steps for item in changed for clause in item.act.clauses]), effective))
        elif not acts and outer:
            phrases = find_clause_lists(self._text[segment.span.start : segment.span.end], self._language)
            steps = _common([clause.steps for phrase in phrases for clause in phrase.clauses])
            self._contexts.append(_Context(cover, outer.act, _beside(steps, outer.steps), outer.effective))
        last = wordings[-1]
        if segment.leads and not changed and not any(act.span.start >= last.span.end for act in acts):
            self._contexts.append(_Context(cover, lead=Lead(last.wording, self._effective(RelationKind.REPEALS, last.span, segment))))

    def _cover(self, segment: Segment) -> Span:
        """How far what a segment says reaches: to the end of its clause, from a title through the text, else to the end of the paragraph."""
        if segment.clause:
            end = segment.clause.span.end
        elif segment.span.start < self._speaker.head:
            end = len(self._text)
        else:
            end = self._text.find("\n\n", segment.span.end + 2)
        return Span(segment.span.end, max(end if end >= 0 else len(self._text), segment.span.end + 1))


def _relation(act: ActMention, kind: RelationKind, steps: tuple[ClauseStep, ...] = (), effective: dt.date | None = None) -> Relation:
    return Relation(kind, act.span, act.number, act.name, act.date, steps, effective)


def _common(paths: list[tuple[ClauseStep, ...]]) -> tuple[ClauseStep, ...]:
    """The steps that all paths begin with."""
    shared: list[ClauseStep] = []
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return tuple(shared)


def _beside(steps: tuple[ClauseStep, ...], place: tuple[ClauseStep, ...]) -> tuple[ClauseStep, ...]:
    """The steps of a clause inside what a neighbour, or the clause spoken of above, stands in; that of the place alone without any."""
    return tuple(step for step in place if not steps or step.level.depth < steps[0].level.depth) + steps
