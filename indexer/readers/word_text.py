"""The text of one paragraph of a Word document as a person sees it: with what was inserted, without what was deleted or is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from corpus.legacy import encoding_of_font
from indexer.readers.word_package import Element, value, w
from indexer.readers.word_styles import Styles

_LEFT_OUT = frozenset(map(w, ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "tbl", "object", "fldData")))
_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("br"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☒", 0xF0A8: "☐", 0xF06F: "☐", 0xF0E0: "→", 0xF0B0: "°", 0xF0B1: "±",
    0xF0B3: "≥", 0xF0A3: "≤", 0xF0B4: "×", 0xF0B9: "≠", 0xF02D: "-", 0xF0BE: "–",
}  # fmt: skip
"""What the fonts Symbol and Wingdings show in their own places for letters."""
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHEMATICAL_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


@dataclass(slots=True)
class Runs:
    """What stands in a paragraph: pieces of text with the names of their fonts, whether all are bold, and the boxes anchored in it."""

    pieces: list[tuple[str, str | None]] = field(default_factory=list)
    bold: bool = True
    boxes: list[Element] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read."""
        return not any(text.strip() for text, _ in self.pieces)


class RunReader:
    """Reads the runs of paragraphs in their order; a field that begins in one paragraph may end in a later one.

    ``note_mark`` gives the mark of a note by the kind of note and the element that refers to it.
    """

    def __init__(self, styles: Styles, note_mark: Callable[[str, Element], str]) -> None:
        self._styles = styles
        self._note_mark = note_mark
        self._fields: list[bool] = []
        """For each field that is open whether its instruction is still being read, which nobody sees."""

    def read(self, paragraph: Element, style: str | None) -> Runs:
        """The runs of a paragraph of this style."""
        runs = Runs()
        for child in paragraph:
            self._read(child, style, runs)
        return runs

    def _read(self, element: Element, style: str | None, runs: Runs) -> None:
        tag = element.tag
        if tag == w("r"):
            self._run(element, style, runs)
        elif tag == w("txbxContent"):
            runs.boxes.append(element)
        elif tag == _MATHEMATICAL_TEXT:
            runs.pieces.append((element.text or "", None))
        elif tag == _ALTERNATIVE:
            for child in _alternative(element):
                self._read(child, style, runs)
        elif tag not in _LEFT_OUT:
            for child in element:
                self._read(child, style, runs)

    def _run(self, run: Element, style: str | None, runs: Runs) -> None:
        properties = run.find(w("rPr"))
        hidden = self._styles.is_on("vanish", properties, style)
        bold = self._styles.is_on("b", properties, style)
        font = self._styles.font(properties, style)
        capitals = not (font and encoding_of_font(font)) and self._styles.is_on("caps", properties, style)
        for child in run:
            if child.tag == w("fldChar"):
                self._field(value(child, "fldCharType"))
            elif not hidden and not any(self._fields):
                text = self._text(child, font)
                if text is None:
                    self._read(child, style, runs)
                elif text:
                    runs.pieces.append((text.upper() if capitals else text, font))
                    runs.bold &= bold or text.isspace()

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, child: Element, font: str | None) -> str | None:
        """What one element of a run shows; None for one that holds others."""
        if child.tag == w("t"):
            text = child.text or ""
            return text if font and encoding_of_font(font) else text.translate(_SYMBOLS)
        if child.tag in _SIGNS:
            return _SIGNS[child.tag]
        if child.tag == w("sym"):
            return _symbol(child)
        if child.tag in _REFERENCES:
            return self._note_mark(_REFERENCES[child.tag], child)
        return "" if child.tag in _LEFT_OUT else None


def _symbol(element: Element) -> str:
    try:
        place = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if encoding_of_font(value(element, "font") or ""):
        return chr(place & 0xFF)
    return _SYMBOLS.get(place | 0xF000, "")


def _alternative(element: Element) -> Iterator[Element]:
    """The content that today's Word shows, or what it has for older ones where it holds no text."""
    choice = next((child for child in element if child.tag != _FALLBACK), None)
    fallback = element.find(_FALLBACK)
    shown = choice if choice is not None and (fallback is None or next(choice.iter(w("t")), None) is not None) else fallback
    return iter(shown if shown is not None else ())
