"""Text recognition (OCR) of one page through tesseract, with the place of every word on the page.

Tesseract runs as a program of its own, one process a page; its hOCR output gives lines, words, boxes and the
height of the letters. What a letterhead sets in two columns is read column by column, as readers do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median

from lxml import etree

from corpus.folding import nfc
from corpus.nouns import PlacedWord, Rectangle, Span
from indexer.errors import RecognitionUnavailable, UnreadableFile
from indexer.rasters import Raster, page_raster
from indexer.reading import Line, MediaType

LANGUAGES = ("vie", "fra")
INSTALL = "install it with `apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-fra` (Debian) or `brew install tesseract tesseract-lang` (macOS)"
PAGE_SECONDS = 60
_MARGIN_LABEL = re.compile(r"(?:ARTICLE|Article|Art\.|Điều)\s*\w{1,7}\s*[:.]?$")
_LEAST_CONFIDENCE = 25
"""Percent; marks without a letter or figure below it are specks."""
_SPECKS = frozenset("_¬`´‘~^\\¦¢°")
_LEAST_LINE_CONFIDENCE = 40
_COLUMN_GAP = 2.2
"""White space of this many heights of a line separates columns."""
_FAR_BELOW = 2.5
"""Heights of a line; rows further below do not belong to the columns above them."""
_LETTERHEAD = 0.3
"""Share of the page, from its top, in which two columns are a letterhead."""
_SMALL = 0.86
"""Lines lower than this share of the usual height are set small; the measure of single lines wavers."""
_RECIPIENTS = re.compile(r"N[ơo]i nh[aâậ]n", re.IGNORECASE)
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_HEIGHT = re.compile(r"x_size ([\d.]+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of one line or of one column of it; ``opens`` says that a paragraph begins."""

    words: tuple[_Word, ...]
    height: float
    opens: bool

    @property
    def left(self) -> int:
        return self.words[0].left

    @property
    def right(self) -> int:
        return self.words[-1].right


