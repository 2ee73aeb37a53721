"""The JSON of quotations."""

from __future__ import annotations

from pydantic import Field

from service.evidence import Evidence
from service.schemas.addresses import boxes_url_of, clause_label_of, url_of
from service.schemas.documents import DocumentOut, document_out
from service.schemas.frozen import Frozen
from service.schemas.standings import ChangeOut, changes_out
from service.standing import Standing


class CitationOut(Frozen):
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
    changes: list[ChangeOut] = Field(default=[])


def citation_out(n: int, evidence: Evidence) -> CitationOut:
    """The ``n``-th quotation of an answer."""
    return CitationOut(
        n=n,
        document=document_out(evidence.document),
        clause=list(evidence.clause.labels) if evidence.clause else [],
        clause_label=clause_label_of(evidence.clause, evidence.document),
        page=evidence.page,
        quote=evidence.quote,
        start=evidence.span.start,
        end=evidence.span.end,
        passage_id=evidence.passage_id,
        score=evidence.score,
        url=url_of(evidence.document, evidence.clause),
        boxes_url=boxes_url_of(evidence.document, evidence.span, evidence.page),
        standing=evidence.state.standing,
        changes=changes_out(evidence.state),
    )
