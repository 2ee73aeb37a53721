"""Vectors are searched exactly where few or where limited to some rows, and nearly so through codes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.nouns import Language
from indexer.errors import IndexMismatch
from indexer.vectors import ENOUGH_RECALL, Neighbours, Rows, VectorIndex, VectorKind

FR, VI = Language.FRENCH, Language.VIETNAMESE
ALL_FLAT, NONE_FLAT = 10_000, 0
ROWS = np.arange(600, dtype=np.int64)
KINDS = pytest.mark.parametrize("flat_up_to", [ALL_FLAT, NONE_FLAT], ids=["flat", "codes"])


def clustered(count: int, dimensions: int = 16) -> NDArray[np.float32]:
    """Unit vectors around twenty centres, the same each time."""
    random = np.random.default_rng(7)
    vectors = random.normal(size=(20, dimensions))[random.integers(20, size=count)] + 0.5 * random.normal(size=(count, dimensions))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


VECTORS = clustered(600)
LANGUAGES = [FR if row % 3 == 0 else VI for row in range(600)]
INDEXES = {flat_up_to: VectorIndex.build(VECTORS, LANGUAGES, 16, flat_up_to) for flat_up_to in (ALL_FLAT, NONE_FLAT)}


def nearest(index: VectorIndex, query: NDArray[np.float32], count: int, rows: Rows) -> list[float]:
    """The cosines of the nearest of some rows, best first, by multiplying every vector that the index gives back."""
    cosines: list[float] = np.sort(index.vectors(rows) @ query)[::-1][:count].tolist()
    return cosines


def holds(index: VectorIndex, query: NDArray[np.float32], found: Neighbours) -> bool:
    """Whether no row comes twice and each cosine is that of its row."""
    return len(set(found.rows.tolist())) == len(found.rows) and np.allclose(found.cosines, index.vectors(found.rows) @ query, atol=1e-5)


def test_kinds_are_chosen_by_size() -> None:
    """Each language has its own kind: what is over the limit is kept as codes, the rest flat."""
    cards = VectorIndex.build(VECTORS, LANGUAGES, 16, 300).cards
    assert {language: (card.kind, card.passages) for language, card in cards.items()} == {FR: (VectorKind.FLAT, 200), VI: (VectorKind.CODES, 400)}
    assert (cards[FR].recall_at_10, cards[FR].rescored) == (1.0, 0)


def test_recall_is_measured() -> None:
    """With 4,000 passages of 384 dimensions and 1,000 compared, codes find at least what is asked for, and the card says it."""
    vectors = clustered(4000, 384)
    card = VectorIndex.build(vectors, [VI] * 4000, 384, NONE_FLAT).cards[VI]
    assert ENOUGH_RECALL <= card.recall_at_10 <= 1
    assert card.rescored == 1000


@KINDS
@pytest.mark.parametrize("language", [FR, VI])
def test_one_language_is_searched(flat_up_to: int, language: Language) -> None:
    """Only rows of the language are found; where all vectors are compared after their codes, exactly the nearest."""
    index = INDEXES[flat_up_to]
    query = VECTORS[3] + 0.1 * VECTORS[4]
    found = index.search(query, 10, language=language)
    assert {LANGUAGES[row] for row in found.rows.tolist()} == {language}
    assert holds(index, query, found)
    assert found.cosines.tolist() == pytest.approx(nearest(index, query, 10, index.rows(language)), abs=1e-5)


@KINDS
def test_all_languages_are_searched(flat_up_to: int) -> None:
    """Without a language the nearest of all are found in one order."""
    index = INDEXES[flat_up_to]
    found = index.search(VECTORS[3], 20)
    assert found.cosines.tolist() == pytest.approx(nearest(index, VECTORS[3], 20, ROWS), abs=1e-5)
    assert {LANGUAGES[row] for row in found.rows.tolist()} == {FR, VI}


@KINDS
@settings(deadline=None)
@given(
    among=st.lists(st.integers(0, 599), unique=True, max_size=600),
    count=st.integers(0, 700),
    asked=st.integers(0, 599),
    language=st.sampled_from([FR, VI, None]),
)
def test_among_some_rows_the_result_is_exact(flat_up_to: int, among: list[int], count: int, asked: int, language: Language | None) -> None:
    """Of any rows in any order, exactly the nearest are found that multiplying all their vectors finds."""
    index = INDEXES[flat_up_to]
    rows = np.array(among, dtype=np.int64)
    found = index.search(VECTORS[asked], count, rows, language)
    admitted = rows[[language in {None, LANGUAGES[row]} for row in among]] if among else rows
    assert set(found.rows.tolist()) <= set(admitted.tolist())
    assert holds(index, VECTORS[asked], found)
    assert found.cosines.tolist() == pytest.approx(nearest(index, VECTORS[asked], count, admitted), abs=1e-5)


def test_one_row_among_many() -> None:
    """The one row that passes is found though every other one is nearer."""
    index = INDEXES[NONE_FLAT]
    furthest = int(np.argmin(VECTORS @ VECTORS[3]))
    assert index.search(VECTORS[3], 10, np.array([furthest])).rows.tolist() == [furthest]


def test_rows_of_a_language() -> None:
    """Of some rows those of a language are kept in their order; its own rows ascend."""
    index = INDEXES[ALL_FLAT]
    assert index.of_language(np.array([9, 4, 3, 0]), FR).tolist() == [9, 3, 0]
    assert index.rows(FR).tolist() == list(range(0, 600, 3))


def test_an_empty_index(tmp_path: Path) -> None:
    """Without vectors there is nothing to find, and no error."""
    VectorIndex.build(VECTORS[:0], [], 16).save(tmp_path / "v")
    index = VectorIndex.load(tmp_path / "v", {}, 16)
    assert (len(index), len(index.search(VECTORS[0], 5).rows), index.vectors(np.empty(0, dtype=np.int64)).shape) == (0, 0, (0, 16))


def test_a_language_without_passages() -> None:
    """In a language that no passage has nothing is found."""
    index = VectorIndex.build(VECTORS[:5], [FR] * 5, 16)
    assert index.search(VECTORS[0], 5, language=VI).rows.size == 0


@pytest.mark.parametrize(("flat_up_to", "tolerance"), [(ALL_FLAT, 0.0), (NONE_FLAT, 1e-3)])
def test_vectors_are_given_back(flat_up_to: int, tolerance: float) -> None:
    """The vectors of rows are those that were added, in the order asked for; beside codes in half precision, with 11 binary digits."""
    rows = np.array([5, 0, 599, 5], dtype=np.int64)
    assert np.allclose(INDEXES[flat_up_to].vectors(rows), VECTORS[rows], rtol=tolerance, atol=tolerance / 10)


def test_vectors_taken_over_stay_as_they_are() -> None:
    """What an index with codes gives back, put into a new one, is given back without a difference."""
    once = INDEXES[NONE_FLAT].vectors(ROWS)
    assert np.array_equal(VectorIndex.build(once, LANGUAGES, 16, NONE_FLAT).vectors(ROWS), once)


@KINDS
def test_saved_and_loaded(tmp_path: Path, flat_up_to: int) -> None:
    """A loaded index finds what the saved one finds."""
    index = INDEXES[flat_up_to]
    index.save(tmp_path / "v")
    loaded = VectorIndex.load(tmp_path / "v", index.cards, 16)
    assert (len(loaded), loaded.cards) == (600, index.cards)
    for asked in range(0, 600, 50):
        assert loaded.search(VECTORS[asked], 5).rows.tolist() == index.search(VECTORS[asked], 5).rows.tolist()
    assert np.array_equal(loaded.vectors(ROWS), index.vectors(ROWS))


@pytest.mark.parametrize("name", ["fr.faiss", "vi.npy"])
@pytest.mark.parametrize("content", [None, b"", b"no index"])
def test_a_file_that_is_no_index(tmp_path: Path, name: str, content: bytes | None) -> None:
    """A missing or damaged file is refused with what to do next."""
    INDEXES[ALL_FLAT].save(tmp_path / "v")
    (tmp_path / "v" / name).unlink()
    if content is not None:
        (tmp_path / "v" / name).write_bytes(content)
    with pytest.raises(IndexMismatch, match="build the index again"):
        VectorIndex.load(tmp_path / "v", INDEXES[ALL_FLAT].cards, 16)


def test_cards_of_another_index(tmp_path: Path) -> None:
    """Files that are not what the manifest says of them are refused."""
    INDEXES[ALL_FLAT].save(tmp_path / "v")
    with pytest.raises(IndexMismatch, match="build the index again"):
        VectorIndex.load(tmp_path / "v", INDEXES[NONE_FLAT].cards, 16)
