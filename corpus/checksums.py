"""Checksums of documents, and how they are written into the text of a catalogue, of which everything else stays as it is."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeGuard

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]?\]\s*(?:#.*)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIELD = re.compile(r"\s*(?P<name>file|sha256)\s*=")


def checksum_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def is_checksum(value: object) -> TypeGuard[str]:
    """Whether a value looks like a SHA-256 in hexadecimal."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def seal(catalogue: Path, folder: Path) -> list[str]:
    """Writes the checksums of the documents into a catalogue; gives the names of those whose checksum was another or missing.

    Entries whose file is not there stay as they are. Raises ``ValueError`` as ``sealed`` does, and when the file is not TOML.
    """
    text = catalogue.read_text(encoding="utf-8-sig")
    tables = [table for table in tomllib.loads(text).get("document", []) if isinstance(table.get("file"), str)]
    checksums = {table["file"]: checksum_of(folder / table["file"]) for table in tables if (folder / table["file"]).is_file()}
    changed = [table["file"] for table in tables if table["file"] in checksums and table.get("sha256") != checksums[table["file"]]]
    if changed:
        unfinished = catalogue.with_name(f".{catalogue.name}.new")
        unfinished.write_text(sealed(text, checksums), encoding="utf-8", newline="")
        unfinished.replace(catalogue)
    return changed


def sealed(catalogue: str, checksums: Mapping[str, str]) -> str:
    r"""The text of a catalogue in which each entry has the checksum of its file, on the line after the name of the file.

    ``checksums`` are by what ``file`` says; entries of other files stay as they are. Raises ``ValueError`` when the
    text is written in a way in which the lines cannot be told, as with several fields on one line.

    >>> print(sealed('[[document]]\nfile = "a.md"\nkind = "law"', {"a.md": "0" * 4}))
    [[document]]
    file = "a.md"
    sha256 = "0000"
    kind = "law"
    """
    written: list[str] = []
    name, inside = "", False
    for line in catalogue.split("\n"):
        if header := _HEADER.fullmatch(line):
            name, inside = "", header["name"] == "document"
        field = _FIELD.match(line) if inside else None
        if field and field["name"] == "file":
            name = _name(line)
        if not (field and field["name"] == "sha256" and name in checksums):
            written.append(line)
        if field and field["name"] == "file" and name in checksums:
            written.append(f'sha256 = "{checksums[name]}"')
    text = "\n".join(written)
    if tomllib.loads(text) != _expected(catalogue, checksums):
        raise ValueError("write each field of the entries on a line of its own, `file` first")
    return text


def _name(line: str) -> str:
    try:
        return str(tomllib.loads(line)["file"])
    except tomllib.TOMLDecodeError:
        return ""


def _expected(catalogue: str, checksums: Mapping[str, str]) -> dict[str, Any]:
    tables = tomllib.loads(catalogue)
    for table in tables.get("document", []):
        if table.get("file") in checksums:
            table["sha256"] = checksums[table["file"]]
    return tables
