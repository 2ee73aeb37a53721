"""What every kind of answer is put together with: lines that quote, warnings that the evidence calls for, refusals."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.nouns import Authority, Document, Language
from service.engine import Snapshot
from service.evidence import Answer, Evidence, Reason, Warning, evidence_at, item_name  # noqa: A004 - the word of the contract
from service.messages import Message, say
from service.questions import Question


def opening(snapshot: Snapshot, document: Document) -> Evidence:
    """The first passage of a document."""
    row = snapshot.generation.store.rows_of(document.id)[0]
    return evidence_at(snapshot, document, snapshot.generation.store.passages([row])[0].span)


def quoted(evidence: tuple[Evidence, ...], language: Language, message: Message = Message.QUOTED, *, begin: int = 0) -> Iterator[str]:
    """A line for each quotation after the first ``begin`` ones."""
    for n, item in enumerate(evidence[begin:], start=begin + 1):
        yield say(message, language, source=item_name(item, language), quote=" ".join(item.quote.split()), n=n)


def answered(snapshot: Snapshot, question: Question, text: str, evidence: tuple[Evidence, ...], warnings: tuple[Warning, ...]) -> Answer:
    """An answer with the warnings that its evidence calls for."""
    return Answer(question, text, evidence, snapshot.name, (*warnings, *_warnings(snapshot, evidence)))


def refused(snapshot: Snapshot, question: Question, reason: Reason, text: str, nearest: tuple[Evidence, ...]) -> Answer:
    """A refusal with what is nearest."""
    return Answer(question, text, (), snapshot.name, refusal=reason, nearest=nearest)


def _warnings(snapshot: Snapshot, evidence: tuple[Evidence, ...]) -> Iterator[Warning]:
    if any(item.page in snapshot.generation.store.text(item.document.id).recognised for item in evidence):
        yield Warning.OCR
    if evidence and all(item.document.kind.authority is Authority.NEWS for item in evidence):
        yield Warning.ONLY_NEWS
    if any(item.document.record for item in evidence):
        yield Warning.RECORD
