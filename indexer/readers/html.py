"""Reads web pages: the main text without navigation, with lists and tables, and title, date and author from the page's own fields."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.errors import UnreadableFile
from indexer.readers.encodings import decoded_page, split_lines
from indexer.readers.list_numbers import written
from indexer.readers.page_facts import page_facts
from indexer.readers.page_text import main_text, nests_too_deeply
from indexer.readers.tables import WIDEST, Cell, Table, lines_of
from indexer.reading import Line, MediaType, RawDocument

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_TOO_DEEP = "its elements are nested too deeply for a page: save its text in another format"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(content: bytes) -> RawDocument:
    """The blocks of the page's main text as lines; list items keep a dash or their number, table rows their header.

    Raises ``UnreadableFile`` for a page whose elements are nested without end.
    """
    page = decoded_page(content)
    if nests_too_deeply(page):
        raise UnreadableFile(_TOO_DEEP)
    tree = LexborHTMLParser(page)
    metadata = page_facts(tree)
    main = main_text(tree)
    try:
        lines = tuple(_lines(main)) if main is not None else ()
    except RecursionError:
        raise UnreadableFile(_TOO_DEEP) from None
    return RawDocument(MediaType.HTML, lines, metadata)


def _lines(node: LexborNode) -> list[Line]:
    lines = _Lines()
    lines.add(node)
    return lines.finished()


class _Lines:
    """Gathers the text of nodes into lines, one for each block."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._pieces: list[str] = []
        self._markers: dict[int, str] = {}
        """What stands in front of the items of numbered lists."""

    def add(self, node: LexborNode) -> None:
        """Adds all that a node holds, without recursion, since pages nest hundreds of elements."""
        above: list[tuple[str, bool, Iterator[LexborNode]]] = [("", False, node.iter(include_text=True))]
        while above:
            tag, heading, children = above[-1]
            child = next(children, None)
            if child is not None:
                if self._opened(child, heading=heading):
                    inner = child.tag or ""
                    above.append((inner, inner in _HEADINGS if inner in _BLOCKS else heading, child.iter(include_text=True)))
                continue
            above.pop()
            if tag in _BLOCKS:
                self._end_line(heading=tag in _HEADINGS)

    def _opened(self, node: LexborNode, *, heading: bool) -> bool:
        """Adds what a node says by itself; True where what it holds is to be added next."""
        tag = node.tag or ""
        if tag == "-text":
            self._pieces.append(node.text(deep=False) or "")
            return False
        if tag in _BLOCKS:
            self._end_line(heading=heading)
        if tag == "table":
            self._lines += _table_lines(node)
        elif tag == "pre":
            self._lines += [*map(Line, split_lines(node.text())), Line("")]
        elif tag == "li":
            self._pieces.append(self._markers.pop(node.mem_id, "- "))
        elif tag == "ol":
            self._markers |= _markers(node)
        return tag not in {"table", "pre"}

    def _end_line(self, *, heading: bool) -> None:
        text = " ".join("".join(self._pieces).split())
        self._pieces = []
        if text and text not in {"-", "|"}:
            self._lines += [Line(text, heading=heading), Line("")]

    def finished(self) -> list[Line]:
        """All lines so far."""
        self._end_line(heading=False)
        return self._lines


def _markers(numbered: LexborNode) -> dict[int, str]:
    """The number of each item of a list in the list's own format."""
    form = _LIST_FORMS.get(numbered.attributes.get("type") or "", "decimal")
    count = _whole(numbered, "start", 1) - 1
    found = {}
    for item in numbered.iter():
        if item.tag == "li":
            count = _whole(item, "value", count + 1)
            found[item.mem_id] = f"{written(count, form)}{')' if form.endswith('Letter') else '.'} "
    return found


def _whole(node: LexborNode, attribute: str, otherwise: int) -> int:
    try:
        return int(node.attributes.get(attribute) or "")
    except ValueError:
        return otherwise


def _table_lines(node: LexborNode) -> list[Line]:
    """The lines of a table with its caption; one that holds further tables, or says so, only places what is in it."""
    nested = any(inner.mem_id != node.mem_id for inner in node.css("table"))
    caption = next((child for child in node.iter() if child.tag == "caption"), None)
    rows = [
        (child, part)
        for part in (node, *(part for part in node.iter() if part.tag in {"thead", "tbody", "tfoot"}))
        for child in part.iter()
        if child.tag == "tr"
    ]
    cells = [tuple(_cell(child) for child in row.iter() if child.tag in {"td", "th"}) for row, _ in rows]
    marked = next((index for index, (_, part) in enumerate(rows) if part.tag != "thead"), len(rows))
    headings = next((index for index, row in enumerate(cells) if not row or not all(cell.heading for cell in row)), len(cells))
    table = Table(tuple(cells), max(marked, headings), grid=nested or node.attributes.get("role") in {"presentation", "none"})
    return [*(_lines(caption) if caption is not None else []), *lines_of(table)]


def _cell(node: LexborNode) -> Cell:
    bold = sum(len(inner.text()) for inner in node.css("b, strong")) >= len(node.text().strip()) > 0
    columns, rows = (min(WIDEST, max(1, _whole(node, attribute, 1))) for attribute in ("colspan", "rowspan"))
    return Cell(tuple(_lines(node)), columns, rows, heading=node.tag == "th", bold=bold)
