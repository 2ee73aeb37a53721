"""One module for each format: bytes in, lines out. ``read`` chooses by what the bytes are, not by the name alone."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.recognition import in_unicode
from indexer.errors import UnreadableFile
from indexer.readers import docx, html, images, office, pdf, plain
from indexer.readers.encodings import is_text
from indexer.reading import MediaType, RawDocument

_READERS: dict[MediaType, Callable[[bytes], RawDocument]] = {
    MediaType.PDF: pdf.read,
    MediaType.HTML: html.read,
    MediaType.DOCX: docx.read,
    MediaType.DOC: office.read_doc,
    MediaType.RTF: office.read_rtf,
    MediaType.ODT: office.read_odt,
    MediaType.MARKDOWN: plain.read_markdown,
    MediaType.PLAIN: plain.read,
    MediaType.PNG: images.read,
    MediaType.JPEG: images.read,
    MediaType.TIFF: images.read,
}
_FIRST_BYTES = {b"{\\rtf": MediaType.RTF, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": MediaType.DOC}
_LONGEST_MIMETYPE = 200


def media_type_of(content: bytes, name: str) -> MediaType:
    """The format of a file by its first bytes, and by its name where text formats look alike.

    Raises ``UnreadableFile`` when it is none that is read.
    """
    suffix = Path(name).suffix.lower()
    if picture := images.image_type(content):
        return picture
    if b"%PDF-" in content[:1024]:
        return MediaType.PDF
    if content.startswith(b"PK\x03\x04"):
        return _archived_type(content)
    if media_type := next((media_type for start, media_type in _FIRST_BYTES.items() if content.startswith(start)), None):
        return media_type
    if suffix == ".pdf":
        raise UnreadableFile("it ends in .pdf but is not a PDF: open and save it again with the program that made it")
    return _text_type(content, suffix)


def _text_type(content: bytes, suffix: str) -> MediaType:
    """The format of a file of text, which the bytes tell of web pages alone."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in {".html", ".htm", ".xhtml"} or start.startswith((b"<!doctype html", b"<html")):
        return MediaType.HTML
    if suffix in {".md", ".markdown"}:
        return MediaType.MARKDOWN
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) and not is_text(content):
        raise UnreadableFile("it is not text and not a format that is read (PDF, DOCX, DOC, RTF, ODT, HTML, Markdown, text, PNG, JPEG, TIFF)")
    return MediaType.PLAIN


def _archived_type(content: bytes) -> MediaType:
    """The format of a document that is an archive of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
                return MediaType.DOCX
            if (
                "mimetype" in names
                and archive.getinfo("mimetype").file_size < _LONGEST_MIMETYPE
                and archive.read("mimetype").startswith(MediaType.ODT.encode())
            ):
                return MediaType.ODT
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise UnreadableFile("it is a damaged .docx or .odt document: open and save it again with a word processor") from None
    raise UnreadableFile("it is a ZIP archive but not a .docx or .odt document: unpack it and index what is inside")


def read(content: bytes, name: str) -> RawDocument:
    """The lines of a file.

    Raises ``UnreadableFile`` with the reason when nothing can be read from it.
    """
    if not content.strip():
        raise UnreadableFile("it is empty")
    raw = _READERS[media_type_of(content, name)](content)
    if not raw.unread and not any(line.text.strip() for line in raw.lines):
        raise UnreadableFile("it holds no text")
    return _in_unicode(raw)


def _in_unicode(raw: RawDocument) -> RawDocument:
    """The same with Vietnamese in an encoding of before Unicode converted; other texts, and text recognised on images, as they are."""
    names = list(raw.metadata)
    converted = in_unicode([*("" if line.words else line.text for line in raw.lines), *raw.metadata.values()])
    if not converted.encodings:
        return raw
    texts = converted.lines[: len(raw.lines)]
    lines = tuple(line if line.words else replace(line, text=text) for line, text in zip(raw.lines, texts, strict=True))
    metadata = dict(zip(names, converted.lines[len(raw.lines) :], strict=True))
    return replace(raw, lines=lines, metadata={**metadata, "encoding": " ".join(sorted(converted.encodings))})
