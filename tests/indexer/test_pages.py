"""Spans of a document's text are found on its pages, exactly where their ink is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from corpus.legacy import LegacyEncoding, convert
from corpus.nouns import Page, PlacedWord, Rectangle, Span
from indexer.alignment import compared
from indexer.errors import SourceMissing, UnreadableFile
from indexer.extraction import Extraction, document_id_of, extract
from indexer.images import ImageFile
from indexer.pages import LONGEST_SIDE, MOST_PIXELS, fitting_scale, has_pages, highlighted, open_pages, places_on, png_of
from indexer.pdfium import LOCK, PdfFile
from indexer.places import PagePlaces
from indexer.reading import MediaType
from indexer.store import DocumentText
from tests.fakes import word_starts
from tests.indexer.sheets import A4, Box, Drawn, ink_of, line, paragraphs, pdf_of_sheets
from tests.indexer.test_real_documents import DOCUMENTS
from tests.indexer.texts import FRENCH, VIETNAMESE

SCALE = 3.0
NEAR = 2.0 / (SCALE * min(A4))
"""Two pixels of the shorter side: letters have soft edges."""
ARTICLE = (
    "Điều 1. Hỗ trợ doanh nghiệp nhỏ",
    "1. Thành phố hỗ trợ 50% chi phí thử nghiệm và chứng nhận sản phẩm cho",
    "doanh nghiệp công nghiệp hỗ trợ.",
    "2. Mức hỗ trợ không quá 200 triệu đồng một năm.",
)


class Sheets:
    """A PDF with what is extracted of it."""

    def __init__(self, *sheets: list[Drawn], rotate: int = 0, crop: Box | None = None) -> None:
        self._drawing = partial(pdf_of_sheets, rotate=rotate, crop=crop, alphabet=[drawn for sheet in sheets for drawn in sheet])
        content = self._drawing(*sheets)
        self.extraction = extract(content, "act.pdf", word_starts)
        self.file = PdfFile(content)

    def ink(self, *drawn: Drawn) -> Box:
        """Where the ink of some text is, seen on a page on which nothing else is drawn."""
        file = PdfFile(self._drawing([*drawn]))
        found = ink_of(file.image(1, SCALE))
        file.close()
        return found

    @property
    def text(self) -> str:
        """The document's text."""
        return self.extraction.text

    def places(self, number: int = 1) -> PagePlaces:
        """The places on one page."""
        placed = places_on(self.file, number, text_of(self.extraction), self.extraction.words)
        assert placed is not None
        return placed

    def rectangles(self, quotation: str, number: int = 1) -> tuple[Rectangle, ...]:
        """The rectangles of a quotation on a page."""
        start = self.text.index(quotation)
        return self.places(number).rectangles(Span(start, start + len(quotation)))


def text_of(extraction: Extraction) -> DocumentText:
    """What the store gives of an extraction."""
    return DocumentText(extraction.text, extraction.clauses, extraction.pages, extraction.notes, extraction.recognised)


def sides(rectangle: Rectangle) -> Box:
    """Left, top, right, bottom."""
    return rectangle.left, rectangle.top, rectangle.right, rectangle.bottom


def near(box: Box) -> object:
    """What a rectangle is compared with: the same place but for the soft edges of letters."""
    return pytest.approx(box, abs=NEAR)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40.0, 300.0, 580.0, 830.0)])
def test_turned_and_cropped_pages(rotate: int, crop: tuple[float, float, float, float] | None) -> None:
    """On pages that are turned, cropped or both, each line has the rectangle in which a viewer shows it."""
    drawn = paragraphs(*ARTICLE)
    sheets = Sheets(drawn, rotate=rotate, crop=crop)
    for text, alone in zip(ARTICLE, drawn, strict=True):
        (rectangle,) = sheets.rectangles(text)
        assert sides(rectangle) == near(sheets.ink(alone))
    width, height = A4 if crop is None else (crop[2] - crop[0], crop[3] - crop[1])
    assert sheets.file.size(1) == pytest.approx((width, height) if rotate in {0, 180} else (height, width))


def test_a_passage_has_one_rectangle_a_line_in_reading_order() -> None:
    """A clause of two lines has two rectangles, the upper one first, and none reaches into the line after it."""
    sheets = Sheets(paragraphs(*ARTICLE))
    first, second = sheets.rectangles("\n".join(ARTICLE[1:3]))
    (after,) = sheets.rectangles(ARTICLE[3])
    assert first.top < first.bottom <= second.top < second.bottom <= after.top
    assert first.right > second.right


