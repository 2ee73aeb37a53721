"""Reads web pages: the main text without navigation, title, date and author from the page's own fields."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.readers.plain import decoded
from indexer.reading import Line, MediaType, RawDocument

_LEFT_OUT = "script, style, noscript, template, nav, header, footer, aside, form, iframe, svg, button, select, [hidden], [aria-hidden=true]"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
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
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
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
        "br",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAIN = ("main", "article", "[role=main]", "#content", "body")
_ENOUGH = 0.4
"""A main element is taken when it holds this share of the text of the whole page."""

_METADATA = {
    "title": ("meta[property='og:title']", "meta[name='DC.title']"),
    "author": ("meta[name=author]", "meta[property='article:author']", "meta[property='og:site_name']"),
    "date": ("meta[property='article:published_time']", "meta[name=date]", "meta[name='DC.date']", "time[datetime]"),
}


def read(content: bytes) -> RawDocument:
    """The blocks of the page's main text as lines; list items keep a dash, table rows one line."""
    tree = LexborHTMLParser(decoded(content))
    metadata = {name: value for name, selectors in _METADATA.items() if (value := _first(tree, selectors))}
    if "title" not in metadata and (title := tree.css_first("title")):
        metadata["title"] = " ".join(title.text().split())
    if tree.body is None:
        return RawDocument(MediaType.HTML, (), metadata)
    whole = len(tree.body.text())
    for node in tree.css(_LEFT_OUT):
        node.decompose()
    candidates = (tree.css_first(selector) for selector in _MAIN)
    main = next((node for node in candidates if node is not None and len(node.text()) >= _ENOUGH * whole), tree.body)
    lines = _Lines()
    lines.add(main)
    return RawDocument(MediaType.HTML, tuple(lines.finished()), metadata)


def _first(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        if node := tree.css_first(selector):
            value = node.attributes.get("content") or node.attributes.get("datetime") or ""
            if value.strip():
                return " ".join(value.split())
    return ""


class _Lines:
    """Gathers the text of nodes into lines, one for each block."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._pieces: list[str] = []

    def add(self, node: LexborNode, *, heading: bool = False) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._pieces.append(child.text(deep=False) or "")
            elif tag in {"td", "th"}:
                if self._pieces:
                    self._pieces.append(" | ")
                self.add(child, heading=heading)
            elif tag in _BLOCKS:
                self._end_line(heading=heading)
                if tag == "li":
                    self._pieces.append(self._marker(child))
                self.add(child, heading=tag in _HEADINGS)
                self._end_line(heading=tag in _HEADINGS)
            else:
                self.add(child, heading=heading)

    @staticmethod
    def _marker(item: LexborNode) -> str:
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return "- "
        before = [node for node in parent.iter() if node.tag == "li"]
        position = next((index for index, node in enumerate(before, start=1) if node.mem_id == item.mem_id), 1)
        kind = parent.attributes.get("type") or "1"
        return f"{chr(ord('a') + position - 1)}) " if kind.lower() == "a" else f"{position}. "

    def _end_line(self, *, heading: bool) -> None:
        text = " ".join("".join(self._pieces).split())
        self._pieces = []
        if text and text not in {"-", "|"}:
            self._lines += [Line(text, heading=heading), Line("")]

    def finished(self) -> list[Line]:
        self._end_line(heading=False)
        return self._lines
