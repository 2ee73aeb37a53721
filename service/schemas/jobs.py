"""The JSON of jobs."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from service.schemas.frozen import Frozen
from service.uploads.jobs import FileState, Job, JobFile, JobKind, JobState
from service.uploads.reasons import Reason


class JobFileOut(Frozen):
    """One file of a job and what became of it."""

    name: str = Field(examples=["Kế hoạch 302.pdf"])
    state: FileState
    reason: Reason | None = Field(description="why it is skipped or failed, or what it lacks")
    detail: str = Field(description="the same as a sentence")
    document_id: str
    url: str | None = Field(description="where the document is, once it is in the library", examples=["/v1/documents/1f0c27aa01b2c3d4"])


class StageOut(Frozen):
    """How far one stage of the build is; stages go on side by side. A build reads the whole library, most of which is unchanged."""

    stage: str = Field(examples=["reading", "recognising", "encoding", "busy"])
    done: int
    total: int


class JobOut(Frozen):
    """A job: what it does, how far it is, what became of each file."""

    id: str
    kind: JobKind
    state: JobState
    created: dt.datetime
    finished: dt.datetime | None
    stages: list[StageOut]
    files: list[JobFileOut]
    failure: str | None = Field(description="why the whole job failed; its files are kept then and indexed with the next build")
    index_generation: str | None = Field(description="the generation in which the result is served")
    url: str = Field(examples=["/v1/jobs/0f9d8c7b6a5f4e3d2c1b0a9f8e7d6c5b"])


def job_out(job: Job) -> JobOut:
    """A job as JSON."""
    return JobOut(
        id=job.id,
        kind=job.kind,
        state=job.state,
        created=job.created,
        finished=job.finished,
        stages=[StageOut(stage=step.stage, done=step.done, total=step.total) for step in job.progress],
        files=[_file_out(file) for file in job.files],
        failure=job.failure or None,
        index_generation=job.generation or None,
        url=f"/v1/jobs/{job.id}",
    )


def _file_out(file: JobFile) -> JobFileOut:
    url = f"/v1/documents/{file.document_id}" if file.in_library else None
    return JobFileOut(name=file.name, state=file.state, reason=file.reason, detail=file.detail, document_id=file.document_id, url=url)
