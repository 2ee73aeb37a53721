"""Letters and common words tell the languages apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from corpus.languages import letter_share, stop_words, word_share
from corpus.nouns import Language
from corpus.rulebook import rules


@given(st.text(max_size=100), st.sampled_from(Language))
def test_shares_are_shares(text: str, language: Language) -> None:
    """Whatever the text, a share lies between 0 and 1."""
    assert 0 <= letter_share(text, language) <= 1
    assert 0 <= word_share(text, language) <= 1


def test_shares_state_their_arithmetic() -> None:
    """``đường`` has three letters of five that mark Vietnamese, and one word of two is a common French one."""
    assert letter_share("đường", Language.VIETNAMESE) == pytest.approx(3 / 5)
    assert word_share("les pommes", Language.FRENCH) == pytest.approx(1 / 2)


def test_a_letter_marks_one_language() -> None:
    """No letter marks two languages, and none is listed twice."""
    marks = "".join(rule["letters"] for rule in rules("languages")["language"])
    assert len(marks) == len(set(marks))


def test_words_are_folded() -> None:
    """Common words and stop words stand folded, as the words are that they are compared with."""
    listed = [word for table in rules("languages").values() for rule in table for word in rule["words"]]
    assert [word for word in listed if folded(word) != word] == []


@pytest.mark.parametrize(("language", "word"), [(Language.FRENCH, "les"), (Language.VIETNAMESE, "cua"), (Language.ENGLISH, "the")])
def test_stop_words(language: Language, word: str) -> None:
    """Each language has its own words without content."""
    assert word in stop_words(language)
    assert "entreprise" not in stop_words(language)
