"""Reads Word documents (.docx) through python-docx: paragraphs and tables in their order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from indexer.errors import UnreadableFile
from indexer.reading import Line, MediaType, RawDocument


def read(content: bytes) -> RawDocument:
    """Each paragraph as a line, each table row as a line whose cells are separated by bars.

    Raises ``UnreadableFile`` for a damaged document.
    """
    try:
        document = docx.Document(io.BytesIO(content))
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
        properties = document.core_properties
        fields = {
            "title": properties.title or "",
            "author": properties.author or "",
            "date": properties.created.date().isoformat() if properties.created else "",
        }
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, KeyError, ValueError, AttributeError) as error:
        # Damaged archives fail in any of these ways, and so do encrypted ones; each is a fault of the file.
        raise UnreadableFile("it is a damaged .docx document: open and save it again with a word processor") from error
    return RawDocument(MediaType.DOCX, tuple(lines), {name: value for name, value in fields.items() if value})


def _lines(block: Paragraph | Table) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        style = (block.style.name or "") if block.style else ""
        for text in block.text.split("\n"):
            yield Line(text, heading=style.startswith(("Heading", "Title")))
        yield Line("")
        return
    for row in block.rows:
        cells: list[str] = []
        for cell in row.cells:  # merged cells come once for each column they span
            text = " ".join(cell.text.split())
            if not cells or text != cells[-1]:
                cells.append(text)
        if any(cells):
            yield Line(" | ".join(cells))
    yield Line("")
