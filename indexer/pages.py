"""Pages of the files that documents were read from: how large they are, what they look like, where a span of the text stands.

Pages count from 1 and are taken as a viewer shows them: cropped and turned. A PDF has its pages, an image one for each frame.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from PIL import ImageChops
from PIL.Image import Image, new

from corpus.nouns import PlacedWord, Rectangle
from indexer.errors import SourceMissing
from indexer.extraction import document_id_of
from indexer.images import ImageFile
from indexer.pdfium import Characters, PdfFile
from indexer.places import PagePlaces, place_characters, place_words
from indexer.reading import MediaType
from indexer.store import DocumentText

MOST_PIXELS = 20_000_000
"""Of the image of a page: A3 at 300 dots an inch. A larger page is drawn smaller than asked for."""
LONGEST_SIDE = 16_000
"""Pixels of one side of it."""

_IMAGES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF})
_HIGHLIGHT = (255, 232, 110)
"""The yellow that white paper gets; ink keeps its own colour through it."""
_MARGIN = 0.12
"""How far a highlight reaches beyond the ink, as a share of the height of its line."""


class PageFile(Protocol):
    """An open file that has pages; damaged ones raise ``UnreadableFile``, those that do not exist ``IndexError``."""

    page_count: int

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""

    def image(self, number: int, scale: float) -> Image:
        """The page with ``scale`` pixels a point, mode RGB."""

    def characters(self, number: int) -> Characters | None:
        """The characters that the file itself has on the page; None when it is an image."""

    def close(self) -> None:
        """Frees what the file holds."""


def has_pages(media_type: MediaType) -> bool:
    """Whether files of this format have pages that can be shown."""
    return media_type is MediaType.PDF or media_type in _IMAGES


def open_pages(path: Path, document_id: str, media_type: MediaType) -> PageFile:
    """The file of a document, which must be the very one that the document was read from.

    Raises ``SourceMissing`` when it is gone or another one, ``UnreadableFile`` when it cannot be opened.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceMissing(f"the file of document {document_id!r}, {path.name}, is no longer where it was: index it again") from error
    if document_id_of(content) != document_id:
        raise SourceMissing(f"the file of document {document_id!r}, {path.name}, has changed since it was read: index it again")
    return PdfFile(content) if media_type is MediaType.PDF else ImageFile(content)


def places_on(file: PageFile, number: int, text: DocumentText, words: Iterable[PlacedWord]) -> PagePlaces | None:
    """Where the document's text stands on a page; None when the page is an image of which no word was recognised.

    ``words`` are those that were recognised in the document; ``text`` says on which pages they count.
    """
    size = file.size(number)
    if number in text.recognised:
        return place_words(number, size, [word for word in words if word.place.page == number])
    characters = file.characters(number)
    if characters is None:
        return None
    return place_characters(number, size, text.text, [page.span for page in text.pages if page.number == number], characters)


def fitting_scale(size: tuple[float, float], scale: float) -> float:
    """The scale itself, or the largest at which an image of a page of this size in points keeps within bounds.

    >>> fitting_scale((595, 842), 2.0), fitting_scale((566_929, 566_929), 2.0) < 0.01
    (2.0, True)
    """
    width, height = size
    return min(scale, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))


def highlighted(image: Image, rectangles: Sequence[Rectangle]) -> Image:
    """The image with the rectangles as a yellow marker would leave them: paper turns yellow, ink stays."""
    marked = image.copy()
    for rectangle in rectangles:
        margin = _MARGIN * (rectangle.bottom - rectangle.top) * image.height
        left, right = math.floor(rectangle.left * image.width - margin), math.ceil(rectangle.right * image.width + margin)
        top, bottom = math.floor(rectangle.top * image.height - margin), math.ceil(rectangle.bottom * image.height + margin)
        box = (max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height))
        part = image.crop(box)
        marked.paste(ImageChops.multiply(part, new("RGB", part.size, _HIGHLIGHT)), box)
    return marked


def png_of(image: Image) -> bytes:
    """The bytes of the image as a PNG file."""
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1)  # each level more halves the speed for a few percent of size
    return written.getvalue()
