"""Finds the files to index below files and folders, with what catalogues and sidecars say of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import SIDECAR, USER_CATALOGUE, CatalogueEntry, corpus_folder, load_catalogue, load_sidecar, shipped_catalogue
from indexer.errors import SourceMissing
from indexer.reading import READABLE_SUFFIXES


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
    """All files below the roots in a fixed order; hidden files, catalogues and sidecars are not documents.

    What a sidecar says of a file goes before what a catalogue says of it, and the catalogue of a folder before that of a
    folder further out. Raises ``SourceMissing`` for a root that does not exist, ``CatalogueError`` for a wrong catalogue or sidecar.
    """
    readable: dict[Path, Source] = {}
    skipped: dict[Path, str] = {}
    for root in roots:
        paths = list(files_below(existing(root)))
        entries = _entries(root, paths)
        for path in paths:
            if path in readable or (path.name == USER_CATALOGUE and path != root):
                continue
            if path.suffix.lower() in READABLE_SUFFIXES or path == root:
                readable[path] = Source(path, root, entries.get(path))
            elif not is_sidecar(path):
                skipped[path] = f"files ending in {path.suffix or 'nothing'} are not read"
            elif not path.with_suffix("").is_file():
                skipped[path] = f"there is no {path.stem} beside it: put the document there, or remove this file"
    return Sources(tuple(readable.values()), skipped)


def existing(root: Path) -> Path:
    """The root itself. Raises ``SourceMissing`` when it does not exist."""
    if not root.exists():
        raise SourceMissing(f"{root} does not exist: give a file or a folder that does, or take it out of the index with `--forget {root}`")
    return root


def is_sidecar(path: Path) -> bool:
    """Whether a file is named as what is said of a document beside it: ``plan.pdf.toml``."""
    return path.suffix == SIDECAR and Path(path.stem).suffix.lower() in READABLE_SUFFIXES


def _entries(root: Path, paths: list[Path]) -> dict[Path, CatalogueEntry]:
    """What is said of the files below a root; inside the shipped documents it is the shipped catalogue alone."""
    if corpus_folder().resolve() in {root, *root.parents}:
        return {entry.file.resolve(): entry for entry in shipped_catalogue().values()}
    entries: dict[Path, CatalogueEntry] = {}
    catalogues = [path for path in paths if path.name == USER_CATALOGUE and path != root]
    for catalogue in sorted(catalogues, key=lambda path: len(path.parts)):
        for file, entry in load_catalogue(catalogue, catalogue.parent).items():
            path = Path(os.path.normpath(file))
            entries[path] = entry.over(entries.get(path))
    for path in paths:
        if (path.suffix.lower() in READABLE_SUFFIXES or path == root) and (told := load_sidecar(path)):
            entries[path] = told.over(entries.get(path))
    return entries


def files_below(root: Path) -> Iterator[Path]:
    """The files below a folder that are not hidden, in a fixed order, or the one file."""
    if root.is_file():
        yield root
        return
    for path in sorted(root.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path