def test_a_quotation_inside_a_line() -> None:
    """Words in the middle of a line have the rectangle of their own ink."""
    sheets = Sheets(paragraphs(*ARTICLE))
    (whole,) = sheets.rectangles(ARTICLE[1])
    (part,) = sheets.rectangles("50% chi phí")
    start = ARTICLE[1].index("50%")
    before = sheets.rectangles(ARTICLE[1][:start].strip())[0]
    assert before.right < part.left < part.right < whole.right
    assert (whole.top, whole.bottom) == pytest.approx((part.top, part.bottom), abs=0.005)


def test_ligatures() -> None:
    """Where one glyph means two letters, a quotation that begins or ends at one of them has the glyph."""
    glyphs = ("e", "ffi", "c", "a", "c", "e", " ", "ﬁ", "n")
    sheets = Sheets([Drawn(glyphs, 60, 700), *paragraphs(*FRENCH[:3], top=600)])
    word = next(word for word in sheets.text.split() if word.startswith("e"))
    (rectangle,) = sheets.rectangles(word)
    assert sides(rectangle) == near(sheets.ink(Drawn(glyphs[:6], 60, 700)))


def test_accents_as_glyphs_of_their_own() -> None:
    """An accent that is drawn after its letter belongs to it: the quotation is one string in NFC, and its rectangle holds the accent."""
    glyphs = ("d", "e", "\u0302", "\u0301", "n", " ", "2", "0", "3", "0")
    drawn = [*paragraphs(*VIETNAMESE[:3]), Drawn(glyphs, 60, 500)]
    sheets = Sheets(drawn)
    (rectangle,) = sheets.rectangles("dến 2030")
    assert sides(rectangle) == near(sheets.ink(Drawn(glyphs, 60, 500)))


def test_glyphs_in_the_order_in_which_they_were_drawn() -> None:
    """Lines that the file draws from the last to the first, and words from the right to the left, are found line by line."""
    lines = paragraphs(*VIETNAMESE[:6])
    words = [Drawn(tuple("doanh"), 60, 500), Drawn(tuple("nghiep"), 98, 500), Drawn(tuple("nho"), 140, 500)]
    sheets = Sheets([*reversed(words), *reversed(lines)])
    for text, alone in zip(VIETNAMESE, lines, strict=False):
        (rectangle,) = sheets.rectangles(text)
        assert sides(rectangle) == near(sheets.ink(alone))
    for alone in words:
        (rectangle,) = sheets.rectangles("".join(alone.glyphs))
        assert sides(rectangle) == near(sheets.ink(alone))


def test_a_span_of_two_pages() -> None:
    """A passage that goes on overleaf has its rectangles on both pages, and what stands before and after has none of them."""
    sheets = Sheets(paragraphs(*ARTICLE[:2]), paragraphs(*ARTICLE[2:]))
    start, end = sheets.text.index(ARTICLE[1]), sheets.text.index(ARTICLE[3])
    upper, lower = (sheets.places(number).rectangles(Span(start, end)) for number in (1, 2))
    assert [rectangle.page for rectangle in (*upper, *lower)] == [1, 2]
    assert sides(upper[0]) == near(sheets.ink(*paragraphs("", ARTICLE[1])))
    assert sides(lower[0]) == near(sheets.ink(*paragraphs(ARTICLE[2])))


def test_heads_and_footnotes() -> None:
    """The head of the page is in no rectangle, and a footnote that was set apart at the end of the text is found at the foot of its page."""
    note = "1 Khoản này được sửa đổi theo Luật số 90/2025/QH15."
    pages = [
        [line("CÔNG BÁO/Số 303", 810), *paragraphs(*VIETNAMESE[3 * n : 3 * n + 3], top=760), *([line(note, 60, size=8)] if n == 1 else [])] for n in range(4)
    ]
    sheets = Sheets(*pages)
    assert sheets.extraction.notes is not None
    assert "CÔNG BÁO" not in sheets.text
    (rectangle,) = sheets.rectangles(note, 2)
    assert sides(rectangle) == near(sheets.ink(line(note, 60, size=8)))
    everything = [rectangle for number in (1, 2, 3, 4) for rectangle in sheets.places(number).rectangles(Span(0, len(sheets.text)))]
    assert len(everything) == 13
    assert min(rectangle.top for rectangle in everything) > 1 - 790 / 842


