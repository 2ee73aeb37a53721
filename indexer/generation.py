"""Index generations: immutable folders, one of which ``CURRENT`` names.

    index/
      CURRENT                 the name of the generation that is served, replaced atomically
      BUILDING                held locked by the process that writes
      20261122T101500Z-3f2a/  manifest.json, store.sqlite, vectors/, lexical/, accents.json, words.json

A generation is written beside the others, checked, flushed to disk, and only then named in ``CURRENT``; a
build that is killed leaves nothing but a folder that the next build removes.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO, TypeVar

from corpus.nouns import Language
from indexer.accents import Accents
from indexer.encoder import ModelCard
from indexer.errors import IndexBusy, IndexMismatch, IndexMissing
from indexer.lexical import LexicalIndex
from indexer.store import Store
from indexer.vectors import VectorCard, VectorIndex, VectorKind
from indexer.vocabulary import load_words

FORMAT_VERSION = 6
"""Raised when older programs could not read what newer ones write."""
CURRENT, BUILDING = "CURRENT", "BUILDING"
MANIFEST, STORE, VECTORS, LEXICAL = "manifest.json", "store.sqlite", "vectors", "lexical"
ACCENTS, WORDS = "accents.json", "words.json"

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of and from; written last, so a folder without one is not a generation."""

    name: str
    created: str
    model: ModelCard
    documents: int
    passages: int
    units: int
    vectors: dict[Language, VectorCard]
    roots: tuple[str, ...]
    failed: dict[str, str] = field(default_factory=dict)
    format_version: int = FORMAT_VERSION
    extraction_version: int = 0
    versions: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The manifest as indented JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Raises ``ValueError``, ``KeyError`` or ``TypeError`` when the text is not a manifest."""
        values = json.loads(text)
        values["model"] = ModelCard(**values["model"])
        values["roots"] = tuple(values["roots"])
        values["vectors"] = {Language(name): VectorCard(**card | {"kind": VectorKind(card["kind"])}) for name, card in values["vectors"].items()}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation, open for reading."""

    folder: Path
    manifest: Manifest
    store: Store
    vectors: VectorIndex
    lexical: LexicalIndex
    accents: Accents
    words: dict[str, int]


def current_name(index: Path) -> str | None:
    """The name of the generation that is served; None where there is no index."""
    try:
        return (index / CURRENT).read_text(encoding="utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def open_current(index: Path, model: ModelCard | None = None) -> Generation:
    """The generation that ``CURRENT`` names.

    Raises ``IndexMissing`` where there is none, ``IndexMismatch`` when it cannot be read or was made with
    another model than ``model``.
    """
    name = current_name(index)
    if name is None:
        raise IndexMissing(f"there is no index in {index.resolve()}: build one with `passerelle index FOLDER --index {index}`")
    return open_generation(index / name, model)


def open_generation(folder: Path, model: ModelCard | None = None) -> Generation:
    """One generation by its folder; the errors are those of ``open_current``."""
    try:
        manifest = Manifest.from_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexMismatch(f"the index in {folder} was not written by this version: build it again with `passerelle index`") from error
    if manifest.format_version != FORMAT_VERSION:
        raise IndexMismatch(
            f"the index in {folder} has format {manifest.format_version}, this version reads {FORMAT_VERSION}: build it again with `passerelle index`"
        )
    if model and (manifest.model.name, manifest.model.revision) != (model.name, model.revision):
        raise IndexMismatch(
            f"the index in {folder.parent} was made with the model {manifest.model.name} ({manifest.model.revision}), not with {model.name} ({model.revision}): "
            f"build it again with `passerelle index --index {folder.parent}`, or set PASSERELLE_MODEL to {manifest.model.name}"
        )
    vectors = VectorIndex.load(folder / VECTORS, manifest.vectors, manifest.model.dimensions)
    return Generation(
        folder,
        manifest,
        Store(folder / STORE),
        vectors,
        LexicalIndex(folder / LEXICAL),
        accents=_read(Accents.load, folder / ACCENTS),
        words=_read(load_words, folder / WORDS),
    )


def _read(load: Callable[[Path], _Read], path: Path) -> _Read:
    try:
        return load(path)
    except (OSError, ValueError, KeyError) as error:
        raise IndexMismatch(f"{path} cannot be read: build the index again with `passerelle index`") from error


@contextmanager
def building(index: Path) -> Iterator[Path]:
    """A fresh folder for a new generation; it is removed again unless ``publish`` was called on it.

    Raises ``IndexBusy`` when another process is writing to this index.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / BUILDING).open("w") as lock:
        _lock(lock, index)
        _remove_unfinished(index)
        folder = index / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        folder.mkdir()
        try:
            yield folder
        finally:
            if current_name(index) != folder.name:
                shutil.rmtree(folder, ignore_errors=True)


def require_free(index: Path) -> None:
    """Raises ``IndexBusy`` when another process is writing to this index, for who wants to know before long preparations."""
    if index.is_dir():
        with (index / BUILDING).open("w") as lock:
            _lock(lock, index)


def _lock(lock: TextIO, index: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise IndexBusy(f"another process is writing to the index in {index.resolve()}: wait until it is done") from None


def publish(folder: Path, manifest: Manifest) -> None:
    """Checks a finished generation, flushes it to disk, and makes it the current one.

    Raises ``IndexMismatch`` when what was written does not agree with the manifest; nothing changes then.
    """
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    written = open_generation(folder)
    counts = (len(written.store.documents), sum(written.store.passage_counts()), len(written.vectors), len(written.lexical))
    written.store.close()
    if counts != (manifest.documents, manifest.passages, manifest.passages, manifest.units):
        raise IndexMismatch(f"the new index does not add up ({counts}): nothing was changed; report this")
    for path in [*folder.rglob("*"), folder]:
        _flush(path)
    index = folder.parent
    previous = current_name(index)
    pointer = index / f"{CURRENT}.new"
    pointer.write_text(folder.name + "\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(index / CURRENT)
    _flush(index)
    _remove_old(index, {folder.name, previous})


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _generations(index: Path) -> list[Path]:
    return sorted(path for path in index.iterdir() if path.is_dir() and path.name[:1].isdigit())


def _remove_unfinished(index: Path) -> None:
    for folder in _generations(index):
        if not (folder / MANIFEST).is_file() and folder.name != current_name(index):
            shutil.rmtree(folder, ignore_errors=True)


def _remove_old(index: Path, kept: set[str | None]) -> None:
    """Removes all generations but the current one and the one before it, which stays for rollback."""
    for folder in _generations(index):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
