"""The nouns of facts refuse what cannot be, with a message that shows it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.facts import Comparator, Period, Quantity, Target, Unit
from corpus.nouns import Span

FIGURE = Quantity(Decimal(1200), None, Unit.COUNT, Span(10, 15))
TARGET = Target("Programme", "entreprises", "Hanoï", FIGURE, Comparator.ABOUT, Span(0, 40), period=Period(end=2030), indicator_terms=("enterprise",))


@pytest.mark.parametrize(("low", "high"), [("-1", None), ("NaN", None), ("Infinity", None), ("5", "5"), ("5", "4"), ("1", "Infinity")])
def test_a_quantity_is_a_number_or_a_growing_range(low: str, high: str | None) -> None:
    """Negative values, no numbers, and ranges that do not grow are refused."""
    with pytest.raises(ValueError, match="not a"):
        Quantity(Decimal(low), Decimal(high) if high else None, Unit.PERCENT, Span(0, 2))


@pytest.mark.parametrize(
    "period",
    [{"start": 1800}, {"end": 3000}, {"start": 2030, "end": 2026}, {}, {"end": 2026, "until": dt.date(2027, 1, 1)}],
)
def test_a_period_has_possible_years(period: dict[str, int]) -> None:
    """Years out of reach, an end before the start, a last day in another year and a period that says nothing are refused."""
    with pytest.raises(ValueError, match=r"period|last day"):
        Period(**period)  # type: ignore[arg-type]


def test_a_period_in_short() -> None:
    """A period is shown by its years, and by whether it comes again."""
    assert [str(Period(2026, 2030)), str(Period(2024, 2024, recurring=True)), str(Period(recurring=True))] == ["2026-2030", "2024 each year", "each year"]


@pytest.mark.parametrize("change", [{"indicator": " "}, {"span": Span(0, 12)}, {"indicator_terms": ("b", "a")}, {"population_terms": ("a", "a")}])
def test_a_target_is_whole(change: dict[str, object]) -> None:
    """A target without indicator, outside its statement, or with terms out of order is refused."""
    with pytest.raises(ValueError, match=r"measured|cover|terms"):
        replace(TARGET, **change)  # type: ignore[arg-type]


def test_the_subject_is_free_of_language_and_of_which_words_are_the_population() -> None:
    """Two statements with the same terms are about one thing, whichever of them a language makes the population."""
    other = replace(TARGET, indicator="doanh nghiệp", indicator_terms=(), population_terms=("enterprise",))
    assert other.subject == TARGET.subject
    assert replace(TARGET, period=Period(end=2035)).subject != TARGET.subject
    assert replace(TARGET, comparator=Comparator.EXACTLY).value != TARGET.value


def test_limits_are_told_from_values() -> None:
    """Comparators that bound are those of limits; money and time are known by their units."""
    assert [comparator for comparator in Comparator if not comparator.bounds] == [Comparator.EXACTLY, Comparator.ABOUT]
    assert [unit for unit in Unit if unit.is_money] == [Unit.VND, Unit.USD, Unit.EUR]
    assert [unit for unit in Unit if unit.is_duration] == [Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.YEAR]
