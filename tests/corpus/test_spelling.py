"""What letters can make a word tells French and Vietnamese from text in a wrong encoding."""

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import corpus_folder
from corpus.rulebook import rules
from corpus.spelling import is_french_word, is_vietnamese_syllable, sense_of, syllable_share


def documents(language: str) -> list[Path]:
    """The shipped documents in a language."""
    return sorted((corpus_folder() / language).iterdir())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nghiệp", True),
        ("NGHIỆP", True),
        ("Quyết", True),
        ("giêng", True),
        ("hoà", True),
        ("hòa", True),
        ("Đắk", True),
        ("ở", True),
        ("nghiÖp", False),
        ("việtt", False),
        ("câc", False),
        ("càc", False),
        ("kông", False),
        ("cê", False),
        ("é", False),
        ("prévu", False),
    ],
)
def test_vietnamese_syllables(word: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """A syllable has an onset, a rime and one tone that fit each other, and even capitals."""
    assert is_vietnamese_syllable(word) is expected


@pytest.mark.parametrize(
    ("word", "expected"), [("Évaluées", True), ("ÉTAT", True), ("étÉ", False), ("chaîne", True), ("nghiệp", False), ("Ž", False), ("table", True)]
)
def test_french_words(word: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """Accents stand where French puts them; words without any are not judged."""
    assert is_french_word(word) is expected


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("« L’État – 20 % », n° 5 : 3 × 4 m², 50 µm, ½ … ®", 0),
        ("Quyết định số 6126/QĐ-UBND, điểm đ, 5.000 đ", 0),
        ("C«ng", 1),
        ("®Çu", 1),
        ("l\x92été", 1),
        ("Ã©tÃ©", 2),
        ("20Ê%", 1),
        ("prÈvu", 1),
        ("¤ 5", 1),
    ],
)
def test_what_cannot_stand(text: str, bad: int) -> None:
    """Signs inside words, control characters and letters that make no word speak against a text; ordinary signs do not."""
    assert sense_of(text).bad == bad


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_shipped_documents_make_sense(language: str) -> None:
    """Of the accented words of every shipped document at most one in fifty is none by its spelling: foreign names and misprints."""
    for path in documents(language):
        sense = sense_of(path.read_text(encoding="utf-8"))
        assert sense.bad <= 0.02 * sense.good, path.name


def test_french_is_not_vietnamese() -> None:
    """Read as French alone, Vietnamese makes no sense, and a French document has few Vietnamese syllables."""
    vietnamese, french = (documents(language)[0].read_text(encoding="utf-8") for language in ("vi", "fr"))
    assert sense_of(vietnamese, vietnamese=False).balance < 0 < sense_of(vietnamese).balance
    assert syllable_share(vietnamese) > 0.8
    assert syllable_share(french) < 0.4


@given(st.text(max_size=80))
def test_any_text_can_be_weighed(text: str) -> None:
    """Every text gives counts that are not negative and a share between 0 and 1."""
    sense = sense_of(text)
    assert min(sense.good, sense.common, sense.bad) >= 0
    assert sense.common <= sense.good + sense.bad
    assert 0 <= syllable_share(text) <= 1


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_common_words_are_words(language: str) -> None:
    """Every word of the lists of common words has an accent and is a word of its language by its spelling."""
    (words,) = islice((rule["words"] for rule in rules("spelling")["common"] if rule["language"] == language), 1)
    right = is_vietnamese_syllable if language == "vi" else is_french_word
    assert [word for word in words if word.isascii() or not right(word)] == []
    assert len(set(words)) == len(words)
