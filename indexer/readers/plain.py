"""Reads plain text and Markdown."""

from __future__ import annotations

import codecs

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.errors import UnreadableFile
from indexer.reading import Line, MediaType, RawDocument

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows-1252, which old French files use.

    Raises ``UnreadableFile`` when the bytes are of none of these.
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableFile(f"its text is not the {encoding.upper()} that its first bytes announce: save it again as UTF-8") from error
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"its encoding is not known (byte {error.start}): save it again as UTF-8") from error


def read(content: bytes) -> RawDocument:
    """Each line of a text file; a form feed begins a new page."""
    text = decoded(content)
    paged = "\f" in text
    lines = [Line(line, number if paged else None) for number, page in enumerate(text.split("\f"), start=1) for line in page.splitlines()]
    return RawDocument(MediaType.PLAIN, tuple(lines))


def read_markdown(content: bytes) -> RawDocument:
    """Each block of a Markdown file as plain text, headings marked, table rows with their header."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(decoded(content))
    lines: list[Line] = []
    heading = False
    row: list[str] = []
    markers: list[str] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "list_item_open":
                markers.append(f"{token.info}{token.markup} " if token.info else f"{token.markup} ")
            case "tr_close":
                lines += [Line(" | ".join(row)), Line("")]
                row = []
            case "inline" if token.level and tokens and _in_table(token, tokens):
                row.append(_plain(token))
            case "inline":
                text = "".join(markers) + _plain(token)
                markers = []
                lines += [*(Line(part, heading=heading) for part in text.split("\n")), Line("")]
            case "fence" | "code_block":
                lines += [*(Line(part) for part in token.content.splitlines()), Line("")]
    title = next((line.text for line in lines if line.heading), "")
    return RawDocument(MediaType.MARKDOWN, tuple(lines), {"title": title} if title else {})


def _in_table(token: Token, tokens: list[Token]) -> bool:
    return tokens[tokens.index(token) - 1].type in {"th_open", "td_open"}


def _plain(token: Token) -> str:
    pieces = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        elif child.type in {"text", "code_inline", "html_inline", "image"}:
            pieces.append(child.content)
    return "".join(pieces)
