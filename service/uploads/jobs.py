"""The nouns of uploads: a job, the files it is about, and what became of each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from service.building import Step
from service.uploads.reasons import SENTENCES, Reason

BUSY = "busy"
"""The stage of a job that waits until another process has built."""


class JobKind(StrEnum):
    """What a job does with documents."""

    ADDITION = "addition"
    REMOVAL = "removal"


class JobState(StrEnum):
    """How far a job is; the last two are for good."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens."""
        return self in {JobState.DONE, JobState.FAILED}


class FileState(StrEnum):
    """What became of one file; the first two are not for good."""

    WAITING = "waiting"
    READ = "read"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class JobFile:
    """One file of a job: its safe name, the document that its bytes are, and what became of it.

    ``reason`` is why it is skipped, failed or not whole, ``detail`` the same as an English sentence.
    """

    name: str
    document_id: str
    state: FileState = FileState.WAITING
    reason: Reason | None = None
    detail: str = ""

    def became(self, state: FileState, reason: Reason | None = None, detail: str = "") -> JobFile:
        """The file in another state; the sentence is that of the reason where none is given."""
        return replace(self, state=state, reason=reason, detail=detail or (SENTENCES.get(reason, "") if reason else ""))

    @property
    def in_library(self) -> bool:
        """Whether the document that the file holds is in the library now."""
        return self.state in {FileState.ADDED, FileState.CHANGED} or self.reason is Reason.ALREADY_THERE


@dataclass(frozen=True, slots=True)
class Job:
    """An addition or a removal; ``overwrites`` says that files take the place of uploaded ones of the same name.

    ``progress`` are the stages of the build that goes on, ``failure`` is why a whole job failed, ``generation`` the index with the result.
    """

    id: str
    kind: JobKind
    created: dt.datetime
    files: tuple[JobFile, ...]
    overwrites: bool = False
    state: JobState = JobState.WAITING
    finished: dt.datetime | None = None
    failure: str = ""
    generation: str = ""
    progress: tuple[Step, ...] = ()

    def told(self, step: Step) -> Job:
        """The job with one stage further on; stages stand in the order in which they began."""
        stages = {known.stage: known for known in self.progress if known.stage != BUSY}
        return replace(self, progress=tuple((stages | {step.stage: step}).values()))

    def read(self, document_id: str) -> Job:
        """The job with one of its files read."""
        is_it = {file: file.document_id == document_id and file.state is FileState.WAITING for file in self.files}
        return self.with_files(file.became(FileState.READ) if is_it[file] else file for file in self.files)

    def with_files(self, files: Iterable[JobFile]) -> Job:
        """The job with what became of its files."""
        return replace(self, files=tuple(files))

    def running(self) -> Job:
        """The job as it begins."""
        return replace(self, state=JobState.RUNNING, progress=())

    def delayed(self) -> Job:
        """The job while another process builds."""
        return replace(self, progress=(Step(BUSY, 0, 0),))

    def ended(self, now: dt.datetime, *, generation: str = "", failure: str = "") -> Job:
        """The job at its end, for good."""
        state = JobState.FAILED if failure else JobState.DONE
        return replace(self, state=state, finished=now, generation=generation, failure=failure, progress=())

    @property
    def waits(self) -> bool:
        """Whether there is still something to do for any file."""
        return any(file.state is FileState.WAITING for file in self.files)

    def to_json(self) -> str:
        """The job as JSON, without its progress, which nobody needs after a restart."""
        values = asdict(replace(self, progress=()))
        return json.dumps(values, ensure_ascii=False, indent=1, default=_written)

    @classmethod
    def from_json(cls, text: str) -> Job:
        """Raises ``ValueError``, ``KeyError`` or ``TypeError`` when the text is no job."""
        values: dict[str, Any] = json.loads(text)
        values["created"] = dt.datetime.fromisoformat(values["created"])
        values["finished"] = dt.datetime.fromisoformat(values["finished"]) if values["finished"] else None
        values |= {"kind": JobKind(values["kind"]), "state": JobState(values["state"]), "progress": ()}
        values["files"] = tuple(_file(file) for file in values["files"])
        return cls(**values)


def _file(values: dict[str, Any]) -> JobFile:
    reason = Reason(values["reason"]) if values["reason"] else None
    return JobFile(**values | {"state": FileState(values["state"]), "reason": reason})


def _written(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is not part of a job")
