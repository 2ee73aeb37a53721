"""The catalogue: what cannot be read from a file but must be known of it, as TOML beside the documents.

The shipped documents have theirs in ``corpus/catalogue``, each entry with the SHA-256 of its document. A folder of a
user may carry a ``catalogue.toml`` with the same tables, and a document a sidecar, ``plan.pdf.toml`` beside
``plan.pdf``, with the fields of one entry. Everything is checked when it is loaded.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.checksums import checksum_of, is_checksum
from corpus.entries import CatalogueEntry, CatalogueError, Flaw, read_entry

__all__ = [
    "SIDECAR", "USER_CATALOGUE", "CatalogueEntry", "CatalogueError", "CatalogueReading", "Flaw", "corpus_folder", "load_catalogue", "load_sidecar",
    "read_catalogue", "read_shipped", "shipped_catalogue", "shipped_catalogues",
]  # fmt: skip

USER_CATALOGUE = "catalogue.toml"
SIDECAR = ".toml"
"""What the name of a sidecar has after that of its document."""


@dataclass(frozen=True, slots=True)
class CatalogueReading:
    """What one catalogue says, right or wrong: its tables and its entries by the paths of their files, and all that is wrong with it."""

    path: Path
    tables: dict[Path, dict[str, Any]]
    entries: dict[Path, CatalogueEntry]
    errors: tuple[CatalogueError, ...]


def corpus_folder() -> Path:
    """The folder of the documents that are shipped with the program."""
    return Path(str(files("corpus") / "documents"))


def shipped_catalogues() -> list[Path]:
    """The files of the shipped catalogue."""
    return sorted(Path(str(files("corpus") / "catalogue")).glob("*.toml"))


def read_shipped() -> list[CatalogueReading]:
    """What the files of the shipped catalogue say, right or wrong."""
    return [read_catalogue(path, corpus_folder(), checksums=True) for path in shipped_catalogues()]


def shipped_catalogue() -> dict[Path, CatalogueEntry]:
    """The entries of the shipped documents by path.

    Raises ``CatalogueError`` when an entry is wrong, its file is missing, or the file is not the one of the checksum.
    """
    entries: dict[Path, CatalogueEntry] = {}
    for reading in read_shipped():
        entries |= _without_errors(reading)
    return entries


def load_catalogue(path: Path, folder: Path) -> dict[Path, CatalogueEntry]:
    """The entries of one catalogue file, whose ``file`` fields are relative to ``folder``.

    Raises ``CatalogueError`` when it is not valid.
    """
    return _without_errors(read_catalogue(path, folder))


def load_sidecar(document: Path) -> CatalogueEntry | None:
    """What the sidecar of a document says; None where there is none. Raises ``CatalogueError`` when it is not valid."""
    path = document.with_name(document.name + SIDECAR)
    if not path.is_file():
        return None
    table = _tables(path)
    if "file" in table:
        raise CatalogueError(f"{path}: file = {table['file']!r} is not needed here: the sidecar is that of {document.name} by its name, so take the field out")
    entry, errors = read_entry(table, document, str(path))
    if not errors and "sha256" in table:
        errors = _checksum_errors(table, document, str(path), needed=False)
    if errors:
        raise errors[0]
    return entry


def read_catalogue(path: Path, folder: Path, *, checksums: bool = False) -> CatalogueReading:
    """What one catalogue file says, right or wrong; with ``checksums`` an entry must have one."""
    try:
        listed = _listed(path)
    except CatalogueError as error:
        return CatalogueReading(path, {}, {}, (error,))
    reading = CatalogueReading(path, {}, {}, ())
    errors: list[CatalogueError] = []
    for table in listed:
        errors += _read_into(reading, table, folder, checksums=checksums)
    return CatalogueReading(path, reading.tables, reading.entries, tuple(errors))


def _listed(path: Path) -> list[dict[str, Any]]:
    """The tables of the entries. Raises ``CatalogueError`` when the file holds anything else."""
    tables = _tables(path)
    listed = tables.pop("document", [])
    if unknown := next(iter(tables), None):
        raise CatalogueError(f"{path}: unknown table {unknown!r}: write each entry below a line [[document]]")
    if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
        raise CatalogueError(f"{path}: `document` is not a list of tables: write each entry below a line [[document]]")
    return listed


def _read_into(reading: CatalogueReading, table: dict[str, Any], folder: Path, *, checksums: bool) -> list[CatalogueError]:
    """Adds an entry to a reading; gives what is wrong with it."""
    name = table.get("file")
    if not isinstance(name, str):
        named = f" ({table['title']})" if isinstance(table.get("title"), str) else ""
        return [CatalogueError(f"{reading.path}: an entry{named} has no `file`: name the document, relative to {folder}", Flaw.MISSING_FIELD)]
    where, file = f"{reading.path}, entry {name}", folder / name
    if file in reading.entries:
        return [CatalogueError(f"{where}: the file has two entries: keep one", Flaw.TWO_ENTRIES)]
    reading.tables[file] = table
    reading.entries[file], errors = read_entry(table, file, where)
    if not file.is_file():
        return [*errors, CatalogueError(f"{where}: there is no such file in {folder}: put it there, or take the entry out", Flaw.ENTRY_WITHOUT_FILE)]
    return errors + _checksum_errors(table, file, where, needed=checksums)


def _checksum_errors(table: dict[str, Any], file: Path, where: str, *, needed: bool) -> list[CatalogueError]:
    """What is wrong with the checksum of an entry; one that is no SHA-256 at all was told of already."""
    seal = "`passerelle corpus seal`" if needed else "`passerelle corpus seal FOLDER`"
    if "sha256" not in table:
        return [CatalogueError(f"{where}: it has no sha256: read the document again, then run {seal}", Flaw.MISSING_CHECKSUM)] if needed else []
    written = table["sha256"]
    if not is_checksum(written) or (found := checksum_of(file)) == written:
        return []
    sentence = f"{where}: the file is not the one that the entry was written for (its SHA-256 is {found[:12]}…, not {written[:12]}…)"
    return [CatalogueError(f"{sentence}: if the change is meant, check the entry and run {seal}; else put the file back", Flaw.WRONG_CHECKSUM)]


def _without_errors(reading: CatalogueReading) -> dict[Path, CatalogueEntry]:
    if reading.errors:
        raise reading.errors[0]
    return reading.entries


def _tables(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ``CatalogueError`` when it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} is not valid TOML in UTF-8: {error}", Flaw.SYNTAX) from error
