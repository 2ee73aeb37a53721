"""What a reader of any format hands over: the lines of the file in reading order, with what its layout tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class MediaType(StrEnum):
    """The formats that are read, by their registered media types."""

    PDF = "application/pdf"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of the file.

    ``page`` is None where the format has no pages; ``size`` is the size of its letters in points where
    known; ``heading`` says that the format itself marks the line as a heading.
    """

    text: str
    page: int | None = None
    size: float | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The lines of a file and the fields that its format carries (``title``, ``author``, ``date``)."""

    media_type: MediaType
    lines: tuple[Line, ...]
    metadata: dict[str, str] = field(default_factory=dict)
