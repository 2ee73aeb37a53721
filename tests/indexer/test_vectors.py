"""Vectors are searched exactly."""

from pathlib import Path

import numpy as np
import pytest

from indexer.errors import IndexMismatch
from indexer.vectors import VectorIndex

RANDOM = np.random.default_rng(7)
VECTORS = RANDOM.normal(size=(200, 16)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


def test_search_is_exact() -> None:
    """The nearest rows are those of the largest cosines, best first."""
    query = VECTORS[3] + 0.1 * VECTORS[4]
    found = VectorIndex.build(VECTORS, 16).search(query, 10)
    expected = np.argsort(-(VECTORS @ query))[:10]
    assert found.rows.tolist() == expected.tolist()
    assert np.allclose(found.cosines, (VECTORS @ query)[expected], atol=1e-5)


def test_search_among_some_rows() -> None:
    """A search that is limited to some rows gives the best of exactly those."""
    among = np.array([150, 7, 99, 12], dtype=np.int64)
    found = VectorIndex.build(VECTORS, 16).search(VECTORS[3], 10, among)
    assert found.rows.tolist() == sorted(among.tolist(), key=lambda row: -float(VECTORS[row] @ VECTORS[3]))
    assert len(VectorIndex.build(VECTORS, 16).search(VECTORS[3], 10, among[:0]).rows) == 0


def test_an_empty_index() -> None:
    """Without vectors there is nothing to find, and no error."""
    index = VectorIndex.build(VECTORS[:0], 16)
    assert (len(index), len(index.search(VECTORS[0], 5).rows), index.vectors(np.empty(0, dtype=np.int64)).shape) == (0, 0, (0, 16))


def test_vectors_are_given_back() -> None:
    """The vectors of rows are those that were added, in the order asked for, after saving and loading too."""
    rows = np.array([5, 0, 199], dtype=np.int64)
    assert np.array_equal(VectorIndex.build(VECTORS, 16).vectors(rows), VECTORS[rows])


def test_saved_and_loaded(tmp_path: Path) -> None:
    """A loaded index is the one that was saved."""
    VectorIndex.build(VECTORS, 16).save(tmp_path / "v")
    loaded = VectorIndex.load(tmp_path / "v")
    assert (len(loaded), loaded.kind) == (200, "flat-ip")
    assert loaded.search(VECTORS[9], 1).rows.tolist() == [9]


@pytest.mark.parametrize("content", [None, b"", b"no index"])
def test_a_file_that_is_no_index(tmp_path: Path, content: bytes | None) -> None:
    """A missing or damaged file is refused with what to do next."""
    path = tmp_path / "v"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexMismatch, match="build the index again"):
        VectorIndex.load(path)
