"""Reads Word documents (.docx): paragraphs with their numbers, tables, text boxes and notes, in the order in which they stand."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import LxmlError

from corpus.legacy import encoding_of_font
from corpus.recognition import convert_by_font, trusted
from indexer.errors import UnreadableFile
from indexer.readers.list_numbers import written
from indexer.readers.tables import WIDEST, Cell, Table, lines_of
from indexer.readers.word_numbering import read_numbering
from indexer.readers.word_package import Element, WordPackage, is_on, number, value, w
from indexer.readers.word_styles import Styles
from indexer.readers.word_text import RunReader, Runs
from indexer.reading import FootnoteMark, Line, MediaType, RawDocument

_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")))
_DRAWN = frozenset({None, "nil", "none"})
_LEADER = " ..... "
"""What Word draws between a line of a table of contents and its page; it also tells that the line is no heading."""
_LONGEST_HEADING = 300
_FIRST_SIGN, _MOST_SIGNS = 0xF0000, 0xFFF0
_SIGN = re.compile(f"[{chr(_FIRST_SIGN)}-{chr(_FIRST_SIGN + _MOST_SIGNS - 1)}]")
"""Characters for private use, which stand for references to notes while a document is read."""
_NOTE_FORMS = {"footnotes": "decimal", "endnotes": "lowerRoman"}

Pieces = list[tuple[str, str | None]]


def read(content: bytes) -> RawDocument:
    """The lines of the document: its paragraphs, then its footnotes and endnotes in the order in which they are referred to.

    Raises ``UnreadableFile`` for a damaged document.
    """
    try:
        package = WordPackage(content)
        reader = _Reader(package)
        lines = tuple(reader.lines())
        properties = package.properties()
    except (LxmlError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, KeyError, ValueError, NotImplementedError) as error:
        # Damaged archives fail in any of these ways, and so do encrypted ones and those too deeply nested; each is a fault of the file.
        raise UnreadableFile("it is a damaged .docx document: open and save it again with a word processor") from error
    fields = {"title": properties.get("title", ""), "author": properties.get("creator", ""), "date": properties.get("created", "")[:10]}
    if reader.encodings:
        fields["encoding"] = " ".join(sorted(reader.encodings))
    return RawDocument(MediaType.DOCX, lines, {name: text for name, text in fields.items() if text})


@dataclass(slots=True)
class _Paragraph:
    """A paragraph before its lines are made: what it says, and whether its mark was deleted, so that the next goes on with it."""

    runs: Runs = field(default_factory=Runs)
    heading: bool = False
    joined: bool = False
    contents: bool = False


class _Reader:
    """Walks the main part in its order, since numbers of paragraphs and of notes are counted on the way."""

    def __init__(self, package: WordPackage) -> None:
        self._body: Element = package.main.find(w("body"))
        styles = package.part("styles")
        self._styles = Styles(styles, package.part("theme"))
        self._numbering = read_numbering(package.part("numbering"), styles)
        settings = package.part("settings")
        self._notes = {kind: _Notes(kind, package.part(kind), (package.main, settings)) for kind in _NOTE_FORMS}
        self._runs = RunReader(self._styles, self._note_sign)
        self._signs: list[str] = []
        self._before: Pieces = []
        self._all_bold = True
        self._trust = not _names_old_fonts(package.main, styles) or trusted(self._in_old_fonts())
        self.encodings: set[str] = set()

    def lines(self) -> Iterator[Line]:
        """The lines of the text, then those of the notes."""
        if self._body is None:
            raise KeyError("w:body")
        yield from map(self._with_marks, self._blocks(self._body))
        for notes in self._notes.values():
            for mark, element in notes.referred_to():
                self._before = [(mark + " ", None)] if mark else []
                yield from (replace(self._with_marks(line), note=True, heading=False) for line in self._blocks(element))

    def _note_sign(self, kind: str, reference: Element) -> str:
        """A sign of its own for a reference to a note, which goes with the text through tables and conversions until marks are made."""
        number = self._notes[kind].mark(reference)
        self._signs += [number] if number else []
        return chr(_FIRST_SIGN + len(self._signs) - 1) if number and len(self._signs) <= _MOST_SIGNS else ""

    def _with_marks(self, line: Line) -> Line:
        """The line with the signs of its notes taken out, and where they stood."""
        signs = [(match.start(), ord(match.group()) - _FIRST_SIGN) for match in _SIGN.finditer(line.text)]
        if not signs:
            return line
        before = ["".join(_SIGN.sub("", line.text[:place]).split()) for place, _ in signs]
        marks = tuple(FootnoteMark(len(text), self._signs[index]) for text, (_, index) in zip(before, signs, strict=True) if index < len(self._signs))
        return replace(line, text=_SIGN.sub("", line.text), marks=marks)

    def _in_old_fonts(self) -> Iterator[Pieces]:
        """The pieces of all paragraphs in which fonts of before Unicode stand, to see whether these tell the truth."""
        reader = RunReader(self._styles, lambda _kind, _reference: "")
        for paragraph in self._body.iter(w("p")) if self._body is not None else ():
            pieces = reader.read(paragraph, _style(paragraph)).pieces
            if any(font and encoding_of_font(font) for _, font in pieces):
                yield pieces

    def _blocks(self, container: Element) -> Iterator[Line]:
        for element in container:
            if element.tag == w("p"):
                yield from self._paragraph_lines(element)
            elif element.tag == w("tbl"):
                yield from lines_of(self._table(element))
            elif element.tag in _WRAPPERS:
                yield from self._blocks(element)

    def _paragraph_lines(self, element: Element) -> Iterator[Line]:
        paragraph = self._paragraph(element)
        if not paragraph.joined:
            yield from self._finished(paragraph)
        for box in paragraph.runs.boxes:
            yield from self._blocks(box)

    def _finished(self, paragraph: _Paragraph) -> Iterator[Line]:
        """The lines of a paragraph; only the first of a heading is marked as one, what stands below a line break goes with it."""
        text = self._text(paragraph.runs.pieces)
        if paragraph.contents:
            text = text.replace("\t", _LEADER)
        heading = paragraph.heading and len(text) <= _LONGEST_HEADING
        for index, line in enumerate(text.strip("\n").split("\n")):
            yield Line(line, heading=heading and not index, bold=paragraph.runs.bold and not paragraph.runs.blank)
        yield Line("")

    def _text(self, pieces: Sequence[tuple[str, str | None]]) -> str:
        text = convert_by_font(pieces, trust=self._trust)
        if text != "".join(piece for piece, _ in pieces):
            self.encodings |= {encoding for _, font in pieces if font and (encoding := encoding_of_font(font))}
        return text

    def _paragraph(self, element: Element) -> _Paragraph:
        """What a paragraph says with its number, and with what was left over of one before it whose mark was deleted."""
        properties, style = element.find(w("pPr")), _style(element)
        runs = self._runs.read(element, style)
        self._all_bold &= runs.bold
        mark = None if properties is None else properties.find(w("rPr"))
        joined = mark is not None and any(mark.find(w(deleted)) is not None for deleted in ("del", "moveFrom"))
        if joined:
            self._before += runs.pieces
        else:
            runs.pieces = [*self._before, *runs.pieces]
            self._before = []
            runs.pieces = [*self._number(properties, style, runs), *runs.pieces]
        return _Paragraph(runs, self._styles.is_heading(properties, style), joined, self._styles.is_contents(style))

    def _number(self, properties: Element | None, style: str | None, runs: Runs) -> Pieces:
        """The number of a paragraph; a paragraph without text counts in its list but shows nothing worth reading."""
        own = None if properties is None else properties.find(w("numPr"))
        of_style = self._styles.list_place(style)
        own_list, level = (None, None) if own is None else (value(own.find(w("numId"))), number(own.find(w("ilvl"))))
        list_id = own_list if own_list is not None or of_style is None else of_style.list_id
        if list_id is None or list_id == "0":
            return []
        if level is None and of_style:
            level = self._numbering.level_of(list_id, of_style.style)
            level = of_style.level if level is None else level
        counted = self._numbering.advance(list_id, level or 0)
        if counted is None or runs.blank:
            return []
        font = counted[1].font or next((font for text, font in runs.pieces if text.strip()), None)
        return [(counted[0], font)]

    def _table(self, element: Element) -> Table:
        rows = [row for row in _inside(element, w("tr")) if _property(row, "trPr", "del") is None]
        placed = [list(_placed_cells(row)) for row in rows]
        header_rows = next((index for index, row in enumerate(rows) if not is_on(row.find(w("trPr")), "tblHeader")), len(rows))
        cells = tuple(tuple(self._cell(cell, _reach(placed, index, start)) for start, cell in row if not _goes_on(cell)) for index, row in enumerate(placed))
        return Table(cells, header_rows, ruled=_ruled(element))

    def _cell(self, cell: Element | None, rows: int) -> Cell:
        if cell is None:
            return Cell()
        outside, self._all_bold = self._all_bold, True
        lines = tuple(line for line in self._blocks(cell) if line.text.strip())
        bold, self._all_bold = self._all_bold, outside
        return Cell(lines, _columns(cell), rows, bold=bold)


class _Notes:
    """The footnotes or endnotes of a document, with their numbers in the order in which the text refers to them."""

    def __init__(self, kind: str, root: Element | None, holders: Sequence[Element | None]) -> None:
        name = kind.removesuffix("s")
        self._notes = {value(note, "id"): note for note in root.iter(w(name))} if root is not None else {}
        properties = next((found for holder in holders if holder is not None for found in holder.iter(w(f"{name}Pr"))), None)
        self._form = (None if properties is None else value(properties.find(w("numFmt")))) or _NOTE_FORMS[kind]
        start = None if properties is None else number(properties.find(w("numStart")))
        self._next = 1 if start is None else start
        self._marks: dict[str, str] = {}

    def mark(self, reference: Element) -> str:
        """The number of the note that is referred to, counting it when it is new; nothing where its mark was typed by hand or it is missing."""
        note = value(reference, "id") or ""
        if note in self._notes and note not in self._marks:
            by_hand = value(reference, "customMarkFollows") not in {None, "0", "false", "off"}
            self._marks[note] = "" if by_hand else written(self._next, self._form)
            self._next += not by_hand
        return self._marks.get(note, "")

    def referred_to(self) -> Iterator[tuple[str, Element]]:
        """Each note with its number, in the order of the text."""
        for note in iter(list(self._marks)):
            yield self._marks[note], self._notes[note]


def _style(paragraph: Element) -> str | None:
    return value(paragraph.find(f"{w('pPr')}/{w('pStyle')}"))


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The children of this kind, also those in content controls and the like."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _property(element: Element, holder: str, name: str) -> Element | None:
    return element.find(f"{w(holder)}/{w(name)}")


def _columns(cell: Element) -> int:
    return min(WIDEST, max(1, number(_property(cell, "tcPr", "gridSpan")) or 1))


def _goes_on(cell: Element | None) -> bool:
    """Whether a cell only goes on with the one above it."""
    merged = None if cell is None else _property(cell, "tcPr", "vMerge")
    return merged is not None and value(merged) != "restart"


def _reach(rows: Sequence[Sequence[tuple[int, Element | None]]], index: int, start: int) -> int:
    """Over how many rows the cell reaches that begins in this row and column."""
    below = index + 1
    while below < len(rows) and any(column == start and _goes_on(cell) for column, cell in rows[below]):
        below += 1
    return below - index


def _placed_cells(row: Element) -> Iterator[tuple[int, Element | None]]:
    """The cells of a row with the columns in which they begin; None for columns left free before the first."""
    skipped = min(WIDEST, number(_property(row, "trPr", "gridBefore")) or 0)
    yield from ((column, None) for column in range(skipped))
    column = skipped
    for cell in _inside(row, w("tc")):
        yield column, cell
        column += _columns(cell)


def _ruled(table: Element) -> bool:
    """Whether lines may be drawn between the cells: where a style or any border says so."""
    holders = [
        _property(table, "tblPr", "tblBorders"),
        *(_property(cell, "tcPr", "tcBorders") for row in _inside(table, w("tr")) for cell in _inside(row, w("tc"))),
    ]
    borders = [border for holder in holders if holder is not None for border in holder]
    return any(value(border) not in _DRAWN for border in borders) or (not borders and _property(table, "tblPr", "tblStyle") is not None)


def _names_old_fonts(*parts: Element | None) -> bool:
    names = {name for part in parts if part is not None for fonts in part.iter(w("rFonts")) for name in fonts.attrib.values()}
    return any(encoding_of_font(name) for name in names)
