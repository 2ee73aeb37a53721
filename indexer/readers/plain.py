"""Reads plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.readers.encodings import decoded, split_lines
from indexer.readers.tables import Cell, Table, lines_of
from indexer.reading import Line, MediaType, RawDocument

_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|amp|quot|apos|nbsp|lt|gt|laquo|raquo|eacute|egrave|agrave|rsquo);")


def read(content: bytes) -> RawDocument:
    """Each line of a text file; a form feed begins a new page. Characters that a web page wrote as entities (``&#x27;``) are those characters."""
    text = _ENTITY.sub(lambda match: unescape(match.group()), decoded(content))
    paged = "\f" in text
    lines = [Line(line, number if paged else None) for number, page in enumerate(text.split("\f"), start=1) for line in split_lines(page)]
    return RawDocument(MediaType.PLAIN, tuple(lines))


def read_markdown(content: bytes) -> RawDocument:
    """Each block of a Markdown file as plain text, headings marked, table rows with their header."""
    tokens = iter(MarkdownIt("commonmark", {"html": False}).enable("table").parse(decoded(content)))
    lines: list[Line] = []
    heading = False
    markers: list[str] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "list_item_open":
                markers.append(f"{token.info}{token.markup} " if token.info else f"{token.markup} ")
            case "table_open":
                lines += lines_of(_table(tokens))
            case "inline":
                text = "".join(markers) + _plain(token)
                markers = []
                lines += [*(Line(part, heading=heading) for part in text.split("\n")), Line("")]
            case "fence" | "code_block":
                lines += [*(Line(part) for part in token.content.splitlines()), Line("")]
    title = next((line.text for line in lines if line.heading), "")
    return RawDocument(MediaType.MARKDOWN, tuple(lines), {"title": title} if title else {})


def _table(tokens: Iterator[Token]) -> Table:
    """The table whose opening was just read, up to its end; its first row is the header."""
    rows: list[list[Cell]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            (inline,) = islice(tokens, 1)
            rows[-1].append(Cell((Line(_plain(inline)),)))
    return Table(tuple(map(tuple, rows)), header_rows=1)


def _plain(token: Token) -> str:
    pieces = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        elif child.type in {"text", "code_inline", "html_inline", "image"}:
            pieces.append(child.content)
    return "".join(pieces)