def test_columns_are_not_joined() -> None:
    """Two columns at the same height keep rectangles of their own, however the file orders them."""
    left = [line(text, 700 - 18 * n) for n, text in enumerate(("Bộ Tài chính chủ trì", "Sở Công Thương"))]
    right = [line(text, 700 - 18 * n, x=330) for n, text in enumerate(("phối hợp với Bộ Y tế", "và Sở Y tế"))]
    sheets = Sheets([*left, *right, *paragraphs(*VIETNAMESE[:2], top=500)])
    for alone in (*left, *right):
        (rectangle,) = sheets.rectangles("".join(alone.glyphs))
        assert sides(rectangle) == near(sheets.ink(alone))


def test_lines_that_run_upwards() -> None:
    """A line that is written along the edge of the page is one high rectangle."""
    edge = Drawn(tuple("Ban hành kèm theo Quyết định"), 40, 200, upwards=True)
    sheets = Sheets([*paragraphs(*VIETNAMESE[:4]), edge])
    (rectangle,) = sheets.rectangles("Ban hành kèm theo Quyết định")
    assert sides(rectangle) == near(sheets.ink(edge))
    assert rectangle.bottom - rectangle.top > 5 * (rectangle.right - rectangle.left)


def test_words_that_are_hyphenated() -> None:
    """A word that goes on in the next line has a rectangle in either, the first with its hyphen."""
    drawn = paragraphs("La ville soutient les entreprises de la région et leur dévelop-", "pement durable.")
    sheets = Sheets([*drawn, *paragraphs(*FRENCH[:2], top=600)])
    start = sheets.text.index("dévelop")
    first, second = sheets.places().rectangles(Span(start, sheets.text.index("durable")))
    assert first.right == pytest.approx(sheets.ink(drawn[0])[2], abs=NEAR)
    assert second.left == pytest.approx(sheets.ink(drawn[1])[0], abs=NEAR)


def test_legacy_encodings() -> None:
    """A text that was converted to Unicode is found where the file draws the letters of its old encoding."""
    written = [
        "C«ng nghiÖp hç trî lµ ngµnh s¶n xuÊt nguyªn liÖu vµ linh kiÖn",
        "Nhµ n­íc cã chÝnh s¸ch hç trî doanh nghiÖp nhá vµ võa vay vèn",
        "Bé Tµi chÝnh chñ tr×, phèi hîp víi Bé C«ng Th­¬ng thùc hiÖn",
    ]
    drawn = paragraphs(*written)
    text = "\n".join(convert(line, LegacyEncoding.TCVN3) for line in written)
    file = PdfFile(pdf_of_sheets(drawn))
    placed = places_on(file, 1, DocumentText(text, (), (Page(1, Span(0, len(text))),), None), ())
    assert placed is not None
    (rectangle,) = placed.rectangles(Span(text.index("Bộ Tài chính chủ trì"), len(text)))
    assert sides(rectangle) == near(ink_of(PdfFile(pdf_of_sheets([drawn[2]], alphabet=drawn)).image(1, SCALE)))


def under(file: PdfFile, places: PagePlaces, span: Span) -> Iterator[str]:
    """The text that pdfium has under the rectangles of a span on a page that is neither turned nor cropped."""
    width, height = places.size
    with LOCK:
        page = file._file[places.number - 1]
        text = page.get_textpage()
        left, bottom, *_ = page.get_bbox()
        for place in places.rectangles(span):
            inset = min(0.7, 0.1 * (place.bottom - place.top) * height)  # lines that touch are not to be counted
            yield text.get_text_bounded(
                left + place.left * width + 0.3,
                bottom + (1 - place.bottom) * height + inset,
                left + place.right * width - 0.3,
                bottom + (1 - place.top) * height - inset,
            )
        text.close()
        page.close()


def likeness(file: PdfFile, extraction: Extraction) -> list[float]:
    """For each passage the character F1 of the text under its rectangles and its own, spaces, hyphens and accents folded."""
    text = text_of(extraction)
    numbers = {page.number for page in extraction.pages} - extraction.recognised
    pages = {number: places_on(file, number, text, ()) for number in numbers}
    found = []
    for passage in extraction.passages:
        touched = dict.fromkeys(page.number for page in extraction.pages if page.span.overlaps(passage.span))
        if touched.keys() <= numbers:
            seen = "".join(piece for number in touched if (place := pages[number]) for piece in under(file, place, passage.span))
            own, other = ("".join(map(compared, written)) for written in (passage.text, seen))
            found.append(1.0 if own == other else SequenceMatcher(None, own, other, autojunk=False).ratio())
    return found


