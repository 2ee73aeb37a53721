"""Vietnamese of before Unicode is recognised and converted; nothing else is touched."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.legacy import EXAMPLES, LegacyEncoding, convert, recognise
from indexer.readers import read

_DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "docs" / "vi"
_ACT = "nghi-quyet-so-113-nq-cp-469448"
_PARAGRAPH = "C¸c chi phÝ kh¸m bÖnh, ch÷a bÖnh b¶o hiÓm y tÕ v­ît dù to¸n ®­îc thanh to¸n tõ nguån dù phßng cña Quü b¶o hiÓm y tÕ. "


@pytest.mark.parametrize(("text", "encoding"), EXAMPLES)
def test_examples_convert(text: str, encoding: LegacyEncoding) -> None:
    """Each example converts to what it stands for."""
    assert convert(text, encoding) == EXAMPLES[text, encoding]


def test_a_paragraph_is_recognised() -> None:
    """A paragraph in TCVN3 is recognised by what it becomes."""
    assert recognise(_PARAGRAPH) is LegacyEncoding.TCVN3


@pytest.mark.parametrize(
    "text",
    [
        "Các chi phí khám bệnh, chữa bệnh bảo hiểm y tế vượt dự toán được thanh toán từ nguồn dự phòng.",
        "L'arrêté du 4 octobre 2010 relatif à la prévention des risques accidentels, « à Colmar ».",
        "ho tro doanh nghiep nho va vua trong nganh cong nghiep ho tro",
        "The decree amends Article 5.",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    """Unicode Vietnamese, French, unaccented Vietnamese and English are none of these encodings."""
    assert recognise(text) is None


@given(st.text(), st.sampled_from(LegacyEncoding))
def test_conversion_gives_nfc_of_nfc(text: str, encoding: LegacyEncoding) -> None:
    """Converting text in NFC never fails; what VNI gives is NFC."""
    converted = convert(unicodedata.normalize("NFC", text), encoding)
    assert encoding is LegacyEncoding.TCVN3 or unicodedata.is_normalized("NFC", converted)


@pytest.mark.skipif(not _DOCUMENTS.is_dir(), reason="the real documents are not beside the repository")
@pytest.mark.parametrize("form", ["tcvn3.txt", "vni.txt", "tcvn3.docx", "vni.docx"])
def test_real_act_in_old_encodings_is_the_act(form: str) -> None:
    """The real act in an old encoding has the syllables of its Unicode original, case aside, but for one in a hundred."""
    converted = _syllables(_DOCUMENTS / "derived" / f"{_ACT}.{form}")
    original = set(_syllables(_DOCUMENTS / f"{_ACT}.pdf"))
    strange = [syllable for syllable in converted if syllable not in original]
    assert len(strange) <= len(converted) / 100


def _syllables(path: Path) -> list[str]:
    text = " ".join(line.text for line in read(path.read_bytes(), path.name).lines).casefold()
    return [word for word in "".join(letter if letter.isalpha() else " " for letter in text).split() if not word.isascii()]
