"""One index of the small library, and one of acts that change one another, for all tests that only read them."""

import pytest

from service.engine import Engine, Snapshot
from tests.service.acts import engine_of_acts
from tests.service.library import engine_of
from tests.service.policies import engine_of_policies


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over the small library with the fake encoder."""
    return engine_of(tmp_path_factory.mktemp("library"))


@pytest.fixture
def snapshot(engine: Engine) -> Snapshot:
    """The library's generation."""
    return engine.snapshot()


@pytest.fixture(scope="session")
def acts(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over acts that change one another."""
    return engine_of_acts(tmp_path_factory.mktemp("acts"))


@pytest.fixture(scope="session")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over acts with targets and measures of support."""
    return engine_of_policies(tmp_path_factory.mktemp("policies"))
