"""Negations, partial dates and English figures are read as the rules' examples say, both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.figures import find_figures
from corpus.negation import denies
from corpus.nouns import Language
from corpus.partial_dates import find_partial_dates
from corpus.quantities import find_quantities
from corpus.rulebook import rules

_CASES = [(rule["language"], example, True) for rule in rules("claims")["negation"] for example in rule["examples"]] + [
    (rule["language"], example, False) for rule in rules("claims")["negation"] for example in rule["counterexamples"]
]


@pytest.mark.parametrize(("language", "text", "expected"), _CASES)
def test_examples_of_negations(language: str, text: str, *, expected: bool) -> None:
    """Each example denies something, no counterexample does: limits of figures are no negations."""
    assert denies(text, Language(language)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 15 tháng 5 năm 2025", [(2025, 5, 15)]),
        ("15/05/2025 và 15.5.2025", [(2025, 5, 15), (2025, 5, 15)]),
        ("le 1er mai 2025 et avant le 31 mars", [(2025, 5, 1), (None, 3, 31)]),
        ("May 15, 2025; 15 May 2025; March 31", [(2025, 5, 15), (2025, 5, 15), (None, 3, 31)]),
        ("tháng 6 năm 2026, tháng 6/2026, juin 2026, June 2026", [(2026, 6, None)] * 4),
        ("chậm nhất ngày 15/4", [(None, 4, 15)]),
        ("tháng 7", [(None, 7, None)]),
        ("2025-05-15", [(2025, 5, 15)]),
        ("they may march in 6 months, 40/2025 firms, 45/60 voix, 1.200", []),
    ],
)
def test_partial_dates(text: str, expected: list[tuple[int | None, int, int | None]]) -> None:
    """Dates are read as far as they are written, in any language; words, counts and what no calendar has are none."""
    assert [(found.year, found.month, found.day) for found in find_partial_dates(text)] == expected


def test_a_part_of_a_date_is_within_it() -> None:
    """What says less is within what says more, and not the other way round; another day is in neither."""
    whole, part, other = find_partial_dates("15 mai 2025, mai 2025, 16 mai 2025")
    assert part.within(whole)
    assert not whole.within(part)
    assert not other.within(whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about one thousand two hundred firms", ["1200"]),
        ("forty-five of the three million and six", ["45", "3000006"]),
        ("one of them, someone, often", []),
        ("nineteen hundred villages", ["1900"]),
    ],
)
def test_english_figures_in_words(text: str, expected: list[str]) -> None:
    """Numbers in English words have their value; *one* alone and parts of words have none."""
    assert [str(mention.value) for mention in find_figures(text, Language.ENGLISH)] == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("no more than 20 billion dong", "20000000000", "vnd", "at_most"),
        ("more than 40% of firms", "40", "percent", "more_than"),
        ("about 1,200 firms", "1200", "count", "about"),
        ("within 30 working days", "30", "day", "exactly"),
        ("60% or above", "60", "percent", "at_least"),
    ],
)
def test_english_quantities(text: str, value: str, unit: str, comparator: str) -> None:
    """English has scales, units and comparators too, since questions and answers may be in it."""
    [found] = find_quantities(text, Language.ENGLISH)
    assert (found.quantity.low, found.quantity.unit, found.comparator) == (Decimal(value), unit, comparator)
