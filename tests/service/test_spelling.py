"""Words that were misspelt are read as they were meant; words that are right stay as they are."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from corpus.nouns import Language
from indexer.accents import Accents
from service.corrections import Reader, remarks
from service.questions import read_question
from service.spelling import Spelling

WORDS = {"impôt": 9, "sociétés": 9, "subvention": 7, "fonds": 5, "bénéficiaires": 4, "administratives": 6, "vietnam": 8, "bouguenara": 1, "magisrtat": 1}
SYLLABLES = {"hội": 9, "đồng": 9, "quản": 9, "trị": 9, "lệnh": 5, "cấm": 5, "tiếng": 4, "ồn": 4, "hỗ": 9, "trợ": 9, "doanh": 9, "nghiệp": 9, "ở": 9, "đây": 9}
PAIRS = [
    ("quản", "trị", 8),
    ("lệnh", "cấm", 5),
    ("tiếng", "ồn", 4),
    ("hội", "đồng", 9),
    ("đồng", "quản", 9),
    ("hỗ", "trợ", 9),
    ("doanh", "nghiệp", 9),
    ("ở", "đây", 9),
]


@cache
def reader() -> Reader:
    """Reads by the words above."""
    return Reader(WORDS, Accents(SYLLABLES, PAIRS))


@cache
def french() -> Spelling:
    """The French of the words above."""
    return Spelling(WORDS, Language.FRENCH)


MISSPELT = [
    ("subventoin", "subvention"),  # exchanged
    ("subvenntion", "subvention"),  # doubled
    ("subvntion", "subvention"),  # dropped
    ("subvintion", "subvention"),  # replaced
    ("fnods", "fonds"),
    ("beneficaires", "bénéficiaires"),  # and without accents
    ("societes", "sociétés"),
    ("impot", "impôt"),
    ("Veitnam", "vietnam"),
    ("administartivse", "administratives"),  # two letters of a long word
    ("désormasi", "désormais"),  # a word that the collection lacks
]


@pytest.mark.parametrize(("typed", "meant"), MISSPELT)
def test_a_misspelt_word_is_read_as_meant(typed: str, meant: str) -> None:
    """One letter dropped, doubled, replaced or exchanged, and accents left out, are put right."""
    assert french().meant(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["toiture", "voiture", "impacté", "marketing", "Bouguenara", "Renault", "fond", "xyzzyq", "ou", "pme", "magistrat"],
)
def test_a_known_or_strange_word_stays(word: str) -> None:
    """Words of the collection, of a dictionary, of another language, names, short words and words to which nothing is near stay as typed."""
    assert french().meant(word) == word.lower()


def test_no_word_is_read_as_one_that_was_ill_recognised() -> None:
    """A word that stands once in the collection and in no dictionary is right when it is typed, and is read into no other."""
    assert french().meant("magisrtat") == "magisrtat"
    assert french().meant("magisttrat") == "magistrat"


@pytest.mark.parametrize(
    ("word", "language"),
    [("digitise", Language.ENGLISH), ("colour", Language.ENGLISH), ("centre", Language.ENGLISH), ("specialised", Language.ENGLISH)],
)
def test_british_spelling_is_right(word: str, language: Language) -> None:
    """English is right in British and in American spelling."""
    assert Spelling({}, language).meant(word) == word


SENTENCES = [
    ("Quel impôt sur les sociétés ?", "Quel impôt sur les sociétés ?", []),
    ("impot societes", "impôt sociétés", []),
    ("Quelle Subvntion au Veitnam ?", "Quelle Subvention au Vietnam ?", [("Subvntion", "Subvention"), ("Veitnam", "Vietnam")]),
    ("« subvntion » et subvntion", "« subvntion » et subvention", [("subvntion", "subvention")]),
    ("le décret 12/2024/NĐ-CPX et la PMEE", "le décret 12/2024/NĐ-CPX et la PMEE", []),
    ("Hội đồng quản tị có gì?", "Hội đồng quản trị có gì?", [("tị", "trị")]),
    ("Có lnh cấm và tiếg ồn không?", "Có lệnh cấm và tiếng ồn không?", [("lnh", "lệnh"), ("tiếg", "tiếng")]),
    ("hội dồng quản trị", "hội đồng quản trị", [("dồng", "đồng")]),
    ("hỗ trỡ doanh nghiệp", "hỗ trợ doanh nghiệp", [("trỡ", "trợ")]),
    ("ở đâu có hỗ trợ?", "ở đâu có hỗ trợ?", []),
    ("ho tro doanh nghep", "ho tro doanh nghiep", [("nghep", "nghiep")]),
    ("Bantzenheim có hỗ trợ doanh nghiệp Vinfast?", "Bantzenheim có hỗ trợ doanh nghiệp Vinfast?", []),
]


@pytest.mark.parametrize(("typed", "meant", "corrected"), SENTENCES)
def test_a_question_is_read_as_meant(typed: str, meant: str, corrected: list[tuple[str, str]]) -> None:
    """Of a question only misspelt words change; numbers, abbreviations, quoted phrases and unknown names do not."""
    read = reader().read(read_question(typed))
    assert read.text == meant
    assert read.as_typed == typed
    assert [(change.typed, change.meant) for change in read.corrections] == corrected
    assert all(typed[change.span.start : change.span.end] == change.typed for change in read.corrections)


def test_content_words_are_those_that_were_meant() -> None:
    """What a question asks for is read from what it means."""
    assert "subvention" in reader().read(read_question("Quelle subvntion ?")).words


def test_what_was_corrected_is_said() -> None:
    """A reader is told each word that was taken for another, in the language of the question; of accents nothing is said."""
    assert remarks(reader().read(read_question("Quelle subvntion pour les societes ?"))) == ["« subvntion » a été lu comme « subvention »."]
    assert remarks(reader().read(read_question("Hội đồng quản tị có gì?"))) == ["“tị” được hiểu là “trị”."]
    assert remarks(reader().read(read_question("Which subsiddy does the firm get?"))) == ["“subsiddy” was read as “subsidy”."]


@given(st.text(min_size=1, max_size=80).filter(lambda text: any(letter.isalnum() for letter in text) and text.isprintable()))
def test_reading_twice_changes_nothing_more(text: str) -> None:
    """A question that was read stays as it is, keeps what was typed, and its corrections stand where they say."""
    question = read_question(text)
    read = reader().read(question)
    assert reader().read(read) is read
    assert read.as_typed == question.text
    assert all(question.text[change.span.start : change.span.end] == change.typed for change in read.corrections)


@given(st.sampled_from(sorted(WORDS)), st.integers(0, 20), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_no_word_changes_its_first_letter(word: str, place: int, letter: str) -> None:
    """A word is never read as one that begins otherwise."""
    typed = word[: 1 + place % len(word)] + letter + word[1 + place % len(word) :]
    assert folded(french().meant(typed))[0] == folded(typed)[0]
