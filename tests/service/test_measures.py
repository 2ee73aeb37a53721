"""Figures are those of the books, computed by hand."""

import pytest

from service.measures import Answers, Rankings, accuracy, ndcg, recall, reciprocal_rank


@pytest.mark.parametrize(
    ("ranked", "relevant", "at", "expected"),
    [
        (["a", "b", "c"], {"a": 1.0}, 10, 1.0),
        (["b", "a", "c"], {"a": 1.0}, 10, 0.6309),  # (1 / log2 3) / 1
        (["a", "b", "c"], {"a": 1.0, "c": 2.0}, 10, 0.7602),  # (1 + 2 / log2 4) / (2 + 1 / log2 3) = 2 / 2.6309
        (["b", "c", "a"], {"a": 1.0}, 2, 0.0),
        (["a"], {"a": 1.0, "b": 1.0}, 1, 1.0),  # of two right ones only one has a place
        (["a"], {"a": 1.0, "b": 1.0}, 2, 0.6131),  # 1 / (1 + 1 / log2 3)
        ([], {"a": 1.0}, 10, 0.0),
        (["a"], {}, 10, 0.0),
    ],
)
def test_ndcg(ranked: list[str], relevant: dict[str, float], at: int, expected: float) -> None:
    """The gain of rank r is divided by log2(r + 1), and the sum by that of the best ranking."""
    assert ndcg(ranked, relevant, at) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("ranked", "at", "expected"),
    [(["a", "x", "b"], 3, 2 / 3), (["a", "x", "b"], 2, 1 / 3), (["x"], 10, 0.0), ([], 10, 0.0), (["c", "b", "a"], 3, 1.0)],
)
def test_recall(ranked: list[str], at: int, expected: float) -> None:
    """Of the three right documents a, b and c those count that stand within the depth."""
    assert recall(ranked, dict.fromkeys("abc", 1.0), at) == pytest.approx(expected)


def test_recall_of_nothing() -> None:
    """Where nothing is right, nothing is found."""
    assert recall(["a"], {}, 10) == 0


@pytest.mark.parametrize(
    ("ranked", "first", "reciprocal"),
    [(["a", "b"], 1, 1.0), (["x", "a", "b"], 0, 1 / 2), (["x", "y", "a"], 0, 1 / 3), (["x", "y", "z", "a"], 0, 0.0), ([], 0, 0.0)],
)
def test_first_right_document(ranked: list[str], first: float, reciprocal: float) -> None:
    """The first place is right or wrong, and 1 / rank is 0 beyond the depth of three."""
    relevant = {"a": 1.0, "b": 1.0}
    assert (accuracy(ranked, relevant), reciprocal_rank(ranked, relevant, 3)) == (first, reciprocal)


def test_means_of_rankings() -> None:
    """Over two queries, one right at once and one only at rank 6: recall@5 is 1 / 2, MRR (1 + 1 / 6) / 2, nDCG (1 + 1 / log2 7) / 2."""
    rankings = Rankings()
    rankings.add(["a"], {"a": 1.0}, 10.0)
    rankings.add([*"uvwxya"], {"a": 1.0}, 30.0)
    assert rankings.figures() == {
        "ndcg@10": 0.6781,
        "recall@5": 0.5,
        "recall@10": 1.0,
        "recall@100": 1.0,
        "accuracy@1": 0.5,
        "mrr@10": 0.5833,
        "p50_ms": 20.0,
        "p95_ms": 29.0,  # 10 + 0.95 * (30 - 10)
    }


def test_nothing_gathered() -> None:
    """Of no query there is no figure."""
    assert set(Rankings().figures().values()) == {None}
    assert set(Answers().figures().values()) == {None}
