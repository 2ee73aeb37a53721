"""Phrases that list clauses are read member by member, in both legal traditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clauses import VIETNAMESE_POINTS
from corpus.nouns import Language
from corpus.paths import EXAMPLES, find_clause_lists

ORDINALS = st.integers(1, 300)


def listed(text: str, language: Language) -> list[list[str]]:
    """The paths of each phrase."""
    return [["/".join(map(str, clause.steps)) for clause in phrase.clauses] for phrase in find_clause_lists(text, language)]


@pytest.mark.parametrize(
    ("language", "phrase", "paths"), [(language, phrase, paths) for language, table in EXAMPLES.items() for phrase, paths in table.items()]
)
def test_examples(language: Language, phrase: str, paths: str) -> None:
    """Each phrase is one list, whose members are those that a lawyer would read."""
    assert listed(phrase, language) == [paths.split(" ")]


@given(ORDINALS, ORDINALS, st.sampled_from(VIETNAMESE_POINTS), ORDINALS)
def test_members_share_what_follows_them(article: int, clause: int, point: str, other: int) -> None:
    """From the inside out, what follows a list holds for all of it; what is named after it stands for itself."""
    text = f"theo điểm {point} khoản {clause}, khoản {clause + 1} Điều {article} và Điều {other} của Luật"
    assert listed(text, Language.VIETNAMESE) == [
        [f"article-{article}/clause-{clause}/point-{point}", f"article-{article}/clause-{clause + 1}", f"article-{other}"]
    ]


@given(ORDINALS, st.integers(1, 20), st.integers(1, 9))
def test_french_names_a_clause_both_ways(article: int, paragraph: int, item: int) -> None:
    """With *de* the outer clause follows, without it the inner one."""
    assert listed(f"le {item}° de l'article {article}", Language.FRENCH) == [[f"article-{article}/clause-{item}"]]
    assert listed(f"l'article {article}, paragraphe {paragraph}", Language.FRENCH) == [[f"article-{article}/clause-{paragraph}"]]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (Language.VIETNAMESE, "Sửa đổi điểm a khoản 1 Điều 4; khoản 3 Điều 10 của Nghị định", ["điểm a khoản 1 Điều 4", "khoản 3 Điều 10"]),
        (Language.VIETNAMESE, "các khoản 5 và 6 Điều 3 như sau", ["khoản 5 và 6 Điều 3", "khoản 5 và 6 Điều 3"]),
        (Language.FRENCH, "Les articles 3 et 4 du décret", ["articles 3 et 4", "articles 3 et 4"]),
        (Language.FRENCH, "à l'article 5, paragraphe 2, du décret", ["article 5, paragraphe 2"]),
    ],
)
def test_a_member_has_its_own_words(language: Language, text: str, words: list[str]) -> None:
    """The span of a member covers its own words up to those of what it stands in."""
    found = find_clause_lists(text, language)[0]
    assert [text[clause.span.start : clause.span.end] for clause in found.clauses] == words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.VIETNAMESE, "điều kiện hỗ trợ, mục tiêu 2030, phần vốn góp, khoản vay"),
        (Language.VIETNAMESE, "trong điều 10 năm qua"),
        (Language.FRENCH, "les articles de presse, la section locale, au titre de l'année, 20 °C"),
        (Language.FRENCH, "le paragraphe qui suit et le point de vue"),
    ],
)
def test_ordinary_words_name_no_clause(language: Language, text: str) -> None:
    """Words that also name levels are no clauses without an ordinal."""
    assert listed(text, language) == []


def test_a_heading_is_apart_from_the_sentence_below_it() -> None:
    """*Article 3* on a line of its own is not listed with the articles that the sentence below it names."""
    assert listed("Article 3\nLes articles 5 et 6 sont abrogés", Language.FRENCH) == [["article-3"], ["article-5", "article-6"]]
    assert listed("khoản 2\nĐiều 5", Language.VIETNAMESE) == [["article-5/clause-2"]]


@given(st.text(alphabet="điểmkhoả nĐều1234ab,;và\n°-L.", max_size=120), st.sampled_from([Language.VIETNAMESE, Language.FRENCH]))
def test_phrases_stand_in_order(text: str, language: Language) -> None:
    """Whatever the text, phrases are in order and apart, and hold the words of their members."""
    end = 0
    for phrase in find_clause_lists(text, language):
        assert phrase.span.start >= end
        assert all(phrase.span.covers(clause.span) and clause.steps for clause in phrase.clauses)
        end = phrase.span.end
