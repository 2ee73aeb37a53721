"""Dates are read as acts write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import find_dates

DATES = st.dates(min_value=date(1945, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hà Nội, ngày 25 tháng 4 năm 2026", ["2026-04-25"]),
        ("NGÀY 05 THÁNG 12 NĂM 2025", ["2025-12-05"]),
        ("le 1er mai 2025", ["2025-05-01"]),
        ("Fait à Lille, le 15 août 2024", ["2024-08-15"]),
        ("du 3 Février 2021 au 04 décembre 2022", ["2021-02-03", "2022-12-04"]),
        ("25/4/2026", ["2026-04-25"]),
        ("12.06.2024", ["2024-06-12"]),
        ("2025-12-10", ["2025-12-10"]),
        ("D:20240621093000+07'00'", ["2024-06-21"]),
        ("ngày 31 tháng 2 năm 2026", []),
        ("32/1/2026", []),
        ("n° 12/2025/3", []),
        ("80/2021/NĐ-CP", []),
        ("giai đoạn 2026-2030", []),
        ("mai 2025", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    """Each spelling reads as its date; days that no calendar has and numbers of acts do not."""
    assert [str(mention.date) for mention in find_dates(text)] == expected


@given(DATES)
def test_every_day_is_read(day: date) -> None:
    """Any day of the years of acts is read back in the Vietnamese and in the numeric spelling, at its place."""
    for written in (f"ngày {day.day} tháng {day.month} năm {day.year}", f"{day.day:02d}/{day.month:02d}/{day.year}", day.isoformat()):
        text = f"({written})"
        assert [(mention.date, text[mention.span.start : mention.span.end]) for mention in find_dates(text)] == [(day, written)]
