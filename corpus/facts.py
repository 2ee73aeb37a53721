"""The nouns of facts: quantities with their comparators, periods, and the targets that policies set with them.

Values are exact decimals; the words of the text stay beside what they mean, so that a fact can be proved with a
quotation. Glossary ids make two statements of one fact in two languages comparable.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.nouns import Clause, Span

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Comparator(StrEnum):
    """How a statement compares with its figure."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    @property
    def bounds(self) -> bool:
        """Whether the figure is a limit and not the value itself."""
        return self not in {Comparator.EXACTLY, Comparator.ABOUT}


class Unit(StrEnum):
    """What a figure counts; money, lengths, areas and energy each in one unit per scale that texts use."""

    COUNT = "count"
    PERCENT = "percent"
    POINT = "point"
    TIMES = "times"
    RANK = "rank"
    VND = "vnd"
    USD = "usd"
    EUR = "eur"
    HECTARE = "hectare"
    SQUARE_METRE = "square_metre"
    SQUARE_KILOMETRE = "square_kilometre"
    CUBIC_METRE = "cubic_metre"
    METRE = "metre"
    KILOMETRE = "kilometre"
    KILOGRAM = "kilogram"
    TONNE = "tonne"
    MEGAWATT = "megawatt"
    KILOWATT_HOUR = "kilowatt_hour"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_money(self) -> bool:
        """Whether it is a currency."""
        return self in {Unit.VND, Unit.USD, Unit.EUR}

    @property
    def is_duration(self) -> bool:
        """Whether it measures time."""
        return self in {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.YEAR}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit, scales multiplied out: *20 tỷ đồng* is 20 000 000 000 ``vnd``.

    ``high`` is the upper end of a range and None for a single value; ``span`` is where the figure with its scale and
    its unit stands. Raises ``ValueError`` for a value that is negative or no number, or a range that does not grow.
    """

    low: Decimal
    high: Decimal | None
    unit: Unit
    span: Span

    def __post_init__(self) -> None:
        if not self.low.is_finite() or self.low < 0:
            raise ValueError(f"not a quantity: {self.low}")
        if self.high is not None and not (self.high.is_finite() and self.low < self.high):
            raise ValueError(f"not a range: from {self.low} to {self.high}")

    @property
    def is_range(self) -> bool:
        """Whether it has two ends."""
        return self.high is not None


@dataclass(frozen=True, slots=True)
class Period:
    """When a figure counts: from ``start`` to ``end`` (years, both included), each year where it is ``recurring``.

    ``until`` is the exact last day where the text gives one; it lies in the year ``end``. Raises ``ValueError`` for
    years outside 1900-2100, a period that ends before it starts, or one that says nothing.
    """

    start: int | None = None
    end: int | None = None
    recurring: bool = False
    until: dt.date | None = None

    def __post_init__(self) -> None:
        for year in (self.start, self.end):
            if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
                raise ValueError(f"not a year of a period: {year}")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a period does not end before it starts: {self.start}-{self.end}")
        if self.until is not None and self.until.year != self.end:
            raise ValueError(f"the last day {self.until} is not in the year {self.end}")
        if self.start is None and self.end is None and not self.recurring:
            raise ValueError("a period has a year, or comes again")

    @property
    def deadline(self) -> int | None:
        """The year by which what is said should be so."""
        return self.end

    def __str__(self) -> str:
        years = "-".join(str(year) for year in dict.fromkeys((self.start, self.end)) if year is not None)
        return " ".join(filter(None, [years, "each year" if self.recurring else ""]))


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a policy wants to reach, or the budget of a programme (``is_budget``), and what states it.

    ``programme`` is the title of the programme or act, ``indicator`` what is measured and ``population`` whom or what
    it is measured on, in the words of the text; their spans are None where the words come from elsewhere (a title).
    ``wording`` are the words of the comparator, empty where the text has none. ``span`` is the statement to quote, ``clause``
    the innermost clause that it stands in. ``indicator_terms`` and ``population_terms`` are ids of glossary terms, sorted.
    Raises ``ValueError`` when no indicator is named or the statement does not cover its figure.
    """

    programme: str
    indicator: str
    population: str
    quantity: Quantity
    comparator: Comparator
    span: Span
    wording: str = ""
    period: Period | None = None
    baseline: Quantity | None = None
    is_budget: bool = False
    clause: Clause | None = None
    indicator_span: Span | None = None
    population_span: Span | None = None
    indicator_terms: tuple[str, ...] = ()
    population_terms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.indicator.strip():
            raise ValueError(f"a target says what is measured: {self.quantity}")
        if not self.span.covers(self.quantity.span):
            raise ValueError(f"the statement {self.span} does not cover its figure {self.quantity.span}")
        for terms in (self.indicator_terms, self.population_terms):
            if tuple(sorted(set(terms))) != terms:
                raise ValueError(f"terms are sorted and each given once: {terms}")

    @property
    def deadline(self) -> int | None:
        """The year by which it should be reached; None where the text gives none."""
        return self.period.deadline if self.period else None

    @property
    def value(self) -> tuple[Decimal, Decimal | None, Unit, Comparator]:
        """What the target says of its subject; two targets of one subject conflict where these differ."""
        return self.quantity.low, self.quantity.high, self.quantity.unit, self.comparator

    @property
    def subject(self) -> tuple[tuple[str, ...], Unit, int | None, bool]:
        """What the target is about, free of language: equal for two statements of one fact whose terms the glossary knows.

        Languages differ in what they make the indicator and what the population, so the terms of both count together.
        """
        return tuple(sorted({*self.indicator_terms, *self.population_terms})), self.quantity.unit, self.deadline, self.is_budget
