"""What a reader of any format hands over: the lines of the file in reading order, with what its layout tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus.nouns import PlacedWord


class MediaType(StrEnum):
    """The formats that are read, by their registered media types."""

    PDF = "application/pdf"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"
    DOC = "application/msword"
    RTF = "application/rtf"
    ODT = "application/vnd.oasis.opendocument.text"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"


READABLE_SUFFIXES = frozenset(
    {".pdf", ".html", ".htm", ".xhtml", ".docx", ".doc", ".rtf", ".odt", ".txt", ".md", ".markdown", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
)
"""Files with other endings are skipped when a folder is indexed."""


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """The number of a footnote in a line, taken out of its text: ``letters`` of the line stand before it, white space not counted."""

    letters: int
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of the file.

    ``page`` is None where the format has no pages; ``size`` is the size of its letters in points where
    known; ``heading`` says that the format itself marks the line as a heading, ``note`` that it is a line of a
    footnote. ``words`` are there for text that was recognised on an image: their spans are offsets into ``text``.
    """

    text: str
    page: int | None = None
    size: float | None = None
    heading: bool = False
    bold: bool = False
    marks: tuple[FootnoteMark, ...] = ()
    words: tuple[PlacedWord, ...] = ()
    note: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The lines of a file and the fields that its format carries (``title``, ``author``, ``date``).

    ``recognised`` are the pages whose text comes from an image of them, ``unread`` those that have only an
    image and whose text was not recognised (yet).
    """

    media_type: MediaType
    lines: tuple[Line, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    recognised: frozenset[int] = frozenset()
    unread: frozenset[int] = frozenset()

    def with_recognised(self, pages: Mapping[int, tuple[Line, ...]]) -> RawDocument:
        """The same with the lines of pages that were recognised in their places; these pages are unread no longer."""
        lines = [*self.lines, *(line for page in pages.values() for line in page)]
        ordered = sorted(lines, key=lambda line: line.page or 0)
        return replace(self, lines=tuple(ordered), recognised=self.recognised | pages.keys(), unread=self.unread - pages.keys())
