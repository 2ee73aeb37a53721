"""Makes shipped documents into files of the kinds that users have: PDFs with a text layer, Word documents, scans without one.

Everything is deterministic: the same text gives the same bytes with the same versions of the libraries. To look at them:
``python -m tests.quality.formats FOLDER``.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdfium2 as pdfium
from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableBordersLayout
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from corpus.catalogue import corpus_folder

PDFS = (
    "vi/qd-6126-ubnd-ha-noi-2025.md",
    "vi/nd-235-2025-nd-cp-khuyen-cong.md",
    "vi/nd-205-2025-nd-cp-cong-nghiep-ho-tro.md",
    "fr/qd-6126-ubnd-ha-noi-2025.md",
    "fr/nq-193-2025-qh15-sciences-technologies.md",
    "fr/nd-34-2018-nd-cp-fonds-garantie-credit.md",
)
WORD_FILES = ("vi/luat-04-2017-qh14-ho-tro-dnnvv.md", "fr/nq-115-2020-nq-cp-industries-auxiliaires.md", "vi/nd-32-2024-nd-cp-cum-cong-nghiep.md")
SCANS = ("vi/qd-282-ubnd-ha-noi-2025.md", "fr/qd-282-ubnd-ha-noi-2025.md")
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
_FONTS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu-sans-fonts"),
    Path("/opt/homebrew/share/fonts"),
    Path.home() / "Library/Fonts",
)
_FACES = {"": "DejaVuSerif.ttf", "B": "DejaVuSerif-Bold.ttf"}
_SCAN_DPI = 200
_TURNED_DEGREES = 0.4
_SIZES = {"h1": 14.0, "h2": 12.5, "h3": 11.5}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document: a heading (``h1`` to ``h6``), a paragraph (``p``) or a table, which has rows in place of a text."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def fonts() -> Path | None:
    """The folder of fonts with Vietnamese letters; None where there is none."""
    return next((folder for folder in _FONTS if all((folder / name).is_file() for name in _FACES.values())), None)


def blocks(markdown: str) -> list[Block]:
    """The parts of a Markdown text, with the marks of its lists in front of their paragraphs."""
    tokens = iter(MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown))
    found: list[Block] = []
    kind, mark = "p", ""
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = token.tag
            case "heading_close":
                kind = "p"
            case "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else f"{token.markup} "
            case "table_open":
                found.append(Block("table", rows=tuple(_rows(tokens))))
            case "inline":
                found.append(Block(kind, mark + _plain(token)))
                mark = ""
    return found


def _rows(tokens: Iterator[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token in tokens:
        match token.type:
            case "table_close":
                return
            case "tr_open":
                row = []
            case "tr_close":
                yield tuple(row)
            case "inline":
                row.append(_plain(token))


def _plain(token: Token) -> str:
    return "".join("\n" if part.type in {"softbreak", "hardbreak"} else part.content for part in token.children or ())


class _Sheet(FPDF):
    """A4 pages with their numbers at the foot."""

    def footer(self) -> None:
        """The number of the page."""
        self.set_y(-15)
        self.set_font("DejaVu", size=9)
        self.cell(0, 10, str(self.page_no()), align=Align.C)


def pdf_of(markdown: str, folder: Path) -> bytes:
    """A PDF of a Markdown text with a text layer, set in the fonts of the folder."""
    sheet = _Sheet(format="A4")
    sheet.set_creation_date(_MADE)
    sheet.set_margin(25)
    sheet.set_auto_page_break(auto=True, margin=25)
    for style, name in _FACES.items():
        sheet.add_font("DejaVu", style, folder / name)
    sheet.add_page()
    for block in blocks(markdown):
        _draw(sheet, block)
    return bytes(sheet.output())


def _draw(sheet: FPDF, block: Block) -> None:
    sheet.set_font("DejaVu", "B" if block.kind in _SIZES else "", _SIZES.get(block.kind, 11))
    if block.kind == "table":
        with sheet.table(borders_layout=TableBordersLayout.ALL, line_height=6, headings_style=FontFace(emphasis="BOLD")) as table:
            for cells in block.rows:
                table.row(cells)
    else:
        align = Align.C if block.kind == "h1" else Align.L if block.kind in _SIZES else Align.J
        sheet.multi_cell(0, 6, block.text, align=align, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(3)


def word_of(markdown: str) -> bytes:
    """A Word document of a Markdown text, with styles for headings."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _MADE.replace(tzinfo=None)
    for block in blocks(markdown):
        if block.kind == "table":
            grid = document.add_table(len(block.rows), len(block.rows[0]), "Table Grid")
            for row, cells in zip(grid.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif block.kind == "p":
            document.add_paragraph(block.text)
        else:
            document.add_heading(block.text, int(block.kind[1:]))
    written = io.BytesIO()
    document.save(written)
    return _undated(written)


def _undated(archive: io.BytesIO) -> bytes:
    """The archive without the time at which its parts were written."""
    written = io.BytesIO()
    with zipfile.ZipFile(archive) as made_now, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in made_now.namelist():
            undated.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), made_now.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def scan_of(markdown: str, folder: Path) -> bytes:
    """A PDF that holds nothing but grey images of the pages, lying a little askew as on a scanner."""
    written, pages = io.BytesIO(), []
    drawn = pdfium.PdfDocument(pdf_of(markdown, folder))
    try:
        for page in drawn:
            image = page.render(scale=_SCAN_DPI / 72, grayscale=True).to_pil()
            pages.append(image.rotate(_TURNED_DEGREES, resample=Image.Resampling.BICUBIC, fillcolor=255))
            page.close()
    finally:
        drawn.close()
    pages[0].save(
        written, "PDF", save_all=True, append_images=pages[1:], resolution=_SCAN_DPI, quality=80, creationDate=_MADE.timetuple(), modDate=_MADE.timetuple()
    )
    return written.getvalue()


def made(fonts_folder: Path) -> Iterator[tuple[Path, str, bytes]]:
    """Each source among the shipped documents, the name of the file that is made of it, and its bytes."""
    for names, suffix in ((PDFS, ".pdf"), (WORD_FILES, ".docx"), (SCANS, ".scan.pdf")):
        for name in names:
            path = corpus_folder() / name
            text = path.read_text(encoding="utf-8")
            content = word_of(text) if suffix == ".docx" else (pdf_of if suffix == ".pdf" else scan_of)(text, fonts_folder)
            yield path, f"{path.parent.name}-{path.stem}{suffix}", content


if __name__ == "__main__":
    found = fonts()
    if found is None:
        sys.exit("no font with Vietnamese letters is here: install DejaVu (fonts-dejavu-core)")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for _, name, content in made(found):
        (target / name).write_bytes(content)
