"""Words that a line break cut, and pages whose line breaks were lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import PlacedWord, Rectangle, Span
from indexer.linebreaks import join_hyphenated, split_flattened
from indexer.reading import Line


def joined(*texts: str) -> list[str]:
    """The lines of a page after hyphenated words were joined."""
    return [line.text for line in join_hyphenated([Line(text, 1) for text in texts])]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["le fonctionne-", "ment du service"], ["le fonctionnement", "du service"]),
        (["le sous-", "préfet de Lille"], ["le sous-préfet", "de Lille"]),
        (["Nghị quyết số 29-", "NQ/TW ngày 4"], ["Nghị quyết số 29-NQ/TW", "ngày 4"]),
        (["la région Hauts-de-", "France et"], ["la région Hauts-de-France", "et"]),
        (["un porte-", "monnaie", "le porte-monnaie"], ["un porte-monnaie", "le porte-monnaie"]),
        (["giai đoạn 2026 -", "2030"], ["giai đoạn 2026 -", "2030"]),
        (["voici -", "une liste"], ["voici -", "une liste"]),
        (["fin de page-"], ["fin de page-"]),
    ],
)
def test_words_cut_at_the_end_of_a_line(lines: list[str], expected: list[str]) -> None:
    """A cut word stands whole on its first line; hyphens that belong to the word stay."""
    assert joined(*lines) == expected


@given(st.lists(st.text(alphabet="abc-é ", max_size=12), max_size=6))
def test_joining_loses_no_letter(texts: list[str]) -> None:
    """Joining moves letters between lines and drops nothing but white space and hyphens at the ends of lines."""
    texts = [" ".join(text.split()) for text in texts]
    before, after = "".join(texts), "".join(joined(*texts))
    assert [letter for letter in after if letter not in " -"] == [letter for letter in before if letter not in " -"]


def test_places_follow_their_words() -> None:
    """Words recognised on an image keep their places when their letters move to the line above."""
    here, there, rest = (Rectangle(1, 0.1, top, 0.2, top + 0.01) for top in (0.1, 0.2, 0.3))
    lines = [
        Line("le fonctionne-", 1, words=(PlacedWord(Span(3, 14), here),)),
        Line("ment ici", 1, words=(PlacedWord(Span(0, 4), there), PlacedWord(Span(5, 8), rest))),
    ]
    first, second = join_hyphenated(lines)
    assert [(first.text[word.span.start : word.span.end], word.place) for word in first.words] == [("fonctionne", here), ("ment", there)]
    assert [(second.text[word.span.start : word.span.end], word.place) for word in second.words] == [("ici", rest)]


FLAT = (
    "CHÍNH PHỦ Số: 113/NQ-CP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Hà Nội, ngày 25 tháng 4 năm 2026 NGHỊ QUYẾT "
    "Về thanh toán các chi phí CHÍNH PHỦ Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025; Theo đề nghị của Bộ trưởng Bộ Y tế. QUYẾT NGHỊ: "
    "Điều 1. Các chi phí khám bệnh được thanh toán theo quy định tại Điều 5 của Luật, trong đó: 1. Đối với các chi phí vượt dự toán; 2. Đối với các chi phí khác. "
    "Điều 2. Tổ chức thực hiện 1. Nghị quyết này có hiệu lực kể từ ngày ký ban hành. 2. Giao Bộ Y tế hướng dẫn thực hiện. "
) + "Chi phí được thanh toán theo quy định của pháp luật. " * 4


def test_a_page_whose_line_breaks_were_lost() -> None:
    """Clauses, letterhead and words in capitals begin lines of their own again; a cross-reference does not."""
    lines = [line.text for line in split_flattened(Line(FLAT))]
    assert lines[:4] == ["CHÍNH PHỦ", "Số: 113/NQ-CP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [line[:8] for line in lines if line[:4] == "Điều"] == ["Điều 1. ", "Điều 2. "]
    assert "Điều 2. Tổ chức thực hiện" in lines
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2.", "1.", "2."]


def test_a_paragraph_stays_one_line() -> None:
    """A line of ordinary length is left as it is, and so is a line with places."""
    line = Line("Điều 1. Các chi phí: 1. Đối với; 2. Đối với.")
    assert list(split_flattened(line)) == [line]
