"""The JSON of one document with its whole text."""

from __future__ import annotations

from corpus.nouns import Document
from service.engine import Snapshot
from service.schemas.clauses import ClauseOut, clause_out
from service.schemas.frozen import Frozen
from service.schemas.relations import IncomingOut, OutgoingOut, related_by_out, relations_out
from service.schemas.standings import StandingDocumentOut, standing_document_out


class DocumentTextOut(Frozen):
    """A document with its whole text, its clauses and its relations to other acts, in both directions."""

    document: StandingDocumentOut
    text: str
    pages: int
    clauses: list[ClauseOut]
    passages: int
    relations: list[OutgoingOut]
    related_by: list[IncomingOut]


def document_text_out(snapshot: Snapshot, document: Document) -> DocumentTextOut:
    """A document with its text, its clauses, and its relations to other acts in both directions."""
    text = snapshot.generation.store.text(document.id)
    return DocumentTextOut(
        document=standing_document_out(snapshot, document),
        text=text.text,
        pages=max((page.number for page in text.pages), default=0),
        clauses=[clause_out(clause, document) for clause in text.clauses],
        passages=len(snapshot.generation.store.rows_of(document.id)),
        relations=relations_out(snapshot, document),
        related_by=related_by_out(snapshot, document),
    )
