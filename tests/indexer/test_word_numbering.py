"""Paragraphs of Word documents carry the numbers that Word shows."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.docx import read
from indexer.readers.list_numbers import written
from tests.indexer.word_files import definition, level, paragraph, paragraph_style, starts_at, table, use, word_file

LEGAL = definition(0, level(0, "Chương %1.", "upperRoman"), level(1, "Điều %2."), level(2, "%3."), level(3, "%4)", "lowerLetter"))
DECIMAL = definition(1, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3"))


def numbered(*places: tuple[int, int], numbering: str) -> list[str]:
    """What stands before ``x`` in paragraphs at these places (list, level)."""
    raw = read(word_file("".join(paragraph("x", numbered=place) for place in places), numbering=numbering))
    return [line.text.removesuffix("x").rstrip(" ") for line in raw.lines if line.text]


@pytest.mark.parametrize(
    ("form", "counts", "expected"),
    [
        ("decimal", (1, 12), ["1", "12"]),
        ("decimalZero", (1, 12), ["01", "12"]),
        ("lowerLetter", (1, 26, 27, 53), ["a", "z", "aa", "aaa"]),
        ("upperLetter", (4,), ["D"]),
        ("lowerRoman", (4, 9, 14, 40), ["iv", "ix", "xiv", "xl"]),
        ("upperRoman", (1994,), ["MCMXCIV"]),
        ("none", (3,), [""]),
        ("numberInDash", (3,), ["- 3 -"]),
        ("chicago", (3,), ["3"]),
        ("upperRoman", (0, 100_000), ["0", "100000"]),
    ],
)
def test_formats(form: str, counts: tuple[int, ...], expected: list[str]) -> None:
    """Each format is written as in Word; an unknown one, and a count that it cannot write, in digits."""
    assert [written(count, form) for count in counts] == expected


@pytest.mark.parametrize(("language", "expected"), [("fr-FR", ["1er", "2e"]), ("en-US", ["1st", "2nd"]), ("vi-VN", ["1", "2"])])
def test_ordinals(language: str, expected: list[str]) -> None:
    """Ordinals end as in their language."""
    assert [written(count, "ordinal", language) for count in (1, 2)] == expected
    assert [written(count, "ordinal", "en") for count in (3, 11, 12, 13, 21, 112)] == ["3rd", "11th", "12th", "13th", "21st", "112th"]


@given(st.integers(1, 3999))
def test_roman_numbers_are_read_back(count: int) -> None:
    """A Roman number, read digit by digit, is the count."""
    values = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))
    digits = [values[letter] for letter in written(count, "lowerRoman")]
    assert sum(-digit if digit < following else digit for digit, following in zip(digits, [*digits[1:], 0], strict=True)) == count


def test_a_legal_list() -> None:
    """Deeper levels begin again below each higher one, and the text of a level frames its number."""
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 3), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)]
    expected = ["Chương I.", "Điều 1.", "1.", "2.", "a)", "b)", "3.", "Điều 2.", "1.", "Chương II.", "Điều 1."]
    assert numbered(*places, numbering=LEGAL + use(1, 0)) == expected


def test_articles_that_never_restart() -> None:
    """A level that never restarts counts on through the levels above it, as articles do through chapters."""
    articles = definition(0, level(0, "Chương %1.", "upperRoman"), level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>'), level(2, "%3."))
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 0), (1, 1), (1, 2)]
    assert numbered(*places, numbering=articles + use(1, 0)) == ["Chương I.", "Điều 1.", "1.", "Điều 2.", "Chương II.", "Điều 3.", "1."]


def test_a_level_that_restarts_after_another() -> None:
    """A level can restart after the first level only."""
    steps = definition(0, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", more='<w:lvlRestart w:val="1"/>'))
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert numbered(*places, numbering=steps + use(1, 0)) == ["1.", "1.1", "(1)", "1.2", "(2)", "2.", "2.1", "(1)"]


def test_lists_of_one_definition_count_together() -> None:
    """Two lists of one definition go on counting, unless one says where it starts; that happens once."""
    numbering = DECIMAL + use(1, 1) + use(2, 1) + use(3, 1, starts_at(0, 8))
    assert numbered((1, 0), (2, 0), (3, 0), (3, 0), (1, 0), numbering=numbering) == ["1.", "2.", "8.", "9.", "10."]


def test_a_list_may_change_a_level() -> None:
    """A list can replace a level of its definition."""
    numbering = DECIMAL + use(1, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "Art. %1", start=5)}</w:lvlOverride>')
    assert numbered((1, 0), (1, 1), numbering=numbering) == ["Art. 5", "5.1"]


def test_legal_digits_and_missing_levels() -> None:
    """``isLgl`` writes the numbers above in digits; a level above that never stood counts as its start."""
    mixed = definition(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%2-%3"))
    assert numbered((1, 0), (1, 1), (1, 0), (1, 1), numbering=mixed + use(1, 0)) == ["I.", "1.1", "II.", "2.1"]
    assert numbered((1, 1), numbering=DECIMAL + use(1, 1)) == ["1.1"]


@pytest.mark.parametrize(("bullet", "shown"), [("-", "-"), ("+", "+"), ("–", "–"), ("\uf0b7", "•"), ("o", "•"), ("", "")])
def test_bullets(bullet: str, shown: str) -> None:
    """Dashes and crosses stay, all other bullets are one."""
    assert numbered((1, 0), numbering=definition(0, level(0, bullet, "bullet")) + use(1, 0)) == [shown]


def test_what_follows_the_number() -> None:
    """A space follows the number unless the level says that nothing does."""
    tight = definition(0, level(0, "%1)", more='<w:suff w:val="nothing"/>'))
    lines = read(word_file(paragraph("một", numbered=(1, 0)), numbering=tight + use(1, 0))).lines
    assert lines[0].text == "1)một"


def test_no_list() -> None:
    """List 0 is none, an unknown list or level gives no number, and an empty paragraph counts without showing one."""
    assert numbered((0, 0), (9, 0), (1, 7), numbering=DECIMAL + use(1, 1)) == ["", "", ""]
    body = paragraph("x", numbered=(1, 0)) + paragraph("", numbered=(1, 0)) + paragraph("x", numbered=(1, 0))
    assert [line.text for line in read(word_file(body, numbering=DECIMAL + use(1, 1))).lines if line.text] == ["1. x", "3. x"]


def test_numbers_of_styles() -> None:
    """A style numbers its paragraphs at the level that the list ties to it, also through a style based on it; a paragraph can leave the list."""
    styles = (
        paragraph_style("Dieu", "Dieu", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
        + paragraph_style("DieuDam", "Dieu Dam", based_on="Dieu")
        + paragraph_style("Chuong", "Chuong", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    )
    numbering = definition(0, level(0, "Chương %1", "upperRoman"), level(1, "Điều %2.", more='<w:pStyle w:val="Dieu"/>'), level(2, "%3.")) + use(1, 0)
    body = (
        paragraph("x", style="Chuong")
        + paragraph("x", style="Dieu")
        + paragraph("x", style="Dieu", properties='<w:numPr><w:ilvl w:val="2"/></w:numPr>')
        + paragraph("x", style="DieuDam")
        + paragraph("x", style="Dieu", numbered=(0, 0))
    )
    lines = [line.text for line in read(word_file(body, styles=styles, numbering=numbering)).lines if line.text]
    assert lines == ["Chương I x", "Điều 1. x", "1. x", "Điều 2. x", "x"]


def test_lists_defined_by_a_style_of_lists() -> None:
    """A definition that refers to a style of lists is numbered as the definition of that style."""
    real = '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Luat"/>' + level(0, "Điều %1.") + "</w:abstractNum>"
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Luat"/></w:abstractNum>'
    assert numbered((2, 0), (2, 0), numbering=real + link + use(1, 0) + use(2, 1)) == ["Điều 1.", "Điều 2."]


def test_numbers_go_on_inside_tables() -> None:
    """Paragraphs in cells count in their list with those outside."""
    body = paragraph("một", numbered=(1, 0)) + table([paragraph("hai", numbered=(1, 0))]) + paragraph("ba", numbered=(1, 0))
    assert [line.text for line in read(word_file(body, numbering=DECIMAL + use(1, 1))).lines if line.text] == ["1. một", "2. hai", "3. ba"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    """The numbers of a document with many lists are those that LibreOffice writes."""
    numbering = (
        LEGAL
        + DECIMAL
        + definition(2, level(0, "%1.", "lowerRoman"), level(1, "%2)", "upperLetter"), level(2, "%1-%2-%3", "decimalZero"))
        + use(1, 0)
        + use(2, 1)
        + use(3, 2)
        + use(4, 1, starts_at(0, 7))
    )
    places = [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 0), (3, 1), (3, 2), (3, 2), (1, 1), (1, 2), (4, 0), (4, 0), (3, 0)]
    content = word_file("".join(paragraph(f"x{index}", numbered=place) for index, place in enumerate(places)), numbering=numbering)
    document = tmp_path / "lists.docx"
    document.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(document)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - a fixed command on a file made here
    shown = (tmp_path / "lists.txt").read_text(encoding="utf-8-sig").split("\n")
    assert [line.text for line in read(content).lines if line.text] == [" ".join(line.split()) for line in shown if line.strip()]
