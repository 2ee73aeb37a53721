"""Figures are read in digits and in words, as people of both languages write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import find_figures, read_digits, read_words
from corpus.nouns import Language

_FRENCH_UNITS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize")
_FRENCH_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_VIETNAMESE_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def french(number: int) -> str:
    """The number from 1 to 999 999 999 in French words."""
    if number >= 10**6:
        millions = f"{french(number // 10**6)} million{'s' if number >= 2 * 10**6 else ''}"
        return f"{millions} {french(number % 10**6)}" if number % 10**6 else millions
    if number >= 1000:
        thousands = "mille" if number < 2000 else f"{french(number // 1000)} mille"
        return f"{thousands} {french(number % 1000)}" if number % 1000 else thousands
    if number >= 100:
        hundreds = "cent" if number < 200 else f"{french(number // 100)} cent{'s' if number % 100 == 0 else ''}"
        return f"{hundreds} {french(number % 100)}" if number % 100 else hundreds
    return _french_below_hundred(number)


def _french_below_hundred(number: int) -> str:
    if number < 17:
        return _FRENCH_UNITS[number]
    if number < 20:
        return f"dix-{_FRENCH_UNITS[number - 10]}"
    if number >= 80:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{french(number - 80)}"
    tens = min(number // 10, 6)
    rest = number - 10 * tens
    joint = " et " if rest in {1, 11} else "-"
    return f"{_FRENCH_TENS[tens]}{joint}{french(rest)}" if rest else _FRENCH_TENS[tens]


def vietnamese(number: int) -> str:
    """The number from 1 to 999 999 999 in Vietnamese words."""
    for scale, word in ((10**6, "triệu"), (1000, "nghìn")):
        if number >= scale:
            head = f"{vietnamese(number // scale)} {word}"
            rest = number % scale
            return head if not rest else f"{head} {vietnamese(rest)}"
    if number >= 100:
        head = f"{_VIETNAMESE_UNITS[number // 100]} trăm"
        rest = number % 100
        return head if not rest else f"{head} {'linh ' if rest < 10 else ''}{vietnamese(rest)}"
    if number < 10:
        return _VIETNAMESE_UNITS[number]
    tens = "mười" if number < 20 else f"{_VIETNAMESE_UNITS[number // 10]} mươi"
    unit = number % 10
    words = {0: "", 1: "mốt" if number > 20 else "một", 5: "lăm"}
    return f"{tens} {words.get(unit, _VIETNAMESE_UNITS[unit])}".strip()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.200", "1200"), ("1 200", "1200"), ("1,200", "1200"), ("1’200", "1200"), ("12 000 000", "12000000"), ("1.234.567", "1234567"), ("1,234,567", "1234567"),
        ("870,7", "870.7"), ("0,125", "0.125"), ("0.125", "0.125"), ("8.63", "8.63"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("07", "7"), ("1 234,56", "1234.56"),
    ],
)  # fmt: skip
def test_digits_are_read_by_their_shape(written: str, value: str) -> None:
    """Marks with three digits behind them part thousands, any other mark is the decimal one."""
    assert read_digits(written) == Decimal(value)


@pytest.mark.parametrize(("written", "value"), [("1,125", "1.125"), ("1,200", "1200"), ("12,5", "12.5"), ("1.200", "1200")])
def test_one_comma_before_a_measure_is_decimal_unless_the_figure_is_round(written: str, value: str) -> None:
    """Before a scale or a measure, 1,125 is a fraction, while 1,200 can only be a thousand two hundred."""
    assert read_digits(written, measured=True) == Decimal(value)


@pytest.mark.parametrize("written", ["", "12a", "1,2,3", "2030/5"])
def test_what_is_no_figure_is_refused(written: str) -> None:
    """A text that is not one figure raises an error that shows it."""
    with pytest.raises(ValueError, match="not a figure"):
        read_digits(written)


@given(st.integers(0, 10**12), st.sampled_from([".", " ", ","]))
def test_any_whole_number_survives_its_grouping(number: int, mark: str) -> None:
    """A whole number written with any mark between its thousands is read as itself."""
    assert read_digits(f"{number:,}".replace(",", mark)) == number


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_any_decimal_number_survives_its_comma(whole: int, hundredths: int) -> None:
    """A number with one or two digits behind a decimal comma is read as itself, its thousands grouped or not."""
    for grouped in (str(whole), f"{whole:,}".replace(",", ".")):
        assert read_digits(f"{grouped},{hundredths:02d}") == Decimal(f"{whole}.{hundredths:02d}")


@given(st.integers(1, 999_999_999))
def test_any_number_survives_its_french_words(number: int) -> None:
    """A number in French words is read as itself."""
    assert read_words(french(number), Language.FRENCH) == number


@given(st.integers(1, 999_999_999).filter(lambda number: all(number // 1000**place % 1000 == 0 or number // 1000**place % 1000 > 99 for place in (0, 1))))
def test_any_number_survives_its_vietnamese_words(number: int) -> None:
    """A number in Vietnamese words is read as itself."""
    assert read_words(vietnamese(number), Language.VIETNAMESE) == number


@pytest.mark.parametrize(
    ("words", "language", "value"),
    [
        ("hai mươi tỷ", "vi", "20000000000"), ("hai nghìn tỷ", "vi", "2000000000000"), ("một tỷ rưỡi", "vi", "1500000000"), ("ba trăm linh hai", "vi", "302"),
        ("soixante et onze", "fr", "71"), ("septante-deux", "fr", "72"), ("deux milliards", "fr", "2000000000"), ("deux et trois", "fr", None), ("trăm", "vi", None),
        ("năm hai", "vi", None), ("cinq vingt", "fr", None),
    ],
)  # fmt: skip
def test_words_are_numbers_or_none(words: str, language: str, value: str | None) -> None:
    """Scales multiply what stands before them; words that no number has in this order are none."""
    assert read_words(words, Language(language)) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Có năm doanh nghiệp vào năm 2030, thứ hai là đầu tư", "vi", ["2030"]),
        ("một trong ba khâu đột phá", "vi", []),
        ("hai mươi lăm dự án và mười làng", "vi", ["hai mươi lăm", "mười"]),
        ("un bâtiment neuf, six mesures et cinq foires", "fr", ["six", "cinq"]),
        ("quatre-vingt-dix communes, mille deux cents emplois", "fr", ["quatre-vingt-dix", "mille deux cents"]),
        ("3/4 du total, 12/10/2025", "fr", []),
        ("9" * 40, "fr", []),
    ],
)
def test_figures_in_running_text(text: str, language: str, found: list[str]) -> None:
    """Words that are also other words count as numbers only where they stand as numbers do."""
    assert [mention.written for mention in find_figures(text, Language(language))] == found


@given(st.text(alphabet="0123456789., một hai mươi tỷ mille cent et-", max_size=60))
def test_any_text_is_read_without_error_and_in_order(text: str) -> None:
    """Whatever stands in a text, its figures are apart, in order and inside it."""
    for language in (Language.FRENCH, Language.VIETNAMESE):
        spans = [mention.span for mention in find_figures(text, language)]
        assert all(span.end <= len(text) for span in spans)
        assert spans == sorted(spans, key=lambda span: span.start)
