"""Where a clause and a quotation are found: their names and addresses in the JSON."""

from __future__ import annotations

from corpus.clauses import citation_label
from corpus.nouns import Clause, Document, Span


def clause_label_of(clause: Clause | None, document: Document) -> str:
    """A clause as its document's language names it; empty outside clauses."""
    return citation_label(clause, document.language) if clause else ""


def url_of(document: Document, clause: Clause | None) -> str:
    """The address of a clause, or of its document."""
    return f"/v1/documents/{document.id}" + (f"/clauses/{clause.path}" if clause else "")


def boxes_url_of(document: Document, span: Span, page: int | None) -> str | None:
    """Where to ask for the places of a span on its pages; None for a document without pages."""
    return f"/v1/passages/{document.id}:{span.start}-{span.end}/boxes" if page else None
