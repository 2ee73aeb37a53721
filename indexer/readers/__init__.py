"""One module for each format: bytes in, lines out. ``read`` chooses by what the bytes are, not by the name alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.legacy import convert, recognise
from indexer.errors import UnreadableFile
from indexer.readers import docx, html, pdf, plain
from indexer.reading import MediaType, RawDocument

READABLE_SUFFIXES = frozenset({".pdf", ".html", ".htm", ".xhtml", ".docx", ".txt", ".md", ".markdown"})
"""Files with other endings are skipped when a folder is indexed."""

_READERS: dict[MediaType, Callable[[bytes], RawDocument]] = {
    MediaType.PDF: pdf.read,
    MediaType.HTML: html.read,
    MediaType.DOCX: docx.read,
    MediaType.MARKDOWN: plain.read_markdown,
    MediaType.PLAIN: plain.read,
}
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_type_of(content: bytes, name: str) -> MediaType:
    """The format of a file by its first bytes, and by its name where text formats look alike.

    Raises ``UnreadableFile`` when it is none that is read.
    """
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in content[:1024]:
        return MediaType.PDF
    if content.startswith(b"PK\x03\x04"):
        if _is_docx(content):
            return MediaType.DOCX
        raise UnreadableFile("it is a ZIP archive but not a .docx document: unpack it and index what is inside")
    if content.startswith(_OLD_WORD):
        raise UnreadableFile("it is in the old Word format (.doc): save it as .docx or PDF")
    if suffix == ".pdf":
        raise UnreadableFile("it ends in .pdf but is not a PDF: open and save it again with the program that made it")
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in {".html", ".htm", ".xhtml"} or start.startswith((b"<!doctype html", b"<html")):
        return MediaType.HTML
    if suffix in {".md", ".markdown"}:
        return MediaType.MARKDOWN
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("it is not text and not a format that is read (PDF, DOCX, HTML, Markdown, text)")
    return MediaType.PLAIN


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        raise UnreadableFile("it is a damaged .docx document: open and save it again with a word processor") from None


def read(content: bytes, name: str) -> RawDocument:
    """The lines of a file.

    Raises ``UnreadableFile`` with the reason when nothing can be read from it.
    """
    if not content.strip():
        raise UnreadableFile("it is empty")
    raw = _READERS[media_type_of(content, name)](content)
    if not any(line.text.strip() for line in raw.lines):
        raise UnreadableFile("it holds no text")
    return _in_unicode(raw)


def _in_unicode(raw: RawDocument) -> RawDocument:
    """The same with Vietnamese in an encoding of before Unicode converted; other texts as they are."""
    encoding = recognise("\n".join(line.text for line in raw.lines))
    if encoding is None:
        return raw
    lines = tuple(replace(line, text=convert(line.text, encoding)) for line in raw.lines)
    return RawDocument(raw.media_type, lines, {**raw.metadata, "encoding": str(encoding)})
