"""Reads PDF files through pypdf, line by line with the size of the letters; pdfium gives a second reading of each page.

What pypdf cannot know, the second reading tells: where a space stands between two glyphs, and whether a page is
an image whose text is missing or garbage. Such pages are left unread, for text recognition.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PdfReadError, PyPdfError

from corpus.folding import nfc
from corpus.recognition import recognise as recognise_encoding
from indexer import recognition
from indexer.errors import UnreadableFile
from indexer.pdfium import PdfFile, Printed
from indexer.readers.textlayer import agrees, doubtful, is_drawn, is_garbage, is_scan, with_spaces_of
from indexer.reading import FootnoteMark, Line, MediaType, RawDocument

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each odd object; what matters is raised

MOST_PAGES = 5_000
_LONGEST_DETAIL = 80
"""Characters of what pypdf says of a damaged file that are handed on."""
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_MARK = re.compile(r"\s*\d{1,3}\s*")
_MARK_SIZE = 0.8
"""Of the usual size of the line's letters."""
_BOLD_SHARE = 0.9
"""Of a line's letters: marks of footnotes and full stops may be light."""
_FIELDS = {"/Title": "title", "/Author": "author", "/CreationDate": "date"}


def read(content: bytes) -> RawDocument:
    """The lines of every page that has text that can be read; the other pages are ``unread``.

    Raises ``UnreadableFile`` for an encrypted or damaged file, or one of too many pages.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("it is protected by a password: remove the password and index it again")
        page_count = len(reader.pages)
        if page_count > MOST_PAGES:
            raise UnreadableFile(f"it has {page_count} pages, more than the {MOST_PAGES} that are read: split it")
        seconds = _second_readings(content)
        unread = _unread(content, seconds)
        lines = [
            line
            for number, page in enumerate(reader.pages, start=1)
            if number not in unread
            for line in _mended(list(_lines(page, number)), seconds.get(number))
        ]
        information: Mapping[str, Any] = reader.metadata or {}
        metadata = {name: str(value) for key, name in _FIELDS.items() if (value := information.get(key))}
    except (PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # Damaged files make pypdf fail in any of these ways; each is a fault of the file.
        said = str(error).strip().rstrip(".")
        plain = isinstance(error, PdfReadError) and said.isprintable() and len(said) <= _LONGEST_DETAIL and "\\x" not in said
        detail = said if plain else type(error).__name__
        raise UnreadableFile(f"the PDF is damaged ({detail}): open and save it again with the program that made it") from error
    return RawDocument(MediaType.PDF, tuple(lines), metadata, unread=unread)


def _second_readings(content: bytes) -> dict[int, Printed]:
    """What pdfium reads, page by page; nothing of files and pages that it cannot open."""
    found: dict[int, Printed] = {}
    try:
        file = PdfFile(content)
    except UnreadableFile:
        return found
    for number in range(1, file.page_count + 1):
        with suppress(UnreadableFile):
            found[number] = file.printed(number)
    file.close()
    return found


def _unread(content: bytes, pages: dict[int, Printed]) -> frozenset[int]:
    """The pages whose text has to be recognised: images without text, garbage, and scans whose text layer does not agree with our recognition."""
    missing = {number for number, page in pages.items() if is_drawn(page) or (is_garbage(page.text) and recognise_encoding(page.text) is None)}
    rest = {number: page for number, page in pages.items() if number not in missing}
    probe = doubtful(rest)
    if probe is not None and recognition.available() and not agrees(rest[probe].text, _recognised(content, probe)):
        missing |= {number for number, page in rest.items() if is_scan(page)}
    return frozenset(missing)


def _recognised(content: bytes, page: int) -> str:
    return " ".join(line.text for line in recognition.recognise(content, MediaType.PDF, page))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters that pypdf hands over at once, with their size in points and whether their font is bold."""

    text: str
    size: float
    bold: bool


def _lines(page: PageObject, number: int) -> Iterator[Line]:
    pieces: list[_Piece] = []

    def collect(text: str, matrix: list[float], text_matrix: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text:
            scale = abs(matrix[3] * text_matrix[3]) or 1.0
            pieces.append(_Piece(text, round(size * scale, 1), bool(font and _BOLD.search(str(font.get("/BaseFont", ""))))))

    page.extract_text(visitor_text=collect)
    line = _LineBuilder(number)
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.add(first, piece)
        for part in others:
            yield line.finished()
            line.add(part, piece)
    yield line.finished()


class _LineBuilder:
    """Joins the pieces of one line; its size is that of most of its letters."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._letters: list[str] = []
        self._marks: list[FootnoteMark] = []
        self._sizes: Counter[float] = Counter()
        self._bold = self._light = 0

    def add(self, part: str, piece: _Piece) -> None:
        if not part:
            return
        if self._is_mark(part, piece.size):
            before = "".join("".join(self._letters).split())
            self._marks.append(FootnoteMark(len(before), part.strip()))
        self._letters.append(part)
        length = len(part.strip())
        self._sizes[piece.size] += length
        if piece.bold:
            self._bold += length
        else:
            self._light += length

    def _is_mark(self, part: str, size: float) -> bool:
        """Whether the piece is the number of a footnote: small figures after larger letters."""
        usual = self._sizes.most_common(1)[0][0] if self._sizes else 0.0
        return bool(_MARK.fullmatch(part)) and size <= _MARK_SIZE * usual

    def finished(self) -> Line:
        """The line; the builder is empty again."""
        size = self._sizes.most_common(1)[0][0] if self._sizes else None
        line = Line("".join(self._letters), self._page, size, bold=self._bold > _BOLD_SHARE * (self._bold + self._light), marks=tuple(self._marks))
        self._letters, self._marks, self._sizes = [], [], Counter()
        self._bold = self._light = 0
        return line


def _mended(lines: list[Line], second: Printed | None) -> list[Line]:
    """The lines with their spaces where the second reading has them, and with the numbers of footnotes taken out of the words."""
    if second is not None:
        texts = with_spaces_of("\n".join(line.text for line in lines), nfc(second.text)).split("\n")
        lines = [replace(line, text=text) for text, line in zip(texts, lines, strict=True)]
    return [_without_marks(line) for line in lines]


def _without_marks(line: Line) -> Line:
    """The line without the numbers of its footnotes; each mark then counts the letters before it that stay."""
    text, marks, taken = line.text, [], 0
    for mark in line.marks:
        at = _offset_of(text, mark.letters - taken)
        if text[at : at + len(mark.number)] != mark.number:
            continue
        text = text[:at].rstrip() + text[at + len(mark.number) :] if text[at + len(mark.number) :].strip() else text[:at].rstrip()
        marks.append(FootnoteMark(mark.letters - taken, mark.number))
        taken += len(mark.number)
    return replace(line, text=text, marks=tuple(marks))


def _offset_of(text: str, letters: int) -> int:
    """Where the letter stands that has this many letters before it, white space not counted."""
    places = (index for index, character in enumerate(text) if not character.isspace())
    return next(islice(places, letters, None), len(text))
