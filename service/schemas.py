"""The JSON of answers, hits, documents and lookups: one typed form for the command line and for HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from corpus.clauses import citation_label
from corpus.nouns import Authority, Clause, Document, Kind, Language, Status
from corpus.numbers import write_number
from service.answering import Answer, Evidence, Reason
from service.answering import Warning as EvidenceWarning
from service.engine import Snapshot
from service.lookup import Lookup, Place
from service.retrieval import Hit


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class DocumentOut(_Model):
    """A document as it is cited."""

    id: str
    number: str | None = Field(examples=["6126/QĐ-UBND"])
    title: str
    kind: Kind
    issuer: str | None
    date: dt.date | None
    language: Language
    authority: Authority
    place: str | None = None
    effective: dt.date | None = None
    status: Status = Status.UNKNOWN
    period: str | None = None
    record: bool = Field(default=False, description="the text is an account of the act, not the official text, which `published` points to")
    published: str | None = None


class CitationOut(_Model):
    """One exact quotation; `start` and `end` are character offsets into the document's text."""

    n: int
    document: DocumentOut
    clause: list[str] = Field(examples=[["Chương II", "Điều 10", "Khoản 1"]])
    clause_label: str = Field(examples=["Khoản 1 Điều 10"])
    page: int | None
    quote: str
    start: int
    end: int
    passage_id: str
    score: float
    url: str


class RefusalOut(_Model):
    """Why there is no answer, and what is nearest."""

    reason: Reason
    nearest: list[CitationOut]


class FactOut(_Model):
    """A fact that answers the question; `citation` is the number of the quotation that states it."""

    kind: str
    programme: str | None
    indicator: str | None
    value: str | None
    unit: str | None
    comparator: str | None
    deadline: str | None
    citation: int


class AnswerOut(_Model):
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


class HitOut(_Model):
    """A passage that was found."""

    rank: int
    document: DocumentOut
    clause: list[str]
    clause_label: str
    page: int | None
    text: str
    start: int
    end: int
    passage_id: str
    language: Language
    score: float
    url: str


class SearchOut(_Model):
    """The passages that were found for a query, best first."""

    query: str
    language: Language
    hits: list[HitOut]
    index_generation: str


class ClauseOut(_Model):
    """One clause of a document; `path` is its address below `/v1/documents/{id}/clauses/`."""

    path: str
    labels: list[str]
    clause_label: str
    heading: str
    start: int
    end: int


class ClauseTextOut(ClauseOut):
    """One clause with its text."""

    document: DocumentOut
    text: str
    page: int | None


class DocumentsOut(_Model):
    """The documents of the index."""

    total: int
    documents: list[DocumentOut]
    index_generation: str


class DocumentTextOut(_Model):
    """A document with its whole text and its clauses."""

    document: DocumentOut
    text: str
    pages: int
    clauses: list[ClauseOut]
    passages: int


class LookupOut(_Model):
    """What a reference names: documents with that number, clauses of them, or the places that cite it."""

    ref: str
    ambiguous: bool
    documents: list[DocumentOut]
    clauses: list[ClauseTextOut]
    citing: list[CitationOut]


class ErrorOut(_Model):
    """Every error has this shape."""

    error: str = Field(examples=["not_found"])
    detail: str = Field(examples=["there is no document 'x': `GET /v1/documents` lists them"])


def document_out(document: Document) -> DocumentOut:
    """A document with its number in the official spelling."""
    return DocumentOut(
        id=document.id,
        number=write_number(document.number) if document.number else None,
        title=document.title,
        kind=document.kind,
        issuer=document.issuer,
        date=document.date,
        language=document.language,
        authority=document.kind.authority,
        place=document.place,
        effective=document.effective,
        status=document.status,
        period=document.period,
        record=document.record,
        published=document.published,
    )


def _label(clause: Clause | None, document: Document) -> str:
    return citation_label(clause, document.language) if clause else ""


def _url(document: Document, clause: Clause | None) -> str:
    return f"/v1/documents/{document.id}" + (f"/clauses/{clause.path}" if clause else "")


def citation_out(n: int, evidence: Evidence) -> CitationOut:
    """The ``n``-th quotation of an answer."""
    return CitationOut(
        n=n,
        document=document_out(evidence.document),
        clause=list(evidence.clause.labels) if evidence.clause else [],
        clause_label=_label(evidence.clause, evidence.document),
        page=evidence.page,
        quote=evidence.quote,
        start=evidence.span.start,
        end=evidence.span.end,
        passage_id=evidence.passage_id,
        score=evidence.score,
        url=_url(evidence.document, evidence.clause),
    )


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


def hit_out(rank: int, hit: Hit) -> HitOut:
    """A hit with its rank, the first being 1."""
    return HitOut(
        rank=rank,
        document=document_out(hit.document),
        clause=list(hit.passage.clause.labels) if hit.passage.clause else [],
        clause_label=_label(hit.passage.clause, hit.document),
        page=hit.passage.pages[0] if hit.passage.pages else None,
        text=hit.passage.text,
        start=hit.passage.span.start,
        end=hit.passage.span.end,
        passage_id=hit.passage.id,
        language=hit.passage.language,
        score=round(hit.score, 4),
        url=_url(hit.document, hit.passage.clause),
    )


def clause_out(clause: Clause, document: Document) -> ClauseOut:
    """A clause without its text."""
    return ClauseOut(
        path=clause.path,
        labels=list(clause.labels),
        clause_label=_label(clause, document),
        heading=clause.heading,
        start=clause.span.start,
        end=clause.span.end,
    )


def clause_text_out(snapshot: Snapshot, document: Document, clause: Clause) -> ClauseTextOut:
    """A clause with its text and the page on which it begins."""
    text = snapshot.generation.store.text(document.id)
    page = next((page.number for page in text.pages if page.span.start <= clause.span.start < page.span.end), None)
    return ClauseTextOut(
        **clause_out(clause, document).model_dump(), document=document_out(document), text=text.text[clause.span.start : clause.span.end], page=page
    )


def lookup_out(snapshot: Snapshot, ref: str, found: Lookup, citing: tuple[Evidence, ...]) -> LookupOut:
    """What a reference names; ``citing`` are the quotations for ``found.citing``."""
    return LookupOut(
        ref=ref,
        ambiguous=found.ambiguous,
        documents=[document_out(document) for document in found.documents],
        clauses=[clause_text_out(snapshot, place.document, place.clause) for place in found.clauses if isinstance(place, Place) and place.clause],
        citing=[citation_out(n, evidence) for n, evidence in enumerate(citing, start=1)],
    )