def test_the_text_under_the_rectangles() -> None:
    """On generated pages in both languages the text under the rectangles of every passage is the passage."""
    sheets = Sheets(paragraphs(*VIETNAMESE, size=9), paragraphs(*FRENCH, size=9), paragraphs(*ARTICLE, *VIETNAMESE[:10], size=9))
    found = likeness(sheets.file, sheets.extraction)
    assert len(found) >= 5
    assert min(found) == 1


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"the real documents are not in {DOCUMENTS.name} beside the repository")
@pytest.mark.parametrize(("name", "passages"), [("vi/nghi-dinh-so-148-2026-nd-cp-469501.pdf", 20), ("fr/pocos-dinsic-stable.pdf", 60)])
def test_the_text_under_the_rectangles_of_real_acts(name: str, passages: int) -> None:
    """In a Vietnamese decree and a French policy, the text under the rectangles of a passage is at least 99.5 % the passage's, of none less than 98 %."""
    content = (DOCUMENTS / name).read_bytes()
    found = likeness(PdfFile(content), extract(content, name, word_starts))
    assert len(found) >= passages
    assert np.mean(found) >= 0.995
    assert min(found) >= 0.98


def test_words_that_were_recognised() -> None:
    """On a recognised page the rectangles are those of the words, joined line by line, and words of other pages do not count."""
    text = "Hỗ trợ doanh nghiệp\nnhỏ và vừa\n"
    spots = [(0, 2, 0.1, 0.10, 0.14), (3, 6, 0.15, 0.10, 0.20), (7, 12, 0.21, 0.102, 0.30), (13, 19, 0.31, 0.10, 0.42), (20, 23, 0.1, 0.13, 0.15)]
    words = [PlacedWord(Span(start, end), Rectangle(1, left, top, right, top + 0.02)) for start, end, left, top, right in spots]
    words.append(PlacedWord(Span(24, 26), Rectangle(2, 0.5, 0.5, 0.6, 0.6)))
    read = DocumentText(text, (), (Page(1, Span(0, len(text))),), None, frozenset({1}))
    file = PdfFile(pdf_of_sheets([]))
    places = places_on(file, 1, read, words)
    assert places is not None
    assert [sides(place) for place in places.rectangles(Span(3, 23))] == [
        pytest.approx((0.15, 0.10, 0.42, 0.122)),
        pytest.approx((0.1, 0.13, 0.15, 0.15)),
    ]
    assert places.rectangles(Span(24, 26)) == ()
    assert places.size == A4


def test_recognised_words_of_different_heights() -> None:
    """Words with long letters above or below the line, and signs that are low or high, make one rectangle with the others of their line."""
    text = "fois par un « an »,\nou"
    heights = {"fois": (0.100, 0.114), "par": (0.105, 0.119), "un": (0.105, 0.114), "«": (0.107, 0.112), "an": (0.105, 0.114), "»,": (0.107, 0.116)}
    heights |= {"ou": (0.124, 0.133)}
    starts = {word: text.index(word) for word in heights}
    lefts = {word: 0.1 + 0.012 * (starts[word] if word != "ou" else 0) for word in heights}
    words = [
        PlacedWord(Span(starts[word], starts[word] + len(word)), Rectangle(1, lefts[word], top, lefts[word] + 0.01 * len(word), bottom))
        for word, (top, bottom) in heights.items()
    ]
    read = DocumentText(text, (), (Page(1, Span(0, len(text))),), None, frozenset({1}))
    places = places_on(PdfFile(pdf_of_sheets([])), 1, read, words)
    assert places is not None
    first, second = places.rectangles(Span(0, len(text)))
    assert (first.left, first.top, first.bottom) == pytest.approx((0.1, 0.100, 0.119))
    assert (second.left, second.top) == pytest.approx((0.1, 0.124))


def test_a_page_without_the_text() -> None:
    """What the page does not have has no rectangle, and white space has none."""
    sheets = Sheets(paragraphs(*ARTICLE))
    elsewhere = dataclasses.replace(text_of(sheets.extraction), text="~" * len(sheets.text))
    placed = places_on(sheets.file, 1, elsewhere, ())
    assert placed is not None
    assert placed.rectangles(Span(0, len(sheets.text))) == ()
    gap = sheets.text.index(" ")
    assert sheets.places().rectangles(Span(gap, gap + 1)) == ()


