from __future__ import annotations

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Comparator, Period, Quantity, Unit
from corpus.nouns import Language, Span
from corpus.quantities import find_quantities
from corpus.rulebook import rules
from corpus.saying import say_number, say_period, say_quantity

RULES = rules("saying")
HERE = Span(0, 1)


def test_every_unit_and_comparator_can_be_said() -> None:
    """Nothing that a fact may hold is without words in any language."""
    assert {rule["id"] for rule in RULES["unit"]} == set(Unit)
    assert {rule["id"] for rule in RULES["comparator"]} == set(Comparator)
    assert all(rule.keys() >= set(Language) for table in RULES.values() for rule in table)


def test_wordings_have_their_places_and_no_others() -> None:
    """Each wording names exactly the parts that it is filled with."""
    places = {"unit": {"value"}, "comparator": {"value"}, "scale": {"value"}, "range": {"low", "high"}}
    for table, expected in places.items():
        for rule in RULES[table]:
            for language in Language:
                assert {name for _, name, _, _ in string.Formatter().parse(rule[language]) if name} == expected


@pytest.mark.parametrize(
    ("quantity", "comparator", "french", "vietnamese", "english"),
    [
        (Quantity(Decimal(1200), None, Unit.COUNT, HERE), Comparator.ABOUT, "environ 1 200", "khoảng 1.200", "about 1,200"),
        (Quantity(Decimal(40), None, Unit.PERCENT, HERE), Comparator.MORE_THAN, "plus de 40 %", "trên 40%", "more than 40%"),
        (Quantity(Decimal(14), Decimal(15), Unit.PERCENT, HERE), Comparator.EXACTLY, "14 à 15 %", "14 đến 15%", "14 to 15%"),
        (Quantity(Decimal("870.7e9"), None, Unit.VND, HERE), Comparator.EXACTLY, "870,7 milliards VND", "870,7 tỷ đồng", "VND 870.7 billion"),
        (Quantity(Decimal(1_500_000), None, Unit.USD, HERE), Comparator.AT_MOST, "au plus 1,5 million USD", "tối đa 1,5 triệu USD", "at most USD 1.5 million"),
        (Quantity(Decimal(1_234_567), None, Unit.VND, HERE), Comparator.EXACTLY, "1 234 567 VND", "1.234.567 đồng", "VND 1,234,567"),
    ],
)
def test_figures_in_three_languages(quantity: Quantity, comparator: Comparator, french: str, vietnamese: str, english: str) -> None:
    """A figure is said with its comparator, its unit and in local form."""
    said = [say_quantity(quantity, comparator, language).replace("\u00a0", " ") for language in Language]
    assert said == [french, vietnamese, english]


@given(
    st.decimals(min_value=0, max_value=10**13, places=2),
    st.sampled_from([Unit.PERCENT, Unit.VND, Unit.USD, Unit.HECTARE]),
    st.sampled_from(list(Comparator)),
    st.sampled_from([Language.FRENCH, Language.VIETNAMESE]),
)
def test_what_is_said_reads_as_the_same_figure(value: Decimal, unit: Unit, comparator: Comparator, language: Language) -> None:
    """Reading a figure that was said gives the figure, its unit and its comparator again."""
    said = say_quantity(Quantity(value, None, unit, HERE), comparator, language)
    found = find_quantities(said, language)
    assert [(mention.quantity.low, mention.quantity.unit, mention.comparator) for mention in found] == [(value, unit, comparator)], said


@pytest.mark.parametrize(
    ("period", "said"),
    [(Period(end=2030), "by 2030"), (Period(2026, 2030), "from 2026 to 2030"), (Period(start=2027), "from 2027"), (Period(recurring=True), "each year")],
)
def test_periods(period: Period, said: str) -> None:
    """A period is said with the years that it has."""
    assert say_period(period, Language.ENGLISH) == said


def test_numbers_keep_all_their_digits() -> None:
    """No digit is lost or rounded."""
    assert say_number(Decimal("1234567.89"), Language.ENGLISH) == "1,234,567.89"
