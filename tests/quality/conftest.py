"""One index of the shipped documents for all tests of quality."""

import pytest

from corpus.catalogue import corpus_folder
from indexer.build import build_index
from indexer.encoder import load_encoder
from service.engine import Engine


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An index of the shipped documents with the default model."""
    encoder = load_encoder()
    index = tmp_path_factory.mktemp("library")
    report = build_index(index, (corpus_folder(),), encoder)
    assert report.failed == {}
    return Engine(index, encoder)
