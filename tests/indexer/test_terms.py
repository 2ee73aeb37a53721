"""The terms of a text are what a person would look for, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from corpus.nouns import Language
from indexer.terms import folded_terms, is_pair, number_term, terms

FR, VI = Language.FRENCH, Language.VIETNAMESE


@pytest.mark.parametrize("language", [FR, VI])
@pytest.mark.parametrize("written", ["1200", "1.200", "1,200", "1 200", "1\u00a0200", "1\u202f200", "1\u2009200", "$1,200", "1.200."])
def test_a_number_is_one_term_however_it_is_grouped(written: str, language: Language) -> None:
    """Points, commas and every kind of space between thousands give the same term."""
    assert terms(written, language) == ["1200"]


@given(st.integers(1000, 10**9), st.sampled_from([".", ",", " ", "\u00a0", "\u202f"]))
def test_every_grouping_is_taken_out(number: int, sign: str) -> None:
    """A whole number grouped by any sign is its digits."""
    assert terms(f"{number:,}".replace(",", sign), VI) == [str(number)] == [number_term(f"{number:,}".replace(",", sign))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$100", ["100"]),
        ("$1000", ["1000"]),
        ("15,5 %", ["15.5", "15.5%"]),
        ("15.5%", ["15.5", "15.5%"]),
        ("2026-2030", ["2026", "2030"]),
        ("năm 2030 1.200", ["năm", "2030", "1200"]),
        ("1.200.000", ["1200000"]),
        ("12 0000", ["12", "0000"]),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    """A number is whole: ``$100`` is no part of ``$1000``, and two years side by side stay two."""
    assert terms(text, VI) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'entreprise", ["entrepris"]),
        ("L’entreprise", ["entrepris"]),
        ("lorsqu'une entreprise d'ici", ["entrepris"]),
        ("entreprises", ["entrepris"]),
        ("porte-parole", ["port", "parol", "porteparol"]),
        ("sous-traitants", ["trait", "soustrait"]),
        ("prend-elle en charge", ["prend", "charg"]),
        ("vise-t-il", ["vis"]),
        ("Y a-t-il une aide", ["aid"]),
        ("le la les de", []),
        ("Impôt", ["impôt"]),
    ],
)
def test_french(text: str, expected: list[str]) -> None:
    """Elided articles and stop words go, words are stemmed, a compound counts in parts and whole."""
    assert terms(text, FR) == expected


def test_plural_and_singular_meet() -> None:
    """All forms of a word are found under one stem."""
    forms = ("industriel", "industriels", "industrielle", "industrielles")
    assert len({tuple(terms(form, FR)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hỗ trợ", ["hỗ", "trợ", "hỗ_trợ"]),
        ("doanh nghiệp nhỏ", ["doanh", "nghiệp", "doanh_nghiệp", "nhỏ", "nghiệp_nhỏ"]),
        ("kinh-tế", ["kinh", "tế", "kinh_tế"]),
        ("đường 5 mới", ["đường", "5", "mới"]),
    ],
)
def test_vietnamese(text: str, expected: list[str]) -> None:
    """Syllables, and after each second one the pair; a number stands between words and joins none."""
    assert terms(text, VI) == expected


@pytest.mark.parametrize("sign", [".", ",", ";", ":", "!", "?", "\n", " (", ") ", "«", "”", " - ", " – ", " / ", "|"])
def test_no_pair_across_punctuation(sign: str) -> None:
    """The last word before a sign and the first after it are no neighbours."""
    pairs = [term for term in terms(f"doanh nghiệp{sign}hỗ trợ", VI) if is_pair(term)]
    assert pairs == ["doanh_nghiệp", "hỗ_trợ"]


@pytest.mark.parametrize("language", [FR, VI])
@pytest.mark.parametrize("written", ["4159/QĐ-UBND", "n ° 4159 / QD-UBND", "Quyết định số 4159/QĐ-UBND"])
def test_a_document_number_is_one_term(written: str, language: Language) -> None:
    """Whatever its spelling, a document number has one term, the first of its text."""
    assert terms(written, language)[0] == "4159/qd-ubnd"


@given(st.text(alphabet="ăâđêôơư aáàảãạ eéèẻẽẹ iíì oóò uúù yý bcdghklmnpqrstvx.,- 0123456789'\n", max_size=80), st.sampled_from([FR, VI]))
def test_a_term_holds_no_space_and_no_capital(text: str, language: Language) -> None:
    """A term is one word for the index, which cuts at spaces, and its folded twin is one word too, in which no đ is left."""
    for term in terms(text.title(), language):
        assert term
        assert term == term.lower()
        assert len(term.split()) == len(folded(term).split()) == 1
        assert "đ" not in folded(term)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.FRENCH, "L'aide couvre 15,5 % du loyer des 1 200 ateliers d'artisans, jusqu'à 40% des travaux."),
        (Language.VIETNAMESE, "Hỗ trợ tối đa 50% chi phí cho 1.200 doanh nghiệp công nghiệp hỗ trợ; lãi suất 2,5 một năm."),
    ],
)
def test_folded_terms_hold_what_analysis_gives(language: Language, text: str) -> None:
    """The quick reading has every term of the full one, folded, but for document numbers and joined compounds."""
    assert {folded(term) for term in terms(text, language)} <= folded_terms(text, language)
