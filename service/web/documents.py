"""One document as the page shows it: what it is, whether it holds, its outline, its text, its pages and its relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.nouns import Document, Language, Span
from indexer.pages import has_pages
from indexer.store import DocumentText, StoredDocument
from service.engine import Snapshot
from service.errors import NotFound
from service.inforce import incoming, outgoing, state_at
from service.register import same_act
from service.standing import Standing
from service.web.addresses import document_address, image_address, outside_address
from service.web.changes import ChangeView, RelationView, change_views, incoming_views, outgoing_views
from service.web.labels import short_name
from service.web.outline import Entry, outline
from service.web.reading import Block, blocks
from service.web.stated import Stated, stated_measures, stated_targets

_SCALE = "1.5"


@dataclass(frozen=True, slots=True)
class PageView:
    """The image of one page with the addresses of its neighbours; empty where there is none."""

    number: int
    total: int
    image: str
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that the page of a document shows; ``tellings`` are other documents that tell of the same act."""

    document: Document
    name: str
    standing: Standing
    changes: list[ChangeView]
    outline: list[Entry]
    text: list[Block]
    notes: list[Block]
    page: PageView | None
    relations: list[RelationView]
    related_by: list[RelationView]
    targets: list[Stated]
    measures: list[Stated]
    tellings: list[Document]
    published: str | None
    recognised: bool
    highlights: tuple[Span, ...]
    language: Language

    def at_page(self, number: int) -> str:
        """The address of this document with the image of another page."""
        return document_address(self.language, self.document.id, self.highlights, number, "page")


def document_view(snapshot: Snapshot, document_id: str, language: Language, highlights: Sequence[Span] = (), page: int | None = None) -> DocumentView:
    """The document for readers of ``language``. Raises ``NotFound`` when there is none of this id, or no such page."""
    store = snapshot.generation.store
    stored = store.document(document_id)
    if stored is None:
        raise NotFound(f"there is no document {document_id!r}")
    document, text = stored.document, store.text(document_id)
    shown = tuple(mark for mark in highlights if mark.end <= len(text.text))
    state = state_at(store, document)
    body = list(blocks(document, text, shown))
    first_note = min((note.span.start for note in text.footnotes), default=None)
    return DocumentView(
        document=document,
        name=short_name(document, language),
        standing=state.standing,
        changes=change_views(state, language),
        outline=outline(text.clauses),
        text=[block for block in body if first_note is None or block.span.start < first_note],
        notes=[block for block in body if first_note is not None and block.span.start >= first_note],
        page=_page(stored, text, language, shown, page),
        relations=outgoing_views(outgoing(store, document), language),
        related_by=incoming_views(incoming(store, document), language),
        targets=stated_targets(store, document, language),
        measures=stated_measures(document, store.facts(document_id).measures, language),
        tellings=[other for other in snapshot.documents if other.id != document.id and same_act(document, other)],
        published=outside_address(document.published),
        recognised=bool(text.recognised),
        highlights=shown,
        language=language,
    )


def _page(stored: StoredDocument, text: DocumentText, language: Language, highlights: tuple[Span, ...], wanted: int | None) -> PageView | None:
    """The page asked for, that of the first highlight, or the first one."""
    total = max((page.number for page in text.pages), default=0)
    if not has_pages(stored.media_type) or not total:
        if wanted:
            raise NotFound(f"document {stored.document.id!r} has no pages")
        return None
    if wanted and wanted > total:
        raise NotFound(f"document {stored.document.id!r} has no page {wanted}: it has {total}")
    marked = next((page.number for mark in highlights for page in text.pages if page.span.overlaps(mark)), 1)
    number = wanted or marked

    def at(other: int) -> str:
        return document_address(language, stored.document.id, highlights, other, "page") if 1 <= other <= total else ""

    return PageView(number, total, image_address(stored.document.id, number, highlights, _SCALE), at(number - 1), at(number + 1))
