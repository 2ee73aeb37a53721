"""The language of short texts is told the same way each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Language
from indexer.languages import detect_language

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Quelles aides pour les PME industrielles à Hanoï ?", FR),
        ("quel est le taux de l'impot sur les societes", FR),
        ("Combien d'entreprises de soutien d'ici 2030 ?", FR),
        ("La décision N°6126 du Comité populaire de Hà Nội", FR),
        ("Le district de Thạch Thất et la commune de Phú Nghĩa accueillent des entreprises", FR),
        ("Thuế suất thuế thu nhập doanh nghiệp là bao nhiêu?", VI),
        ("ho tro doanh nghiep nho va vua", VI),
        ("dieu 5 khoan 2", VI),
        ("quyet dinh 6126 quy dinh gi", VI),
        ("What support can small enterprises get in Hanoi?", EN),
        ("corporate income tax rate for small enterprises", EN),
        ("who is eligible for the support", EN),
    ],
)
def test_examples(text: str, language: Language) -> None:
    """Each of the three languages is known, Vietnamese without accents too."""
    assert detect_language(text) is language


@given(st.text(max_size=80), st.sampled_from(Language))
def test_always_an_answer(text: str, default: Language) -> None:
    """Any text has one of the three languages, the same one each time."""
    assert detect_language(text, default=default) is detect_language(text, default=default)


@pytest.mark.parametrize("text", ["", "12 345", "…", "20 %"])
def test_the_default_decides_where_nothing_tells(text: str) -> None:
    """A text without letters is of the language of what is around it, else French."""
    assert detect_language(text, default=VI) is VI
    assert detect_language(text) is FR
