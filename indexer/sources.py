"""Finds the files to index below files and folders, with what catalogues say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import USER_CATALOGUE, CatalogueEntry, corpus_folder, load_catalogue, shipped_catalogue
from indexer.errors import SourceMissing
from indexer.readers import READABLE_SUFFIXES


@dataclass(frozen=True, slots=True)
class Source:
    """One file to index; ``root`` is the file or folder that was asked for."""

    path: Path
    root: Path
    entry: CatalogueEntry | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to read, and those passed over, with the reason."""

    readable: tuple[Source, ...]
    skipped: dict[Path, str]


def find_sources(roots: tuple[Path, ...]) -> Sources:
    """All files below the roots in a fixed order; hidden files and catalogues are not documents.

    Raises ``SourceMissing`` for a root that does not exist, ``CatalogueError`` for a wrong catalogue.
    """
    readable: dict[Path, Source] = {}
    skipped: dict[Path, str] = {}
    for root in roots:
        entries = _entries(existing(root))
        for path in _files(root):
            if path in readable or path.name == USER_CATALOGUE:
                continue
            if path.suffix.lower() in READABLE_SUFFIXES or path == root:
                readable[path] = Source(path, root, entries.get(path))
            else:
                skipped[path] = f"files ending in {path.suffix or 'nothing'} are not read"
    return Sources(tuple(readable.values()), skipped)


def existing(root: Path) -> Path:
    """The root itself. Raises ``SourceMissing`` when it does not exist."""
    if not root.exists():
        raise SourceMissing(f"{root} does not exist: give a file or a folder that does, or take it out of the index with `--forget {root}`")
    return root


def _entries(root: Path) -> dict[Path, CatalogueEntry]:
    if root == corpus_folder().resolve():
        return {entry.file.resolve(): entry for entry in shipped_catalogue().values()}
    catalogue = root / USER_CATALOGUE
    if root.is_dir() and catalogue.is_file():
        return {entry.file.resolve(): entry for entry in load_catalogue(catalogue, root).values()}
    return {}


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in sorted(root.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path
