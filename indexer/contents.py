"""The bytes of files, taken only from regular files within the size limit."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from corpus.catalogue import CatalogueEntry
from indexer.errors import UnreadableFile
from indexer.extraction import id_of_digest
from indexer.limits import Limits


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was when its digest (SHA-256, hexadecimal) was taken, and what the catalogue says of it."""

    path: Path
    digest: str
    size: int
    entry: CatalogueEntry | None = None

    @property
    def document_id(self) -> str:
        """The id of the document that the file holds."""
        return id_of_digest(self.digest)


def taken(path: Path, limits: Limits, entry: CatalogueEntry | None = None) -> SourceFile:
    """The file with its digest. Raises ``UnreadableFile`` when it cannot be opened or is too large."""
    with _opened(path, limits) as (file, size):
        return SourceFile(path, hashlib.file_digest(file, "sha256").hexdigest(), size, entry)


def content_of(source: SourceFile, limits: Limits) -> bytes:
    """The bytes of the file. Raises ``UnreadableFile`` when they are no longer those of the digest."""
    with _opened(source.path, limits) as (file, size):
        content = file.read(size + 1)
    if hashlib.sha256(content).hexdigest() != source.digest:
        raise UnreadableFile("it changed while it was being read: index it again")
    return content


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[tuple[BufferedReader, int]]:
    try:
        # A pipe that nobody writes to would be waited for.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFile("it is not a regular file: give a document")
            if status.st_size > limits.file_mb * 1_000_000:
                raise UnreadableFile(limits.too_large(status.st_size))
            yield file, status.st_size
    except OSError as error:
        raise UnreadableFile(f"it cannot be opened ({error.strerror or error})") from error
