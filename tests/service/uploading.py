"""A service that takes uploads: the real application over a real index, which is built in this process with the fake encoder."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from pydantic import SecretStr

from indexer.build import build_index
from indexer.errors import IndexBusy, IndexingError
from service.api.app import create_app
from service.building import BuildBusy, BuildFailed, Built, FileRead, Step, Told
from service.engine import Engine
from service.settings import Settings
from tests.fakes import FakeEncoder
from tests.service.library import write_library

KEY = "a-key-long-enough-to-try"
HEADERS = {"Authorization": f"Bearer {KEY}"}
BAMBOO = """KẾ HOẠCH
Phát triển nghề tre đan
Điều 1. Mục tiêu
1. Đến năm 2028 có 75 hợp tác xã tre đan xuất khẩu.
"""
MINES = """ARRÊTÉ
portant aide aux carrières d'ardoise
Article 1 - Objet
Une aide de douze mille euros est versée à chaque carrière d'ardoise.
"""
PATIENCE_SECONDS = 60

Json = dict[str, Any]


class DirectBuilder:
    """Builds in this process."""

    def __init__(self, index: Path) -> None:
        self.index = index
        self.builds = 0

    def build(self, folder: Path, told: Told) -> Built:
        """A real build that tells its stages."""
        self.builds += 1
        try:
            report = build_index(self.index, (folder,), FakeEncoder(), Telling(told), workers=1, was_read=lambda path: told(FileRead(str(path))))
        except IndexBusy as error:
            raise BuildBusy(str(error)) from error
        except IndexingError as error:
            raise BuildFailed(str(error)) from error
        return Built(report.generation, report.skipped, report.failed, report.incomplete)

    def stop(self) -> None:
        """A build in this process is not stopped."""


class Telling:
    """Hands on how a build goes on."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._steps: dict[str, Step] = {}

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""
        self._steps[name] = Step(name, 0, total)
        self._told(self._steps[name])

    def advance(self, name: str, steps: int) -> None:
        """Steps are done."""
        known = self._steps[name]
        self._steps[name] = Step(name, known.done + steps, known.total)
        self._told(self._steps[name])


class Site:
    """A service over the small library below a folder, which may be ended and started again."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.settings = Settings(**{"index": folder / "index", "upload_key": SecretStr(KEY), **settings})
        self.builder = DirectBuilder(self.settings.index)
        if not self.settings.index.exists():
            build_index(self.settings.index, (write_library(folder / "documents"),), FakeEncoder(), workers=1)

    @property
    def uploads(self) -> Path:
        """The folder of uploaded documents."""
        return self.settings.uploads_folder

    @contextmanager
    def open(self) -> Iterator[TestClient]:
        """A client of the running service."""
        ticks = itertools.count(start=0, step=60)
        engine = Engine(self.settings.index, FakeEncoder(), clock=lambda: float(next(ticks)))
        app = create_app(self.settings, lambda: engine, self.builder)
        with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
            yield client

    def kept(self) -> set[str]:
        """The names of all files below the folder of uploads but the records of jobs, with the names of documents only."""
        return {path.name for path in self.uploads.rglob("*") if path.is_file() and ".jobs" not in path.parts}


def send(client: TestClient, *files: tuple[str, str | bytes], **fields: str) -> Json:
    """Uploads files and gives the job at its end."""
    response = post(client, *files, **fields)
    assert response.status_code == 202, response.text
    return ended(client, response.headers["location"])


def post(client: TestClient, *files: tuple[str, str | bytes], **fields: str) -> Any:
    """The answer to an upload."""
    return client.post("/v1/documents", files=[("files", (name, content)) for name, content in files], data=fields, headers=HEADERS)


def ended(client: TestClient, address: str) -> Json:
    """A job when it has ended."""
    return until(client, address, lambda job: job["state"] in {"done", "failed"})


def until(client: TestClient, address: str, is_so: Callable[[Json], bool]) -> Json:
    """A job as soon as something is so."""
    latest = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < latest:
        job: Json = client.get(address).json()
        if is_so(job):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def states(job: Json) -> dict[str, tuple[str, str | None]]:
    """What became of the files of a job, and why."""
    return {file["name"]: (file["state"], file["reason"]) for file in job["files"]}
