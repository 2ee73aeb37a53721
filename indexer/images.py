"""Image files (PNG, JPEG, TIFF): sizes and pictures of their frames, each of which is a page."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps
from PIL.ExifTags import Base

from indexer.errors import UnreadableFile

_POINTS_AN_INCH = 72
_LONGER_SIDE_OF_A4 = 842
"""Points; what an image is taken for that gives no resolution, or one that makes no sheet of paper."""
_LIKELY = (0.3, 3.0)
"""How many times the longer side of A4 a sheet of paper may measure: from A7 to A1."""
_MOST_PIXELS = 150_000_000
"""Of one frame that is opened: A1 at 400 dots an inch."""
_LYING = frozenset({5, 6, 7, 8})
"""Orientations in which the camera was held on its side."""


class ImageFile:
    """An open image file; frames count from 1 and are taken upright, as viewers show them."""

    def __init__(self, content: bytes) -> None:
        """Raises ``UnreadableFile`` when it is no image that can be opened."""
        self._content = content
        with _damage(), self._opened() as image:
            self.page_count = int(getattr(image, "n_frames", 1))

    def close(self) -> None:
        """Forgets the file's bytes."""
        self._content = b""

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, by the resolution that the file gives where that makes a sheet of paper, else as of A4."""
        with self._frame(number) as frame:
            width, height = _sheet(frame)
            return (height, width) if frame.getexif().get(Base.Orientation) in _LYING else (width, height)

    def image(self, number: int, scale: float) -> Image.Image:
        """The frame with ``scale`` pixels a point, which the caller keeps within bounds; mode RGB."""
        width, height = (max(1, math.ceil(side * scale)) for side in self.size(number))
        with self._frame(number) as frame:
            frame.draft(None, (max(width, height), max(width, height)))  # a large JPEG is decoded no larger than needed
            return _on_white(ImageOps.exif_transpose(frame)).resize((width, height), Image.Resampling.LANCZOS)

    def characters(self, number: int) -> None:
        """An image has none of its own."""

    def _opened(self) -> Image.Image:
        return Image.open(io.BytesIO(self._content), formats=("PNG", "JPEG", "TIFF"))

    @contextmanager
    def _frame(self, number: int) -> Iterator[Image.Image]:
        """Raises ``UnreadableFile`` when the frame is damaged, ``IndexError`` when there is none of this number."""
        if not 1 <= number <= self.page_count:
            raise IndexError(f"there is no page {number}: the file has {self.page_count}")
        with _damage(), self._opened() as image:
            image.seek(number - 1)
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableFile(f"the image has {image.width} x {image.height} dots, more than {_MOST_PIXELS // 1_000_000} million: make it smaller")
            yield image


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        # Pillow fails in any of these ways on files that are cut or are something else.
        raise UnreadableFile("the image is damaged: save it again with the program that made it") from error


def _sheet(frame: Image.Image) -> tuple[float, float]:
    """Width and height in points; dots may be wider than high, as those of faxes are."""
    across, down = frame.info.get("dpi", (0, 0))
    width, height = (side * _POINTS_AN_INCH / dots if dots > 0 else 0.0 for side, dots in ((frame.width, across), (frame.height, down)))
    if _LIKELY[0] <= max(width, height) / _LONGER_SIDE_OF_A4 <= _LIKELY[1]:
        return width, height
    points_a_dot = _LONGER_SIDE_OF_A4 / max(frame.width, frame.height)
    return frame.width * points_a_dot, frame.height * points_a_dot


def _on_white(image: Image.Image) -> Image.Image:
    """The image in RGB; what is transparent shows white paper."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda grey: grey / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    opaque = Image.new("RGB", image.size, "white")
    with_alpha = image.convert("RGBA")
    opaque.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return opaque
