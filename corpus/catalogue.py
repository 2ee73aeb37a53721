"""The catalogue: what cannot be read from a file but must be known of it, as TOML beside the documents.

The shipped documents have theirs in ``corpus/catalogue``; a folder of a user may carry a ``catalogue.toml``
with the same tables. Everything is checked when it is loaded.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.nouns import DocumentNumber, Kind, Language, Status
from corpus.numbers import read_number

USER_CATALOGUE = "catalogue.toml"
_RELATIONS = ("amends", "replaces", "repeals", "guides", "cites", "amended_by", "replaced_by")
_KNOWN = {
    "file", "subject", "language", "kind", "number", "title", "issuer", "level", "place", "date", "effective", "status", "period",
    "vision", "kind_of_text", "published", "sources", "checked", "sha256", *_RELATIONS,
}  # fmt: skip


class CatalogueError(Exception):
    """A catalogue says something that cannot be; the sentence names the file, the entry and the field."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What the catalogue says of one document; fields that it leaves out are None."""

    file: Path
    language: Language | None = None
    kind: Kind | None = None
    number: DocumentNumber | None = None
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: dt.date | None = None
    effective: dt.date | None = None
    status: Status = Status.UNKNOWN
    period: str | None = None
    record: bool = False
    published: str | None = None
    subject: str | None = None
    digest: str = ""
    """Of this entry alone, so that a changed entry is noticed."""


def corpus_folder() -> Path:
    """The folder of the documents that are shipped with the program."""
    return Path(str(files("corpus") / "documents"))


def shipped_catalogue() -> dict[Path, CatalogueEntry]:
    """The entries of the shipped documents by path.

    Raises ``CatalogueError`` when an entry is wrong or its file is missing.
    """
    folder = Path(str(files("corpus") / "catalogue"))
    entries: dict[Path, CatalogueEntry] = {}
    for path in sorted(folder.glob("*.toml")):
        entries |= load_catalogue(path, corpus_folder())
    return entries


def load_catalogue(path: Path, folder: Path) -> dict[Path, CatalogueEntry]:
    """The entries of one catalogue file, whose ``file`` fields are relative to ``folder``.

    Raises ``CatalogueError`` when it is not valid.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} is not valid TOML: {error}") from error
    entries = [_entry(table, path, folder) for table in tables.get("document", [])]
    return {entry.file: entry for entry in entries}


def _entry(table: dict[str, Any], path: Path, folder: Path) -> CatalogueEntry:
    name = table.get("file")
    if not isinstance(name, str):
        raise CatalogueError(f"{path}: an entry has no `file`")
    where = f"{path}, entry {name}"
    if unknown := sorted(table.keys() - _KNOWN):
        raise CatalogueError(f"{where}: unknown field {unknown[0]!r}")
    file = folder / name
    if not file.is_file():
        raise CatalogueError(f"{where}: there is no such file in {folder}")
    for field in ("title", "issuer", "place"):
        if not unicodedata.is_normalized("NFC", table.get(field, "")):
            raise CatalogueError(f"{where}: the field {field!r} is not NFC")
    number = read_number(table["number"]) if "number" in table else None
    if "number" in table and number is None:
        raise CatalogueError(f"{where}: {table['number']!r} is not a document number")
    try:
        return CatalogueEntry(
            file=file,
            language=Language(table["language"]) if "language" in table else None,
            kind=Kind(table["kind"]) if "kind" in table else None,
            number=number,
            title=table.get("title"),
            issuer=table.get("issuer"),
            place=table.get("place"),
            date=_date(table, "date"),
            effective=_date(table, "effective"),
            status=Status(table.get("status", Status.UNKNOWN)),
            period=table.get("period"),
            record=table.get("kind_of_text") == "record",
            published=table.get("published"),
            subject=table.get("subject"),
            digest=hashlib.sha256(repr(sorted(table.items())).encode()).hexdigest()[:16],
        )
    except ValueError as error:
        raise CatalogueError(f"{where}: {error}") from error


def _date(table: dict[str, Any], field: str) -> dt.date | None:
    value = table.get(field)
    if value is not None and not isinstance(value, dt.date):
        raise ValueError(f"{field} = {value!r} is not a date such as 2025-12-10")
    return value
