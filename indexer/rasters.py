"""Pictures of pages in shades of grey, as text recognition needs them."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import UnreadableFile
from indexer.images import ImageFile
from indexer.pdfium import PdfFile
from indexer.reading import MediaType

RECOGNITION_DPI = 300
_LARGEST_PIXELS = 40_000_000
"""Of one page: an A2 sheet at 300 dpi; larger pages are drawn with fewer dots an inch."""
_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as ``height`` rows of ``width`` bytes, 0 black and 255 white, with its dots per inch."""

    pixels: bytes
    width: int
    height: int
    dpi: int

    @property
    def pgm(self) -> bytes:
        """The page as a portable greymap, which needs no compression."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels


def page_raster(content: bytes, media_type: MediaType, page: int) -> Raster:
    """One page of a PDF or image file, the first being 1, at 300 dots an inch or, where it is larger than A2, at fewer.

    Raises ``UnreadableFile`` when it cannot be drawn.
    """
    file = PdfFile(content) if media_type is MediaType.PDF else ImageFile(content)
    try:
        width, height = file.size(page)
        square_inches = (width / _POINTS_AN_INCH) * (height / _POINTS_AN_INCH)
        dpi = max(1, min(RECOGNITION_DPI, int((_LARGEST_PIXELS / max(square_inches, 1e-6)) ** 0.5)))
        image = file.image(page, dpi / _POINTS_AN_INCH).convert("L")
    except IndexError as error:
        raise UnreadableFile(f"page {page} cannot be drawn ({error}): open and save the file again with the program that made it") from error
    finally:
        file.close()
    return Raster(image.tobytes(), image.width, image.height, dpi)
