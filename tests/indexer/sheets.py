"""Makes PDF pages whose text stands where the test puts it, in any letters, and finds the ink of what was drawn."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL.Image import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, RectangleObject, StreamObject

A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text on a page: one glyph for each string of ``glyphs``, which is what the file says that the glyph means.

    ``x`` and ``y`` are points from the lower left corner of the page's own space to the beginning of the base line.
    """

    glyphs: tuple[str, ...]
    x: float
    y: float
    size: float = 12.0
    upwards: bool = False


def line(text: str, y: float, *, x: float = 60.0, size: float = 12.0) -> Drawn:
    """A line of text with a glyph for each character."""
    return Drawn(tuple(text), x, y, size)


def paragraphs(*texts: str, top: float = 780.0, size: float = 12.0) -> list[Drawn]:
    """Lines below each other, half a line apart."""
    return [line(text, top - 1.5 * size * index, size=size) for index, text in enumerate(texts)]


Box = tuple[float, float, float, float]


def pdf_of_sheets(*sheets: list[Drawn], size: tuple[float, float] = A4, rotate: int = 0, crop: Box | None = None, alphabet: list[Drawn] | None = None) -> bytes:
    """A PDF of the pages; ``rotate`` turns them clockwise, ``crop`` shows only left, bottom, right, top of them.

    Letters that Helvetica lacks are drawn as others, the same ones in files of one ``alphabet``.
    """
    writer = PdfWriter()
    codes = _codes(alphabet or [drawn for sheet in sheets for drawn in sheet])
    for sheet in sheets:
        page = writer.add_blank_page(*size)
        contents = StreamObject()
        contents.set_data(b"\n".join(_drawing(drawn, codes) for drawn in sheet))
        page[NameObject("/Contents")] = writer._add_object(contents)
        font = writer._add_object(_font(writer, codes))
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        if rotate:
            page[NameObject("/Rotate")] = NumberObject(rotate)
        if crop:
            page[NameObject("/CropBox")] = RectangleObject(crop)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _codes(alphabet: list[Drawn]) -> dict[str, int]:
    """A code for each glyph: that of Windows-1252 where it has one, since the letter is drawn by it, else a free one."""
    glyphs = sorted({glyph for drawn in alphabet for glyph in drawn.glyphs})
    codes = {glyph: glyph.encode("cp1252")[0] for glyph in glyphs if len(glyph.encode("cp1252", "ignore")) == 1 and len(glyph) == 1}
    free = iter(code for code in range(0xFF, 0xA0, -1) if code not in codes.values())
    return codes | {glyph: next(free) for glyph in glyphs if glyph not in codes}


def _drawing(drawn: Drawn, codes: dict[str, int]) -> bytes:
    matrix = "0 1 -1 0" if drawn.upwards else "1 0 0 1"
    text = bytes(codes[glyph] for glyph in drawn.glyphs).hex()
    return f"BT /F1 {drawn.size} Tf {matrix} {drawn.x} {drawn.y} Tm <{text}> Tj ET".encode()


def _font(writer: PdfWriter, codes: dict[str, int]) -> DictionaryObject:
    meanings = "\n".join(f"<{code:02x}> <{glyph.encode('utf-16-be').hex()}>" for glyph, code in codes.items())
    cmap = StreamObject()
    cmap.set_data(
        f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{meanings}\nendbfchar\nendcmap end end".encode()
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            NameObject("/FirstChar"): NumberObject(0),
            NameObject("/LastChar"): NumberObject(255),
            NameObject("/Widths"): ArrayObject([FloatObject(_width(code, codes)) for code in range(256)]),
            NameObject("/ToUnicode"): writer._add_object(cmap),
        }
    )


def _width(code: int, codes: dict[str, int]) -> int:
    """Thousandths of the size: about those of the letters, none for an accent that stands above the letter before."""
    glyph = next((glyph for glyph, its in codes.items() if its == code), "")
    return 0 if glyph and "\u0300" <= glyph <= "\u036f" else 278 if glyph in set(" .,;:'ijlt") else 600


def ink_of(image: Image) -> Box:
    """Left, top, right, bottom of all that is dark on a page, in shares of its width and height."""
    dark = np.asarray(image.convert("L")) < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return columns[0] / image.width, rows[0] / image.height, (columns[-1] + 1) / image.width, (rows[-1] + 1) / image.height
