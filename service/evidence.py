"""What an answer is made of: exact quotations with all that a reader needs to find them, facts, warnings, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.clauses import citation_label, innermost, pages_of
from corpus.facts import Comparator, Period, Quantity
from corpus.kinds import name_of_kind
from corpus.nouns import Authority, Clause, Document, Language, Span
from corpus.numbers import write_number
from service.engine import Snapshot
from service.messages import Message, say
from service.questions import Question
from service.standing import Change, Standing, State


class Warning(StrEnum):  # noqa: A001 - the word of the contract
    """What a reader must know of the evidence."""

    ONLY_NEWS = "only_news"
    NOT_IN_FORCE = "not_in_force"
    AMENDED = "amended"
    RECORD = "record"
    AMBIGUOUS = "ambiguous"
    CITED_ONLY = "cited_only"
    OCR = "ocr"
    CONFLICT = "conflict"
    PARTLY_SUPPORTED = "partly_supported"
    GENERATED = "generated"
    SENTENCES_DROPPED = "sentences_dropped"
    GENERATOR_FAILED = "generator_failed"


class Reason(StrEnum):
    """Why there is no answer."""

    NO_EVIDENCE = "no_evidence"
    UNKNOWN_NUMBER = "unknown_number"
    UNKNOWN_CLAUSE = "unknown_clause"
    EMPTY_INDEX = "empty_index"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One exact quotation with everything that a reader needs to find it; ``state`` is whether it still holds."""

    document: Document
    span: Span
    quote: str
    clause: Clause | None
    page: int | None
    passage_id: str
    score: float
    state: State = field(default_factory=lambda: State(Standing.IN_FORCE))

    def verify(self, snapshot: Snapshot) -> None:
        """Raises ``RuntimeError`` unless the quotation stands in the text exactly where it says."""
        text = snapshot.generation.store.text(self.document.id).text
        if text[self.span.start : self.span.end] != self.quote:
            raise RuntimeError(f"a quotation of {self.document.id} is not at {self.span}")


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact that answers a question: what it is of, its figure where it has one, and the number of the quotation that states it, from 1."""

    kind: str
    label: str
    citation: int
    programme: str = ""
    quantity: Quantity | None = None
    comparator: Comparator | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: evidence and a text that points to it, or a reason why not, with what is nearest.

    ``told`` are the lines of the text that tell facts and where sources disagree, ``notes`` those on what no longer holds.
    """

    question: Question
    text: str
    evidence: tuple[Evidence, ...]
    generation: str
    warnings: tuple[Warning, ...] = ()
    refusal: Reason | None = None
    nearest: tuple[Evidence, ...] = ()
    facts: tuple[ToldFact, ...] = ()
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


def evidence_at(snapshot: Snapshot, document: Document, span: Span, score: float = 1.0) -> Evidence:
    """The evidence for a span of a document."""
    text = snapshot.generation.store.text(document.id)
    row = snapshot.generation.store.row_at(document.id, span.start, span.end)
    passage_id = snapshot.generation.store.passages([row])[0].id if row is not None else f"{document.id}:{span.start}-{span.end}"
    pages = pages_of(text.pages, span)
    return Evidence(document, span, text.text[span.start : span.end], innermost(text.clauses, span), pages[0] if pages else None, passage_id, round(score, 4))


def source_name(document: Document, language: Language) -> str:
    """How a text of the program names a document: kind in the reader's language, number or title, date."""
    kind = name_of_kind(document.kind, language)
    name = (
        f"{kind} {write_number(document.number)}"
        if document.number
        else f"{document.issuer}"
        if document.kind.authority is Authority.NEWS and document.issuer
        else f"“{document.title}”"
    )
    if document.date is None:
        return name
    return say(Message.DATED, language, source=name, date=f"{document.date:%d/%m/%Y}")


def change_note(change: Change, source: str, language: Language) -> str:
    """The sentence that names the act which changed ``source``."""
    since = say(Message.SINCE, language, date=f"{change.effective:%d/%m/%Y}") if change.effective else ""
    return say(_NOTE_OF[change.standing], language, by=source_name(change.by, language), source=source, since=since)


_NOTE_OF = {Standing.AMENDED: Message.AMENDED, Standing.REPLACED: Message.REPLACED, Standing.REPEALED: Message.REPEALED}


def item_name(item: Evidence, language: Language, *, whole: bool = False) -> str:
    """How a text of the program names a quotation: its document and, unless the whole of it is meant, its clause."""
    label = "" if whole or item.clause is None else citation_label(item.clause, item.document.language)
    return ", ".join(part for part in (source_name(item.document, language), label) if part)
