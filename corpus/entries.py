"""What a catalogue or a sidecar says of one document: every field checked, each mistake one sentence that says what to write."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.checksums import is_checksum
from corpus.nouns import DocumentNumber, Kind, Language, Level, Status
from corpus.numbers import read_number

RELATED = ("amends", "replaces", "repeals", "guides", "cites", "amended_by", "replaced_by")
"""The fields that list the numbers of other acts."""
RECORD = "record"
_DOCUMENT_LANGUAGES = (Language.FRENCH, Language.VIETNAMESE)
_PERIOD = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?")
_VISIONS = range(1900, 2101)


class Flaw(StrEnum):
    """What can be wrong with a catalogue."""

    SYNTAX = "syntax"
    MISSING_FIELD = "missing_field"
    WRONG_FIELD = "wrong_field"
    NOT_NFC = "not_nfc"
    ENTRY_WITHOUT_FILE = "entry_without_file"
    TWO_ENTRIES = "two_entries"
    MISSING_CHECKSUM = "missing_checksum"
    WRONG_CHECKSUM = "wrong_checksum"


class CatalogueError(Exception):
    """A catalogue says something that cannot be; the sentence names the file, the entry and the field, and what to do."""

    def __init__(self, sentence: str, flaw: Flaw = Flaw.WRONG_FIELD) -> None:
        super().__init__(sentence)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What the catalogue says of one document; fields that it leaves out are None or empty."""

    file: Path
    language: Language | None = None
    kind: Kind | None = None
    number: DocumentNumber | None = None
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: dt.date | None = None
    signatory: str | None = None
    effective: dt.date | None = None
    status: Status = Status.UNKNOWN
    period: str | None = None
    vision: int | None = None
    record: bool = False
    published: str | None = None
    subject: str | None = None
    sectors: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    related: tuple[DocumentNumber, ...] = ()
    """The acts that the entry says the document changes, is changed by, guides or cites."""

    @property
    def digest(self) -> str:
        """Of what this entry alone says, so that a change of it is noticed."""
        said = [(field.name, getattr(self, field.name)) for field in fields(self) if field.name not in {"file", "related"}]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def over(self, other: CatalogueEntry | None) -> CatalogueEntry:
        """This entry, with what only the other one says."""
        if other is None:
            return self
        return replace(other, **{field.name: value for field in fields(self) if (value := getattr(self, field.name)) != field.default})


class _Refused(ValueError):
    """A value is not what its field holds; the text says what to write instead."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Refused('is not a text: write it between quotation marks, such as "…", or leave the field out')
    return value


def _one_of(values: Iterable[StrEnum], what: str) -> Callable[[object], Any]:
    known = {str(value): value for value in values}

    def read(value: object) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            raise _Refused(f"is not {what}: write one of {', '.join(known)}")
        return known[value]

    return read


def _number(value: object) -> DocumentNumber:
    number = read_number(value) if isinstance(value, str) else None
    if number is None:
        raise _Refused('is not a document number: write it as the act does, such as "302/KH-UBND"')
    return number


def _date(value: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise _Refused("is not a date: write one such as 2025-12-10, without quotation marks and without an hour")
    return value


def _period(value: object) -> str:
    if not isinstance(value, str) or not _PERIOD.fullmatch(value):
        raise _Refused('is not a period: write one such as "2026-2030" or "2026"')
    return value


def _year(value: object) -> int:
    if type(value) is not int or value not in _VISIONS:
        raise _Refused("is not a year: write one such as 2035, without quotation marks")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Refused("is neither true nor false: write one of the two, without quotation marks")
    return value


def _kind_of_text(value: object) -> str:
    if value != RECORD:
        raise _Refused(f'is not a kind of text: write "{RECORD}" for an account of an act, and leave the field out for its own text')
    return RECORD


def _checksum(value: object) -> str:
    if not is_checksum(value):
        raise _Refused("is not a SHA-256: leave the field out, or let `passerelle corpus seal` write it")
    return str(value)


def _several(read: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
    def read_all(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _Refused('is not a list: write one such as ["…", "…"]')
        for member in value:
            try:
                read(member)
            except _Refused as error:
                raise _Refused(f"holds {member!r}, which {error}") from error
        return tuple(map(read, value))

    return read_all


_READERS: Mapping[str, Callable[[object], Any]] = {
    "file": _text,
    "language": _one_of(_DOCUMENT_LANGUAGES, "the language of a document"),
    "kind": _one_of(Kind, "a kind of document"),
    "number": _number,
    "title": _text,
    "issuer": _text,
    "level": _one_of(Level, "a level"),
    "place": _text,
    "date": _date,
    "signatory": _text,
    "effective": _date,
    "status": _one_of(Status, "a status"),
    "period": _period,
    "vision": _year,
    RECORD: _truth,
    "kind_of_text": _kind_of_text,
    "published": _text,
    "retrieved": _date,
    "subject": _text,
    "sectors": _several(_text),
    "measures": _several(_text),
    "sources": _several(_text),
    "checked": _date,
    "reread": _date,
    "reread_sources": _several(_text),
    "sha256": _checksum,
    **dict.fromkeys(RELATED, _several(_number)),
}
_KEPT = frozenset(field.name for field in fields(CatalogueEntry))


def read_entry(table: Mapping[str, object], file: Path, where: str) -> tuple[CatalogueEntry, list[CatalogueError]]:
    """The entry with the fields that are right, and what is wrong with the others; ``where`` begins the sentences."""
    values: dict[str, Any] = {}
    errors: list[CatalogueError] = []
    for name, value in table.items():
        try:
            values[name] = _value(name, value)
        except CatalogueError as error:
            errors.append(CatalogueError(f"{where}: {error}", error.flaw))
    if sentence := _reread_wrongly(values):
        errors.append(CatalogueError(f"{where}: {sentence}"))
    record = values.get(RECORD, False) or "kind_of_text" in values
    related = tuple(dict.fromkeys(number for name in RELATED for number in values.get(name, ())))
    kept = {name: value for name, value in values.items() if name in _KEPT}
    return CatalogueEntry(**{**kept, "file": file, RECORD: record, "related": related}), errors


def _reread_wrongly(values: Mapping[str, Any]) -> str:
    """What is wrong with the second reading of a document against its sources; nothing where it is right, or was not made."""
    reread, checked = values.get("reread"), values.get("checked")
    if "reread_sources" in values and reread is None:
        return "it has `reread_sources` and no `reread`: write the date on which they were read"
    if reread and (checked is None or reread < checked):
        return f"reread = {reread} is the second reading: write the date of the first one, not after it, as `checked`"
    return ""


def _value(name: str, value: object) -> object:
    """What a field says. Raises ``CatalogueError`` with the second half of a sentence."""
    if name not in _READERS:
        near = get_close_matches(name, _READERS, 1)
        advice = f"write `{near[0]}`" if near else f"the fields are {', '.join(_READERS)}"
        raise CatalogueError(f"unknown field {name!r}: {advice}")
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise CatalogueError(f"the field {name!r} is not NFC: save the file in Unicode's composed form", Flaw.NOT_NFC)
    try:
        return _READERS[name](value)
    except _Refused as error:
        raise CatalogueError(f"{name} = {value!r} {error}") from error
