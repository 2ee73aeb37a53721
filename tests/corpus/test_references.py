"""The clauses that a question names are read in every usual way of both legal traditions and of English."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.background import background_texts
from corpus.clauses import VIETNAMESE_POINTS
from corpus.folding import folded
from corpus.nouns import ClauseLevel, ClauseStep
from corpus.references import find_references, read_references
from corpus.rulebook import rules

EXAMPLES = [(rule["written"], rule["reads"]) for rule in rules("references")["example"]]


@pytest.mark.parametrize(("written", "reads"), EXAMPLES)
def test_examples(written: str, reads: list[str]) -> None:
    """Every way to name clauses reads as their paths, and what names none reads as none."""
    assert [str(reference) for reference in read_references(written)] == reads


@pytest.mark.parametrize(("written", "reads"), EXAMPLES)
def test_where_references_stand(written: str, reads: list[str]) -> None:
    """Each reference has the span of the text that names it, which read alone names the same clauses."""
    found = read_references(written)
    assert all(reference.span.end <= len(written) for reference in found)
    if found:
        span = found[0].span
        assert [str(reference) for reference in read_references(written[span.start : span.end])][: len(reads)] == reads


@given(st.integers(1, 300), st.integers(1, 40), st.sampled_from(VIETNAMESE_POINTS))
def test_both_orders_are_one_request(article: int, number: int, point: str) -> None:
    """Inside out as Vietnamese and outside in as French name it, with every letter of points, it is the same clause."""
    wanted = (ClauseStep(ClauseLevel.ARTICLE, str(article)), ClauseStep(ClauseLevel.CLAUSE, str(number)), ClauseStep(ClauseLevel.POINT, point))
    for written in (
        f"điểm {point} khoản {number} Điều {article}",
        f"article {article}, paragraphe {number}, point {point}",
        f"point {point} of clause {number} of article {article}",
        f"Đ{article}.{number}{point}",
        f"đ.{article} k.{number} đ.{point}",
        f"{article}({number})({point})",
    ):
        assert find_references(written) == wanted, written


@given(st.integers(1, 300), st.integers(1, 40), st.sampled_from(["khoản {1} Điều {0}", "Điều {0} khoản {1}", "article {0}, alinéa {1}", "đoạn {1} Điều {0}"]))
def test_references_without_accents_and_in_capitals(article: int, number: int, form: str) -> None:
    """A reference typed without accents or in capitals is the same reference."""
    written = form.format(article, number)
    assert read_references(folded(written)) == read_references(written) == read_references(written.upper())


@given(st.text(max_size=80), st.sampled_from(["Điều 5", "khoản 2 Điều 5", "article premier", "II.1", "5e alinéa"]), st.text(max_size=80))
def test_any_text_can_be_read(before: str, reference: str, after: str) -> None:
    """No text makes the reading fail, and every reference has a span inside the text."""
    text = f"{before} {reference} {after}"
    assert all(0 <= found.span.start < found.span.end <= len(text) for found in read_references(text))


@pytest.mark.parametrize("filling", ["de la ", "của các ", "khoản 1, ", "điểm a, ", "(", "1.", "I ", "premier ", "a) ", "thứ nhất ", "article ", "- "])
def test_long_texts_are_read_at_once(filling: str) -> None:
    """No text of the longest length that questions may have takes more than a second, whatever it repeats."""
    started = time.perf_counter()
    read_references(f"Điều 5 {filling * (1900 // len(filling))} x Điều 6 {filling}")
    assert time.perf_counter() - started < 1


def test_ordinary_sentences_name_no_clause() -> None:
    """None of the sentences on other matters names a clause."""
    sentences = [sentence for texts in background_texts().values() for sentence in texts]
    assert [sentence for sentence in sentences if read_references(sentence)] == []


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("art. 5 al. 2", "article-5/clause-2"),
        ("đoạn 2 khoản 1 Điều 3", "article-3/clause-1"),
        ("dernier alinéa de l'article 3", "article-3"),
        ("khoản 2, 3 Điều 5", "article-5/clause-2"),
        ("Ngày 5 tháng 3", ""),
    ],
)
def test_the_first_clause(written: str, steps: str) -> None:
    """One clause stands for what a question names first; an unnumbered paragraph of an article counts as if it had its number."""
    assert "/".join(map(str, find_references(written))) == steps
