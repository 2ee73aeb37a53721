"""The JSON of answers and refusals."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.nouns import Language
from service.answering import Answer, Reason
from service.answering import Warning as EvidenceWarning
from service.schemas.citations import CitationOut, citation_out
from service.schemas.frozen import Frozen


class RefusalOut(Frozen):
    """Why there is no answer, and what is nearest."""

    reason: Reason
    nearest: list[CitationOut]


class FactOut(Frozen):
    """A fact that answers the question; `citation` is the number of the quotation that states it."""

    kind: str
    programme: str | None
    indicator: str | None
    value: str | None
    unit: str | None
    comparator: str | None
    deadline: str | None
    citation: int


class AnswerOut(Frozen):
    """The answer to a question; `facts` stays empty until facts are extracted."""

    question: str
    language: Language
    status: Annotated[str, Field(pattern="^(answered|refused)$")]
    text: str
    facts: list[FactOut]
    citations: list[CitationOut]
    warnings: list[EvidenceWarning]
    refusal: RefusalOut | None
    timings_ms: dict[str, float]
    index_generation: str


def answer_out(answer: Answer) -> AnswerOut:
    """The contract's JSON of an answer."""
    refused = answer.refusal is not None
    return AnswerOut(
        question=answer.question.text,
        language=answer.question.language,
        status="refused" if refused else "answered",
        text=answer.text,
        facts=[],
        citations=[citation_out(n, evidence) for n, evidence in enumerate(answer.evidence, start=1)],
        warnings=list(answer.warnings),
        refusal=RefusalOut(reason=answer.refusal, nearest=[citation_out(n, evidence) for n, evidence in enumerate(answer.nearest, start=1)])
        if answer.refusal
        else None,
        timings_ms=answer.timings_ms,
        index_generation=answer.generation,
    )
