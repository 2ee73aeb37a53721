"""Folding of letters: accents are content, so folded text is only ever a second form beside the real one."""

from __future__ import annotations

import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "Đ": "d", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def nfc(text: str) -> str:
    """The text in Unicode's composed form, in which all text of the project stands."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Lower case without accents; ``đ``, which no Unicode form decomposes, becomes ``d``.

    >>> folded("Hỗ trợ doanh nghiệp được cải thiện : l'Œuvre")
    "ho tro doanh nghiep duoc cai thien : l'oeuvre"
    """
    if text.isascii():  # most words of a question, for which the rest would take ten times as long
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_WITHOUT_DECOMPOSITION))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def has_accents(text: str) -> bool:
    """Whether the text was typed with accents, so that they may be taken as meant."""
    return folded(text) != text.lower()


def single_spaced(text: str) -> str:
    """The text on one line, each run of white space made one space."""
    return " ".join(text.split())
