"""The JSON of documents as they are cited and listed."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from corpus.nouns import Authority, Document, Kind, Language, Status
from corpus.numbers import write_number
from service.schemas.facets import FacetOut
from service.schemas.frozen import Frozen


class DocumentOut(Frozen):
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


class DocumentsOut(Frozen):
    """The documents of the index that pass the filters, and what each further filter would leave."""

    total: int
    documents: list[DocumentOut]
    facets: dict[str, list[FacetOut]]
    index_generation: str


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
