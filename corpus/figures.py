"""Figures as running text writes them, in digits and in words: ``1.200``, ``1 200``, ``870,7``, *mille deux cents*, *một nghìn hai trăm*.

English words (``corpus.english_figures``) occur in questions and answers only.

Both languages write a decimal comma and part thousands by points or spaces; English habits occur in both. So the shape decides:
a mark that comes twice, or with three digits behind it, parts thousands; any other mark is the decimal one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.english_figures import find_english, read_english
from corpus.nouns import Language, Span

_GROUPS = r"\d{1,3}(?:(?P<mark>[., '’])\d{3})(?:(?P=mark)\d{3})*(?:[.,]\d{1,2}(?!\d))?"
FIGURE = re.compile(rf"(?<![\d])(?<!\d[.,/])(?:{_GROUPS}|\d+(?:[.,]\d+)?)(?!\d)(?![.,/]\d)")
"""A figure in digits, in a text whose white space is single spaces."""

_LONGEST_FIGURE, _MOST_WORDS = 20, 14
"""Characters and words beyond which a figure is none: thousand millions of millions have fewer."""
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A number and where it stands; ``in_words`` where no digit writes it, ``written`` as it stands there."""

    value: Decimal
    span: Span
    written: str
    in_words: bool = False


def read_digits(written: str, *, measured: bool = False) -> Decimal:
    """The value of a figure in digits; ``measured`` says that a scale, a percent sign or a measure follows it.

    One comma with three digits behind it parts thousands before what is counted; before a measure it is a decimal comma
    unless the figure ends in 0, which nobody writes behind one. Raises ``ValueError`` when it is no figure.

    >>> [str(read_digits(written)) for written in ("1.200", "1 200", "1,200", "870,7", "0,125", "1.234,5", "1,234,567")]
    ['1200', '1200', '1200', '870.7', '0.125', '1234.5', '1234567']
    >>> str(read_digits("1,125", measured=True)), str(read_digits("1,200", measured=True))
    ('1.125', '1200')
    """
    if not FIGURE.fullmatch(written):
        raise ValueError(f"not a figure: {written!r}")
    bare = re.sub(r"[ '’]", "", written)
    marks = [letter for letter in bare if letter in ".,"]
    if not marks:
        return Decimal(bare)
    if len(set(marks)) > 1:
        thousands = marks[0]
        return Decimal(bare.replace(thousands, "").replace(",", "."))
    grouped = bool(_GROUPED.fullmatch(bare)) and not bare.startswith("0") and (bare == written)
    if grouped and len(marks) == 1 and marks[0] == "," and measured:
        grouped = bare.endswith("0")
    return Decimal(bare.replace(marks[0], "")) if grouped else Decimal(bare.replace(",", "."))


# Numbers in words. A word adds to what was read so far, multiplies the part below it, or joins.

