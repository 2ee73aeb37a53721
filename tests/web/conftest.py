"""The library of the page with the fake encoder for all tests that need no browser, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.engine import Engine, Snapshot
from service.settings import Settings
from tests.fakes import FakeEncoder
from tests.web.library import engine_of_library


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library of the tests without a browser lies, with what is written beside its index."""
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="session")
def engine(folder: Path) -> Engine:
    """An engine over the library with the fake encoder."""
    return engine_of_library(folder, FakeEncoder())


@pytest.fixture
def snapshot(engine: Engine) -> Snapshot:
    """The library's generation."""
    return engine.snapshot()


@pytest.fixture(scope="session")
def client(engine: Engine, folder: Path) -> Iterator[TestClient]:
    """A client of the application; what fails inside is answered, not raised."""
    app = create_app(Settings(index=folder / "index"), lambda: engine)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as made:
        yield made
