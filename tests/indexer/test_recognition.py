"""Text recognition of page images, with the real program."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from indexer import recognition
from indexer.errors import RecognitionUnavailable, UnreadableFile
from indexer.rasters import RECOGNITION_DPI, page_raster
from indexer.reading import Line, MediaType
from indexer.recognition import available, recognise

FONTS = [Path(folder) / name for folder in ("/usr/share/fonts/truetype/dejavu", "/Library/Fonts") for name in ("DejaVuSans.ttf", "Arial Unicode.ttf")]
needs_tesseract = pytest.mark.skipif(available() is None, reason="tesseract with its Vietnamese and French data is not here")


def sheet(*lines: tuple[float, float, str], turned: int = 0) -> bytes:
    """A PNG of an A4 sheet at 150 dpi with lines of text at places given in shares of its width and height."""
    font_file = next((path for path in FONTS if path.is_file()), None)
    if font_file is None:
        pytest.skip("no font with Vietnamese letters is here")
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_file), 26)
    for left, top, text in lines:
        draw.text((left * image.width, top * image.height), text, fill=0, font=font)
    content = io.BytesIO()
    image.rotate(turned, expand=True).save(content, "PNG", dpi=(150, 150))
    return content.getvalue()


PAGE = (
    (0.10, 0.05, "ỦY BAN NHÂN DÂN"),
    (0.52, 0.05, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
    (0.10, 0.08, "Số: 302/KH-UBND"),
    (0.52, 0.08, "Độc lập - Tự do - Hạnh phúc"),
    (0.10, 0.20, "Điều 1. Doanh nghiệp được hỗ trợ chi phí tư vấn."),
    (0.10, 0.23, "Le présent arrêté fixe les conditions de l'aide."),
)


def texts(lines: tuple[Line, ...]) -> list[str]:
    """The lines that are not blank."""
    return [line.text for line in lines if line.text]


@needs_tesseract
class TestRecognise:
    """Needs tesseract."""

    def test_both_languages_are_read_on_one_page(self) -> None:
        """Vietnamese with all its marks and French stand in the result letter by letter."""
        found = texts(recognise(sheet(*PAGE), MediaType.PNG, 1))
        assert "Điều 1. Doanh nghiệp được hỗ trợ chi phí tư vấn." in found
        assert "Le présent arrêté fixe les conditions de l'aide." in [text.replace("’", "'") for text in found]

    def test_a_letterhead_is_read_column_by_column(self) -> None:
        """What stands on the left of a letterhead comes before what stands on its right."""
        found = texts(recognise(sheet(*PAGE), MediaType.PNG, 1))
        assert found[:2] == ["ỦY BAN NHÂN DÂN", "Số: 302/KH-UBND"]

    def test_words_have_their_places(self) -> None:
        """Each word's span holds the word, and its rectangle lies where the word was drawn."""
        line = next(line for line in recognise(sheet(*PAGE), MediaType.PNG, 1) if line.text.startswith("Điều 1"))
        first = line.words[0]
        assert line.text[first.span.start : first.span.end] == "Điều"
        assert first.place.page == 1
        assert [first.place.left, first.place.top] == pytest.approx([0.10, 0.20], abs=0.01)
        assert all(word.place.right <= 1 for word in line.words)

    @pytest.mark.parametrize("turned", [90, 180, 270])
    def test_a_page_on_its_side_is_read(self, turned: int) -> None:
        """A sheet that was scanned lying on its side or upside down is read, and its words keep the places that they have in the file."""
        words = [
            "Les",
            "entreprises",
            "demandent",
            "une",
            "aide",
            "pour",
            "la",
            "formation",
            "de",
            "leurs",
            "salariés",
            "avant",
            "la",
            "fin",
            "du",
            "mois",
            "suivant",
        ]
        lines = [(0.08, 0.05 + 0.03 * row, " ".join([*words[row % 7 :], *words[: row % 7]][:9])) for row in range(28)]
        line = next(line for line in recognise(sheet(*lines, turned=turned), MediaType.PNG, 1) if line.text.startswith("Les entreprises demandent une"))
        expected = {90: (0.05, 0.92), 180: (0.92, 0.95), 270: (0.95, 0.08)}[turned]  # of the first word on the sheet: 0.08 from the left, 0.05 from the top
        place = line.words[0].place
        assert ((place.left + place.right) / 2, (place.top + place.bottom) / 2) == pytest.approx(expected, abs=0.03)

    def test_labels_in_the_margin_stand_before_their_text(self) -> None:
        """*Article 1 :* in the margin is on the line of the text beside it, not above everything."""
        rows = [
            line
            for number in range(1, 5)
            for line in (
                (0.08, 0.1 + 0.15 * number, f"Article {number} :"),
                (0.30, 0.1 + 0.15 * number, "Les sociétés sont soumises aux dispositions de la loi"),
                (0.30, 0.125 + 0.15 * number, "applicable aux sociétés commerciales et à celles de la"),
                (0.30, 0.15 + 0.15 * number, "présente loi, sous le contrôle du conseil des ministres."),
            )
        ]
        found = texts(recognise(sheet(*rows), MediaType.PNG, 1))
        assert [text.replace(" :", ":")[:14] for text in found if text.startswith("Article")] == [f"Article {number}: Les" for number in range(1, 5)]


def test_without_the_program_the_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan on a machine without tesseract is refused with the command that installs it."""
    monkeypatch.setenv("PATH", "")
    recognition.available.cache_clear()
    try:
        with pytest.raises(RecognitionUnavailable, match="apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-fra"):
            recognise(sheet(*PAGE), MediaType.PNG, 1)
    finally:
        recognition.available.cache_clear()


def test_rasters_are_drawn_at_the_resolution_of_recognition() -> None:
    """A sheet of A4 has 2480 by 3508 dots at 300 an inch, one byte each, and its greymap says so."""
    raster = page_raster(sheet(*PAGE), MediaType.PNG, 1)
    assert raster.dpi == RECOGNITION_DPI
    assert [raster.width, raster.height] == pytest.approx([2480, 3508], abs=2)
    assert len(raster.pixels) == raster.width * raster.height
    assert raster.pgm.startswith(f"P5 {raster.width} {raster.height} 255\n".encode())


def test_a_page_that_does_not_exist_is_refused() -> None:
    """The second page of a single image cannot be drawn, and the sentence names it."""
    with pytest.raises(UnreadableFile, match="page 2"):
        page_raster(sheet(*PAGE), MediaType.PNG, 2)
