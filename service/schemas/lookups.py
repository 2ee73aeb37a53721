"""The JSON of what a reference names."""

from __future__ import annotations

import datetime as dt

from service.engine import Snapshot
from service.evidence import Evidence
from service.lookup import Lookup, Place
from service.schemas.citations import CitationOut, citation_out
from service.schemas.clauses import ClauseTextOut, clause_text_out
from service.schemas.frozen import Frozen
from service.schemas.standings import StandingDocumentOut, standing_document_out


class LookupOut(Frozen):
    """What a reference names: documents with that number, clauses of them, or the places that cite it."""

    ref: str
    ambiguous: bool
    documents: list[StandingDocumentOut]
    clauses: list[ClauseTextOut]
    citing: list[CitationOut]


def lookup_out(snapshot: Snapshot, ref: str, found: Lookup, citing: tuple[Evidence, ...], as_of: dt.date | None = None) -> LookupOut:
    """What a reference names and whether it holds on a day, today without one; ``citing`` are the quotations for ``found.citing``."""
    return LookupOut(
        ref=ref,
        ambiguous=found.ambiguous,
        documents=[standing_document_out(snapshot, document, as_of) for document in found.documents],
        clauses=[clause_text_out(snapshot, place.document, place.clause, as_of) for place in found.clauses if isinstance(place, Place) and place.clause],
        citing=[citation_out(n, evidence) for n, evidence in enumerate(citing, start=1)],
    )
