"""Deadlines and periods are read in both languages; the rules are data whose examples are tested both ways."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Period
from corpus.nouns import Language
from corpus.periods import find_periods
from corpus.rulebook import compiled, rules

RULES = rules("periods")
EXAMPLES = [
    (Language(language), example["text"], example["reads"])
    for table in ("period", "until")
    for rule in RULES[table]
    for language in rule["languages"]
    for example in rule["examples"]
]


@pytest.mark.parametrize(("language", "text", "reads"), EXAMPLES)
def test_an_example_is_read(language: Language, text: str, reads: str) -> None:
    """Each example holds exactly the period that stands beside it."""
    assert [str(mention.period) for mention in find_periods(text, language)] == [reads]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES["period"] for text in rule["counterexamples"]])
def test_a_counterexample_is_not_matched(rule: dict[str, str], text: str) -> None:
    """No counterexample holds a match of its own pattern as the reader searches it."""
    assert not compiled(rf"(?<!\w)(?:{rule['pattern']})(?!\w)", re.IGNORECASE).search(text)


@pytest.mark.parametrize(
    ("language", "text"), [(Language(language), text) for rule in RULES["until"] for language in rule["languages"] for text in rule["counterexamples"]]
)
def test_a_full_date_alone_is_no_deadline(language: Language, text: str) -> None:
    """The day of an act or of an event is no period."""
    assert find_periods(text, language) == []


@pytest.mark.parametrize(
    ("rule", "language", "text"),
    [(rule, Language(language), text) for rule in RULES["compared"] for language in rule["languages"] for text in rule["examples"]],
)
def test_years_that_only_compare_are_left_out(rule: dict[str, str], language: Language, text: str) -> None:
    """Years of comparison, of beginnings and of acts are no deadlines."""
    assert rule
    assert find_periods(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"), [(Language(language), text) for rule in RULES["compared"] for language in rule["languages"] for text in rule["counterexamples"]]
)
def test_years_that_only_resemble_them_are_read(language: Language, text: str) -> None:
    """A deadline beside such words stays one."""
    assert find_periods(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Đến năm 2030 tăng 10%/năm so với năm 2025, tầm nhìn đến năm 2045", "vi", ["2030", "each year", "2045"]),
        ("Quyết định số 71/QĐ-TTg ngày 17/01/2024 của giai đoạn 2021 - 2025", "vi", ["2021-2025"]),
        ("đáp ứng 45% vào năm 2020 và 65% vào năm 2025", "vi", ["2020", "2025"]),
        ("la décision du 10 décembre 2025 fixe pour la période 2026-2030 une hausse annuelle, puis d'ici 2035", "fr", ["2026-2030", "each year", "2035"]),
        ("Première phase, 2024-2030", "fr", ["2024-2030"]),
        ("avant le 31 décembre 2027", "fr", ["2027"]),
        ("giai đoạn 2030-2026", "vi", []),
    ],
)
def test_periods_of_real_wordings(text: str, language: str, expected: list[str]) -> None:
    """All periods of a sentence are found, in order, and nothing else."""
    assert [str(mention.period) for mention in find_periods(text, Language(language))] == expected


def test_a_last_day_is_kept() -> None:
    """A deadline that is a date keeps its day, and its place holds the words in front of it."""
    text = "Hoàn thành trước ngày 31/12/2027."
    [found] = find_periods(text, Language.VIETNAMESE)
    assert found.period == Period(end=2027, until=dt.date(2027, 12, 31))
    assert text[found.span.start : found.span.end] == "trước ngày 31/12/2027"


def test_a_vision_is_marked() -> None:
    """A year that a text looks to beyond its own period is told from its deadline."""
    assert [mention.is_vision for mention in find_periods("pour 2026-2030, avec une vision à l'horizon 2045", Language.FRENCH)] == [False, True]


@given(st.integers(1990, 2060), st.integers(1, 30))
def test_any_period_is_read_back(start: int, years: int) -> None:
    """A period of any years is read in the words of both languages."""
    for text, language in ((f"giai đoạn {start}-{start + years}", Language.VIETNAMESE), (f"pour la période {start}-{start + years}", Language.FRENCH)):
        assert [mention.period for mention in find_periods(text, language)] == [Period(start, start + years)]
