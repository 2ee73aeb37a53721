"""The JSON of answers, hits, documents and lookups: one typed form for the command line and for HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from corpus.clauses import citation_label
from corpus.nouns import Authority, Clause, Document, Kind, Language, Relation, RelationKind, Span, Status
from corpus.numbers import write_number
from service.answering import Answer, Evidence, Reason
from service.answering import Warning as EvidenceWarning
from service.engine import Snapshot
from service.inforce import Change, Standing, State, incoming, outgoing, state_at
from service.lookup import Lookup, Place
from service.pages import PlacesOnPage, Quotation
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


class ChangeOut(_Model):
    """What another act did to a document or a clause; `start` and `end` are offsets into the text of the act that did it."""

    kind: RelationKind
    by: DocumentOut
    clause_label: str = Field(description="the clause of the other act that says so", examples=["Khoản 2 Điều 1"])
    effective: dt.date | None = Field(description="the day from which it counts")
    whole: bool = Field(description="whether all of it changed, or only a part")
    quote: str
    start: int
    end: int


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
    boxes_url: str | None = Field(default=None, description="where the quotation stands on its pages; null for documents without pages")
    standing: Standing = Standing.IN_FORCE
    changes: list[ChangeOut] = []


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
    boxes_url: str | None = Field(default=None, description="where the passage stands on its pages; null for documents without pages")


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


class NoteOut(_Model):
    """A footnote: its number, where the number stood, and the note."""

    number: str
    at: int
    text: str
    start: int
    end: int


class ClauseTextOut(ClauseOut):
    """One clause with its text and the footnotes whose numbers stand in it."""

    document: DocumentOut
    text: str
    page: int | None
    notes: list[NoteOut]
    standing: Standing
    changes: list[ChangeOut]


class StandingDocumentOut(DocumentOut):
    """A document with whether it holds, and what changed it."""

    standing: Standing
    changes: list[ChangeOut]


class RelationOut(_Model):
    """What a document says of another act; `start` and `end` are offsets into the text of the one that says it."""

    kind: RelationKind
    number: str | None
    name: str
    date: dt.date | None
    clause: str | None = Field(description="address of the clause of the other act that is meant; null for the whole", examples=["article-5/clause-2"])
    effective: dt.date | None
    start: int
    end: int


class OutgoingOut(RelationOut):
    """A relation with the id of the indexed document that it is to."""

    document: str | None


class IncomingOut(RelationOut):
    """A relation with the indexed document that states it."""

    by: DocumentOut


class DocumentsOut(_Model):
    """The documents of the index."""

    total: int
    documents: list[DocumentOut]
    index_generation: str


class DocumentTextOut(_Model):
    """A document with its whole text, its clauses and its relations to other acts, in both directions."""

    document: StandingDocumentOut
    text: str
    pages: int
    clauses: list[ClauseOut]
    passages: int
    relations: list[OutgoingOut]
    related_by: list[IncomingOut]


class LookupOut(_Model):
    """What a reference names: documents with that number, clauses of them, or the places that cite it."""

    ref: str
    ambiguous: bool
    documents: list[StandingDocumentOut]
    clauses: list[ClauseTextOut]
    citing: list[CitationOut]


class RectangleOut(_Model):
    """A part of a page, in shares of its width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PageBoxesOut(_Model):
    """Where a quotation stands on one page: a rectangle for each line, in the order of reading; the page is measured in points."""

    page: int
    width: float
    height: float
    image: str = Field(examples=["/v1/documents/0123456789abcdef/pages/3.png"])
    rectangles: list[RectangleOut]


class PassageBoxesOut(_Model):
    """Where a quotation stands, page by page; `reason` says why there is no page."""

    passage_id: str
    document_id: str
    start: int
    end: int
    pages: list[PageBoxesOut]
    reason: str | None


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


def _boxes_url(document: Document, span: Span, page: int | None) -> str | None:
    return f"/v1/passages/{document.id}:{span.start}-{span.end}/boxes" if page else None


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
        boxes_url=_boxes_url(evidence.document, evidence.span, evidence.page),
        standing=evidence.state.standing,
        changes=_changes_out(evidence.state),
    )


def _changes_out(state: State) -> list[ChangeOut]:
    return [_change_out(change) for change in state.changes]


