"""Vietnamese of before Unicode is converted by its tables, by text and by font."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.legacy import EXAMPLES, LegacyEncoding, convert, convert_pieces, encoding_of_font, shows_capitals
from corpus.rulebook import rules
from tests.legacy_text import encoded

VOWELS = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"))
LETTERS = VOWELS + "đbcdghklmnpqrstvx"


@pytest.mark.parametrize(("text", "encoding"), EXAMPLES)
def test_examples_convert(text: str, encoding: LegacyEncoding) -> None:
    """Each example converts to what it stands for."""
    assert convert(text, encoding) == EXAMPLES[text, encoding]


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_comes_back(letter: str, encoding: LegacyEncoding) -> None:
    """Every Vietnamese letter has its place in every encoding, small and, but for the tones of TCVN3, capital."""
    for written in (letter, letter.upper()):
        placed = encoded(written, encoding)
        assert placed is not None
        converted = convert(placed.decode("latin-1"), encoding)
        assert converted == written or (encoding is LegacyEncoding.TCVN3 and converted == written.lower())


@given(st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=7), min_size=1, max_size=6).map(" ".join), st.sampled_from(LegacyEncoding))
def test_small_letters_come_back(text: str, encoding: LegacyEncoding) -> None:
    """Any small letters in a row come back, whatever stands beside them."""
    placed = encoded(text, encoding)
    assert placed is not None
    assert convert(placed.decode("latin-1"), encoding) == text


@given(st.text(), st.sampled_from(LegacyEncoding), st.booleans())
def test_conversion_gives_nfc(text: str, encoding: LegacyEncoding, capitals: bool) -> None:  # noqa: FBT001 - drawn
    """Converting any text gives text in NFC."""
    assert unicodedata.is_normalized("NFC", convert(text, encoding, capitals=capitals))


def test_viscii_as_windows_letters() -> None:
    """VISCII is converted from the letters of Latin-1 and from those of Windows-1252 in the same places."""
    placed = encoded("ẠẾỆỘỊỲ", LegacyEncoding.VISCII)
    assert placed is not None
    assert {convert(placed.decode(western), LegacyEncoding.VISCII) for western in ("latin-1", "cp1252")} == {"ẠẾỆỘỊỲ"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("CHÝNH PHñ", "CHÍNH PHỦ"),
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("Uû ban nh©n d©n TP Hµ Néi", "Uỷ ban nhân dân TP Hà Nội"),
        ("Sè: 113/NQ-CP", "Số: 113/NQ-CP"),
        ("UBND X· Yªn Mü", "UBND Xã Yên Mỹ"),
    ],
)
def test_capitals_that_tcvn3_lost(written: str, shown: str) -> None:
    """A word in capitals has its toned letters as capitals too, and so has a whole line of capitals; other words keep theirs."""
    assert convert(written, LegacyEncoding.TCVN3) == shown


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", LegacyEncoding.TCVN3, False),
        (".VnTimeH", LegacyEncoding.TCVN3, True),
        (".VnArial NarrowH", LegacyEncoding.TCVN3, True),
        ("/ABCDEF+.VnTimeH,Bold", LegacyEncoding.TCVN3, True),
        ("VNI-Times", LegacyEncoding.VNI, False),
        ("/GHIJKL+VNI-Helve-Bold", LegacyEncoding.VNI, False),
        ("VI Times", LegacyEncoding.VISCII, False),
        ("Times New Roman", None, False),
        ("UVN Bai Hoc", None, False),
        ("ArialH", None, False),
        ("", None, False),
    ],
)
def test_fonts(font: str, encoding: LegacyEncoding | None, capitals: bool) -> None:  # noqa: FBT001 - a column of the table
    """Fonts tell the encoding under the names that Word and PDF files give them."""
    assert encoding_of_font(font) is encoding
    assert shows_capitals(font) is capitals


def test_every_font_has_one_encoding() -> None:
    """No example of one encoding's fonts is taken for another's."""
    for rule in rules("legacy")["font"]:
        assert {encoding_of_font(name) for name in rule["examples"]} == {LegacyEncoding(rule["encoding"])}


def test_pieces_in_several_fonts() -> None:
    """Neighbouring pieces in one encoding are converted together; capitals and other fonts apart."""
    pieces = [("Nghe", "VNI-Times"), ("à ñie", "VNI-Helve"), ("än", "VNI-Times"), (" : l'été ", "Arial"), ("viÖt nam", ".VnTimeH"), (" (®)", None)]
    assert convert_pieces(pieces) == "Nghề điện : l'été VIỆT NAM (®)"
