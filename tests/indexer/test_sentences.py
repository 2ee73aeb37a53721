"""Sentences end where readers think they end, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Span
from indexer.sentences import sentences

TEXTS = st.text(alphabet="ab Đđ.;:!?\n-12)»”°ế", min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le taux est de 20 %. Il baisse.", ["Le taux est de 20 %.", "Il baisse."]),
        ("Thuế suất là 20%. Mức này áp dụng từ năm 2026.", ["Thuế suất là 20%.", "Mức này áp dụng từ năm 2026."]),
        ("Có 1.200 doanh nghiệp. Hết.", ["Có 1.200 doanh nghiệp.", "Hết."]),
        ("L'art. 3 vise M. Dupont. Fin.", ["L'art. 3 vise M. Dupont.", "Fin."]),
        ("TP. Hà Nội hỗ trợ. Hết.", ["TP. Hà Nội hỗ trợ.", "Hết."]),
        ("1. Phạm vi. 2. Đối tượng.", ["1. Phạm vi.", "2. Đối tượng."]),
        ("II. Nhiệm vụ chính. Hết.", ["II. Nhiệm vụ chính.", "Hết."]),
        ("Est-ce sûr ? Oui !", ["Est-ce sûr ?", "Oui !"]),
        ("Il dit : « Oui. » Puis il part.", ["Il dit : « Oui. »", "Puis il part."]),
        ("Gồm:\n- một;\n- hai.", ["Gồm:", "- một;", "- hai."]),
        ("Gồm một; hai; ba.", ["Gồm một; hai; ba."]),
        ("a) một\nb) hai", ["a) một", "b) hai"]),
        ("un titre\n\nun texte", ["un titre", "un texte"]),
        ("sans fin", ["sans fin"]),
        ("   ", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    """Figures, abbreviations and the numbers of clauses end no sentence; list items and blank lines do."""
    assert [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))] == expected


@given(TEXTS, st.data())
def test_sentences_cover_the_span(text: str, data: st.DataObject) -> None:
    """Of any span, sentences hold every character that is not white space, once, in order, and nothing outside."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = sentences(text, Span(start, end))
    covered = [index for span in found for index in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert {index for index in range(start, end) if not text[index].isspace()} <= set(covered) <= set(range(start, end))
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in found)
