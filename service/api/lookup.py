"""The route that finds what a reference names."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from service.api.dependencies import CurrentSettings, CurrentSnapshot
from service.errors import NotFound
from service.evidence import evidence_at
from service.lookup import look_up_reference, missing_clause
from service.questions import read_reference
from service.schemas.lookups import LookupOut, lookup_out

router = APIRouter(tags=["documents"])


@router.get("/v1/lookup", response_model=LookupOut)
def lookup(
    settings: CurrentSettings,
    snapshot: CurrentSnapshot,
    ref: Annotated[str, Query(examples=["302/KH-UBND", "113/VBHN-VPQH khoản 1 Điều 10"])],
    as_of: Annotated[dt.date | None, Query(description="the day for which it is said what holds; today when it is left out")] = None,
) -> LookupOut:
    """What a document, named by number, title or date, and a clause of it are, in any spelling."""
    question = read_reference(ref, longest=settings.longest_question)
    found = look_up_reference(snapshot.generation.store, question)
    if not found.documents and not found.citing:
        raise NotFound(f"no document bears or cites {ref!r}: `GET /v1/documents` lists what is indexed")
    if found.documents and not found.clauses and (reason := missing_clause(snapshot.generation.store, found, question)):
        raise NotFound(reason)
    citing = tuple(evidence_at(snapshot, place.document, place.span) for place in found.citing)
    return lookup_out(snapshot, ref, found, citing, as_of)
