"""PDF files through pdfium: sizes and images of their pages, and their characters with the places where they are printed.

pdfium may be used by one thread at a time: everything here holds ``LOCK``, and so must all other code of the same process
that calls it. What pdfium opens is closed here and never left to the garbage collector, which asks for no lock.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL.Image import Image
from pypdfium2 import raw

from indexer.errors import UnreadableFile

LOCK = threading.RLock()
"""Held while pdfium is at work."""

_MOST_CHARACTERS = 50_000
"""Of one page; a printed page of the smallest type has a fifth of it."""

_NESTED_OBJECTS = 3
"""How deep images are looked for in forms."""

Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of one page as pdfium finds them, shape ``(n,)`` each and ``(n, 4)`` for boxes.

    A box is left, top, right, bottom in points from the top left corner of the page as it is shown: ``ink`` is what is
    printed of a character, ``lines`` the room that its font gives to it, equally high all along a line. ``sideways`` are
    characters of lines that run upwards or downwards on the page.
    """

    letters: tuple[str, ...]
    ink: Boxes
    lines: Boxes
    sideways: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of a page, the share of it that images cover (over 1 where they overlap), and how many images and outlines it has."""

    text: str
    covered: float
    images: int
    outlines: int


class PdfFile:
    """An open PDF file; close it when done."""

    def __init__(self, content: bytes) -> None:
        """Raises ``UnreadableFile`` when it cannot be opened."""
        with LOCK, _damage("the PDF cannot be opened"):
            self._file = pdfium.PdfDocument(content)
            self._file.init_forms()  # without it what was filled into forms, and signatures, are not drawn
            self.page_count = len(self._file)

    def close(self) -> None:
        """Frees what the file holds; closing again does nothing."""
        with LOCK:
            self._file.close()

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as it is shown, in points; pages count from 1."""
        with self._page(number) as page:
            return page.get_width(), page.get_height()

    def image(self, number: int, scale: float) -> Image:
        """The page with ``scale`` pixels a point, which the caller keeps within bounds; mode RGB."""
        with self._page(number) as page:
            bitmap = page.render(scale=scale, limit_image_cache=True)
            try:
                image: Image = bitmap.to_pil().convert("RGB")
                return image
            finally:
                bitmap.close()

    def characters(self, number: int) -> Characters:
        """The characters of a page in pdfium's order, with what pdfium adds between them (spaces, ends of lines).

        Raises ``UnreadableFile`` for a page with more of them than can be printed.
        """
        with self._page(number) as page:
            text = page.get_textpage()
            try:
                if text.count_chars() > _MOST_CHARACTERS:
                    raise UnreadableFile(f"page {number} holds {text.count_chars()} characters, more than a page can show")
                return _characters(page, text)
            finally:
                text.close()

    def printed(self, number: int) -> Printed:
        """What is on a page: its text in pdfium's order, and how much of it is drawn."""
        with self._page(number) as page:
            text = page.get_textpage()
            try:
                return _printed(page, text.get_text_range())
            finally:
                text.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[pdfium.PdfPage]:
        """Raises ``UnreadableFile`` when the page is damaged, ``IndexError`` when there is none of this number."""
        if not 1 <= number <= self.page_count:
            raise IndexError(f"there is no page {number}: the file has {self.page_count}")
        with LOCK, _damage(f"page {number} of the PDF is damaged"):
            page = self._file[number - 1]
            try:
                yield page
            finally:
                page.close()


@contextmanager
def _damage(what: str) -> Iterator[None]:
    try:
        yield
    except pdfium.PdfiumError as error:
        raise UnreadableFile(f"{what}: open and save it again with the program that made it") from error


def _printed(page: pdfium.PdfPage, text: str) -> Printed:
    width, height = page.get_size()
    boxes = [image.get_bounds() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED_OBJECTS)]
    inside = sum(max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0)) for left, bottom, right, top in boxes)
    outlines = 0 if boxes or text.strip() else sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_NESTED_OBJECTS))
    return Printed(text, inside / max(width * height, 1.0), len(boxes), outlines)


def _characters(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Characters:
    count = text.count_chars()
    letters: list[str] = []
    measured = np.zeros((count, 9))
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    room = raw.FS_RECTF()
    for at in range(count):
        letters.append(chr(raw.FPDFText_GetUnicode(text, at)))
        raw.FPDFText_GetCharBox(text, at, *sides)
        raw.FPDFText_GetLooseCharBox(text, at, room)
        angle = raw.FPDFText_GetCharAngle(text, at)
        measured[at] = (left.value, bottom.value, right.value, top.value, room.left, room.bottom, room.right, room.top, angle)
    ink, lines = (_shown(page, measured[:, columns]) for columns in (slice(0, 4), slice(4, 8)))
    turned = np.abs(np.sin(measured[:, 8] + np.radians(page.get_rotation()))) > np.sqrt(0.5)
    return Characters(tuple(letters), ink, lines, turned)


def _shown(page: pdfium.PdfPage, boxes: Boxes) -> Boxes:
    """Boxes in the page's own space (left, bottom, right, top) on the page as it is shown: cropped, turned, measured from its top left corner."""
    box_left, box_bottom, box_right, box_top = page.get_bbox()
    from_left, from_bottom = boxes[:, [0, 2]] - box_left, boxes[:, [1, 3]] - box_bottom
    from_right, from_top = (box_right - box_left) - from_left[:, ::-1], (box_top - box_bottom) - from_bottom[:, ::-1]
    across, down = {
        0: (from_left, from_top),
        90: (from_bottom, from_left),
        180: (from_right, from_bottom),
        270: (from_top, from_right),
    }[page.get_rotation()]
    return np.stack([across[:, 0], down[:, 0], across[:, 1], down[:, 1]], axis=1)
