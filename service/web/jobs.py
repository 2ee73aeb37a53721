"""What a job shows: how far it is, and what became of each file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.nouns import Document, Language
from service.building import Step
from service.engine import Snapshot
from service.uploads.jobs import BUSY, FileState, Job, JobFile, JobState
from service.uploads.reasons import Reason
from service.web.addresses import document_address

STAGES = ("waiting", "starting", BUSY, "reading", "recognising", "encoding", "publishing")
_OF_THE_BUILD = ("encoding", "recognising", "reading")
"""Stages of a build that tell their steps, the last one first."""


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of a job; ``document`` is what it has become in the library, with its ``address``."""

    file: JobFile
    document: Document | None
    address: str

    @property
    def needs_detail(self) -> bool:
        """Whether there is only the sentence of a program to tell what is wrong."""
        return self.file.reason in {Reason.UNREADABLE, Reason.PAGES_MISSING}


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as the page shows it; ``title`` is the key of its heading, ``step`` how far the ``stage`` is where that is known."""

    job: Job
    title: str
    stage: str
    step: Step | None
    files: list[FileView]
    counts: list[tuple[FileState, int]]


def job_view(job: Job, snapshot: Snapshot | None, language: Language) -> JobView:
    """The view of a job; documents are those of the snapshot."""
    stage, step = stage_of(job)
    counted = Counter(file.state for file in job.files)
    phase = str(job.state) if job.state.is_final else "going"
    return JobView(
        job=job,
        title=f"{job.kind}_{phase}",
        stage=stage,
        step=step,
        files=[_file_view(file, snapshot, language) for file in job.files],
        counts=[(state, counted[state]) for state in FileState if counted[state]],
    )


def stage_of(job: Job) -> tuple[str, Step | None]:
    """The stage that goes on, one of ``STAGES``, with its steps where it has any."""
    told = {step.stage: step for step in job.progress}
    if job.state is JobState.WAITING:
        return "waiting", None
    if BUSY in told or not told:
        return (BUSY if BUSY in told else "starting"), None
    going = next((told[name] for name in _OF_THE_BUILD if name in told and told[name].done < told[name].total), None)
    return (going.stage, going) if going else ("publishing", None)


def _file_view(file: JobFile, snapshot: Snapshot | None, language: Language) -> FileView:
    stored = snapshot.generation.store.document(file.document_id) if snapshot and file.in_library else None
    return FileView(file, stored.document if stored else None, document_address(language, file.document_id) if stored else "")
