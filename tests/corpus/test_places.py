"""A reference leads to the places that it names in the tree of an act, and to paragraphs that no tree numbers."""

import pytest

from corpus.nouns import Clause, Language, Span
from corpus.places import order_of, places, resolve
from corpus.references import find_references, read_references
from tests.corpus.trees import clause_at, tree_of

FR, VI = Language.FRENCH, Language.VIETNAMESE

ACT = tree_of(
    "chapter-1", "chapter-1/article-5", "chapter-1/article-5/roman-2", "chapter-1/article-6", "chapter-1/article-6/clause-2",
    "chapter-1/article-6/clause-2/point-b", "chapter-1/article-6a", "chapter-1/article-7", "attachment-1", "attachment-1/article-5", "attachment-1/article-5/clause-1",
    "attachment-1/annex-1", "attachment-1/annex-1/roman-2",
)  # fmt: skip
PLAN = tree_of("roman-1", "roman-1/clause-1", "roman-1/clause-2", "roman-2", "roman-2/clause-1", "roman-2/clause-1/point-a", "roman-2/subclause-2.2")


@pytest.mark.parametrize(
    ("tree", "reference", "paths"),
    [
        (ACT, "article 5", ["chapter-1/article-5", "attachment-1/article-5"]),
        (ACT, "article 5 du chapitre I", ["chapter-1/article-5"]),
        (ACT, "Điều 5 Kế hoạch ban hành kèm theo", ["attachment-1/article-5"]),
        (ACT, "article 6, paragraphe 2", ["chapter-1/article-6/clause-2"]),
        (ACT, "article 6.2", ["chapter-1/article-6/clause-2"]),
        (ACT, "khoản 2b Điều 6", ["chapter-1/article-6/clause-2/point-b"]),
        (ACT, "article 5, paragraphe 2", ["chapter-1/article-5/roman-2"]),
        (ACT, "khoản 1 Điều 5", ["attachment-1/article-5/clause-1"]),
        (ACT, "mục II Phụ lục", ["attachment-1/annex-1/roman-2"]),
        (ACT, "Điều 1 Kế hoạch ban hành kèm theo", []),
        (ACT, "article 9", []),
        (ACT, "article 6, paragraphe 3", []),
        (PLAN, "mục II", ["roman-2"]),
        (PLAN, "phần II mục 1", ["roman-2/clause-1"]),
        (PLAN, "II.1", ["roman-2/clause-1"]),
        (PLAN, "điểm a khoản 1 mục II", ["roman-2/clause-1/point-a"]),
        (PLAN, "khoản 2 mục II", ["roman-2/subclause-2.2"]),
        (PLAN, "Văn bản kèm theo mục II", ["roman-2"]),
        (PLAN, "khoản 1", ["roman-1/clause-1", "roman-2/clause-1"]),
        (PLAN, "Điều 1", []),
    ],
)
def test_resolve(tree: tuple[Clause, ...], reference: str, paths: list[str]) -> None:
    """Exact levels win, then those of another tradition; the act's own clauses come before those of what is attached to it."""
    assert [clause.path for clause in resolve(find_references(reference), tree)] == paths


def test_no_reference_names_nothing() -> None:
    """A question without a reference names no clause rather than all."""
    assert resolve((), ACT) == []


@pytest.mark.parametrize(
    ("reference", "paths"),
    [
        ("từ Điều 5 đến Điều 7", ["chapter-1/article-5", "chapter-1/article-6", "chapter-1/article-6a", "chapter-1/article-7", "attachment-1/article-5"]),
        ("articles 6 à 7", ["chapter-1/article-6", "chapter-1/article-6a", "chapter-1/article-7"]),
        ("điểm a đến điểm c khoản 2 Điều 6", ["chapter-1/article-6/clause-2/point-b"]),
        ("articles 8 à 9", []),
    ],
)
def test_ranges(reference: str, paths: list[str]) -> None:
    """A range holds the clauses between its ends that there are, with those that were put between them later."""
    (asked,) = read_references(reference)
    assert [clause.path for clause in places(asked, "", ACT, VI)] == paths


ARTICLE = """Article 3. Montant
Le montant est fixé par la commune chaque année,
au plus tard en mars.

L'aide est versée :

a) en une fois ;

b) en deux fois.

Elle n'est pas imposable."""
INTRODUCED = """Điều 7. Điều kiện
1. Doanh nghiệp được hỗ trợ khi có đủ hồ sơ theo mẫu của cơ quan.
Trường hợp thiếu, cơ quan báo lại.
2. Khoản 5a áp dụng từ năm sau đối với doanh nghiệp nhỏ và doanh nghiệp vừa. Hồ sơ
gửi một lần."""


def french() -> tuple[Clause, ...]:
    """The tree of the French article: two points, no numbered paragraph."""
    points = [
        clause_at(f"article-3/point-{letter}", Span(ARTICLE.index(f"{letter})"), ARTICLE.index(end) + len(end)), language=FR)
        for letter, end in (("a", "fois ;"), ("b", "deux fois."))
    ]
    return (clause_at("article-3", Span(0, len(ARTICLE)), "Montant", FR), *points)


