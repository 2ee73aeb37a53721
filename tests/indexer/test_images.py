"""Image files are shown as viewers show them, at the size of the sheet that was scanned."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from PIL import Image
from PIL.ExifTags import Base

from indexer.errors import UnreadableFile
from indexer.images import ImageFile
from tests.indexer.sheets import ink_of


def sheet(width: int, height: int) -> Image.Image:
    """White paper with a black bar in its upper left quarter: a tenth to four tenths across, one to two tenths down."""
    image = Image.new("L", (width, height), "white")
    image.paste("black", (round(0.1 * width), round(0.1 * height), round(0.4 * width), round(0.2 * height)))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of an image file."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


A4_AT_200 = (1654, 2339)
A4_POINTS = (595.4, 842.0)


@pytest.mark.parametrize(
    ("content", "points"),
    [
        (saved(sheet(*A4_AT_200), "PNG", dpi=(200, 200)), A4_POINTS),
        (saved(sheet(*A4_AT_200), "JPEG", dpi=(200, 200)), A4_POINTS),
        (saved(sheet(*A4_AT_200), "TIFF", dpi=(200, 200)), A4_POINTS),
        (saved(sheet(1700, 1078).convert("1"), "TIFF", dpi=(204, 98)), (600.0, 792.0)),
        (saved(sheet(*A4_AT_200), "PNG"), A4_POINTS),
        (saved(sheet(4000, 3000), "JPEG", dpi=(72, 72)), (842.0, 631.5)),
        (saved(sheet(40, 30), "PNG", dpi=(200, 200)), (842.0, 631.5)),
    ],
    ids=["PNG", "JPEG", "TIFF", "fax with dots higher than wide", "no resolution", "a camera's resolution", "a resolution that makes a stamp"],
)
def test_the_size_of_the_sheet(content: bytes, points: tuple[float, float]) -> None:
    """Size in points comes from the resolution where that makes a sheet of paper, and else is that of A4; the image has this shape."""
    file = ImageFile(content)
    assert file.page_count == 1
    assert file.size(1) == pytest.approx(points, abs=0.5)
    image = file.image(1, 0.5)
    assert image.size == pytest.approx((points[0] / 2, points[1] / 2), abs=1.1)
    assert ink_of(image) == pytest.approx((0.1, 0.1, 0.4, 0.2), abs=0.01)


@pytest.mark.parametrize(
    ("orientation", "ink", "lying"),
    [(1, (0.1, 0.1, 0.4, 0.2), False), (3, (0.6, 0.8, 0.9, 0.9), False), (6, (0.8, 0.1, 0.9, 0.4), True), (8, (0.1, 0.6, 0.2, 0.9), True)],
)
def test_pictures_of_a_camera_that_was_turned(orientation: int, ink: tuple[float, float, float, float], *, lying: bool) -> None:
    """A picture is shown the way up that the camera noted."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    file = ImageFile(saved(sheet(3000, 4000), "JPEG", exif=exif.tobytes()))
    assert file.size(1) == pytest.approx((842.0, 631.5) if lying else (631.5, 842.0))
    assert ink_of(file.image(1, 1)) == pytest.approx(ink, abs=0.01)


def test_a_file_of_several_images() -> None:
    """Each image of a TIFF file is a page, with its own size."""
    file = ImageFile(saved(sheet(*A4_AT_200), "TIFF", save_all=True, append_images=[sheet(A4_AT_200[1], A4_AT_200[0])], dpi=(200, 200)))
    assert file.page_count == 2
    (width, height), turned = file.size(1), file.size(2)
    assert turned == pytest.approx((height, width))
    with pytest.raises(IndexError, match="there is no page 3: the file has 2"):
        file.image(3, 1)


def grey16() -> Image.Image:
    """The sheet with 16 bits a dot."""
    return Image.fromarray(np.asarray(sheet(300, 400)).astype(np.uint16) * 257)


def on_glass() -> Image.Image:
    """The sheet whose paper is transparent black."""
    clear = Image.new("RGBA", (300, 400), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (30, 40, 120, 80))
    return clear


@pytest.mark.parametrize(
    "image",
    [sheet(300, 400).convert(mode) for mode in ("1", "L", "P", "RGB", "CMYK")] + [grey16(), on_glass()],
    ids=["1", "L", "P", "RGB", "CMYK", "I;16", "RGBA"],
)
def test_kinds_of_dots(image: Image.Image) -> None:
    """Whatever a dot is made of, paper comes out white and ink black."""
    kind = "TIFF" if image.mode == "CMYK" else "PNG"
    shown = ImageFile(saved(image, kind)).image(1, 1)
    assert shown.mode == "RGB"
    assert ink_of(shown) == pytest.approx((0.1, 0.1, 0.4, 0.2), abs=0.01)
    assert shown.getpixel((shown.width - 5, shown.height - 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_images_that_are_cut(kind: str) -> None:
    """An image file of which the second half is missing is refused in a sentence."""
    content = saved(Image.fromarray(np.arange(90_000, dtype=np.uint32).view(np.uint8).reshape(300, 300, 4)[:, :, :3].copy()), kind)
    with pytest.raises(UnreadableFile, match="the image is damaged: save it again"):
        ImageFile(content[: len(content) // 2]).image(1, 1)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"II*\x00"])
def test_what_is_no_image(content: bytes) -> None:
    """Other bytes are refused in a sentence."""
    with pytest.raises(UnreadableFile, match="the image is damaged"):
        ImageFile(content)


def test_images_beyond_measure() -> None:
    """A small file that claims 100,000 by 100,000 dots is refused before any is decoded."""
    header = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    content = b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + header + zlib.crc32(header).to_bytes(4, "big")
    with pytest.raises(UnreadableFile, match=r"the image (is damaged|has 100000 x 100000 dots, more than 150 million)"):
        ImageFile(content + b"\x00\x00\x00\x00IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")).image(1, 1)


def test_large_pictures_are_decoded_small() -> None:
    """The image of a large picture has the size asked for."""
    file = ImageFile(saved(sheet(6000, 8000), "JPEG"))
    assert file.image(1, 0.5).size == (316, 421)
