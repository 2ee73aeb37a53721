"""Provinces are found in every spelling, and words that only look like one are not."""

import pytest

from corpus.nouns import Language
from corpus.provinces import find_provinces, place_key, provinces

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH


def test_the_list_is_complete() -> None:
    """There are 34 provinces and cities since 1 July 2025; the names of 30 that were merged into them still stand in acts."""
    assert sum(not province.former for province in provinces().values()) == 34
    assert sum(province.former for province in provinces().values()) == 30


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("doanh nghiệp ở Hà Nội và Bắc Ninh", VI, ["Hà Nội", "Bắc Ninh"]),
        ("doanh nghiep o ha noi va bac ninh", VI, ["Hà Nội", "Bắc Ninh"]),
        ("aides à Hanoï, Haïphong et Hô Chi Minh-Ville", FR, ["Hà Nội", "Hải Phòng", "Hồ Chí Minh"]),
        ("les PME de Bac Ninh", FR, ["Bắc Ninh"]),
        ("firms in Ho Chi Minh City and Da Nang", EN, ["Hồ Chí Minh", "Đà Nẵng"]),
        ("TPHCM hỗ trợ gì", VI, ["Hồ Chí Minh"]),
        ("hà nội", VI, ["Hà Nội"]),
        ("Thừa Thiên Huế", VI, ["Thừa Thiên Huế"]),
        ("thanh hoá", VI, ["Thanh Hóa"]),
        ("Hà Nộm", VI, []),
        ("la hue et la dia, à Paris", FR, []),
        ("hoà bình", VI, ["Hòa Bình"]),
    ],
)
def test_provinces(text: str, language: Language, names: list[str]) -> None:
    """The provinces that a text names, under their official names and in order."""
    assert [province.name for province, _ in find_provinces(text, language)] == names


@pytest.mark.parametrize(("one", "other"), [("Hà Nội", "Hanoï"), ("Việt Nam", "Vietnam"), ("TP.HCM", "Hô Chi Minh-Ville"), ("Đà Nẵng", "Danang")])
def test_a_place_has_one_key(one: str, other: str) -> None:
    """Spellings of one place are compared as equal, those of two places are not."""
    assert place_key(one) == place_key(other) != place_key("Hải Phòng")
