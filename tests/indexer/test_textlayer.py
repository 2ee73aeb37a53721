"""When the text layer of a PDF page can be trusted, and where its spaces belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.pdfium import Printed
from indexer.readers.textlayer import agrees, doubtful, is_drawn, is_garbage, is_scan, with_spaces_of

VIETNAMESE = (
    "Doanh nghiệp nhỏ và vừa được hỗ trợ chi phí tư vấn và đào tạo theo quy định tại Nghị định này khi tham gia chuỗi giá trị trong lĩnh vực sản xuất, chế biến"
)
FRENCH = "Le présent arrêté fixe les conditions dans lesquelles les entreprises peuvent demander une aide pour la transition de leur activité et les pièces à produire à cet effet"
GARBAGE = "TRLEN KiIAI NIHEM VIJ THEO THÔNG BAO sO thixc hin t& cong quail trit truyn Nghj quyêt Két luân eiia Ban BI thu Trung uong Dâng ye tip tio Chüixo'ng trçrig trInli thc hin Xãy dirng hrc chat hxcrng"


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        (VIETNAMESE, False),
        (VIETNAMESE.upper(), False),
        (FRENCH, False),
        (GARBAGE, True),
        ("\ue001\ue002\ue003 \ue004\ue005", True),
        ("\ufffd\ufffd\ufffd mot", True),
        ("", False),
        ("12 345 678,90", False),
        ("KiIAI NIHEM", False),
    ],
)
def test_garbage_is_told_from_text(text: str, *, garbage: bool) -> None:
    """Text of either language is no garbage in any case; a failed recognition and fonts without their encoding are; a few words are not judged."""
    assert is_garbage(text) is garbage


@pytest.mark.parametrize(
    ("page", "scan", "drawn"),
    [
        (Printed("du texte", 0.0, 0, 0), False, False),
        (Printed("du texte", 1.0, 1, 0), True, False),
        (Printed("", 1.0, 1, 0), True, True),
        (Printed("", 0.02, 1, 0), False, True),
        (Printed("", 0.0, 0, 28), False, True),
        (Printed("", 0.0, 0, 3), False, False),
    ],
)
def test_what_a_page_is_made_of(page: Printed, *, scan: bool, drawn: bool) -> None:
    """An image over the page makes a scan; a page without text is drawn when it has an image or outlines of letters."""
    assert (is_scan(page), is_drawn(page)) == (scan, drawn)


def test_one_scanned_page_is_doubted() -> None:
    """Of the scanned pages with text the middle one by length is compared with our own recognition; text pages are never doubted."""
    pages = {number: Printed("mot " * length, covered, 1, 0) for number, (length, covered) in enumerate([(30, 1.0), (90, 1.0), (60, 1.0), (70, 0.0)], start=1)}
    assert doubtful(pages) == 3
    assert doubtful({4: pages[4]}) is None


@pytest.mark.parametrize(
    ("layer", "same"),
    [
        (FRENCH, True),
        (FRENCH.replace("arrêté", "arrété"), True),
        (FRENCH.replace("les", "Ies").replace("de", "cle").replace("la", "Ia"), False),
        ("", False),
    ],
)
def test_layers_agree_word_for_word(layer: str, *, same: bool) -> None:
    """A layer that differs in one word in ten or more does not agree."""
    assert agrees(layer, FRENCH) is same


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("Căn cứ Luật Ban hành v ăn b ản quy ph ạm", "Căn cứ Luật Ban hành văn bản quy phạm", "Căn cứ Luật Ban hành văn bản quy phạm"),
        ("UBND thànhphố", "UBND thành phố", "UBND thành phố"),
        ("dòng một\ndòng h ai", "dòng hai\ndòng một", "dòng một\ndòng hai"),
        ("không có trong bản kia", "văn bản khác", "không có trong bản kia"),
        ("", "", ""),
    ],
)
def test_spaces_come_from_the_second_reading(text: str, reference: str, expected: str) -> None:
    """Where both readings have the same letters the spaces are those of the second, in whatever order the lines stand."""
    assert with_spaces_of(text, reference) == expected


@given(st.text(alphabet="abc \n", max_size=60), st.text(alphabet="abc \n", max_size=60))
def test_spaces_change_no_letter(text: str, reference: str) -> None:
    """Mending never adds, drops or moves a letter or a line."""
    mended = with_spaces_of(text, reference)
    assert ["".join(line.split()) for line in mended.split("\n")] == ["".join(line.split()) for line in text.split("\n")]
