"""The sizes of firms are those of article 5 of Decree No. 80/2021/NĐ-CP, and stay open where an answer is missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.firm_sizes import possible_sizes, size_limits, size_of
from corpus.sectors import SizeGroup
from corpus.support import Size

BILLION = 1_000_000_000
PRODUCTION, SERVICES = SizeGroup.PRODUCTION, SizeGroup.SERVICES
STAFF = st.one_of(st.none(), st.integers(0, 400))
MONEY = st.one_of(st.none(), st.integers(0, 400 * BILLION).map(Decimal))
GROUPS = st.sampled_from([None, *SizeGroup])


@pytest.mark.parametrize(
    ("staff", "revenue", "capital", "group", "expected"),
    [
        (10, 3 * BILLION, None, PRODUCTION, Size.MICRO),
        (10, 3 * BILLION + 1, 3 * BILLION, PRODUCTION, Size.MICRO),
        (10, 3 * BILLION + 1, 3 * BILLION + 1, PRODUCTION, Size.SMALL),
        (10, 10 * BILLION, None, SERVICES, Size.MICRO),
        (11, 3 * BILLION, None, PRODUCTION, Size.SMALL),
        (100, 50 * BILLION, None, PRODUCTION, Size.SMALL),
        (51, 50 * BILLION, None, SERVICES, Size.MEDIUM),
        (50, 100 * BILLION, None, SERVICES, Size.SMALL),
        (200, 200 * BILLION, None, PRODUCTION, Size.MEDIUM),
        (200, 201 * BILLION, 100 * BILLION, PRODUCTION, Size.MEDIUM),
        (200, 201 * BILLION, 101 * BILLION, PRODUCTION, Size.LARGE),
        (201, 1, 1, PRODUCTION, Size.LARGE),
        (101, 1, 1, SERVICES, Size.LARGE),
        (201, None, None, None, Size.LARGE),
        (10, None, None, PRODUCTION, None),
        (10, None, 2 * BILLION, None, Size.MICRO),
        (None, 1, 1, PRODUCTION, None),
        (None, None, None, None, None),
        (101, 1, 1, None, None),
    ],
)
def test_sizes(staff: int | None, revenue: int | None, capital: int | None, group: SizeGroup | None, expected: Size | None) -> None:
    """Staff and one of revenue and capital make the size; None means that it is open."""
    assert size_of(staff, revenue, capital, group) is expected


@given(STAFF, MONEY, MONEY, GROUPS, st.integers(0, 400), st.integers(0, 400 * BILLION), st.sampled_from(SizeGroup))
def test_an_answer_only_narrows(
    staff: int | None, revenue: Decimal | None, capital: Decimal | None, group: SizeGroup | None, more_staff: int, money: int, more_group: SizeGroup
) -> None:
    """Whatever is answered in addition, the sizes that remain were possible before, and at least one remains."""
    before = possible_sizes(staff, revenue, capital, group)
    answers = (
        possible_sizes(staff if staff is not None else more_staff, revenue, capital, group),
        possible_sizes(staff, revenue if revenue is not None else money, capital, group),
        possible_sizes(staff, revenue, capital if capital is not None else money, group),
        possible_sizes(staff, revenue, capital, group or more_group),
    )
    for after in answers:
        assert after
        assert after <= before


def test_limits_grow() -> None:
    """In each group a larger size has larger limits."""
    for group in SizeGroup:
        limits = [limit for limit in size_limits() if limit.group is group]
        assert [limit.size for limit in limits] == [Size.MICRO, Size.SMALL, Size.MEDIUM]
        assert [limit.staff for limit in limits] == sorted(limit.staff for limit in limits)
        assert [limit.revenue for limit in limits] == sorted(limit.revenue for limit in limits)
        assert [limit.capital for limit in limits] == sorted(limit.capital for limit in limits)
