"""Text files are read in every encoding that French and Vietnamese files have, with nothing said about which."""

import codecs
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.catalogue import corpus_folder
from corpus.legacy import LegacyEncoding
from indexer.errors import UnreadableFile
from indexer.readers import media_type_of, read
from indexer.readers.encodings import decoded, decoded_page, split_lines
from indexer.reading import MediaType
from tests.legacy_text import encoded

FRENCH_ENCODINGS = ("cp1252", "iso8859-15", "cp1258", "mac_roman")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
FRENCH = "L’été à Hanoï : 20 % d’aides, là où l’État l’a décidé – « c’est sûr »."
VIETNAMESE = "Điều 5. Hỗ trợ doanh nghiệp nhỏ và vừa trong ngành công nghiệp hỗ trợ của thành phố."


def sentences(language: str) -> list[str]:
    """The sentences of the shipped documents that hold at least one accented word."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((corpus_folder() / language).iterdir()))
    found = (sentence.strip() for text in texts for line in text.splitlines() for sentence in re.split(r"(?<=[.;:?!])\s+", line))
    return [sentence for sentence in found if len(sentence) > 20 and not sentence.isascii()]


SENTENCES = {language: sentences(language) for language in ("fr", "vi")}


def accented_words(text: str) -> set[str]:
    """The different words of two letters and more that have accents."""
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isascii()}


def read_back(content: bytes) -> str:
    """The text of a file as it is indexed."""
    return "\n".join(line.text for line in read(content, "a.txt").lines)


@given(st.sampled_from(SENTENCES["fr"] + SENTENCES["vi"]), st.sampled_from(UNICODE))
def test_unicode_comes_back(sentence: str, encoding: str) -> None:
    """A single sentence in any form of Unicode, with a byte order mark or without, is read as it was written."""
    assert read_back(sentence.encode(encoding)) == sentence


@given(st.sampled_from(SENTENCES["fr"]), st.sampled_from(FRENCH_ENCODINGS))
def test_french_comes_back(sentence: str, encoding: str) -> None:
    """A single French sentence in any Western encoding is read as it was written."""
    content = encoded(sentence, encoding)
    assume(content is not None)
    assert content is not None
    assert read_back(content) == sentence


@given(st.sampled_from(SENTENCES["vi"]))
def test_windows_vietnamese_comes_back(sentence: str) -> None:
    """A single Vietnamese sentence in Windows-1258, where tones are marks after the letters, is read composed."""
    content = encoded(sentence, "cp1258")
    assume(content is not None and len(accented_words(sentence)) > 2)
    assert content is not None
    assert read_back(content) == sentence


@given(st.sampled_from(SENTENCES["vi"]), st.sampled_from(LegacyEncoding))
def test_old_vietnamese_comes_back(sentence: str, encoding: LegacyEncoding) -> None:
    """A Vietnamese sentence with five different accented words comes back from the encodings of before Unicode; capitals may differ in TCVN3."""
    content = encoded(sentence, encoding)
    assume(content is not None and len(accented_words(sentence)) > 4)
    assert content is not None
    shown = read_back(content)
    assert shown.casefold() == sentence.casefold()
    assert shown == sentence or encoding is LegacyEncoding.TCVN3


@pytest.mark.parametrize("encoding", [*FRENCH_ENCODINGS, *UNICODE])
def test_a_page_of_french(encoding: str) -> None:
    """Many sentences together come back too."""
    whole = "\n".join([line for line in SENTENCES["fr"] if encoded(line, encoding) is not None][:60])
    content = encoded(whole, encoding)
    assert content is not None
    assert read_back(content) == whole


@pytest.mark.parametrize("text", ["30 000 €", "cœur", "œuvre", "l’article 5", "« 20 % »", "État", "à", "naïf", "— oui —"])
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "mac_roman"])
def test_a_single_word_tells(text: str, encoding: str) -> None:
    """One word or sign is often enough to tell the Western encodings apart."""
    content = encoded(f"Le texte dit : {text}.", encoding)
    if content is not None:
        assert decoded(content) == f"Le texte dit : {text}."


def test_utf_8_with_faults() -> None:
    """A text in UTF-8 that is cut off within a letter, or has a wrong byte, is still UTF-8."""
    content = (VIETNAMESE * 3).encode()
    assert decoded(content[:-2]).startswith(VIETNAMESE)
    assert decoded(b"\xe9 " + content) == "\ufffd " + VIETNAMESE * 3
    assert decoded(codecs.BOM_UTF8 + content + b"\xff") == VIETNAMESE * 3 + "\ufffd"


def test_a_stray_byte_among_western_letters() -> None:
    """One byte without a letter, or one zero, in a long French text does not make it unreadable; many do."""
    assert decoded(FRENCH.encode() * 40 + b"\x00") == FRENCH * 40 + "\x00"
    assert decoded(b"\x81" + FRENCH.encode("cp1252") * 40).endswith(FRENCH)
    with pytest.raises(UnreadableFile, match="its encoding is not known"):
        decoded(b"abc \x81\x8d")


@pytest.mark.parametrize(
    ("content", "encoding"), [(b"\xff\xfeabc", "UTF-16"), (b"\xff\xfe\x00\x00abc", "UTF-32"), (b"\x00\x00\xfe\xff\xff\xff\xff\xff", "UTF-32")]
)
def test_a_wrong_byte_order_mark(content: bytes, encoding: str) -> None:
    """Bytes that are not what their first ones announce are refused."""
    with pytest.raises(UnreadableFile, match=f"its text is not the {encoding}"):
        decoded(content)


def test_zeros_are_no_text() -> None:
    """Bytes with zeros in them are text only where they are UTF-16 or UTF-32."""
    assert media_type_of(FRENCH.encode("utf-16-le"), "a.txt") is MediaType.PLAIN
    assert media_type_of(FRENCH.encode("utf-32-be"), "a") is MediaType.PLAIN
    with pytest.raises(UnreadableFile, match="it is not text"):
        media_type_of(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "a.txt")
    with pytest.raises(UnreadableFile, match="it is not text"):
        decoded(bytes(range(256)) * 4)


def refusal_of(content: bytes) -> str | None:
    """Why the bytes are refused as text and as a page; None when both are read."""
    try:
        decoded(content)
        decoded_page(content)
    except UnreadableFile as error:
        return str(error)
    return None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever the bytes, they are text or refused with a sentence."""
    assert (refusal_of(content) or "it is not text").startswith(("it is not text", "its "))


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (FRENCH, "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "utf-8", "iso-8859-1"),
        (FRENCH, "cp1252", "utf-8"),
        (FRENCH, "mac_roman", "macintosh"),
        ("Prix : 5 €", "iso8859-15", "iso-8859-15"),
        (VIETNAMESE, "cp1258", "windows-1258"),
        (VIETNAMESE, "utf-8", "x-user-defined"),
        (FRENCH, "utf-8", "utf-16"),
        ("Šárka", "iso8859-2", "iso-8859-2"),
    ],
)
def test_what_a_page_declares(text: str, encoding: str, declared: str) -> None:
    """The encoding that a page declares is taken where it makes sense of the page, as Latin-1 where it means Windows-1252, and else what makes sense."""
    for mark in (
        f'<meta charset="{declared}">',
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">',
        f'<?xml version="1.0" encoding="{declared}"?>',
    ):
        content = mark.encode() + (encoded(text, encoding) or b"")
        assert unicodedata.normalize("NFC", decoded_page(content)) == mark + text


def test_lines() -> None:
    """Lines end as files of all systems end them, and not at the letters that VISCII has among the control characters."""
    assert split_lines("a\nb\r\nc\rd\u2028e\x1ef\x1cg\n") == ["a", "b", "c", "d", "e\x1ef\x1cg"]
    assert split_lines("") == []
    assert split_lines("\n\na") == ["", "", "a"]
