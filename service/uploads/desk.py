"""The desk at which documents are brought: keeps the jobs, and has one after the other carried out in the background."""

from __future__ import annotations

import datetime as dt
import logging
import queue
import secrets
import threading
from collections.abc import Callable

from indexer.errors import IndexingError
from service.building import BuildBusy, Builder, BuildFailed, BuildStopped, FileRead, Step
from service.engine import Engine
from service.errors import NotFound, NotReady, NotUploaded, ServiceError
from service.settings import Settings
from service.uploads.carrying import Carrier, Outcome
from service.uploads.command import CommandBuilder
from service.uploads.jobs import Job, JobFile, JobKind
from service.uploads.journal import KEPT, Journal
from service.uploads.shelf import Shelf, document_of

_PAUSE_SECONDS = 1.0
"""Between two attempts while another process builds."""
_log = logging.getLogger("passerelle.uploads")


class Desk:
    """Takes additions and removals, and says how far each is. Any thread may ask; one thread of its own does the work.

    Jobs outlast a restart: what was not done then is done after it, and the newest finished ones are remembered.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        builder: Builder | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.shelf = Shelf(settings.uploads_folder)
        self.is_open = settings.upload_key is not None
        self._journal = Journal(settings.uploads_folder)
        self._builder = builder or CommandBuilder(settings)
        self._engine = engine
        self._carrier = Carrier(self.shelf, self._builder, engine)
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Goes on with the jobs that were not done, and takes up documents that lie in the folder and are not in the index."""
        self._jobs = self._journal.read()
        unfinished = [job for job in self._jobs.values() if not job.state.is_final]
        self.shelf.tidy({job.id for job in unfinished})
        for job in unfinished:
            self._queue_up(job.id)
        spoken_for = {file.document_id for job in unfinished for file in job.files}
        if left := [JobFile(name, document_id) for document_id, name in self._not_indexed().items() if document_id not in spoken_for]:
            self.add(new_id(), tuple(left))

    def close(self) -> None:
        """Ends the work; what is not done stays for the next start."""
        self._ending.set()
        self._builder.stop()
        self._queue.put("")
        if self._thread:
            self._thread.join()

    def add(self, job_id: str, files: tuple[JobFile, ...], *, overwrites: bool = False) -> Job:
        """A job that adds files which the shelf has received under its id. Raises ``OSError`` when it cannot be kept."""
        return self._take(Job(job_id, JobKind.ADDITION, self._clock(), files, overwrites))

    def remove(self, document_id: str) -> Job:
        """A job that removes an uploaded document. Raises ``NotFound`` for an unknown one, ``NotUploaded`` for one that was not uploaded."""
        path = self.shelf.path(document_id)
        if path is None:
            if self._engine.snapshot().generation.store.document(document_id):
                raise NotUploaded(f"document {document_id!r} was not uploaded: take its file away and run `passerelle index`")
            raise NotFound(f"there is no document {document_id!r}: `GET /v1/documents` lists them")
        return self._take(Job(new_id(), JobKind.REMOVAL, self._clock(), (JobFile(path.name, document_id),)))

    def may_remove(self, document_id: str) -> bool:
        """Whether a document was uploaded and may be removed by who has the key."""
        return self.is_open and self.shelf.path(document_id) is not None

    def job(self, job_id: str) -> Job:
        """A job as it is now. Raises ``NotFound``."""
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None:
            raise NotFound(f"there is no job {job_id[:40]!r}: the {KEPT} newest are remembered; `GET /v1/documents` lists what is in the library")
        return found

    def _not_indexed(self) -> dict[str, str]:
        documents = self.shelf.documents()
        if not documents:
            return {}
        try:
            store = self._engine.snapshot().generation.store
        except (ServiceError, IndexingError):
            return documents
        return {document_id: name for document_id, name in documents.items() if store.document(document_id) is None}

    def _take(self, job: Job) -> Job:
        if not job.waits:
            job = job.ended(self._clock())
        self._journal.write(job)
        with self._lock:
            self._jobs[job.id] = job
            old = [known.id for known in self._jobs.values() if known.state.is_final][:-KEPT]
            for job_id in old:
                del self._jobs[job_id]
        for job_id in old:
            self._journal.forget(job_id)
        if job.state.is_final:
            self.shelf.forget_incoming(job.id)
        else:
            self._queue_up(job.id)
        return job

    def _queue_up(self, job_id: str) -> None:
        self._queue.put(job_id)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="uploads", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while (job_id := self._queue.get()) and not self._ending.is_set():
            job = self._changed(job_id, Job.running)
            try:
                outcome = self._carried_out(job)
                ended = job.with_files(outcome.files).ended(self._clock(), generation=outcome.generation)
            except BuildStopped:
                return
            except (BuildFailed, IndexingError, NotReady) as error:
                ended = job.ended(self._clock(), failure=str(error))
            except OSError as error:
                ended = job.ended(self._clock(), failure=f"{self.shelf.folder.name} cannot be written ({(error.strerror or str(error)).lower()})")
            except Exception:  # noqa: BLE001 - the jobs after this one shall be done whatever is wrong with it
                _log.exception("job %s failed", job_id)
                ended = job.ended(self._clock(), failure="the service failed on this job: its log says why")
            self._end(ended)

    def _carried_out(self, job: Job) -> Outcome:
        while True:
            try:
                return self._carrier.carry_out(job, lambda event: self._tell(job.id, event))
            except BuildBusy:
                self._changed(job.id, Job.delayed)
                if self._ending.wait(_PAUSE_SECONDS):
                    raise BuildStopped("the service ends") from None

    def _end(self, job: Job) -> None:
        try:
            self._journal.write(job)
        except OSError:
            _log.exception("job %s ended, which cannot be written down", job.id)
        self._changed(job.id, lambda _: job)

    def _tell(self, job_id: str, event: Step | FileRead) -> None:
        self._changed(job_id, lambda job: job.told(event) if isinstance(event, Step) else job.read(document_of(event.path)))

    def _changed(self, job_id: str, change: Callable[[Job], Job]) -> Job:
        with self._lock:
            job = self._jobs[job_id] = change(self._jobs[job_id])
        return job


def new_id() -> str:
    """An id of a job that nobody can guess."""
    return secrets.token_hex(16)
