"""Carries out one job: places its files or takes one away, has the index built, and says what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.building import Builder, Built, Told, reasons
from service.engine import Engine, Snapshot
from service.errors import NotReady
from service.uploads.jobs import FileState, Job, JobFile, JobKind
from service.uploads.reasons import Reason, reason_of
from service.uploads.shelf import Shelf

_GONE = "its bytes are no longer there: send it again"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files of a job, and the generation that is served with them."""

    files: tuple[JobFile, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """Works on one job at a time. All that it does may be done twice, so that a job goes on after the service was ended in the middle of it."""

    shelf: Shelf
    builder: Builder
    engine: Engine

    def carry_out(self, job: Job, told: Told) -> Outcome:
        """What became of a job. Raises ``BuildFailed``; documents stay as they were then, and files that were placed wait for the next build."""
        return self._remove(job, told) if job.kind is JobKind.REMOVAL else self._add(job, told)

    def _add(self, job: Job, told: Told) -> Outcome:
        before = self._served()
        placed = tuple(self._placed(job, number, file, before) for number, file in enumerate(job.files))
        if not any(file.state is FileState.WAITING for file in placed):
            self.shelf.forget_incoming(job.id)
            return Outcome(placed, before.name if before else "")
        built = self.builder.build(self.shelf.folder, told)
        after = self.engine.renewed()
        files = tuple(self._settled(file, built, after) for file in placed)
        if older := {file.document_id: self._older(file) for file in files if file.state is FileState.ADDED and self._older(file)}:
            for document_id in (one for those in older.values() for one in those):
                self.shelf.discard(document_id)
            built = self.builder.build(self.shelf.folder, told)
            self.engine.renewed()
            files = tuple(replace(file, state=FileState.CHANGED) if file.document_id in older else file for file in files)
        self.shelf.forget_incoming(job.id)
        return Outcome(files, built.generation)

    def _placed(self, job: Job, number: int, file: JobFile, before: Snapshot | None) -> JobFile:
        """The file after it was put among the documents, or with the reason why it was not; what was placed before stays."""
        if file.state is not FileState.WAITING or not self.shelf.incoming(job.id, number).exists():
            return file
        if before and before.generation.store.document(file.document_id):
            return file.became(FileState.SKIPPED, Reason.ALREADY_THERE)
        if self._older(file) and not job.overwrites:
            return file.became(FileState.FAILED, Reason.NAME_TAKEN)
        self.shelf.place(job.id, number, file.document_id, file.name)
        return file

    def _settled(self, file: JobFile, built: Built, after: Snapshot) -> JobFile:
        """The file with what the build says of it. One that cannot be read is not kept, since each later build would stumble over it."""
        if file.state is not FileState.WAITING:
            return file
        path = self.shelf.path(file.document_id)
        failed = reasons(built.failed, path) if path else _GONE
        duplicate = bool(path and reasons(built.skipped, path))
        if path and not failed and not duplicate and after.generation.store.document(file.document_id):
            gaps = reasons(built.incomplete, path)
            return file.became(FileState.ADDED, Reason.PAGES_MISSING if gaps else None, gaps)
        self.shelf.discard(file.document_id)
        return file.became(FileState.SKIPPED, Reason.ALREADY_THERE) if duplicate else file.became(FileState.FAILED, reason_of(failed), failed or _GONE)

    def _older(self, file: JobFile) -> list[str]:
        """The other uploaded documents whose files bear the same name."""
        return [document_id for document_id in self.shelf.named(file.name) if document_id != file.document_id]

    def _remove(self, job: Job, told: Told) -> Outcome:
        for file in job.files:
            self.shelf.withdraw(job.id, file.document_id)
        try:
            built = self.builder.build(self.shelf.folder, told)
        except Exception:
            self.shelf.put_back(job.id)
            raise
        self.engine.renewed()
        self.shelf.forget_removed(job.id)
        return Outcome(tuple(file.became(FileState.REMOVED) for file in job.files), built.generation)

    def _served(self) -> Snapshot | None:
        try:
            return self.engine.snapshot()
        except NotReady:
            return None