def _change_out(change: Change) -> ChangeOut:
    return ChangeOut(
        kind=change.kind,
        by=document_out(change.by),
        clause_label=change.clause_label,
        effective=change.effective,
        whole=change.whole,
        quote=change.quote,
        start=change.span.start,
        end=change.span.end,
    )


def standing_document_out(snapshot: Snapshot, document: Document, as_of: dt.date | None = None) -> StandingDocumentOut:
    """A document with whether it holds on a day, today without one."""
    state = state_at(snapshot.generation.store, document, as_of=as_of)
    return StandingDocumentOut(**document_out(document).model_dump(), standing=state.standing, changes=_changes_out(state))


def relations_out(snapshot: Snapshot, document: Document) -> list[OutgoingOut]:
    """What a document says of other acts, in the order of its text."""
    related = outgoing(snapshot.generation.store, document)
    return [OutgoingOut(**_relation_out(item.relation).model_dump(), document=item.to.id if item.to else None) for item in related]


def related_by_out(snapshot: Snapshot, document: Document) -> list[IncomingOut]:
    """What the other documents of the index say of this one."""
    related = incoming(snapshot.generation.store, document)
    return [IncomingOut(**_relation_out(item.relation).model_dump(), by=document_out(item.by)) for item in related]


def _relation_out(relation: Relation) -> RelationOut:
    return RelationOut(
        kind=relation.kind,
        number=write_number(relation.number) if relation.number else None,
        name=relation.name,
        date=relation.date,
        clause="/".join(map(str, relation.steps)) or None,
        effective=relation.effective,
        start=relation.span.start,
        end=relation.span.end,
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
        boxes_url=_boxes_url(hit.document, hit.passage.span, hit.passage.pages[0] if hit.passage.pages else None),
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


def clause_text_out(snapshot: Snapshot, document: Document, clause: Clause, as_of: dt.date | None = None) -> ClauseTextOut:
    """A clause with its text, the page on which it begins and whether it holds on a day, today without one."""
    state = state_at(snapshot.generation.store, document, clause, as_of)
    text = snapshot.generation.store.text(document.id)
    page = next((page.number for page in text.pages if page.span.start <= clause.span.start < page.span.end), None)
    return ClauseTextOut(
        **clause_out(clause, document).model_dump(),
        document=document_out(document),
        text=text.text[clause.span.start : clause.span.end],
        page=page,
        notes=[
            NoteOut(number=note.number, at=note.at, text=text.text[note.span.start : note.span.end], start=note.span.start, end=note.span.end)
            for note in text.footnotes
            if clause.span.start <= note.at <= clause.span.end
        ],
        standing=state.standing,
        changes=_changes_out(state),
    )


def passage_boxes_out(quotation: Quotation) -> PassageBoxesOut:
    """Where a quotation stands."""
    document_id, span = quotation.document.id, quotation.span
    return PassageBoxesOut(
        passage_id=f"{document_id}:{span.start}-{span.end}",
        document_id=document_id,
        start=span.start,
        end=span.end,
        pages=[_page_boxes_out(document_id, page) for page in quotation.pages],
        reason=quotation.reason,
    )


def _page_boxes_out(document_id: str, page: PlacesOnPage) -> PageBoxesOut:
    width, height = (round(side, 2) for side in page.size)
    return PageBoxesOut(
        page=page.number,
        width=width,
        height=height,
        image=f"/v1/documents/{document_id}/pages/{page.number}.png",
        rectangles=[RectangleOut(left=place.left, top=place.top, right=place.right, bottom=place.bottom) for place in page.rectangles],
    )


def lookup_out(snapshot: Snapshot, ref: str, found: Lookup, citing: tuple[Evidence, ...], as_of: dt.date | None = None) -> LookupOut:
    """What a reference names and whether it holds on a day, today without one; ``citing`` are the quotations for ``found.citing``."""
    return LookupOut(
        ref=ref,
        ambiguous=found.ambiguous,
        documents=[standing_document_out(snapshot, document, as_of) for document in found.documents],
        clauses=[clause_text_out(snapshot, place.document, place.clause, as_of) for place in found.clauses if isinstance(place, Place) and place.clause],
        citing=[citation_out(n, evidence) for n, evidence in enumerate(citing, start=1)],
    )
