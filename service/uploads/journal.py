"""What is kept of jobs over a restart: one file each, replaced as a whole when a job begins its life and when it ends."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from service.uploads.jobs import Job
from service.uploads.shelf import JOBS, flush_folder

KEPT = 200
"""Finished jobs that are remembered; older ones are forgotten."""
_ID = re.compile(r"[0-9a-f]{32}")
_log = logging.getLogger("passerelle.uploads")


class Journal:
    """The records of jobs below the folder of uploads."""

    def __init__(self, uploads: Path) -> None:
        self._folder = uploads / JOBS

    def write(self, job: Job) -> None:
        """Keeps a job as it is now. Raises ``OSError``."""
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / f"{job.id}.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(job.to_json())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path(job.id))
        flush_folder(self._folder)

    def read(self) -> dict[str, Job]:
        """All jobs that are kept by their ids, the oldest first; a record that cannot be read is told in the log and left alone."""
        jobs: list[Job] = []
        for path in self._folder.glob("*.json"):
            try:
                jobs.append(Job.from_json(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError, TypeError) as error:
                _log.warning("%s is no record of a job: %s", path, error)
        return {job.id: job for job in sorted(jobs, key=lambda job: job.created)}

    def forget(self, job_id: str) -> None:
        """Keeps nothing of a job."""
        if _ID.fullmatch(job_id):
            self._path(job_id).unlink(missing_ok=True)

    def _path(self, job_id: str) -> Path:
        return self._folder / f"{job_id}.json"
