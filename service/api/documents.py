"""Routes to the documents of the index, their clauses and their files."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from pydantic import Field

from corpus.nouns import Clause, ClauseLevel, ClauseStep, Document, Language
from corpus.numbers import find_numbers
from corpus.places import resolve
from corpus.references import find_references
from service.api.dependencies import CurrentSnapshot
from service.engine import Snapshot
from service.errors import NotFound
from service.facets import counted_documents, facets
from service.schemas.clauses import ClauseTextOut, clause_text_out
from service.schemas.documents import DocumentsOut, document_out
from service.schemas.facets import facets_out
from service.schemas.limits import Limits
from service.schemas.texts import DocumentTextOut, document_text_out

router = APIRouter(tags=["documents"])
_STEP = re.compile(r"(?P<level>[a-z]+)-(?P<ordinal>[\w.]+)")


class DocumentsIn(Limits):
    """What the list of documents may be limited to."""

    facets: bool = Field(default=True, description="whether to count what each further filter would leave")
    language: Language = Field(default=Language.ENGLISH, description="language of the labels of facets")


@router.get("/v1/documents", response_model=DocumentsOut)
def documents(snapshot: CurrentSnapshot, asked: Annotated[DocumentsIn, Query()]) -> DocumentsOut:
    """All documents of the index, or those that pass the filters, and how many each further filter would leave."""
    filters = asked.filters()
    found = [document_out(document) for document in snapshot.documents if filters.admits(document, snapshot.traits)]
    counted = facets(snapshot, filters, partial(counted_documents, snapshot)) if asked.facets else {}
    return DocumentsOut(total=len(found), documents=found, facets=facets_out(counted, asked.language), index_generation=snapshot.name)


@router.get("/v1/documents/{document_id}", response_model=DocumentTextOut)
def document(document_id: str, snapshot: CurrentSnapshot) -> DocumentTextOut:
    """One document with its text, its clauses, and its relations to other acts in both directions."""
    return document_text_out(snapshot, _known(snapshot, document_id))


@router.get("/v1/documents/{document_id}/clauses/{path:path}", response_model=ClauseTextOut)
def clause(document_id: str, path: str, snapshot: CurrentSnapshot) -> ClauseTextOut:
    """One clause, by its address (`chapter-2/article-10/clause-1`, `article-10/clause-1`) or as people name it (`Điều 10 khoản 1`)."""
    known = _known(snapshot, document_id)
    return clause_text_out(snapshot, known, _clause(snapshot, known, path))


@router.get("/v1/documents/{document_id}/file", response_class=FileResponse)
def file(document_id: str, snapshot: CurrentSnapshot) -> FileResponse:
    """The file that the document was read from."""
    _known(snapshot, document_id)
    stored = snapshot.generation.store.document(document_id)
    path = Path(stored.source) if stored else Path()
    if not path.is_file():
        raise NotFound(f"the file of document {document_id!r} is no longer at {path.name}: index it again")
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:", "X-Content-Type-Options": "nosniff"}
    media_type = str(stored.media_type) if stored else None
    return FileResponse(path, media_type=media_type, filename=path.name, content_disposition_type="inline", headers=headers)


def _known(snapshot: Snapshot, document_id: str) -> Document:
    stored = snapshot.generation.store.document(document_id)
    if stored is None:
        raise NotFound(f"there is no document {document_id!r}: `GET /v1/documents` lists them")
    return stored.document


def _clause(snapshot: Snapshot, document: Document, path: str) -> Clause:
    clauses = snapshot.generation.store.text(document.id).clauses
    exact = next((clause for clause in clauses if clause.path == path.strip("/")), None)
    if exact:
        return exact
    found = resolve(_steps(path), clauses)
    if not found:
        raise NotFound(f"document {document.id!r} has no clause {path!r}: `GET /v1/documents/{document.id}` lists its clauses")
    return found[0]


def _steps(path: str) -> tuple[ClauseStep, ...]:
    steps = []
    for part in path.strip("/").split("/"):
        match = _STEP.fullmatch(part)
        if match is None or match["level"] not in set(ClauseLevel):
            return () if find_numbers(path) else find_references(path)
        steps.append(ClauseStep(ClauseLevel(match["level"]), match["ordinal"].lower()))
    return tuple(steps)
