"""Says figures, comparators and periods in the reader's language, so that a fact reads the same whichever language states it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from corpus.facts import Comparator, Period, Quantity, Unit
from corpus.nouns import Language
from corpus.rulebook import rules

_NO_BREAK = "\u00a0"
_GROUP, _DECIMAL = (
    {Language.FRENCH: _NO_BREAK, Language.VIETNAMESE: ".", Language.ENGLISH: ","},
    {Language.FRENCH: ",", Language.VIETNAMESE: ",", Language.ENGLISH: "."},
)
_MOST_DECIMALS = 2
_PLURAL_FROM = 2
"""French counts from two: 1,5 million, 2 millions."""


@cache
def _wording(table: str, id_: str, language: Language) -> str:
    return next(str(rule[language]) for rule in rules("saying")[table] if rule["id"] == id_)


def say_number(value: Decimal, language: Language) -> str:
    """A number in local form.

    >>> say_number(Decimal("1200"), Language.VIETNAMESE), say_number(Decimal("15.5"), Language.FRENCH)
    ('1.200', '15,5')
    """
    whole, _, decimals = f"{value.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", _GROUP[language])
    return grouped + (_DECIMAL[language] + decimals if decimals else "")


def _scaled(value: Decimal, unit: Unit, language: Language) -> str:
    """A sum of money in millions or thousand millions where that is exact and shorter."""
    for rule in rules("saying")["scale"] if unit.is_money else ():
        in_scale = value / Decimal(10) ** rule["power"]
        if in_scale >= 1 and -in_scale.normalize().as_tuple().exponent <= _MOST_DECIMALS:
            plural = language is Language.FRENCH and in_scale >= _PLURAL_FROM
            return str(rule["fr_plural" if plural else language]).format(value=say_number(in_scale, language))
    return say_number(value, language)


def say_quantity(quantity: Quantity, comparator: Comparator, language: Language) -> str:
    """A figure with its comparator and unit.

    >>> from corpus.nouns import Span
    >>> quantity = Quantity(Decimal(20_000_000_000), None, Unit.VND, Span(0, 11))
    >>> say_quantity(quantity, Comparator.AT_MOST, Language.VIETNAMESE)
    'tối đa 20 tỷ đồng'
    >>> say_quantity(quantity, Comparator.AT_MOST, Language.ENGLISH)
    'at most VND 20 billion'
    """
    value = _scaled(quantity.low, quantity.unit, language)
    if quantity.high is not None:
        value = str(rules("saying")["range"][0][language]).format(low=value, high=_scaled(quantity.high, quantity.unit, language))
    with_unit = _wording("unit", quantity.unit, language).format(value=value)
    return _wording("comparator", comparator, language).format(value=with_unit)


def say_unit(unit: Unit, language: Language) -> str:
    """What a unit is called beside a figure; empty for what is only counted.

    >>> say_unit(Unit.PERCENT, Language.FRENCH), say_unit(Unit.COUNT, Language.FRENCH)
    ('%', '')
    """
    return _wording("unit", unit, language).format(value="").strip()


def say_comparator(comparator: Comparator, language: Language) -> str:
    """The words of a comparator; empty for a figure that is meant exactly.

    >>> say_comparator(Comparator.ABOUT, Language.ENGLISH)
    'about'
    """
    return _wording("comparator", comparator, language).format(value="").strip()


def say_period(period: Period, language: Language) -> str:
    """When a figure counts.

    >>> say_period(Period(end=2030), Language.FRENCH), say_period(Period(2026, 2030, recurring=True), Language.VIETNAMESE)
    ("d'ici 2030", 'hằng năm, giai đoạn 2026-2030')
    """
    said = [_wording("period", "yearly", language)] if period.recurring else []
    if period.start and period.end and period.start != period.end:
        said.append(_wording("period", "between", language).format(start=period.start, end=period.end))
    elif period.end:
        said.append(_wording("period", "until", language).format(end=period.end))
    elif period.start:
        said.append(_wording("period", "from", language).format(start=period.start))
    return ", ".join(said)
