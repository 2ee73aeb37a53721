"""Vietnamese of before Unicode is recognised line by line; French, English and Unicode Vietnamese are never touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import corpus_folder
from corpus.legacy import WINDOWS, LegacyEncoding
from corpus.recognition import convert_by_font, in_unicode, recognise, trusted
from tests.legacy_text import encoded

PARAGRAPH = "Các chi phí khám bệnh, chữa bệnh bảo hiểm y tế vượt dự toán được thanh toán từ nguồn dự phòng của Quỹ bảo hiểm y tế."
DOCUMENTS = sorted(path for language in ("fr", "vi") for path in (corpus_folder() / language).iterdir())
LINES = {
    language: [line for path in DOCUMENTS if path.parent.name == language for line in path.read_text(encoding="utf-8").splitlines() if line]
    for language in ("fr", "vi")
}
ORDINARY = [line for line in LINES["vi"] if len(set(re.findall(r"[^\W\d_]+", line)) - set(re.findall(r"[a-zA-Z]+", line))) > 5]


def western(text: str, encoding: LegacyEncoding) -> str:
    """The text in an old encoding as a program shows it that takes it for Windows-1252."""
    placed = encoded(text, encoding)
    assert placed is not None
    return placed.decode("latin-1").translate(WINDOWS)


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_a_paragraph_is_recognised(encoding: LegacyEncoding) -> None:
    """A paragraph is recognised by what it becomes, and becomes it."""
    written = western(PARAGRAPH, encoding)
    assert recognise(written) is encoding
    assert in_unicode([written]).lines == (PARAGRAPH,)


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH,
        "L'arrêté du 4 octobre 2010 relatif à la prévention des risques accidentels, « à Colmar ».",
        "Où êtes-vous ? À l'hôtel, déçus ; la forêt brûlée naît près du château. Ça gêne, hélas, même l'île.",
        "50 µm, 20 °C, ± 5 %, ©2025, ®, ™, « ½ », 3 × 4, §5, ¶, £10, €20, ¹²³",
        "© Ministère · ® marque déposée · « été » ¿qué? ¡no!",
        "Ñuñoa, São Paulo, Ærø, Göteborg, Łódź, Ångström, Jýn, Õpetaja, Þór, Øresund",
        "ho tro doanh nghiep nho va vua trong nganh cong nghiep ho tro",
        "The decree amends Article 5 © Crown copyright – naïve café résumé façade.",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    """Unicode Vietnamese, French with every accent and sign, other languages, unaccented Vietnamese and English are none of these encodings."""
    assert recognise(text) is None
    assert in_unicode([text] * 3).lines == (text,) * 3


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_shipped_documents_are_left_alone(path: Path) -> None:
    """No line of any shipped document is converted."""
    lines = tuple(path.read_text(encoding="utf-8").splitlines())
    converted = in_unicode(lines)
    assert converted.lines == lines
    assert converted.encodings == frozenset()


@given(st.lists(st.sampled_from(LINES["fr"]), min_size=1, max_size=8), st.lists(st.sampled_from("«»®©ôé°µ£§¤¸¨ªº×÷ß"), max_size=12))
def test_french_is_never_converted(lines: list[str], signs: list[str]) -> None:
    """French lines in any order, with any Western signs among them, stay as they are."""
    mixed = [f"{line} {' '.join(signs)}" for line in lines]
    assert in_unicode(mixed).lines == tuple(mixed)


@given(
    st.lists(st.sampled_from(ORDINARY), min_size=2, max_size=6), st.lists(st.sampled_from(LINES["fr"]), min_size=1, max_size=6), st.sampled_from(LegacyEncoding)
)
def test_mixed_texts(vietnamese: list[str], french: list[str], encoding: LegacyEncoding) -> None:
    """Of a text with lines in an old encoding, French lines and Unicode lines, the first alone are converted, and to what they were."""
    written = [(line, encoded(line, encoding)) for line in vietnamese]
    old = [(line, placed.decode("latin-1").translate(WINDOWS)) for line, placed in written if placed is not None]
    converted = in_unicode([*french, *(placed for _, placed in old), *vietnamese, *french]).lines
    assert [line.casefold() for line in converted] == [line.casefold() for line in [*french, *(line for line, _ in old), *vietnamese, *french]]


def test_lines_that_can_be_read_both_ways() -> None:
    """A line that is Vietnamese either way follows the nearest line that is not."""
    both_ways = "Coâng ty"
    assert in_unicode([western(PARAGRAPH, LegacyEncoding.VNI), both_ways, PARAGRAPH]).lines[1] == "Công ty"
    assert in_unicode([both_ways, PARAGRAPH]).lines[0] == both_ways


def test_a_few_strange_words_are_not_enough() -> None:
    """A text in which hardly a word speaks for an encoding stays as it is."""
    assert in_unicode(["Hµ Néi", "C«ng ty"]).encodings == frozenset()


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ([("NghÞ quyÕt", ".VnTime")], "Nghị quyết"),
        ([("Bộ Công Thương", ".VnTime")], "Bộ Công Thương"),
        ([("Évaluation prévue à l'échelle", "VNI-Times")], "Évaluation prévue à l'échelle"),
        ([("viet nam", ".VnTimeH")], "VIET NAM"),
        ([("Été", "Arial"), (" ", ".VnTime")], "Été "),
    ],
)
def test_fonts_decide_unless_the_text_speaks_against_them(pieces: list[tuple[str, str | None]], shown: str) -> None:
    """Text in an old font is converted, but not text in Unicode nor French of which that would make nonsense."""
    assert convert_by_font(pieces, trust=True) == shown


def test_fonts_of_a_converted_document_are_not_trusted() -> None:
    """Where most paragraphs contradict their fonts, one that could be read both ways stays as it is."""
    converted = [[("Bộ Công Thương", ".VnTime")], [("Công ty", ".VnTime")]]
    assert not trusted(converted)
    assert convert_by_font(converted[1], trust=False) == "Công ty"
    assert trusted([[("NghÞ quyÕt", ".VnTime")], [("C«ng ty", ".VnTime")]])
    assert trusted([])
