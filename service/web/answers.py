"""An answer as the page shows it: what is said first, then each quotation in its surroundings with links to its proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.clauses import citation_label
from corpus.folding import single_spaced
from corpus.nouns import Clause, ClauseLevel, Document, Language, Span
from corpus.saying import say_period, say_quantity
from indexer.store import DocumentText
from service.corrections import remarks
from service.engine import Snapshot
from service.evidence import Answer, Evidence, ToldFact
from service.standing import Standing
from service.web.addresses import document_address, outside_address
from service.web.changes import ChangeView, change_views
from service.web.citing import Reference, reference
from service.web.labels import short_name
from service.web.reading import flowed

_POINTER = re.compile(r"\[(\d{1,3})\]")
_AROUND = 180
"""Characters shown before and after a quotation."""
_LONGEST_IN_CONTEXT = 700
_LONGEST_LEAD = 420


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an answer's text: plain, quoted from a document in ``language``, or a pointer to quotation ``pointer``."""

    text: str
    language: Language | None = None
    pointer: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One quotation with everything to judge it by; ``before`` and ``after`` are its surroundings in the document."""

    n: int
    document: Document
    name: str
    clause_label: str
    page: int | None
    before: str
    quote: str
    after: str
    standing: Standing
    changes: list[ChangeView]
    reference: Reference
    read_address: str
    page_address: str
    published: str | None


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact that answers, in the asker's language: what it is of, how much, when; ``pointer`` is the number of the quotation that states it."""

    label: str
    said: str
    period: str
    pointer: int


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the page shows of an answer: lines that say it, its facts, cards that prove it, cards of what is nearest."""

    answer: Answer
    lines: list[list[Piece]]
    facts: list[FactLine]
    cards: list[Card]
    nearest: list[Card]

    @property
    def refused(self) -> bool:
        """Whether there is no answer."""
        return self.answer.refusal is not None

    @property
    def remarks(self) -> list[str]:
        """What is said of misspelt words."""
        return remarks(self.answer.question)

    @property
    def places(self) -> str:
        """The ids of all places shown, separated by spaces."""
        return " ".join(f"{item.document.id}:{item.span.start}-{item.span.end}" for item in (*self.answer.evidence, *self.answer.nearest))


def answer_view(snapshot: Snapshot, answer: Answer, language: Language, origin: str) -> AnswerView:
    """The answer for readers of ``language``; ``origin`` is the beginning of addresses in copied citations."""
    cards = [_card(snapshot, n, item, language, origin, _AROUND) for n, item in enumerate(answer.evidence, start=1)]
    nearest = [_card(snapshot, n, item, language, origin, 0) for n, item in enumerate(answer.nearest, start=1)]
    return AnswerView(answer, list(_lines(answer)), [_fact_line(fact, answer.question.language) for fact in answer.facts], cards, nearest)


def _fact_line(fact: ToldFact, language: Language) -> FactLine:
    said = say_quantity(fact.quantity, fact.comparator, language) if fact.quantity and fact.comparator else ""
    return FactLine(fact.label, said, say_period(fact.period, language) if fact.period else "", fact.citation)


def _card(snapshot: Snapshot, n: int, item: Evidence, language: Language, origin: str, around: int) -> Card:
    text = snapshot.generation.store.text(item.document.id)
    label = citation_label(item.clause, item.document.language) if item.clause else ""
    before, after = _surroundings(text, item.span, around)
    read_address = document_address(language, item.document.id, [item.span])
    return Card(
        n=n,
        document=item.document,
        name=short_name(item.document, language),
        clause_label=label,
        page=item.page,
        before=before,
        quote=flowed(text, item.span),
        after=after,
        standing=item.state.standing,
        changes=change_views(item.state, language),
        reference=reference(item, label, language, origin + read_address),
        read_address=read_address,
        page_address=document_address(language, item.document.id, [item.span], item.page, "page") if item.page else "",
        published=outside_address(item.document.published) if item.document.record else None,
    )


def _surroundings(text: DocumentText, span: Span, most: int) -> tuple[str, str]:
    """What stands before and after a quotation in its article, ``most`` characters on either side cut at words; nothing beside a long one."""
    if not most or span.end - span.start > _LONGEST_IN_CONTEXT:
        return "", ""
    around = _article(text.clauses, span) or Span(0, len(text.text))
    start, end = max(around.start, span.start - most), min(around.end, span.end + most)
    before = flowed(text, Span(start, span.start)) if start < span.start else ""
    after = flowed(text, Span(span.end, end)) if span.end < end else ""
    if start > around.start:
        before = "… " + before.partition(" ")[2]
    if end < around.end:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _article(clauses: Sequence[Clause], span: Span) -> Span | None:
    """The smallest article, or part that is numbered like one, around a quotation."""
    found = [clause.span for clause in clauses if clause.level.depth <= ClauseLevel.ROMAN.depth and clause.span.covers(span)]
    return min(found, key=lambda candidate: candidate.end - candidate.start, default=None)


def _lines(answer: Answer) -> Iterator[list[Piece]]:
    """The lines that say the answer. What only quotes is said by the first such line: the cards quote the rest in full."""
    lines = [line for line in answer.text.split("\n") if line.strip()]
    quoting = [line for line in lines if _quoted_in(line, answer.evidence)]
    stating = [line for line in lines if line not in quoting and _POINTER.search(line)]
    left_out = quoting if stating else quoting[1:]
    for line in lines:
        if line not in left_out:
            yield list(_pieces(line, answer.evidence))


def _quoted_in(line: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """The quotation that a line gives word for word and points to."""
    for match in _POINTER.finditer(line):
        n = int(match[1])
        if 0 < n <= len(evidence) and single_spaced(evidence[n - 1].quote) in line:
            return evidence[n - 1]
    return None


def _pieces(line: str, evidence: Sequence[Evidence]) -> Iterator[Piece]:
    quoted = _quoted_in(line, evidence)
    if quoted is None:
        yield from _with_pointers(line, len(evidence))
        return
    quote = single_spaced(quoted.quote)
    before, _, after = line.partition(quote)
    shown = quote if len(quote) <= _LONGEST_LEAD else quote[:_LONGEST_LEAD].rpartition(" ")[0] + " …"
    yield from _with_pointers(before, len(evidence))
    yield Piece(shown, language=quoted.document.language)
    yield from _with_pointers(after, len(evidence))


def _with_pointers(text: str, most: int) -> Iterator[Piece]:
    position = 0
    for match in _POINTER.finditer(text):
        if 0 < int(match[1]) <= most:
            yield Piece(text[position : match.start()])
            yield Piece(match[1], pointer=int(match[1]))
            position = match.end()
    yield Piece(text[position:])
