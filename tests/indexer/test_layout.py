"""Lines become one text: furniture left out, footnotes apart, offsets true."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout import Reading, assemble, clean_line
from indexer.reading import FootnoteMark, Line, MediaType, RawDocument
from tests.readings import paged, reading_of

LINES = st.lists(st.builds(Line, st.text(alphabet="aế\u0301 \u00a0\u200b\u00ad1.Đ-_", max_size=12), st.none(), st.none(), st.booleans()), max_size=20)
SHEETS = st.lists(st.lists(st.tuples(st.text(alphabet="aế 1.Đ*", max_size=12), st.sampled_from([9.0, 12.0])), max_size=8), max_size=5)


def body(reading: Reading) -> list[str]:
    """The lines of the body that are not blank."""
    return [line for line in reading.text[reading.body.start : reading.body.end].split("\n") if line]


def notes(reading: Reading) -> list[str]:
    """The lines of the footnotes."""
    return reading.text[reading.notes.start : reading.notes.end].split() if reading.notes else []


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("  Điều   5.\u00a0Hỗ\ttrợ ", "Điều 5. Hỗ trợ"),
        ("e\u0301te\u0301", "été"),
        ("ad\u00admi\u200bnis\u2060tration\ufeff", "administration"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b\x07c", "abc"),
        ("\u200b", ""),
    ],
)
def test_clean_line(written: str, clean: str) -> None:
    """A clean line is composed, singly spaced, and holds nothing that hides or reorders what is read."""
    assert clean_line(written) == clean


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Cleaning is idempotent, and what is clean is NFC."""
    once = clean_line(text)
    assert clean_line(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(LINES)
def test_assembling_its_own_text_changes_nothing(lines: list[Line]) -> None:
    """The text of a reading, read again, is the same text."""
    lines = [Line("x"), *lines]
    first = assemble(RawDocument(MediaType.PLAIN, tuple(lines)))
    again = assemble(RawDocument(MediaType.PLAIN, tuple(Line(line) for line in first.text.splitlines())))
    assert again.text == first.text


@given(LINES)
def test_headings_are_offsets_of_lines(lines: list[Line]) -> None:
    """Every marked heading that is not blank is found at its offset, whole."""
    reading = assemble(RawDocument(MediaType.PLAIN, (*lines, Line("x"))))
    found = [reading.text[offset:].split("\n", 1)[0] for offset in sorted(reading.headings)]
    cleaned = [clean_line(line.text) for line in lines if line.heading]
    assert found == [text for text in cleaned if (text and not set(text) <= set("_-. ") | {"\u0301"}) or len(text) in {1, 2}]


@given(SHEETS)
def test_pages_are_disjoint_and_cover_the_text(sheets: list[list[tuple[str, float]]]) -> None:
    """Spans of pages never overlap, lie in body or notes, and hold every character that is not white space."""
    reading = paged([("début du texte", 12.0)], *sheets)
    held = [index for page in reading.pages for index in range(page.span.start, page.span.end)]
    assert len(held) == len(set(held))
    assert {index for index, letter in enumerate(reading.text) if not letter.isspace()} <= set(held)
    parts = [part for part in (reading.body, reading.notes) if part]
    assert all(any(part.covers(page.span) for part in parts) for page in reading.pages)


def test_page_numbers_and_gazette_heads_are_left_out() -> None:
    """Page numbers and the line of the gazette at the edges of pages are furniture; inside a page they are text."""
    reading = paged("14 CÔNG BÁO/Số 1333 + 1334/Ngày 12-12-2024\nĐiều 1. Phạm vi\n1. Một\n2\n3. Hai\n4. Ba\n5. Bốn\n6. Năm\n- 3 -")
    assert body(reading) == ["Điều 1. Phạm vi", "1. Một", "2", "3. Hai", "4. Ba", "5. Bốn", "6. Năm"]


def test_running_heads_are_left_out() -> None:
    """A line that comes back at the edge of most pages, with other figures each time, is furniture."""
    sheets = [f"Rapport annuel {year}\nTexte de la page {word} en entier\nPied n° {year}" for year, word in ((1, "une"), (2, "deux"), (3, "trois"))]
    assert body(paged(*sheets)) == ["Texte de la page une en entier", "Texte de la page deux en entier", "Texte de la page trois en entier"]


def test_two_pages_repeat_nothing() -> None:
    """What two pages have in common may be chance, and stays."""
    assert body(paged("Kế hoạch\nmột", "Kế hoạch\nhai")) == ["Kế hoạch", "một", "Kế hoạch", "hai"]


def test_footnotes_are_set_apart() -> None:
    """Small lines at the foot of a page that begin like a note stand after the body, on their page."""
    reading = paged(
        [("Điều 1. Thuế suất là 20%.1", 13.0), ("Áp dụng từ năm 2025.", 13.0), ("1 Khoản này được sửa đổi", 10.0), ("theo Luật số 57.", 10.0)],
        [("Điều 2. Hiệu lực.", 13.0)],
    )
    assert body(reading) == ["Điều 1. Thuế suất là 20%.1", "Áp dụng từ năm 2025.", "Điều 2. Hiệu lực."]
    assert " ".join(notes(reading)) == "1 Khoản này được sửa đổi theo Luật số 57."
    assert [(page.number, reading.text[page.span.start : page.span.end].split()[0]) for page in reading.pages] == [(1, "Điều"), (2, "Điều"), (1, "1")]


def test_a_footnote_goes_on_over_the_page() -> None:
    """Small lines at the foot of the page after a note belong to it though they begin with no mark."""
    reading = paged(
        [("Điều 1. Thuế suất.1", 13.0), ("Một dòng dài của điều này", 13.0), ("1 Khoản này", 10.0)],
        [("Điều 2. Hiệu lực của văn bản", 13.0), ("được sửa đổi.", 10.0)],
    )
    assert " ".join(notes(reading)) == "1 Khoản này được sửa đổi."


def test_small_lines_that_are_no_notes_stay() -> None:
    """Small print at the foot without a mark, and a whole page of small print, is text."""
    assert reading_notes_free([("Texte du corps", 12.0), ("petite ligne", 9.0)])
    assert reading_notes_free([("Texte long du corps en grandes lettres", 12.0)], [("1 tableau", 9.0), ("2 lignes", 9.0)])


def reading_notes_free(*sheets: list[tuple[str, float]]) -> bool:
    """Whether all lines of the sheets are text."""
    return paged(*sheets).notes is None


def test_rules_of_underscores_are_left_out() -> None:
    """Lines that only draw are no text."""
    assert body(reading_of("CHÍNH PHỦ\n_________\nNghị định\n* * * *")) == ["CHÍNH PHỦ", "Nghị định"]


def test_blank_lines_are_kept_once() -> None:
    """Runs of blank lines become one, and none stands at the beginning."""
    assert reading_of("\n\n\na\n\n\n\nb\nc").text == "a\n\nb\nc\n"


def test_stamps_and_page_heads_are_dropped() -> None:
    """What a signature printed, and the heads and numbers of gazette pages in a copied text, are no part of it; a number elsewhere is."""
    text = "Ký bởi: CÔNG BÁO\nCơ quan: VĂN PHÒNG CHÍNH PHỦ\nNgày ký: 2026-05-08\nĐiều 1. Phạm vi\n\nCÔNG BÁO/Số 271/Ngày 12-05-2026\n\n85\n\nHai câu.\n\n86\n\nBa câu."
    assert body(reading_of(text)) == ["Điều 1. Phạm vi", "Hai câu.", "86", "Ba câu."]


def test_numbers_that_stand_alone_begin_the_next_line() -> None:
    """A clause's number on a line of its own belongs to the text below it."""
    assert body(reading_of("Điều 1. Hồ sơ\n\na)\n\nĐơn đề nghị;\n\nb)\n\nBản sao.")) == ["Điều 1. Hồ sơ", "a) Đơn đề nghị;", "b) Bản sao."]


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    """Private characters that Symbol and Wingdings draw as bullets are read as bullets, and ligatures as their letters."""
    assert clean_line("\uf0b7 l'eﬃcacité") == "• l'efficacité"


def test_footnotes_are_linked() -> None:
    """A note is linked to where its number stood: taken out by the reader, or glued to a word in letters of the same size."""
    lines = (
        Line("6. Thu nhập từ hoạt động", 1, 14.0, marks=(FootnoteMark(2, "1"),)),
        Line("giáo dục nghề nghiệp;2 và khoản 2 Điều 5.", 1, 14.0),
        Line("1 Khoản này được sửa đổi.", 1, 10.0),
        Line("2 Cụm từ này được thay thế.", 1, 10.0),
    )
    reading = assemble(RawDocument(MediaType.PDF, lines))
    assert body(reading) == ["6. Thu nhập từ hoạt động", "giáo dục nghề nghiệp; và khoản 2 Điều 5."]
    assert [(note.number, reading.text[: note.at].split("\n")[-1]) for note in reading.footnotes] == [("1", "6."), ("2", "giáo dục nghề nghiệp;")]
    assert [reading.text[note.span.start : note.span.end] for note in reading.footnotes] == ["1 Khoản này được sửa đổi.", "2 Cụm từ này được thay thế."]
