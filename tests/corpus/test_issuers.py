"""Authorities are known by their names and by the abbreviations of numbers."""

import pytest

from corpus.folding import folded
from corpus.issuers import find_issuer, issuer_of_abbreviation, issuers
from corpus.nouns import Language


@pytest.mark.parametrize(
    ("abbreviation", "language", "name"),
    [
        ("CP", Language.VIETNAMESE, "Chính phủ"),
        ("CP", Language.FRENCH, "Gouvernement"),
        ("QH15", Language.VIETNAMESE, "Quốc hội"),
        ("UBTVQH15", Language.VIETNAMESE, "Ủy ban Thường vụ Quốc hội"),
        ("UBND", Language.FRENCH, "Comité populaire"),
        ("BKHDT", Language.VIETNAMESE, "Bộ Kế hoạch và Đầu tư"),
        ("ttg", Language.VIETNAMESE, "Thủ tướng Chính phủ"),
        ("XYZ", Language.VIETNAMESE, None),
        ("", Language.VIETNAMESE, None),
    ],
)
def test_abbreviations(abbreviation: str, language: Language, name: str | None) -> None:
    """An abbreviation stands for its authority, accents and the number of the legislature aside."""
    assert issuer_of_abbreviation(abbreviation, language) == name


def test_an_abbreviation_means_one_authority() -> None:
    """No two authorities share an abbreviation."""
    known = [folded(abbreviation) for issuer in issuers() for abbreviation in issuer.abbreviations]
    assert len(known) == len(set(known))


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", Language.VIETNAMESE, "Ủy ban nhân dân"),
        ("Ủy ban Thường vụ Quốc hội ban hành", Language.VIETNAMESE, "Ủy ban Thường vụ Quốc hội"),
        ("Thủ tướng Chính phủ quyết định", Language.VIETNAMESE, "Thủ tướng Chính phủ"),
        ("Le Conseil communal, en séance publique", Language.FRENCH, "Conseil communal"),
        ("Préfets et maires", Language.FRENCH, None),
        ("", Language.FRENCH, None),
    ],
)
def test_names(text: str, language: Language, name: str | None) -> None:
    """The first authority in a text is found as a whole word, the longest name where several begin."""
    found = find_issuer(text, language)
    assert (found.name if found else None) == name


def test_the_place_of_a_name() -> None:
    """The offsets of a mention are those of the name in the text."""
    text = "Kính gửi: Bộ Công Thương."
    found = find_issuer(text, Language.VIETNAMESE)
    assert found is not None
    assert text[found.start : found.end] == "Bộ Công Thương"
