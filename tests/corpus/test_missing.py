"""Of a clause that an act does not have, one sentence says which step is missing and what there is instead."""

import pytest

from corpus.missing import missing
from corpus.nouns import Clause, Language, Span
from corpus.references import ClauseReference, read_references
from tests.corpus.trees import tree_of

ACT = tree_of(
    "chapter-1", "chapter-1/article-1", "chapter-1/article-2", "chapter-2", "chapter-2/article-3", "chapter-2/article-5", "chapter-2/article-5/clause-1",
    "chapter-2/article-5/clause-2", "chapter-2/article-5/clause-2/point-a", "chapter-2/article-5/clause-2/point-b", "chapter-2/article-5/clause-3",
    "chapter-2/article-5/clause-3a", "chapter-2/article-5/clause-4", "attachment-1", "attachment-1/roman-1", "attachment-1/roman-2",
)  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("khoản 9 Điều 5", "Điều 5 has no khoản 9; it has khoản 1 to 3, 3a and 4"),
        ("điểm d khoản 2 Điều 5", "Khoản 2 điều 5 has no điểm d; it has điểm a and b"),
        ("tiết a.1 điểm a khoản 2 Điều 5", "Điểm a khoản 2 điều 5 has no tiết a.1; it is not divided further"),
        ("khoản 1 Điều 3", "Điều 3 has no khoản 1; it is not divided further"),
        ("Điều 99", "6/QĐ has no Điều 99; it has Điều 1 to 3 and 5"),
        ("Chương IV", "6/QĐ has no Chương 4; it has Chương 1 and 2"),
        ("Điều 5 Chương I", "Chương 1 has no Điều 5; it has Điều 1 and 2"),
        ("mục III Kế hoạch kèm theo", "Văn bản kèm theo 1 has no Mục 3; it has mục 1 and 2"),
        ("điểm c Điều 5", "Điều 5 has no điểm c; it has điểm a and b"),
        ("đoạn 7 Điều 3", "Điều 3 has no paragraph 7"),
        ("Phụ lục II", "6/QĐ has no Phụ lục 2; it has Chương 1 and 2"),
    ],
)
def test_what_is_missing(reference: str, sentence: str) -> None:
    """The sentence names the innermost clause that is there, the step that is not, and the steps that it has."""
    (asked,) = read_references(reference)
    assert missing(asked, ACT, Language.VIETNAMESE, "6/QĐ").lower() == sentence.lower()


def test_an_act_without_clauses() -> None:
    """Of a text without any clause that is what the sentence says."""
    (asked,) = read_references("Điều 5")
    assert missing(asked, (), Language.VIETNAMESE, "6/QĐ") == "6/QĐ is not divided into clauses"


def test_a_paragraph_of_nothing() -> None:
    """A paragraph that is named without its clause is missing in the act itself."""
    assert missing(ClauseReference((), Span(0, 1), block=2), ACT, Language.FRENCH, "loi 6") == "loi 6 has no paragraph 2"


def test_long_lists_are_cut() -> None:
    """Of many ordinals that are no run only the first are told."""
    tree: tuple[Clause, ...] = tree_of(*(f"article-{number}" for number in range(1, 60, 2)))
    sentence = missing(read_references("Điều 2")[0], tree, Language.VIETNAMESE, "6/QĐ")
    assert sentence.endswith("25, 27 and others")