_FRENCH_SMALL = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80, "huitante": 80, "nonante": 90,
}  # fmt: skip
_FRENCH_SCALES = {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
_VIETNAMESE_SMALL = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_VIETNAMESE_SCALES = {
    "mươi": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_VIETNAMESE_JOINTS = frozenset({"linh", "lẻ"})
_NOT_AT_START = frozenset({"mốt", "tư", "lăm", "mươi", "vingts", "cents", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "cent",
                           "million", "millions", "milliard", "milliards", "mille", "zéro"})  # fmt: skip
_NOT_ALONE = frozenset({"un", "une", "một", "năm", "neuf", "mười"})
_WORD = re.compile(r"[^\W\d_]+")
_ORDINAL_BEFORE = re.compile(r"(?:thứ|tháng|năm|lần|quý|khóa|ngày|mồng|Điều|khoản|mục|đầu|phần|một\s+trong(?:\s+những)?)\s+$", re.IGNORECASE)
_COUNTED_AFTER = {
    Language.FRENCH: re.compile(r"\s(?:(?:grande?s?|nouve(?:lles|aux)|premi(?:ers|ères)|derni(?:ers|ères)|petites?)\s)?(?:ans|mois|fois|pour|\w+[sx])\b|\s?%"),
    Language.VIETNAMESE: re.compile(r"\s(?!(?:bên|mặt|mươi|chiều|phía|miền|nhất)\b)[a-zà-ỹđ]"),
}
_FRENCH_TENS_BEFORE_TEENS = (60, 80)


def read_words(written: str, language: Language) -> Decimal | None:
    """The value of a number in words; None when the words are none.

    >>> [str(read_words(words, Language.FRENCH)) for words in ("mille deux cents", "quatre-vingt-dix-sept", "trois millions")]
    ['1200', '97', '3000000']
    >>> [str(read_words(words, Language.VIETNAMESE)) for words in ("một nghìn hai trăm", "hai mươi lăm", "một trăm linh năm")]
    ['1200', '25', '105']
    """
    words = _WORD.findall(written.lower())
    if language is Language.ENGLISH:
        value = read_english(written)
        return None if value is None else Decimal(value)
    value = _french_value(words) if language is Language.FRENCH else _vietnamese_value(words)
    return None if value is None else Decimal(value)


def _french_value(words: list[str]) -> int | None:
    total = part = 0
    last = ""
    for word in words:
        if word == "et":
            if not last or last in {"et", *_FRENCH_SCALES}:
                return None
        elif word in {"cent", "cents"}:
            if part > 9:  # noqa: PLR2004 - hundreds are counted by one figure
                return None
            part = max(1, part) * 100
        elif word in _FRENCH_SCALES:
            total, part = total + max(1, part) * _FRENCH_SCALES[word], 0
        elif word in {"vingt", "vingts"} and part % 100 == 4:  # noqa: PLR2004 - quatre-vingts
            part += 76
        elif word in _FRENCH_SMALL and _french_follows(part % 100, _FRENCH_SMALL[word]):
            part += _FRENCH_SMALL[word]
        else:
            return None
        last = word
    return None if last in {"", "et"} else total + part


def _french_follows(tens: int, value: int) -> bool:
    """Whether a word of this value may stand behind what was read of the tens: none yet, or a smaller one behind tens."""
    if tens == 0:
        return True
    if tens in _FRENCH_TENS_BEFORE_TEENS:
        return 0 < value < 20  # noqa: PLR2004 - soixante-dix-neuf
    if tens == 10:  # noqa: PLR2004 - dix-sept
        return 6 < value < 10  # noqa: PLR2004 - the same
    return tens % 10 == 0 and 0 < value < 10  # noqa: PLR2004 - trente-deux


def _vietnamese_value(words: list[str]) -> int | None:
    total = part = digit = 0
    last = ""
    for word in words:
        scale = _VIETNAMESE_SCALES.get(word, 0)
        if not _vietnamese_follows(word, last, digit, total + part):
            return None
        if word == "rưỡi":
            total, part, digit = total + part + digit + _VIETNAMESE_SCALES[last] // 2, 0, 0
        elif word in {"mươi", "trăm"}:
            part, digit = part + digit * scale, 0
        elif scale:
            total, part, digit = (total + (part + digit) * scale if part + digit else total * scale), 0, 0
        else:
            digit += _VIETNAMESE_SMALL.get(word, 0)
        last = word
    return None if last in {"", *_VIETNAMESE_JOINTS} else total + part + digit


def _vietnamese_follows(word: str, last: str, digit: int, earlier: int) -> bool:
    """Whether a word may stand next: ``digit`` is what was read since the last scale, ``earlier`` all before."""
    if word in _VIETNAMESE_JOINTS:
        return last in {"trăm", "nghìn", "ngàn"}
    if word == "rưỡi":
        return last in _VIETNAMESE_SCALES
    if word in {"mươi", "trăm"}:
        return 0 < digit < 10  # noqa: PLR2004 - tens and hundreds are counted by one figure
    if word in _VIETNAMESE_SCALES:
        return digit + earlier > 0
    return word in _VIETNAMESE_SMALL and (digit == 0 or (digit == 10 and word != "mười"))  # noqa: PLR2004 - mười lăm


def find_figures(line: str, language: Language) -> list[FigureMention]:
    """The figures of a text without line breaks, in digits and in words, in order; what they count is not looked at."""
    digits = (match for match in FIGURE.finditer(line) if match.end() - match.start() <= _LONGEST_FIGURE)
    found = [FigureMention(read_digits(match.group()), Span(*match.span()), match.group()) for match in digits]
    found += _in_words(line, language)
    return sorted(found, key=lambda mention: mention.span.start)


def _in_words(line: str, language: Language) -> Iterator[FigureMention]:
    if language is Language.ENGLISH:
        yield from (FigureMention(Decimal(value), span, line[span.start : span.end], in_words=True) for value, span in find_english(line))
        return
    small = _FRENCH_SMALL if language is Language.FRENCH else _VIETNAMESE_SMALL
    scales = _FRENCH_SCALES if language is Language.FRENCH else _VIETNAMESE_SCALES
    joints = {"et"} if language is Language.FRENCH else {*_VIETNAMESE_JOINTS, "rưỡi"}
    known = {*small, *scales, *joints}
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(line):
        fits = match.group() in known and (not run or line[run[-1].end() : match.start()] in {" ", "-"})
        if not fits or len(run) >= _MOST_WORDS:
            yield from _of_run(line, run, language)
            run = []
        if match.group() in known:
            run.append(match)
    yield from _of_run(line, run, language)


def _of_run(line: str, run: list[re.Match[str]], language: Language) -> Iterator[FigureMention]:
    """The longest numbers in a row of words that occur in numbers, from its start."""
    start = 0
    while start < len(run):
        if run[start].group() not in _NOT_AT_START or run[start].group() == "mille":
            for end in range(len(run), start, -1):
                written = line[run[start].start() : run[end - 1].end()]
                if (value := read_words(written, language)) is not None and _stands(line, run[start:end], language):
                    yield FigureMention(value, Span(run[start].start(), run[end - 1].end()), written, in_words=True)
                    start = end - 1
                    break
        start += 1


def _stands(line: str, words: list[re.Match[str]], language: Language) -> bool:
    """Whether words that can be a number are one here: *năm* is also a year, *neuf* also new, *ba* stands in names."""
    if _ORDINAL_BEFORE.search(line, max(0, words[0].start() - 20), words[0].start()):
        return False
    if len(words) > 1:
        return True
    return words[0].group() not in _NOT_ALONE - {"mười"} and bool(_COUNTED_AFTER[language].match(line, words[0].end()))
