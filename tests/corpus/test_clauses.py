"""Clauses are headed and cited in both legal traditions."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clauses import (
    VIETNAMESE_POINTS,
    attaches_text,
    citation_label,
    closes_act,
    innermost,
    label_of,
    match_heading,
    pages_of,
    read_ordinal,
    runs_on,
)
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Language, Page, Span
from corpus.rulebook import rules

HEADINGS = [(rule["level"], language, example) for rule in rules("clauses")["heading"] for language in rule["languages"] for example in rule["examples"]]


def clause(*steps: tuple[ClauseLevel, str, str]) -> Clause:
    """A clause from levels, ordinals and labels."""
    return Clause(tuple(ClauseStep(level, ordinal) for level, ordinal, _ in steps), tuple(label for _, _, label in steps), ("",) * len(steps), Span(0, 1))


CHAPTER, ARTICLE, CLAUSE, POINT = ClauseLevel.CHAPTER, ClauseLevel.ARTICLE, ClauseLevel.CLAUSE, ClauseLevel.POINT


@pytest.mark.parametrize(
    ("written", "ordinal"),
    [
        ("I", "1"), ("IV", "4"), ("XIX", "19"), ("XC", "90"), ("1er", "1"), ("Ier", "1"), ("IÈRE", "1"), ("PREMIER", "1"), ("Thứ nhất", "1"), ("THỨ HAI", "2"),
        ("05", "5"), ("10", "10"), ("5a", "5a"), ("6 bis", "6bis"), ("4.1.2", "4.1.2"), ("3-1", "3.1"), ("đ", "đ"), ("1\u00a0er", "1"),
    ],
)  # fmt: skip
def test_ordinals(written: str, ordinal: str) -> None:
    """Roman, spelled and suffixed ordinals are read as figures."""
    assert read_ordinal(written) == ordinal


@given(st.integers(1, 89))
def test_roman_numerals(number: int) -> None:
    """Every Roman numeral that divisions carry is read as its value."""
    tens, ones = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    assert read_ordinal(tens[number // 10] + ones[number % 10]) == str(number)


@pytest.mark.parametrize(("level", "language", "line"), HEADINGS)
def test_examples_head_their_level(level: str, language: str, line: str) -> None:
    """Every example of a heading is a heading of its level, and its title stands at its offset."""
    found = [heading for heading in match_heading(line, Language(language)) if heading.level == level]
    assert len(found) == 1
    assert line[found[0].title_offset :].strip() == found[0].title
    assert line.startswith(found[0].label)


@pytest.mark.parametrize(
    ("line", "language", "label"),
    [
        ("1. Thuế suất", Language.VIETNAMESE, "Khoản 1"),
        ("đ) Tổ chức", Language.VIETNAMESE, "Điểm đ"),
        ("Điều 5. Thuế suất", Language.VIETNAMESE, "Điều 5"),
        ("2° Les communes", Language.FRENCH, "Paragraphe 2"),
        ("a) Les communes", Language.FRENCH, "Point a"),
        ("Article 1er. Objet", Language.FRENCH, "Article 1er"),
        ("II. - Le montant", Language.FRENCH, "II"),
        ("II. Nhiệm vụ", Language.VIETNAMESE, "Mục II"),
    ],
)
def test_labels(line: str, language: Language, label: str) -> None:
    """A clause is called in its document's language, divisions as they are written."""
    assert label_of(match_heading(line, language)[0], language) == label


def test_citation_labels() -> None:
    """Vietnamese cites from the inside, French from the outside, and chapters are left out beside an article."""
    vietnamese = clause((CHAPTER, "2", "Chương II"), (ARTICLE, "5", "Điều 5"), (CLAUSE, "2", "Khoản 2"), (POINT, "a", "Điểm a"))
    french = clause((CHAPTER, "2", "Chapitre II"), (ARTICLE, "5", "Article 5"), (CLAUSE, "2", "Paragraphe 2"))
    annexed = clause((ClauseLevel.ANNEX, "1", "Annexe I"), (CHAPTER, "2", "Chapitre II"), (ARTICLE, "5", "Article 5"))
    chapter = clause((CHAPTER, "2", "Chương II"))
    assert citation_label(vietnamese, Language.VIETNAMESE) == "Điểm a Khoản 2 Điều 5"
    assert citation_label(french, Language.FRENCH) == "Article 5, Paragraphe 2"
    assert citation_label(annexed, Language.FRENCH) == "Annexe I, Article 5"
    assert citation_label(chapter, Language.VIETNAMESE) == "Chương II"


def test_vietnamese_points() -> None:
    """Points are lettered with đ after d and without f, j, w and z."""
    assert set(string.ascii_lowercase) - set(VIETNAMESE_POINTS) == set("fjwz")
    assert VIETNAMESE_POINTS.index("đ") == VIETNAMESE_POINTS.index("d") + 1


@pytest.mark.parametrize(
    ("line", "language", "closes", "attaches", "goes_on"),
    [
        ("Nơi nhận:", Language.VIETNAMESE, True, False, False),
        ("(Kèm theo Quyết định số 844/QĐ-TTg", Language.VIETNAMESE, False, True, False),
        ("theo quy định tại", Language.VIETNAMESE, False, False, True),
        ("Fait à Lille, le 15 mai 2025", Language.FRENCH, True, False, False),
        ("conformément à", Language.FRENCH, False, False, True),
        ("Le présent arrêté entre en vigueur.", Language.FRENCH, False, False, False),
        ("Nơi nhận:", Language.FRENCH, False, False, False),
    ],
)
def test_lines_that_are_no_clauses(line: str, language: Language, closes: bool, attaches: bool, goes_on: bool) -> None:  # noqa: FBT001 - columns of the table
    """Signatures close an act, attachments open one, and a line that goes on keeps the next from being a heading."""
    assert (closes_act(line, language), attaches_text(line, language), runs_on(line, language)) == (closes, attaches, goes_on)


def test_pages() -> None:
    """A span has the first and the last page that it touches, and none where there are no pages."""
    pages = (Page(3, Span(0, 10)), Page(4, Span(10, 20)))
    assert pages_of(pages, Span(9, 11)) == (3, 4)
    assert pages_of(pages, Span(10, 20)) == (4, 4)
    assert pages_of((), Span(0, 1)) is None


def test_the_innermost_clause() -> None:
    """Of the clauses that cover a span the deepest is meant; none where only a part is covered."""
    outer = Clause((ClauseStep(ARTICLE, "1"),), ("Điều 1",), ("",), Span(0, 40))
    inner = Clause((*outer.steps, ClauseStep(CLAUSE, "1")), ("Điều 1", "Khoản 1"), ("", ""), Span(10, 30))
    assert innermost((outer, inner), Span(12, 15)) == inner
    assert innermost((outer, inner), Span(12, 31)) == outer
    assert innermost((outer, inner), Span(12, 41)) is None