def vietnamese() -> tuple[Clause, ...]:
    """The tree of the Vietnamese article, without blank lines: two numbered clauses, the first of two paragraphs."""
    second = INTRODUCED.index("2.")
    first = clause_at("article-7/clause-1", Span(INTRODUCED.index("1."), second - 1))
    return (clause_at("article-7", Span(0, len(INTRODUCED)), "Điều kiện"), first, clause_at("article-7/clause-2", Span(second, len(INTRODUCED))))


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("premier alinéa de l'article 3", "Le montant est fixé par la commune chaque année,\nau plus tard en mars."),
        ("article 3, alinéa 2", "L'aide est versée :"),
        ("article 3, paragraphe 2", "L'aide est versée :"),
        ("4e alinéa de l'article 3", "b) en deux fois."),
        ("dernier alinéa de l'article 3", "Elle n'est pas imposable."),
        ("avant-dernier alinéa de l'article 3", "b) en deux fois."),
        ("second paragraph of article 3", "L'aide est versée :"),
        ("point b de l'article 3", "b) en deux fois."),
        ("alinéa 9 de l'article 3", None),
        ("khoản 2 Điều 3", None),
    ],
)
def test_paragraphs_without_a_number(reference: str, text: str | None) -> None:
    """An alinéa of an article without numbered paragraphs is its n-th paragraph, every line that begins anew counted, the heading not."""
    found = places(read_references(reference)[0], ARTICLE, french(), FR)
    assert [ARTICLE[clause.span.start : clause.span.end] for clause in found] == ([text] if text else [])


@pytest.mark.parametrize(
    ("reference", "path", "text"),
    [
        ("art. 7 al. 2", "article-7/clause-2", "2. Khoản 5a áp dụng từ năm sau đối với doanh nghiệp nhỏ và doanh nghiệp vừa. Hồ sơ\ngửi một lần."),
        ("đoạn 2 khoản 1 Điều 7", "article-7/clause-1", "Trường hợp thiếu, cơ quan báo lại."),
        ("đoạn đầu khoản 1 Điều 7", "article-7/clause-1", "Doanh nghiệp được hỗ trợ khi có đủ hồ sơ theo mẫu của cơ quan."),
        ("đoạn cuối Điều 7", "article-7", "2. Khoản 5a áp dụng từ năm sau đối với doanh nghiệp nhỏ và doanh nghiệp vừa. Hồ sơ\ngửi một lần."),
        ("khoản 3 Điều 7", None, None),
    ],
)
def test_paragraphs_of_numbered_clauses(reference: str, path: str | None, text: str | None) -> None:
    """A numbered clause of that number is meant first; inside a clause full stops at the end of short lines part the paragraphs."""
    found = places(read_references(reference)[0], INTRODUCED, vietnamese(), VI)
    assert [(clause.path, INTRODUCED[clause.span.start : clause.span.end]) for clause in found] == ([(path, text)] if path else [])


def test_the_name_of_a_paragraph() -> None:
    """A paragraph without a number is called by its place in its clause, as each tradition does."""
    (french_one,) = places(read_references("alinéa 2 de l'article 3")[0], ARTICLE, french(), FR)
    (vietnamese_one,) = places(read_references("đoạn 2 khoản 1 Điều 7")[0], INTRODUCED, vietnamese(), VI)
    assert (french_one.labels, vietnamese_one.labels) == (("Article 3, alinéa 2",), ("Điều 7", "Đoạn 2 Khoản 1"))


TOLD = "Điều 4. Miễn thuế\n\nKhoản 4 miễn thuế cho nghiên cứu.\n\nKhoản 14a miễn thuế cho doanh nghiệp nhỏ.\n\nc) Sản phẩm:\n\nc1) Thép;\n\nc2) Nhôm."


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("khoản 14a Điều 4", "Khoản 14a miễn thuế cho doanh nghiệp nhỏ."),
        ("khoản 4 Điều 4", "Khoản 4 miễn thuế cho nghiên cứu."),
        ("điểm c1 Điều 4", "c1) Thép;"),
        ("tiết c.2 Điều 4", "c2) Nhôm."),
        ("khoản 1 Điều 4", None),
        ("khoản 14 Điều 4", None),
    ],
)
def test_what_only_the_text_numbers(reference: str, text: str | None) -> None:
    """A clause that the tree does not hold is the paragraph of its parent that begins with its label."""
    tree = (clause_at("article-4", Span(0, len(TOLD)), "Miễn thuế"),)
    found = places(read_references(reference)[0], TOLD, tree, VI)
    assert [TOLD[clause.span.start : clause.span.end] for clause in found] == ([text] if text else [])


def test_the_order_of_ordinals() -> None:
    """Figures come in their order with what was put between them, letters as Vietnamese acts letter points."""
    assert sorted(["10", "5a", "6", "5"], key=order_of) == ["5", "5a", "6", "10"]
    assert sorted("edđcba", key=order_of) == list("abcdđe")
