"""Counts as the numbers of list items, in the formats that word processors and web pages have."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LARGEST = 9_999
"""Numbers beyond this are written in digits in every format: a damaged start makes no endless text."""


def written(count: int, form: str, language: str = "") -> str:
    """A count in one of Word's formats; in digits where the format is none of those known.

    >>> [written(4, form) for form in ("decimal", "decimalZero", "upperRoman", "lowerLetter", "bullet")]
    ['4', '04', 'IV', 'd', '4']
    >>> written(28, "lowerLetter"), written(1, "ordinal", "fr-FR"), written(2, "ordinal", "en-GB")
    ('bb', '1er', '2nd')
    """
    writer = _FORMS.get(form)
    return writer(count, language) if writer and 0 < count <= _LARGEST else str(count)


def _roman(count: int) -> str:
    numeral = ""
    for amount, letters in _ROMAN:
        repeated, count = divmod(count, amount)
        numeral += letters * repeated
    return numeral


def _ordinal_ending(count: int, language: str) -> str:
    if language.startswith("fr"):
        return "er" if count == 1 else "e"
    if language.startswith("en"):
        return {1: "st", 2: "nd", 3: "rd"}.get(count % 10 if count % 100 not in {11, 12, 13} else 0, "th")
    return ""


def _letter(count: int) -> str:
    """``z`` is followed by ``aa``, ``bb``, ..., ``zz``, ``aaa``."""
    repeated, index = divmod(count - 1, len(_LETTERS))
    return _LETTERS[index] * (repeated + 1)


_FORMS: dict[str, Callable[[int, str], str]] = {
    "none": lambda _count, _language: "",
    "decimalZero": lambda count, _language: f"{count:02}",
    "lowerRoman": lambda count, _language: _roman(count),
    "upperRoman": lambda count, _language: _roman(count).upper(),
    "lowerLetter": lambda count, _language: _letter(count),
    "upperLetter": lambda count, _language: _letter(count).upper(),
    "ordinal": lambda count, language: f"{count}{_ordinal_ending(count, language)}",
    "numberInDash": lambda count, _language: f"- {count} -",
}
