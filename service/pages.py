"""Shows where quotations stand: images of pages, and the rectangles of any span of a document on its pages.

What was opened, placed and drawn last is kept within bounds. Files are used by one request at a time, since pdfium allows
no more; encoding of images, which takes longest, goes on beside that, one at a time so that memory stays bounded.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from corpus.nouns import Document, PlacedWord, Rectangle, Span
from indexer.errors import SourceMissing, UnreadableFile
from indexer.pages import PageFile, fitting_scale, has_pages, highlighted, open_pages, places_on, png_of
from indexer.places import PagePlaces
from indexer.store import StoredDocument
from service.engine import Snapshot
from service.errors import BadQuestion, NotFound, NotReady

LEAST_SCALE, DEFAULT_SCALE, GREATEST_SCALE = 0.25, 2.0, 6.0
"""Pixels a point; 2.0 is 144 dots an inch."""
MOST_HIGHLIGHTS = 50
MOST_PAGES = 60
"""On which one quotation is placed; a chapter of a long act has no more."""

_FILES, _PAGES, _DOCUMENTS_OF_WORDS = 6, 128, 4
_IMAGE_BYTES = 64 * 2**20
_LONGEST_WAIT_SECONDS = 20

_SPAN = re.compile(r"(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})")

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class _Lock(Protocol):
    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool: ...  # noqa: FBT001, FBT002 - as the standard library has it
    def release(self) -> None: ...


def read_span(written: str) -> Span:
    """The span that ``START-END`` names. Raises ``BadQuestion`` when it names none."""
    match = _SPAN.fullmatch(written)
    if match is None or int(match["start"]) >= int(match["end"]):
        raise BadQuestion(f"{written[:40]!r} is no span of a text: write START-END, two character offsets of which the first is smaller")
    return Span(int(match["start"]), int(match["end"]))


def read_place(passage_id: str) -> tuple[str, Span]:
    """The document and the span that the id of a passage names. Raises ``NotFound`` when no passage can have this id."""
    document_id, _, written = passage_id.rpartition(":")
    try:
        return document_id, read_span(written)
    except BadQuestion as error:
        raise NotFound(f"there is no passage {passage_id[:160]!r}: its id is that of its document, a colon and START-END") from error


class Recent(Generic[_Key, _Value]):
    """The values used last, as many as ``most`` allows when each weighs what ``weigh`` says; what is put out is handed to ``discard``."""

    def __init__(self, most: int, weigh: Callable[[_Value], int] = lambda _: 1, discard: Callable[[_Value], None] = lambda _: None) -> None:
        self._most, self._weigh, self._discard = most, weigh, discard
        self._values: OrderedDict[_Key, _Value] = OrderedDict()
        self._weight = 0

    def get(self, key: _Key) -> _Value | None:
        """The value, which thereby is the one used last."""
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def put(self, key: _Key, value: _Value) -> None:
        """Keeps a value, and puts out those that were not used for longest; one heavier than all room is not kept."""
        self.drop(key)
        self._values[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._most:
            self.drop(next(iter(self._values)))

    def drop(self, key: _Key) -> None:
        """Puts out a value if it is there."""
        if key in self._values:
            value = self._values.pop(key)
            self._weight -= self._weigh(value)
            self._discard(value)

    def clear(self) -> None:
        """Puts out everything."""
        for key in list(self._values):
            self.drop(key)


@dataclass(frozen=True, slots=True)
class PlacesOnPage:
    """The rectangles of a quotation on one page, which is ``size`` (width, height) points large."""

    number: int
    size: tuple[float, float]
    rectangles: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a span of a document stands, page by page in the order of reading; ``reason`` says why it stands nowhere."""

    document: Document
    span: Span
    pages: tuple[PlacesOnPage, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What an image of a page is to show; equal ones look the same."""

    stored: StoredDocument
    number: int
    scale: float
    rectangles: tuple[Rectangle, ...] = ()

    @property
    def etag(self) -> str:
        """A name that no other image has, in the form of HTTP."""
        sides = [(place.left, place.top, place.right, place.bottom) for place in self.rectangles]
        named = repr((1, self.stored.document.id, self.number, self.scale, sides))  # 1 is to be raised when pages are drawn otherwise
        return f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'


class PageViews:
    """Places and draws; close it when done. Everything that cannot be shown raises ``NotFound`` with the reason."""

    def __init__(self) -> None:
        self._using = threading.RLock()
        self._encoding = threading.Lock()
        self._files: Recent[str, _OpenFile] = Recent(_FILES, discard=lambda opened: opened.file.close())
        self._places: Recent[tuple[str, str, int], PagePlaces] = Recent(_PAGES)
        self._words: Recent[tuple[str, str], tuple[PlacedWord, ...]] = Recent(_DOCUMENTS_OF_WORDS)
        self._images: Recent[str, bytes] = Recent(_IMAGE_BYTES, weigh=len)

    def close(self) -> None:
        """Closes the files and forgets everything."""
        with _turn(self._using):
            self._files.clear()
            self._places.clear()
            self._words.clear()
            self._images.clear()

    def quotation(self, snapshot: Snapshot, document_id: str, span: Span) -> Quotation:
        """Where a span of a document stands."""
        stored = _stored(snapshot, document_id)
        text = snapshot.generation.store.text(document_id)
        if span.end > len(text.text):
            raise NotFound(f"document {document_id!r} has no characters {span.start} to {span.end}: its text ends at {len(text.text)}")
        if not has_pages(stored.media_type) or not text.pages:
            return Quotation(stored.document, span, (), "the file of this document has no pages")
        touched = sorted((page for page in text.pages if page.span.overlaps(span)), key=lambda page: page.span.start)
        numbers = list(dict.fromkeys(page.number for page in touched))
        if len(numbers) > MOST_PAGES:
            raise BadQuestion(f"{span.start}-{span.end} stands on {len(numbers)} pages: ask for {MOST_PAGES} at most")
        found = [place for number in numbers if (place := self._on_page(snapshot, stored, number, span))]
        shown = tuple(page for page in found if page.rectangles)
        return Quotation(stored.document, span, shown, None if shown else "these characters were not found on their page")

    def _on_page(self, snapshot: Snapshot, stored: StoredDocument, number: int, span: Span) -> PlacesOnPage | None:
        with _turn(self._using), _explained():
            place = self._placed(snapshot, stored, self._file(stored), number)
        return PlacesOnPage(number, place.size, place.rectangles(span)) if place else None

    def drawing(self, snapshot: Snapshot, document_id: str, number: int, scale: float, highlights: tuple[Span, ...] = ()) -> Drawing:
        """What an image of a page with some spans highlighted shows; ``scale`` is in pixels a point."""
        stored = _stored(snapshot, document_id)
        if not has_pages(stored.media_type):
            raise NotFound(f"the file of document {document_id!r} has no pages: `GET /v1/documents/{document_id}/file` gives it as it is")
        with _turn(self._using), _explained():
            file = self._file(stored)
            if not 1 <= number <= file.page_count:
                raise NotFound(f"document {document_id!r} has no page {number}: it has {file.page_count}")
            place = self._placed(snapshot, stored, file, number) if highlights else None
        rectangles = dict.fromkeys(rectangle for span in highlights for rectangle in place.rectangles(span)) if place else ()
        return Drawing(stored, number, round(scale, 2), tuple(rectangles))

    def png(self, drawing: Drawing) -> bytes:
        """The image itself."""
        if (kept := self._kept(drawing)) is not None:
            return kept
        with _turn(self._encoding):
            if (kept := self._kept(drawing)) is not None:  # another request for it had its turn before
                return kept
            with _turn(self._using), _explained():
                file = self._file(drawing.stored)
                page = file.image(drawing.number, fitting_scale(file.size(drawing.number), drawing.scale))
            image = png_of(highlighted(page, drawing.rectangles))
            with _turn(self._using):
                self._images.put(drawing.etag, image)
            return image

    def _kept(self, drawing: Drawing) -> bytes | None:
        with _turn(self._using):
            return self._images.get(drawing.etag)

    def _file(self, stored: StoredDocument) -> PageFile:
        path, document_id = Path(stored.source), stored.document.id
        state = _state(path)
        opened = self._files.get(document_id)
        if opened is None or opened.state != state:
            self._files.drop(document_id)
            opened = _OpenFile(open_pages(path, document_id, stored.media_type), state)
            self._files.put(document_id, opened)
        return opened.file

    def _placed(self, snapshot: Snapshot, stored: StoredDocument, file: PageFile, number: int) -> PagePlaces | None:
        key = (snapshot.name, stored.document.id, number)
        placed = self._places.get(key)
        if placed is None:
            text = snapshot.generation.store.text(stored.document.id)
            words = self._words_of(snapshot, stored.document.id) if number in text.recognised else ()
            placed = places_on(file, number, text, words)
            if placed is not None:
                self._places.put(key, placed)
        return placed

    def _words_of(self, snapshot: Snapshot, document_id: str) -> tuple[PlacedWord, ...]:
        words = self._words.get((snapshot.name, document_id))
        if words is None:
            words = snapshot.generation.store.words(document_id)
            self._words.put((snapshot.name, document_id), words)
        return words


@dataclass(frozen=True, slots=True)
class _OpenFile:
    file: PageFile
    state: tuple[int, int] | None


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _stored(snapshot: Snapshot, document_id: str) -> StoredDocument:
    stored = snapshot.generation.store.document(document_id)
    if stored is None:
        raise NotFound(f"there is no document {document_id!r}: `GET /v1/documents` lists them")
    return stored


@contextmanager
def _turn(lock: _Lock) -> Iterator[None]:
    """Raises ``NotReady`` rather than wait for a page that takes very long, lest all threads of the service wait for it."""
    if not lock.acquire(timeout=_LONGEST_WAIT_SECONDS):
        raise NotReady("another page takes long to be drawn: ask again in a moment")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except SourceMissing as error:
        raise NotFound(str(error)) from error
    except UnreadableFile as error:
        raise NotFound(f"the page cannot be shown: {error}") from error
