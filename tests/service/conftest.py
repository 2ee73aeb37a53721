"""One index of the small library for all tests that only read it."""

import pytest

from service.engine import Engine, Snapshot
from tests.service.library import engine_of


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over the small library with the fake encoder."""
    return engine_of(tmp_path_factory.mktemp("library"))


@pytest.fixture
def snapshot(engine: Engine) -> Snapshot:
    """The library's generation."""
    return engine.snapshot()
