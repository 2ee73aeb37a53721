"""A reference is read as what it says of a document and of a clause, in any order."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.naming import is_filler, of_a_family, read_named, spoken_language, title_terms, words_of
from corpus.nouns import Kind, Language
from corpus.numbers import write_number
from corpus.rulebook import rules
from corpus.steps import typed

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH

NAMED: list[tuple[str, str, str, str]] = [
    ("6126/QĐ-UBND", "6126/QĐ-UBND", "", ""),
    ("6126", "6126", "", ""),
    ("khoản 1 Điều 10 Luật thuế TNDN 113/VBHN-VPQH", "113/VBHN-VPQH", "article-10/clause-1", "thuế thu nhập doanh nghiệp"),
    ("article 10 paragraphe 1 de la loi 67/2025", "67/2025/L", "article-10/clause-1", ""),
    ("loi 67/2025, art. 10, § 1", "67/2025/L", "article-10/clause-1", ""),
    ("113/VBHN-VPQH 10.1", "113/VBHN-VPQH", "article-10/clause-1", ""),
    ("10.1 VBHN 113", "113/VBHN", "article-10/clause-1", ""),
    ("302/KH-UBND II.1", "302/KH-UBND", "roman-2/clause-1", ""),
    ("Phụ lục nghị quyết 122/NQ-CP", "122/NQ-CP", "annex-1", ""),
    ("6126 Điều 1 khoản 2", "6126", "article-1/clause-2", ""),
    ("Luật Đầu tư 143", "143", "", "đầu tư"),
    ("2025-7 article 3", "2025-7", "article-3", ""),
    ("loi n° 2025-7, article 3", "2025-7", "article-3", ""),
    ("Luật Đầu tư 2025", "", "", "đầu tư"),
    ("Luật Đầu tư (sửa đổi) 2025", "", "", "đầu tư"),
    ("nghị quyết phiên họp tháng 4", "", "", "phiên họp"),
]


@pytest.mark.parametrize(("written", "number", "clause", "words"), NAMED)
def test_what_a_reference_says(written: str, number: str, clause: str, words: str) -> None:
    """Number, clause and the telling words of a title are read apart, in whichever order they stand."""
    named = read_named(written)
    assert " ".join(map(write_number, named.numbers)) == number
    assert " ".join(map(str, named.references)) == clause
    assert " ".join(word for word in named.words if not is_filler(word)) == words


@pytest.mark.parametrize(
    ("written", "kinds", "dates", "years"),
    [
        ("quyết định ngày 25/4/2026 của Thủ tướng", (Kind.DECISION,), (dt.date(2026, 4, 25),), ()),
        ("décret du 14 juillet 2025", (Kind.DECREE,), (dt.date(2025, 7, 14),), ()),
        ("decree of 14 July 2025", (Kind.DECREE,), (dt.date(2025, 7, 14),), ()),
        ("decree dated July 14, 2025", (Kind.DECREE,), (dt.date(2025, 7, 14),), ()),
        ("decree of 31 June 2025", (Kind.DECREE,), (), (2025,)),
        ("loi sur l'investissement de 2025", (Kind.LAW,), (), (2025,)),
        ("plan 2026-2030", (Kind.PLAN,), (), (2026, 2030)),
        ("luat dau tu", (Kind.LAW,), (), ()),
        ("luất đầu tư", (), (), ()),
    ],
)
def test_kinds_dates_and_years(written: str, kinds: tuple[Kind, ...], dates: tuple[dt.date, ...], years: tuple[int, ...]) -> None:
    """Kinds are read with their accents or with none, dates in three languages, and years that no date holds."""
    named = read_named(written)
    assert (named.kinds, named.dates, named.years) == (kinds, dates, years)


@pytest.mark.parametrize(
    ("clause", "path"), [("Điều 3 khoản 2", "article-3/clause-2"), ("3.2", "article-3/clause-2"), ("3", "article-3"), ("", ""), ("au début", "")]
)
def test_a_clause_that_is_given_apart(clause: str, path: str) -> None:
    """A clause beside the document is read alone; a figure is an article."""
    named = read_named("302/KH-UBND", clause)
    assert (" ".join(map(str, named.references)), [number.number for number in named.numbers]) == (path, [302])


@pytest.mark.parametrize(
    ("written", "empty"),
    [
        ("bonjour", True),
        ("loi", True),
        ("2025", False),
        ("Điều 5", True),
        ("Luật Thủ đô", False),
        ("xin chào bạn", False),
        ("décret du 14 juillet 2025", False),
    ],
)
def test_what_names_no_document(written: str, *, empty: bool) -> None:
    """One word, a kind or a clause alone names no document."""
    assert read_named(written).empty is empty


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_can_be_read(text: str, clause: str) -> None:
    """No text makes the reading fail."""
    named = read_named(text, clause)
    assert named.empty or named.numbers or named.dates or named.words


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("6126", VI),
        ("6126/QĐ-UBND", VI),
        ("décret 205", FR),
        ("decree 205", EN),
        ("nghi dinh 205", VI),
        ("loi 143", FR),
        ("Article 10 of Law 67/2025", EN),
        ("article 10 de la loi", FR),
    ],
)
def test_the_language_of_a_reference(written: str, language: Language) -> None:
    """The names of kinds and common words tell in which language a reference is written; Vietnamese where nothing does."""
    assert spoken_language(written) is language


@pytest.mark.parametrize("table", ["date", "aside"])
def test_patterns_match_their_examples(table: str) -> None:
    """Every pattern finds its examples and none of its counterexamples."""
    for rule in rules("naming")[table]:
        pattern = re.compile(rule["pattern"])
        assert [example for example in rule["examples"] if not pattern.search(typed(example).plain)] == []
        assert [example for example in rule["counterexamples"] if pattern.search(typed(example).plain)] == []


@pytest.mark.parametrize("rule", rules("naming")["abbreviation"], ids=lambda rule: rule["short"])
def test_abbreviations_are_written_out(rule: dict[str, str]) -> None:
    """Every abbreviation stands for its words, in small letters too."""
    assert read_named(f"luật {rule['short'].lower()}").words == words_of(rule["long"])


@pytest.mark.parametrize("rule", rules("naming")["term"], ids=lambda rule: rule["en"])
def test_terms_of_titles(rule: dict[str, str]) -> None:
    """Every part of a title is found by its name in each language."""
    for name in rule["en"], rule["vi"], rule["fr"]:
        words = words_of(name)
        assert any((term.first_word, term.last_word) == (0, len(words)) for term in title_terms(words)), name


def test_families_of_kinds() -> None:
    """Kinds that translations render by one another are of one family, in both orders; a plan is no law."""
    assert of_a_family(Kind.DECISION, Kind.ORDER)
    assert of_a_family(Kind.ORDER, Kind.DECISION)
    assert of_a_family(Kind.LAW, Kind.LAW)
    assert not of_a_family(Kind.LAW, Kind.PLAN)
