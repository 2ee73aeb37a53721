"""Words find a fact in whichever language it is stated, accented or not, and not where one of them is missing."""

import pytest

from corpus.nouns import Language
from service.factwords import FactWords

FR, VI = Language.FRENCH, Language.VIETNAMESE
HANOI = (VI, "Chương trình phát triển công nghiệp hỗ trợ thành phố Hà Nội: doanh nghiệp công nghiệp hỗ trợ, đến năm 2030")
SOUTIEN = (FR, "Programme de développement des industries de soutien de la ville de Hanoï : entreprises")


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("", HANOI, True),
        ("  ", HANOI, True),
        ("công nghiệp hỗ trợ", HANOI, True),
        ("cong nghiep ho tro", HANOI, True),
        ("industries de soutien", HANOI, True),
        ("supporting industries", HANOI, True),
        ("supporting industries", SOUTIEN, True),
        ("công nghiệp hỗ trợ", SOUTIEN, True),
        ("industries de soutien 2030", HANOI, True),
        ("industries de soutien 2045", HANOI, False),
        ("Hanoï", HANOI, True),
        ("Hà Nội", SOUTIEN, True),
        ("Đà Nẵng", HANOI, False),
        ("developpement", SOUTIEN, True),
        ("dévelop", SOUTIEN, True),
        ("veloppement", SOUTIEN, False),
        ("làng nghề", HANOI, False),
        ("industries de soutien céramique", SOUTIEN, False),
        ("hỡ trợ", HANOI, False),
    ],
)
def test_what_is_found(words: str, text: tuple[Language, str], found: bool) -> None:  # noqa: FBT001 - a table
    """Notions are found by their names in another language, other words as beginnings of words, and accents that are typed count."""
    assert FactWords(words).stand_in([text]) is found


def test_what_a_fact_is_about_counts() -> None:
    """A notion that the fact is about need not stand in its words, and the other words must all the same."""
    assert FactWords("villages de métiers").stand_in([(VI, "x")], frozenset({"handicrafts-and-craft-villages"}))
    assert not FactWords("villages de métiers 2030").stand_in([(VI, "x")], frozenset({"handicrafts-and-craft-villages"}))
