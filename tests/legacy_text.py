"""Writes Vietnamese in the encodings of before Unicode, for the tests of what reads them."""

import unicodedata

from corpus import legacy
from corpus.legacy import LegacyEncoding

_TCVN3 = {chr(letter): chr(place) for place, letter in legacy._TCVN3.items()}
_VISCII = {letter: place for place, letter in enumerate(legacy._VISCII_LETTERS, start=0x80)} | {
    letter: place for place, letter in legacy._VISCII_CONTROLS.items()
}
_VNI_MARKS = {marks: letter for letter, marks in legacy._VNI_MARKS.items()}
_VNI_LETTERS = {letter: place for place, letter in legacy._VNI_LETTERS.items()}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded(text: str, encoding: str) -> bytes | None:
    """The text in an encoding, by its name here or in Python; None where it has letters that the encoding lacks."""
    try:
        match encoding:
            case LegacyEncoding.TCVN3:
                return "".join(_tcvn3(letter) for letter in text).encode("cp1252")
            case LegacyEncoding.VISCII:
                return bytes(_VISCII.get(letter) or _ascii(letter) for letter in text)
            case LegacyEncoding.VNI:
                return "".join(_vni(letter) for letter in text).encode("cp1252")
            case "cp1258":
                return b"".join(_windows_1258(letter) for letter in text)
        return text.encode(encoding)
    except (UnicodeEncodeError, KeyError):
        return None


def _ascii(letter: str) -> int:
    return letter.encode("ascii")[0]


def _tcvn3(letter: str) -> str:
    """Letters that TCVN3 has as capitals are capitals, other capitals with accents become small."""
    return letter if letter.isascii() else _TCVN3.get(letter) or _TCVN3[letter.lower()]


def _vni(letter: str) -> str:
    if letter.isascii():
        return letter
    small = letter.lower()
    if small in _VNI_LETTERS:
        placed = _VNI_LETTERS[small]
    elif small in "íì":
        placed = small
    else:
        base, *marks = list(unicodedata.normalize("NFD", small))
        if "\u031b" in marks:
            base = {"o": "ô", "u": "ö"}[base]
            marks.remove("\u031b")
        placed = base + (_VNI_MARKS["".join(sorted(marks, key=lambda mark: mark in _TONES))] if marks else "")
    return placed.upper() if letter.isupper() else placed


def _windows_1258(letter: str) -> bytes:
    """A letter, or its base with the mark of its tone after it."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        decomposed = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in decomposed if mark in _TONES)
        rest = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
        return (rest + tones).encode("cp1258")
