"""Documents that growth is measured with are made as real ones are."""

import numpy as np
import pytest

from benchmarks.synthetic import RealPassages, documents
from corpus.nouns import Language

TITLES = ["Hỗ trợ doanh nghiệp", "Chợ đầu mối", "Đất đai"]
TEXTS = ["Câu một. Câu hai; câu ba.", "Chợ mở cửa. Chợ đóng cửa.", "Đất ở. Đất trồng lúa."]


@pytest.fixture
def part() -> RealPassages:
    """Thirty passages in one language with unit vectors of eight dimensions."""
    vectors = np.random.default_rng(0).normal(size=(30, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return RealPassages(Language.VIETNAMESE, TITLES * 10, TEXTS * 10, vectors)


@pytest.mark.parametrize("count", [1, 7, 250])
def test_there_are_as_many_passages_as_asked_for(part: RealPassages, count: int) -> None:
    """The passages of all documents together are as many as asked for, each with a vector of length 1."""
    made = list(documents([part], count))
    assert sum(len(extraction.passages) for extraction, _ in made) == count
    for extraction, vectors in made:
        assert vectors.shape == (len(extraction.passages), 8)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_passages_stand_where_they_say(part: RealPassages) -> None:
    """Each passage is the text at its span, inside its article, and made of real sentences alone."""
    sentences = {sentence for passage in part.sentences for sentence in passage}
    for extraction, _ in documents([part], 100):
        for passage in extraction.passages:
            assert extraction.text[passage.span.start : passage.span.end] == passage.text
            assert passage.clause is not None
            assert passage.clause.span.start <= passage.span.start < passage.span.end <= passage.clause.span.end
            assert set(passage.text.split("\n")) <= sentences


def test_documents_are_the_same_each_time(part: RealPassages) -> None:
    """One seed gives one set of documents and vectors, another one others."""
    first, again, other = (list(documents([part], 40, seed)) for seed in (1, 1, 2))
    assert [extraction for extraction, _ in first] == [extraction for extraction, _ in again]
    assert all(np.array_equal(one, same) for (_, one), (_, same) in zip(first, again, strict=True))
    assert [extraction.text for extraction, _ in first] != [extraction.text for extraction, _ in other]
