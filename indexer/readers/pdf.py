"""Reads PDF files with a text layer through pypdf, line by line with the size of the letters."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PdfReadError, PyPdfError

from indexer.errors import UnreadableFile
from indexer.reading import Line, MediaType, RawDocument

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each odd object; what matters is raised

_FIELDS = {"/Title": "title", "/Author": "author", "/CreationDate": "date"}


def read(content: bytes) -> RawDocument:
    """The lines of every page.

    Raises ``UnreadableFile`` for an encrypted, damaged or image-only file.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("it is protected by a password: remove the password and index it again")
        lines = [line for number, page in enumerate(reader.pages, start=1) for line in _lines(page, number)]
        information: Mapping[str, Any] = reader.metadata or {}
        metadata = {name: str(value) for key, name in _FIELDS.items() if (value := information.get(key))}
        page_count = len(reader.pages)
    except (PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # Damaged files make pypdf fail in any of these ways; each is a fault of the file.
        detail = str(error).strip().rstrip(".") if isinstance(error, PdfReadError) else type(error).__name__
        raise UnreadableFile(f"the PDF is damaged ({detail}): open and save it again with the program that made it") from error
    if not any(line.text.strip() for line in lines):
        raise UnreadableFile(f"it is a scan: none of its {page_count} pages has a text layer, so run text recognition (OCR) on it first")
    return RawDocument(MediaType.PDF, tuple(lines), metadata)


def _lines(page: PageObject, number: int) -> list[Line]:
    pieces: list[tuple[str, float]] = []

    def collect(text: str, matrix: list[float], text_matrix: list[float], _font: dict[str, Any] | None, size: float) -> None:
        if text:
            scale = abs(matrix[3] * text_matrix[3]) or 1.0
            pieces.append((text, round(size * scale, 1)))

    page.extract_text(visitor_text=collect)
    lines: list[Line] = []
    letters: list[str] = []
    sizes: Counter[float] = Counter()
    for text, size in [*pieces, ("\n", 0.0)]:
        for index, part in enumerate(text.split("\n")):
            if index:
                main_size = sizes.most_common(1)[0][0] if sizes else None
                lines.append(Line("".join(letters), number, main_size))
                letters, sizes = [], Counter()
            if part:
                letters.append(part)
                sizes[size] += len(part.strip())
    return lines
