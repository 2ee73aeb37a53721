"""Sizes of firms by staff, revenue and capital: article 5 of Decree No. 80/2021/NĐ-CP, as data in ``rules/eligibility.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product

from corpus.rulebook import rules
from corpus.sectors import SizeGroup
from corpus.support import Size

_STEP = 1
"""What makes a figure exceed a limit that it equals: one employee, one đồng."""


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """The limits of one size in one group of branches; staff counts employees in social insurance, money is in đồng."""

    size: Size
    group: SizeGroup
    staff: int
    revenue: int
    capital: int


@cache
def size_limits() -> tuple[SizeLimit, ...]:
    """The limits, the smallest size first."""
    return tuple(
        SizeLimit(Size(rule["size"]), SizeGroup(rule["group"]), rule["staff"], rule["revenue"], rule["capital"]) for rule in rules("eligibility")["size"]
    )


def _size(staff: Decimal, revenue: Decimal, capital: Decimal, group: SizeGroup) -> Size:
    for limit in size_limits():
        if limit.group is group and staff <= limit.staff and (revenue <= limit.revenue or capital <= limit.capital):
            return limit.size
    return Size.LARGE


def _candidates(known: Decimal | int | None, limits: Iterable[int]) -> list[Decimal]:
    """The figure, or where it is missing one for each way in which it may lie between the limits."""
    if known is not None:
        return [Decimal(known)]
    return [Decimal(0), *(Decimal(limit + _STEP) for limit in sorted(set(limits)))]


def possible_sizes(
    staff: int | None = None, revenue: Decimal | int | None = None, capital: Decimal | int | None = None, group: SizeGroup | None = None
) -> frozenset[Size]:
    """The sizes that a firm may have by what is known of it; None is not known.

    >>> sorted(possible_sizes(staff=150, group=SizeGroup.PRODUCTION))
    [<Size.LARGE: 'large'>, <Size.MEDIUM: 'medium'>]
    """
    limits = size_limits()
    return frozenset(
        _size(*figures, one)
        for one in ([group] if group else SizeGroup)
        for figures in product(
            _candidates(staff, (limit.staff for limit in limits)),
            _candidates(revenue, (limit.revenue for limit in limits)),
            _candidates(capital, (limit.capital for limit in limits)),
        )
    )


def size_of(
    staff: int | None = None, revenue: Decimal | int | None = None, capital: Decimal | int | None = None, group: SizeGroup | None = None
) -> Size | None:
    """The size of a firm; None when what is known leaves it open.

    >>> size_of(staff=40, revenue=60_000_000_000, group=SizeGroup.SERVICES)
    <Size.SMALL: 'small'>
    >>> size_of(staff=40) is None
    True
    """
    sizes = possible_sizes(staff, revenue, capital, group)
    return next(iter(sizes)) if len(sizes) == 1 else None
