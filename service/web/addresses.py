"""The addresses of the page, in one place, so that every link of every view agrees."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from corpus.nouns import Language, Span

Pairs = Iterable[tuple[str, str]]


def address(language: Language, path: str = "", parameters: Pairs = (), fragment: str = "") -> str:
    """An address of the interface in a language: ``/fr/documents?year=2025``; blank parameters are left out."""
    query = urlencode([(name, value) for name, value in parameters if value])
    return f"/{language}/{path}" + (f"?{query}" if query else "") + (f"#{quote(fragment)}" if fragment else "")


def document_address(language: Language, document_id: str, spans: Iterable[Span] = (), page: int | None = None, fragment: str = "") -> str:
    """The address of a document; with spans to highlight it leads to the first of them, with a page to its image."""
    marks = [("highlight", f"{span.start}-{span.end}") for span in spans]
    pages = [("page", str(page))] if page else []
    return address(language, f"documents/{document_id}", [*marks, *pages], fragment or ("highlight" if marks and not pages else ""))


def image_address(document_id: str, page: int, spans: Iterable[Span] = (), scale: str = "") -> str:
    """The address of the image of a page, with spans marked."""
    query = urlencode([*([("scale", scale)] if scale else []), *(("highlight", f"{span.start}-{span.end}") for span in spans)])
    return f"/v1/documents/{document_id}/pages/{page}.png" + (f"?{query}" if query else "")


def file_address(document_id: str) -> str:
    """The address of the file of a document."""
    return f"/v1/documents/{document_id}/file"


def outside_address(written: str | None) -> str | None:
    """An address of the web that may be linked to; None for any other scheme."""
    parts = urlsplit(written or "")
    return written if parts.scheme in {"http", "https"} and parts.netloc else None
