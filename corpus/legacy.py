"""Vietnamese in the encodings of before Unicode: TCVN3 (fonts ``.VnTime``), VNI (fonts ``VNI-Times``) and VISCII.

All put Vietnamese letters in the places of Western ones, so that text read as Windows-1252 is garbage:
``C«ng nghiÖp`` (TCVN3), ``Coâng nghieäp`` (VNI) and ``Công nghi®p`` (VISCII) are *Công nghiệp*. Tables after
TCVN 5712:1993, the VNI Windows code and RFC 1456; TCVN3 has no capitals with tones, which its fonts show in
capitals instead. Which lines of a text are in one of them is told by ``corpus/recognition.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby

from corpus.rulebook import compiled, rules


class LegacyEncoding(StrEnum):
    """How a text was encoded."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    VISCII = "VISCII"


WINDOWS = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)}
"""What bytes are in Windows-1252 that are control characters in Latin-1; the five without a letter stay what they are."""

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ®¡¢£¤¥¦§¯º¿ÀÁÂÃÄÅÍÙÚÛàð",
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖ",
)  # fmt: skip
_VISCII_LETTERS = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII = _VISCII_CONTROLS | {place: letter for byte, letter in enumerate(_VISCII_LETTERS, start=0x80) for place in (byte, ord(WINDOWS.get(byte, chr(byte))))}
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323", "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT, "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_SINGLE = re.compile(f"[{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}]")
_SYMBOL_FONT = re.compile("[\uf020-\uf0ff]")
_WORD = re.compile(r"[^\W\d_]+")

EXAMPLES = {
    ("C«ng nghiÖp hç trî", LegacyEncoding.TCVN3): "Công nghiệp hỗ trợ",
    ("NghÞ quyÕt vÒ thanh to¸n", LegacyEncoding.TCVN3): "Nghị quyết về thanh toán",
    ("CéNG HßA X· HéI", LegacyEncoding.TCVN3): "CỘNG HÒA XÃ HỘI",
    ("Coâng nghieäp hoã trôï", LegacyEncoding.VNI): "Công nghiệp hỗ trợ",
    ("NGHÒ QUYEÁT ÑÖÔÏC", LegacyEncoding.VNI): "NGHỊ QUYẾT ĐƯỢC",
    ("Công nghi®p h² trþ", LegacyEncoding.VISCII): "Công nghiệp hỗ trợ",
    ("NGH˜ QUYŠT", LegacyEncoding.VISCII): "NGHỊ QUYẾT",
}


def convert(text: str, encoding: LegacyEncoding, *, capitals: bool = False) -> str:
    """The text in Unicode, NFC; with ``capitals`` as a font of capitals shows it."""
    text = _SYMBOL_FONT.sub(lambda match: chr(ord(match.group()) - 0xF000), text)  # where symbol fonts keep their letters
    match encoding:
        case LegacyEncoding.TCVN3:
            converted = "\n".join(_without_stray_capitals(line) for line in text.translate(_TCVN3).split("\n"))
        case LegacyEncoding.VISCII:
            converted = text.translate(_VISCII)
        case LegacyEncoding.VNI:
            paired = _VNI_PAIR.sub(lambda match: _vni_letter(match[1]) + _VNI_MARKS[match[2].lower()], text)
            converted = _VNI_SINGLE.sub(lambda match: _vni_letter(match[0]), paired)
    return unicodedata.normalize("NFC", converted.upper() if capitals else converted)


def _vni_letter(letter: str) -> str:
    plain = _VNI_LETTERS.get(letter.lower(), letter)
    return plain.upper() if letter.isupper() else plain


def _without_stray_capitals(line: str) -> str:
    """Words in capitals whose toned letters TCVN3 left small: ``CHíNH PHủ`` becomes ``CHÍNH PHỦ``, ``Xã`` only in a line of capitals."""
    shouted = any(_in_capitals(word) and not word.isascii() for word in _WORD.findall(line))
    if shouted and not any(letter.isascii() and letter.islower() for letter in line):
        return line.upper()
    return _WORD.sub(lambda match: match.group().upper() if _in_capitals(match.group()) else match.group(), line)


def _in_capitals(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)


@cache
def _font_rules() -> tuple[tuple[LegacyEncoding, re.Pattern[str]], ...]:
    return tuple((LegacyEncoding(rule["encoding"]), compiled(rule["pattern"])) for rule in rules("legacy")["font"])


def _font_name(name: str) -> str:
    """The name without the slash of PDF and the six letters that mark a subset: ``/ABCDEF+.VnTime`` is ``.VnTime``."""
    return re.sub(r"^/?(?:[A-Z]{6}\+)?", "", name.strip())


@lru_cache(maxsize=1000)
def encoding_of_font(name: str) -> LegacyEncoding | None:
    """The encoding of text that a file shows in this font; None for fonts that show what Unicode says.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("/ABCDEF+VNI-Times,Bold"), encoding_of_font("Times New Roman")
    (<LegacyEncoding.TCVN3: 'TCVN3'>, <LegacyEncoding.VNI: 'VNI'>, None)
    """
    return next((encoding for encoding, pattern in _font_rules() if pattern.match(_font_name(name))), None)


@lru_cache(maxsize=1000)
def shows_capitals(name: str) -> bool:
    """Whether a font of these encodings draws small letters as capitals, as ``.VnTimeH`` does."""
    return any(compiled(rule["pattern"]).match(_font_name(name)) for rule in rules("legacy")["capitals"])


def convert_pieces(pieces: Iterable[tuple[str, str | None]]) -> str:
    """One line out of pieces with the names of their fonts; neighbours in one encoding are converted together, since VNI letters are pairs.

    >>> convert_pieces([("Coâ", "VNI-Times"), ("ng nghie", "VNI-Helve"), ("äp", "VNI-Times"), (" – où ?", "Arial")])
    'Công nghiệp – où ?'
    """
    known = ((text, font and encoding_of_font(font), bool(font) and shows_capitals(font or "")) for text, font in pieces)
    parts = []
    for (encoding, capitals), group in groupby(known, key=lambda piece: piece[1:]):
        text = "".join(piece[0] for piece in group)
        parts.append(convert(text, encoding, capitals=capitals) if encoding else text)
    return "".join(parts)
