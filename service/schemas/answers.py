"""The JSON of answers and refusals."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.nouns import Language
from service.evidence import Answer, Reason, ToldFact
from service.evidence import Warning as EvidenceWarning
from service.facets import Facets
from service.schemas.citations import CitationOut, citation_out
from service.schemas.facets import FacetOut, UnderstoodOut, facets_out, understood_out
from service.schemas.frozen import Frozen


class RefusalOut(Frozen):
    """Why there is no answer, and what is nearest."""

    reason: Reason
    nearest: list[CitationOut]


class FactOut(Frozen):
    """A fact that answers the question; `citation` is the number of the quotation that states it.

    `value` is a decimal number, or two with a dash between them for a range; `deadline` a year, or two for a period.
    """

    kind: str = Field(examples=["target"])
    programme: str | None
    indicator: str | None = Field(description="what the figure is of, in the language of the question where it can be said")
    value: str | None = Field(examples=["1200", "14-15"])
    unit: str | None = Field(examples=["count", "percent", "vnd"])
    comparator: str | None = Field(examples=["about", "more_than", "exactly"])
    deadline: str | None = Field(examples=["2030", "2026-2030"])
    citation: int


class AnswerOut(Frozen):
    """The answer to a question; `facts` are those that answer it directly, `facets` stay empty when they are not asked for."""

    question: str
    language: Language
    understood: list[UnderstoodOut]
    status: Annotated[str, Field(pattern="^(answered|refused)$")]
    text: str
    facts: list[FactOut]
    citations: list[CitationOut]
    warnings: list[EvidenceWarning]
    refusal: RefusalOut | None
    facets: dict[str, list[FacetOut]]
    timings_ms: dict[str, float]
    index_generation: str


def answer_out(answer: Answer, facets: Facets | None = None) -> AnswerOut:
    """The contract's JSON of an answer, with facets of the passages that it was made from where they were counted."""
    refused = answer.refusal is not None
    return AnswerOut(
        question=answer.question.as_typed,
        language=answer.question.language,
        understood=understood_out(answer.question),
        status="refused" if refused else "answered",
        text=answer.text,
        facts=[fact_out(fact) for fact in answer.facts],
        citations=[citation_out(n, evidence) for n, evidence in enumerate(answer.evidence, start=1)],
        warnings=list(answer.warnings),
        refusal=RefusalOut(reason=answer.refusal, nearest=[citation_out(n, evidence) for n, evidence in enumerate(answer.nearest, start=1)])
        if answer.refusal
        else None,
        facets=facets_out(facets or {}, answer.question.language),
        timings_ms=answer.timings_ms,
        index_generation=answer.generation,
    )


def fact_out(fact: ToldFact) -> FactOut:
    """A fact that answers, as data."""
    ends = (fact.quantity.low, fact.quantity.high) if fact.quantity else ()
    years = (fact.period.start, fact.period.end) if fact.period else ()
    return FactOut(
        kind=fact.kind,
        programme=fact.programme or None,
        indicator=fact.label,
        value="-".join(f"{end.normalize():f}" for end in ends if end is not None) or None,
        unit=str(fact.quantity.unit) if fact.quantity else None,
        comparator=str(fact.comparator) if fact.comparator else None,
        deadline="-".join(str(year) for year in dict.fromkeys(years) if year is not None) or None,
        citation=fact.citation,
    )
