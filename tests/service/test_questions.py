"""A question is read as the person meant it, or refused in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Language
from corpus.numbers import write_number
from service.errors import BadQuestion
from service.questions import read_question, read_reference

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH

QUESTIONS: list[tuple[str, Language, tuple[str, ...], str, tuple[int, ...], bool]] = [
    ("Combien d'entreprises des industries de soutien Hanoï vise-t-elle d'ici 2030 ?", FR, (), "", (2030,), False),
    ("Hà Nội đặt mục tiêu bao nhiêu phần trăm vào năm 2035?", VI, (), "", (2035,), False),
    ("ho tro doanh nghiep nho o ha noi", VI, (), "", (), False),
    ("What is the corporate tax rate?", EN, (), "", (), False),
    ("302/KH-UBND", FR, ("302/KH-UBND",), "", (), True),
    ("plan n° 302/kh-ubnd", FR, ("302/kh-ubnd",), "", (), True),
    ("n ° 4159 / QD-UBND", FR, ("4159/QD-UBND",), "", (), True),
    ("n° 6126", FR, ("6126",), "", (), True),
    ("6126", FR, (), "", (), False),
    ("Show decision 6126/QĐ-UBND", EN, ("6126/QĐ-UBND",), "", (), True),
    ("Điều 3 khoản 2 Quyết định 6126/QĐ-UBND", VI, ("6126/QĐ-UBND",), "article-3/clause-2", (), True),
    ("khoan 2 dieu 3 quyet dinh 6126", VI, ("6126/QĐ",), "article-3/clause-2", (), True),
    ("article 3, paragraphe 2 du plan n° 302/KH-UBND", FR, ("302/KH-UBND",), "article-3/clause-2", (), True),
    ("décret 80 de 2021 article 5", FR, ("80/2021/NĐ",), "article-5", (), True),
    ("premier alinéa de l'article 3 de la loi 67/2025/QH15", FR, ("67/2025/QH15",), "article-3/clause-1", (), True),
    ("Khoản 2, 3 Điều 5 NĐ 205/2025", VI, ("205/2025/NĐ",), "article-5/clause-2", (), True),
    ("Mức thuế 20% áp dụng cho khoản 5 triệu đồng?", VI, (), "", (), False),
    ("Quyết định 6126 hỗ trợ gì?", VI, ("6126/QĐ",), "", (), False),
    ("Nghị định 80/2021/NĐ-CP quy định mức hỗ trợ năm 2022", VI, ("80/2021/NĐ-CP",), "", (2022,), False),
    ("Mục tiêu giai đoạn 2026-2030 là gì?", VI, (), "", (2026, 2030), False),
    ("entre 2025 et 2030, et 2025", FR, (), "", (2025, 2030), False),
    ("le 12/10/2025 et 1.2030", FR, (), "", (), False),
    ("12025 entreprises", FR, (), "", (), False),
]


@pytest.mark.parametrize(("text", "language", "numbers", "clause", "years", "is_reference"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_what_a_question_asks_for(text: str, language: Language, numbers: tuple[str, ...], clause: str, years: tuple[int, ...], *, is_reference: bool) -> None:
    """Language, document numbers, clause and years are read from the words; a bare reference asks nothing else."""
    question = read_question(text)
    assert (question.language, tuple(map(write_number, question.numbers))) == (language, numbers)
    assert "/".join(map(str, question.steps)) == clause
    assert (question.years, question.is_reference) == (years, is_reference)


def test_content_words() -> None:
    """Words that carry no content are left out, the others are folded, and each stands once."""
    assert read_question("Quel est le taux de l'impôt, et quel taux pour l'impôt ?").words == ("taux", "impot")


def test_the_language_can_be_given() -> None:
    """What the person says of the language counts more than the words."""
    assert read_question("tax", language=VI).language is VI


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the question is empty: write what you want to know"),
        (" \n\t ", "the question is empty: write what you want to know"),
        ("x" * 10_000, "the question has 10000 characters, at most 2000 are taken: shorten it"),
        ("\x00\x01\x02", "the question is not text: write it in French, Vietnamese or English"),
        ("thuế\x00 là gì", "the question is not text: write it in French, Vietnamese or English"),
        ("thuế \x1b[31m", "the question is not text: write it in French, Vietnamese or English"),
        ("taux \ud800", "the question is not text: write it in French, Vietnamese or English"),
        ("?!… —", "the question is not text: write it in French, Vietnamese or English"),
        ("\ue000", "the question is not text: write it in French, Vietnamese or English"),
    ],
)
def test_what_is_no_question(text: str, sentence: str) -> None:
    """What cannot be a question is refused with one sentence that says what to do."""
    with pytest.raises(BadQuestion) as caught:
        read_question(text)
    assert str(caught.value) == sentence


def test_line_breaks_and_tabs_are_text() -> None:
    """A question pasted over two lines is one question on one line."""
    assert read_question("Quel\ttaux\r\nest appliqué ?").text == "Quel taux est appliqué ?"


def test_decomposed_letters_are_composed() -> None:
    """Letters typed with separate accents are the same question."""
    assert read_question("thue\u0302\u0301") == read_question("thuế")


@given(st.text(max_size=200))
def test_any_text_is_a_question_or_a_sentence(text: str) -> None:
    """No text makes anything but a question or ``BadQuestion``."""
    try:
        question = read_question(text)
    except BadQuestion:
        return
    assert question.text == " ".join(question.text.split())
    assert question.text


@pytest.mark.parametrize(
    ("number", "clause", "read"),
    [
        ("302/KH-UBND", "", ("302/KH-UBND", "")),
        ("6126", "", ("6126", "")),
        ("6126", "Điều 1 khoản 2", ("6126", "article-1/clause-2")),
        ("113/VBHN-VPQH", "article 10, paragraphe 1", ("113/VBHN-VPQH", "article-10/clause-1")),
        ("113/VBHN-VPQH", "10.1", ("113/VBHN-VPQH", "article-10/clause-1")),
        ("khoản 1 Điều 10 VBHN 113", "", ("113/VBHN", "article-10/clause-1")),
        ("QĐ 6126", "II.1", ("6126/QĐ", "roman-2/clause-1")),
    ],
)
def test_references(number: str, clause: str, read: tuple[str, str]) -> None:
    """A lone figure is a document number where one is asked for."""
    question = read_reference(number, clause)
    assert (write_number(question.numbers[0]), "/".join(map(str, question.steps))) == read


def test_a_reference_by_name() -> None:
    """Where no number is given the words of a title and the date are read, and the language that they are in."""
    asked = read_reference("loi sur l'investissement du 11 décembre 2025, article 7")
    assert (asked.numbers, asked.language, "/".join(map(str, asked.steps))) == ((), FR, "article-7")
    assert ("investissement" in asked.named.words, [str(date) for date in asked.named.dates]) == (True, ["2025-12-11"])


@pytest.mark.parametrize(
    ("number", "clause", "sentence"), [("bonjour", "", "'bonjour' is not a document number"), ("302/KH-UBND", "le début", "'le début' does not name a clause")]
)
def test_what_is_no_reference(number: str, clause: str, sentence: str) -> None:
    """The sentence says which part is wrong and gives an example."""
    with pytest.raises(BadQuestion, match=f"^{sentence}.*: write one such as"):
        read_reference(number, clause)
