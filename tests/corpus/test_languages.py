"""Letters and common words tell the languages apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from corpus.languages import is_known, letter_share, loan_words, stop_words, word_evidence, word_share
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


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_word_tells_for_one_language_at_least(word: str) -> None:
    """Whatever the word, the likeliest language has 0, the others less but never more than five nats."""
    evidence = word_evidence(word)
    assert max(evidence) == 0
    assert min(evidence) >= -5


@pytest.mark.parametrize(("word", "language"), [("nghiep", Language.VIETNAMESE), ("entreprise", Language.FRENCH), ("eligibility", Language.ENGLISH)])
def test_known_words(word: str, language: Language) -> None:
    """A word of the glossary is known in its language and tells most for it; a word that no list has is known in none."""
    assert is_known(word, language)
    assert max(zip(word_evidence(word), Language, strict=True))[1] is language
    assert not any(is_known("qwxz", other) for other in Language)


def test_a_word_is_judged_by_its_spelling() -> None:
    """Words that no list holds are told apart: ``nghiêng`` has letters that only Vietnamese puts together."""
    assert not is_known("nghieng", Language.VIETNAMESE)
    assert max(zip(word_evidence("nghieng"), Language, strict=True))[1] is Language.VIETNAMESE


def test_loan_words() -> None:
    """Loans stand folded and small."""
    assert "startup" in loan_words()
    assert [word for word in loan_words() if folded(word) != word] == []
