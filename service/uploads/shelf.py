"""The folder of uploaded documents.

    uploads/
      1f0c27aa01b2c3d4/Kế hoạch 302.pdf    a document, in a folder named by its id, so that no file can take another's place
      .incoming/<job>/0, 1, ...            files that were received and wait for their job
      .removed/<job>/<id>/...              documents that are being removed, until an index without them is served
      .jobs/<job>.json                     what the journal keeps

Files arrive under a temporary name, are flushed to disk and then renamed, so nothing here is ever half written.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from indexer.extraction import id_of_digest
from service.uploads.names import same_name

INCOMING, REMOVED, JOBS = ".incoming", ".removed", ".jobs"
_ID = re.compile(r"[0-9a-f]{16}")
_PIECE = 1024 * 1024


class Shelf:
    """The uploaded documents below one folder, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def receive(self, job_id: str, place: int, content: BinaryIO) -> tuple[str, int]:
        """Keeps the bytes of a file for a job; gives the id of the document that they are, and their number. Raises ``OSError``."""
        target = self.incoming(job_id, place)
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with target.open("wb") as file:
            while piece := content.read(_PIECE):
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        flush_folder(target.parent)
        return id_of_digest(digest.hexdigest()), size

    def incoming(self, job_id: str, place: int) -> Path:
        """Where a received file waits for its job."""
        return self.folder / INCOMING / job_id / str(place)

    def place(self, job_id: str, number: int, document_id: str, name: str) -> None:
        """Puts a received file among the documents; one with the same bytes stays as it is."""
        if self.path(document_id):
            return
        target = self.folder / document_id / name
        target.parent.mkdir(exist_ok=True)
        self.incoming(job_id, number).replace(target)
        flush_folder(target.parent)
        flush_folder(self.folder)

    def forget_incoming(self, job_id: str) -> None:
        """Throws away what a job received and did not place."""
        shutil.rmtree(self.folder / INCOMING / job_id, ignore_errors=True)

    def path(self, document_id: str) -> Path | None:
        """The file of an uploaded document; None where there is no such document."""
        if not _ID.fullmatch(document_id):
            return None
        return next((path for path in sorted((self.folder / document_id).glob("*")) if path.is_file() and not path.name.startswith(".")), None)

    def documents(self) -> dict[str, str]:
        """The names of all uploaded documents by their ids."""
        return {document_id: path.name for document_id in self._ids() if (path := self.path(document_id))}

    def named(self, name: str) -> list[str]:
        """The ids of the documents whose files bear a name, in upper or lower case."""
        return [document_id for document_id, known in self.documents().items() if same_name(known, name)]

    def discard(self, document_id: str) -> None:
        """Removes a document for good."""
        if _ID.fullmatch(document_id):
            shutil.rmtree(self.folder / document_id, ignore_errors=True)

    def withdraw(self, job_id: str, document_id: str) -> None:
        """Sets a document aside until its job is done; it may be done twice."""
        if self.path(document_id):
            aside = self.folder / REMOVED / job_id
            aside.mkdir(parents=True, exist_ok=True)
            (self.folder / document_id).replace(aside / document_id)
            flush_folder(self.folder)

    def put_back(self, job_id: str) -> None:
        """Takes back what a job has set aside."""
        for aside in (self.folder / REMOVED / job_id).glob("*"):
            aside.replace(self.folder / aside.name)
        self.forget_removed(job_id)

    def forget_removed(self, job_id: str) -> None:
        """Removes what a job has set aside for good."""
        shutil.rmtree(self.folder / REMOVED / job_id, ignore_errors=True)

    def tidy(self, jobs: set[str]) -> None:
        """Throws away what was received for no job that is still to be done: uploads that broke off."""
        for folder in (self.folder / INCOMING).glob("*"):
            if folder.name not in jobs:
                shutil.rmtree(folder, ignore_errors=True)

    def _ids(self) -> Iterator[str]:
        if self.folder.is_dir():
            yield from sorted(path.name for path in self.folder.iterdir() if _ID.fullmatch(path.name))


def document_of(path: str) -> str:
    """The id of the document whose file lies at a path, which its folder bears."""
    return Path(path).parent.name


def flush_folder(folder: Path) -> None:
    """Makes the names of a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
