"""The library of the page: with the fake encoder and a client for tests without a browser, with the default model and a browser for the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from indexer.encoder import load_encoder
from service.api.app import create_app
from service.engine import Engine, Snapshot
from service.settings import Settings
from tests.fakes import FakeEncoder
from tests.web.browser import ARGUMENTS, CHROMIUM, Visit, Visits, serving, visiting
from tests.web.library import engine_of_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library of the browser lies."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def origin(place: Path) -> Iterator[str]:
    """The address of the server, on an index made with the default model."""
    with serving(engine_of_library(place, load_encoder()), place / "index") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all pages; tests that need it are skipped where it is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visits(browser: Browser, origin: str) -> Visits:
    """Opens fresh pages of the site."""

    def opened(**options: Any) -> AbstractContextManager[Visit]:
        return visiting(browser, origin, **options)

    return opened
