"""Ways of ranking are what their names say, over the same index."""

from collections.abc import Callable

import numpy as np
import pytest

from service.engine import Engine
from service.questions import read_question
from service.ranking_ways import DocumentScores, Way, minmax_fusion, rank, reciprocal_rank_fusion
from service.retrieval import search
from tests.fakes import FakeEncoder

QUESTIONS = ("Doanh nghiệp nào được vay vốn với lãi suất ưu đãi?", "Quelle aide pour les machines des petites entreprises ?")


def test_reciprocal_ranks_are_added() -> None:
    """A document that is second and first has 1 / 62 + 1 / 61, one that is only first 1 / 61, one that is only third 1 / 63."""
    fused = reciprocal_rank_fusion([{"a": 0.9, "b": 0.5, "c": 0.4}, {"b": 40.0}])
    assert list(fused) == ["b", "a", "c"]
    assert fused == pytest.approx({"b": 1 / 62 + 1 / 61, "a": 1 / 61, "c": 1 / 63})


def test_stretched_scores_are_halved_and_added() -> None:
    """Each list goes from 0 to 1 whatever its scale; of 10, 6 and 2 the middle one is 1 / 2."""
    fused = minmax_fusion([{"a": 10.0, "b": 6.0, "c": 2.0}, {"c": 0.03, "b": 0.02, "d": 0.01}])
    assert fused == pytest.approx({"a": 0.5, "b": 0.25 + 0.25, "c": 0.5, "d": 0.0})


@pytest.mark.parametrize("fusion", [reciprocal_rank_fusion, minmax_fusion])
def test_empty_lists(fusion: Callable[[list[DocumentScores]], DocumentScores]) -> None:
    """A way that found nothing leaves the ranking of the other as it is."""
    assert list(fusion([{"a": 3.0, "b": 2.0}, {}])) == ["a", "b"]
    assert fusion([{}, {}]) == {}


@pytest.mark.parametrize("text", QUESTIONS)
def test_dense_is_the_order_of_cosines(engine: Engine, text: str) -> None:
    """Dense alone ranks documents by the cosine of their nearest passage, computed here from all vectors."""
    snapshot, encoder = engine.snapshot(), FakeEncoder()
    vectors = snapshot.generation.vectors
    cosines = vectors.vectors(np.arange(len(vectors))) @ encoder.encode_query(text)
    best: dict[str, float] = {}
    for row, cosine in enumerate(cosines.tolist()):
        name = snapshot.document_of(row).id
        best[name] = max(best.get(name, -1.0), cosine)
    ranked = rank(Way.DENSE, snapshot, encoder, read_question(text))
    assert sorted(ranked) == sorted(best)
    assert [round(best[name], 5) for name in ranked] == sorted((round(value, 5) for value in best.values()), reverse=True)


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_product_is_its_own_search(engine: Engine, text: str) -> None:
    """The fused way gives the documents of the product's hits, each once, in their order."""
    snapshot, question = engine.snapshot(), read_question(text)
    hits = search(snapshot, engine.encoder, question, 400)
    assert rank(Way.FUSED, snapshot, engine.encoder, question) == list(dict.fromkeys(hit.document.id for hit in hits))


def test_words_alone_need_a_word(engine: Engine) -> None:
    """Words alone find the text that says them, and nothing for words that no text says; dense alone always has an order."""
    snapshot = engine.snapshot()
    best = rank(Way.LEXICAL, snapshot, engine.encoder, read_question("Chợ đầu mối mở cửa lúc mấy giờ?"))[0]
    assert {document.id: document for document in snapshot.documents}[best].title == "Về quản lý chợ đầu mối nông sản"
    nothing = read_question("zzz qqq www")
    assert rank(Way.LEXICAL, snapshot, engine.encoder, nothing) == []
    assert len(rank(Way.DENSE, snapshot, engine.encoder, nothing)) == len(snapshot.documents)
