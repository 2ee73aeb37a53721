"""Why a file was not taken, as codes that every language of the interface has a sentence for."""

from __future__ import annotations

import re
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a file, for the person who sent it."""

    NO_NAME = "no_name"
    FORMAT = "format"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TWICE = "twice"
    SAME_NAMES = "same_names"
    ALREADY_THERE = "already_there"
    NAME_TAKEN = "name_taken"
    DAMAGED = "damaged"
    LOCKED = "locked"
    NO_TEXT = "no_text"
    ENCODING = "encoding"
    TOO_SLOW = "too_slow"
    TOO_MUCH = "too_much"
    SCAN = "scan"
    PROGRAM = "program"
    PAGES_MISSING = "pages_missing"
    UNREADABLE = "unreadable"


SENTENCES: dict[Reason, str] = {
    Reason.NO_NAME: "its name has no letters left once folders and hidden characters are taken away: rename it",
    Reason.FORMAT: "files of this format are not read: send PDF, DOCX, DOC, RTF, ODT, HTML, Markdown, text, PNG, JPEG or TIFF",
    Reason.EMPTY: "it is empty",
    Reason.TOO_LARGE: "it is larger than the files that are read here: split it",
    Reason.TWICE: "the same file is in this upload twice; it is taken once",
    Reason.SAME_NAMES: "another file of this upload has the same name: rename one of them",
    Reason.ALREADY_THERE: "a document with exactly this content is in the library already",
    Reason.NAME_TAKEN: "an uploaded document of this name has other content: rename the file, or send it with `replace`",
}
"""What is said of files that no reader has seen."""

_WORDINGS: tuple[tuple[Reason, str], ...] = (
    (Reason.LOCKED, r"protected by a password: remove"),
    (Reason.DAMAGED, r"damaged|but is not a PDF|nested too deeply|can(?:not|'t) be (?:read|drawn|opened)|pdfium|changed while|program that made it"),
    (Reason.EMPTY, r"^it is empty"),
    (Reason.NO_TEXT, r"^it holds no text"),
    (Reason.ENCODING, r"save it again as UTF-8"),
    (Reason.TOO_SLOW, r"within [\d.]+ s|did not finish"),
    (Reason.TOO_MUCH, r"more than|more memory"),
    (Reason.SCAN, r"tesseract"),
    (Reason.PROGRAM, r"LibreOffice, which is not installed"),
    (Reason.FORMAT, r"not a format that is read|ZIP archive|no Word document|not an image that is read|are not read|not a regular file"),
)
_READ = tuple((reason, re.compile(wording)) for reason, wording in _WORDINGS)


def reason_of(sentence: str) -> Reason:
    """The code of what a reader says of a file.

    >>> reason_of("it is protected by a password: remove the password and index it again")
    <Reason.LOCKED: 'locked'>
    """
    return next((reason for reason, wording in _READ if wording.search(sentence)), Reason.UNREADABLE)
