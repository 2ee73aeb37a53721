"""The language of short texts is told the same way each time."""

import zlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import has_accents
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


QUERIES = [
    (Language(language), text)
    for language, text in (row.split("\t") for row in (Path(__file__).with_name("query_languages.tsv")).read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize("half", [0, 1])
def test_short_mixed_and_unaccented_queries(half: int) -> None:
    """Of 182 queries of one to six words, half 0 of which was looked at while this was built, at least 95 % are told right in either half.

    Measured: 97 of 98, and 81 of 84 on half 1, which nobody looked at.
    """
    asked = [(language, text) for language, text in QUERIES if zlib.crc32(text.encode()) % 2 == half]
    wrong = [(language, text) for language, text in asked if detect_language(text) is not language]
    assert len(asked) > 80
    assert len(wrong) <= 0.05 * len(asked), wrong


def test_the_queries_are_what_they_are_said_to_be() -> None:
    """No query stands twice, each language has at least 45, at least forty Vietnamese ones carry no accents, and most have at most three words."""
    assert len({text for _, text in QUERIES}) == len(QUERIES)
    assert min(Counter(language for language, _ in QUERIES).values()) >= 45
    assert sum(language is VI and not has_accents(text) for language, text in QUERIES) >= 40
    assert sum(len(text.split()) <= 3 for _, text in QUERIES) > len(QUERIES) / 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("soutien công nghiệp hỗ trợ", FR),
        ("what is công nghiệp hỗ trợ", EN),
        ("hỗ trợ PME", VI),
        ("Newcastle có bao nhiêu trường đại học?", VI),
        ("d) phát triển cụm công nghiệp mới;", VI),
        ("n° 6126", FR),
    ],
)
def test_the_language_that_is_spoken(text: str, language: Language) -> None:
    """A known first word decides before terms of another language; abbreviations, loans, labels and foreign names decide nothing."""
    assert detect_language(text, default=FR) is language