@cache
def available() -> str | None:
    """The version of tesseract on this machine, with its Vietnamese and French data; None where any of them is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603 - the program found on the path
        languages = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603 - likewise
    except (OSError, subprocess.SubprocessError):
        return None
    found = set((languages.stdout + languages.stderr).split())
    return version.stdout.split("\n", 1)[0].strip() if found.issuperset(LANGUAGES) else None


def recognise(content: bytes, media_type: MediaType, page: int) -> tuple[Line, ...]:
    """The lines on one page of a PDF or image file, the first being 1; each has its words with their places.

    Raises ``RecognitionUnavailable`` without tesseract and its Vietnamese and French data, ``UnreadableFile``
    when the page cannot be drawn or recognised.
    """
    if available() is None:
        raise RecognitionUnavailable(f"it is a scan, and tesseract, which reads scans in Vietnamese and French, is not here: {INSTALL}")
    raster = page_raster(content, media_type, page)
    rows = _with_margin_labels(list(_rows(_hocr(raster, page))))
    return tuple(_lines(_in_reading_order(rows, raster), raster, page))


def _with_margin_labels(rows: list[_Row]) -> list[_Row]:
    """The rows with labels in the margin (*Article 1 :*), which tesseract takes for a column of its own, on the lines that they stand beside."""
    labels = [row for row in rows if _MARGIN_LABEL.match(" ".join(word.text for word in row.words))]
    beside: dict[int, _Row] = {}
    for label in labels:
        candidates = [row for row in rows if row.left > label.right and _is_level(label, row)]
        if candidates:
            beside[id(min(candidates, key=lambda row: row.left))] = label
    placed = {id(label) for label in beside.values()}
    joined = (_Row((*beside[id(row)].words, *row.words), row.height, opens=True) if id(row) in beside else row for row in rows)
    return [row for row, original in zip(joined, rows, strict=True) if id(original) not in placed]


def _is_level(label: _Row, row: _Row) -> bool:
    """Whether the middle of the label's height lies within the row's."""
    middle = (label.words[0].top + label.words[0].bottom) / 2
    return row.words[0].top <= middle <= row.words[0].bottom


def _hocr(raster: Raster, page: int) -> bytes:
    # Automatic segmentation that also finds pages lying on their side (1).
    # One thread, since pages run side by side.
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(LANGUAGES), "--psm", "1", "--dpi", str(raster.dpi), "hocr"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=raster.pgm, capture_output=True, timeout=PAGE_SECONDS, check=True, env=environment)  # noqa: S603 - fixed words
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"page {page} could not be recognised within {PAGE_SECONDS} s: scan it again at 300 dpi") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnreadableFile(f"page {page} could not be recognised (tesseract failed): scan it again at 300 dpi") from error
    return done.stdout


def _rows(hocr: bytes) -> Iterator[_Row]:
    tree = etree.fromstring(hocr, etree.XMLParser(recover=True, huge_tree=False, resolve_entities=False, no_network=True))
    for paragraph in tree.iterfind(".//{*}p"):
        opens = True
        for line in paragraph.iterfind("{*}span"):
            words = tuple(word for element in line.iterfind("{*}span") if (word := _word(element)))
            if not words or sum(word.confidence for word in words) / len(words) < _LEAST_LINE_CONFIDENCE:
                continue
            height = _HEIGHT.search(line.get("title", ""))
            yield _Row(words, float(height[1]) if height else float(words[0].bottom - words[0].top), opens)
            opens = False


def _is_speck(text: str, confidence: int) -> bool:
    """Whether the word is dirt on the page: no letter or figure, and doubtful or of marks that no text has alone."""
    return not any(map(str.isalnum, text)) and (confidence < _LEAST_CONFIDENCE or all(mark in _SPECKS for mark in text))


def _word(element: etree._Element) -> _Word | None:
    title = element.get("title", "")
    text = nfc("".join(element.itertext()).strip())
    box, confidence = _BOX.search(title), _CONFIDENCE.search(title)
    if not text or box is None or confidence is None or _is_speck(text, int(confidence[1])):
        return None
    left, top, right, bottom = map(int, box.groups())
    return _Word(text, left, top, right, bottom, int(confidence[1]))


def _columns(row: _Row) -> list[_Row]:
    """The row cut where wide white space separates columns."""
    parts: list[list[_Word]] = [[row.words[0]]]
    for before, word in zip(row.words, row.words[1:], strict=False):
        if word.left - before.right > _COLUMN_GAP * row.height and not _MARGIN_LABEL.match(" ".join(part.text for part in parts[-1])):
            parts.append([])
        parts[-1].append(word)
    return [_Row(tuple(words), row.height, row.opens) for words in parts]


def _in_reading_order(rows: list[_Row], raster: Raster) -> Iterator[_Row]:
    """The rows, where a letterhead or the recipients and signatures stand side by side first those on the left, then those on the right."""
    side_by_side = _SideBySide()
    for row in rows:
        letterhead = row.words[0].top < _LETTERHEAD * raster.height
        recipients = bool(_RECIPIENTS.match(" ".join(word.text for word in row.words[:2])))
        if side_by_side.takes(row, may_begin=letterhead or recipients):
            continue
        yield from side_by_side.emptied()
        if not side_by_side.takes(row, may_begin=letterhead or recipients):
            yield from _columns(row) if letterhead else [row]
    yield from side_by_side.emptied()


def _is_worded(row: _Row) -> bool:
    """Whether the row holds a word and not only a page number or specks."""
    return any(sum(map(str.isalpha, word.text)) > 1 for word in row.words)


class _SideBySide:
    """Rows in two columns with white space between them that all of them leave free."""

    def __init__(self) -> None:
        self._left: list[_Row] = []
        self._right: list[_Row] = []
        self._gap = (0, 0)
        self._bottom = 0

    def takes(self, row: _Row, *, may_begin: bool) -> bool:
        """Takes the row when it fits the columns so far, or begins them; says whether it did."""
        parts = _columns(row)
        if not self._left:
            if len(parts) != 2 or not may_begin or not all(_is_worded(part) for part in parts):  # noqa: PLR2004 - left and right
                return False
            self._gap = (parts[0].right, parts[1].left)
        elif row.words[0].top - self._bottom > _FAR_BELOW * row.height:
            return False
        elif len(parts) == 2:  # noqa: PLR2004 - likewise
            gap = (max(self._gap[0], parts[0].right), min(self._gap[1], parts[1].left))
            if gap[0] >= gap[1]:
                return False
            self._gap = gap
        elif len(parts) > 2 or not (row.right < self._gap[1] or row.left > self._gap[0]):  # noqa: PLR2004 - likewise
            return False
        for part in parts:
            (self._left if part.right < self._gap[1] else self._right).append(part)
        self._bottom = max(self._bottom, *(word.bottom for word in row.words))
        return True

    def emptied(self) -> Iterator[_Row]:
        """The rows on the left, then those on the right; nothing is left."""
        yield from self._left
        yield from self._right
        self._left, self._right, self._bottom = [], [], 0


def _lines(rows: Iterator[_Row], raster: Raster, page: int) -> Iterator[Line]:
    ordered = list(rows)
    usual = median(row.height for row in ordered) if ordered else 0.0
    for row in ordered:
        if row.opens:
            yield Line("", page)
        height = row.height if row.height < _SMALL * usual else usual
        text = ""
        words: list[PlacedWord] = []
        for word in row.words:
            letters = "I" if word.text == "|" and text.isupper() else word.text
            start = len(text) + bool(text)
            text += (" " if text else "") + letters
            if place := _place(word, raster, page):
                words.append(PlacedWord(Span(start, len(text)), place))
        yield Line(text, page, round(height * 72 / raster.dpi, 1), words=tuple(words))


def _place(word: _Word, raster: Raster, page: int) -> Rectangle | None:
    left, right = max(0, word.left) / raster.width, min(word.right, raster.width) / raster.width
    top, bottom = max(0, word.top) / raster.height, min(word.bottom, raster.height) / raster.height
    if left >= right or top >= bottom:
        return None
    return Rectangle(page, round(left, 5), round(top, 5), round(right, 5), round(bottom, 5))