def test_pages_beyond_measure() -> None:
    """A page of 200 m by 200 m is drawn, and no larger than the bounds allow; so is a strip of a point by 200 m."""
    for size in ((566_929.0, 566_929.0), (1.0, 566_929.0), (14_400.0, 14_400.0)):
        file = PdfFile(pdf_of_sheets([line("Hỗ trợ", 400, size=200)], size=size))
        image = file.image(1, fitting_scale(file.size(1), 6.0))
        assert image.width * image.height <= 1.01 * MOST_PIXELS
        assert max(image.size) <= LONGEST_SIDE + 1
    assert fitting_scale(A4, 2.0) == 2.0


def test_pages_with_more_characters_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that hides masses of characters is refused before they are measured."""
    monkeypatch.setattr("indexer.pdfium._MOST_CHARACTERS", 100)
    file = PdfFile(pdf_of_sheets(paragraphs(*ARTICLE)))
    with pytest.raises(UnreadableFile, match=r"page 1 holds 1\d\d characters"):
        file.characters(1)


def test_the_file_must_be_the_one_that_was_read(tmp_path: Path) -> None:
    """A file that is gone or was exchanged is refused with what to do."""
    path = tmp_path / "act.pdf"
    content = pdf_of_sheets(paragraphs(*ARTICLE))
    path.write_bytes(content)
    assert open_pages(path, document_id_of(content), MediaType.PDF).page_count == 1
    path.write_bytes(pdf_of_sheets(paragraphs(*FRENCH)))
    with pytest.raises(SourceMissing, match=r"act\.pdf, has changed since it was read: index it again"):
        open_pages(path, document_id_of(content), MediaType.PDF)
    path.unlink()
    with pytest.raises(SourceMissing, match=r"act\.pdf, is no longer where it was: index it again"):
        open_pages(path, document_id_of(content), MediaType.PDF)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", pdf_of_sheets([])[:200]])
def test_damaged_files(content: bytes) -> None:
    """What is no PDF is refused in a sentence."""
    with pytest.raises(UnreadableFile, match="the PDF cannot be opened"):
        PdfFile(content)


@pytest.mark.parametrize("number", [0, -1, 2])
def test_pages_that_do_not_exist(number: int) -> None:
    """Only the pages of the file can be asked for, from 1."""
    file = PdfFile(pdf_of_sheets([]))
    for asked in (file.size, file.characters):
        with pytest.raises(IndexError, match=f"there is no page {number}: the file has 1"):
            asked(number)


def test_closing_twice() -> None:
    """A file may be closed again."""
    file = PdfFile(pdf_of_sheets([]))
    file.close()
    file.close()


def test_highlights_leave_the_ink() -> None:
    """Paper under a highlight turns yellow, ink stays dark, and nothing else changes."""
    sheets = Sheets(paragraphs(*ARTICLE))
    page = sheets.file.image(1, 2)
    (rectangle,) = sheets.rectangles(ARTICLE[1])
    before, after = np.asarray(page).astype(int), np.asarray(highlighted(page, [rectangle])).astype(int)
    changed = np.flatnonzero((before != after).any(axis=(1, 2)))
    assert changed[0] / page.height == pytest.approx(rectangle.top, abs=0.005)
    assert changed[-1] / page.height == pytest.approx(rectangle.bottom, abs=0.005)
    row = round((rectangle.top + rectangle.bottom) / 2 * page.height)
    paper = (before[row] > 250).all(axis=1) & (before[row] != after[row]).any(axis=1)
    assert paper.sum() > 100
    assert (after[row][paper][:, 2] < 150).all()
    assert (after[row][paper][:, 0] > 240).all()
    dark = (before < 60).all(axis=2)
    assert (after[dark] <= before[dark]).all()


def test_the_bytes_are_a_png_file() -> None:
    """The image is written losslessly and read again the same."""
    page = PdfFile(pdf_of_sheets(paragraphs(*ARTICLE))).image(1, 1)
    again = ImageFile(png_of(page)).image(1, 1)
    assert again.size != (0, 0)
    assert png_of(page).startswith(b"\x89PNG")


def test_formats_with_pages() -> None:
    """PDF files and images have pages, texts for word processors and the web do not."""
    assert {media_type for media_type in MediaType if has_pages(media_type)} == {MediaType.PDF, MediaType.PNG, MediaType.JPEG, MediaType.TIFF}
