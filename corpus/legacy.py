"""Vietnamese in the encodings of before Unicode: TCVN3 (fonts ``.VnTime``) and VNI (fonts ``VNI-Times``).

Both put Vietnamese letters in the places of Western ones, so that text read as Windows-1252 is garbage:
``C«ng nghiÖp`` (TCVN3) and ``Coâng nghieäp`` (VNI) are *Công nghiệp*. Tables after TCVN 5712:1993 (third
form) and the VNI Windows code; TCVN3 has no capitals with tones, which its fonts show in capitals instead.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from corpus.languages import letter_share, word_share
from corpus.nouns import Language


class LegacyEncoding(StrEnum):
    """How a text was encoded."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ®¡¢£¤¥¦§",
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐ",
)  # fmt: skip
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323", "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT, "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_SINGLE = re.compile(f"[{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}]")
_LEAST_SHARE = 0.15
"""Of common Vietnamese words in the converted text; real texts have 30 % and more."""

EXAMPLES = {
    ("C«ng nghiÖp hç trî", LegacyEncoding.TCVN3): "Công nghiệp hỗ trợ",
    ("NghÞ quyÕt vÒ thanh to¸n", LegacyEncoding.TCVN3): "Nghị quyết về thanh toán",
    ("Coâng nghieäp hoã trôï", LegacyEncoding.VNI): "Công nghiệp hỗ trợ",
    ("NGHÒ QUYEÁT ÑÖÔÏC", LegacyEncoding.VNI): "NGHỊ QUYẾT ĐƯỢC",
}


def convert(text: str, encoding: LegacyEncoding) -> str:
    """The text in Unicode, NFC."""
    if encoding is LegacyEncoding.TCVN3:
        return _without_stray_capitals(text.translate(_TCVN3))
    paired = _VNI_PAIR.sub(lambda match: _vni_letter(match[1]) + _VNI_MARKS[match[2].lower()], text)
    return unicodedata.normalize("NFC", _VNI_SINGLE.sub(lambda match: _vni_letter(match[0]), paired))


def _vni_letter(letter: str) -> str:
    plain = _VNI_LETTERS.get(letter.lower(), letter)
    return plain.upper() if letter.isupper() else plain


def _without_stray_capitals(text: str) -> str:
    """Words in capitals whose toned letters TCVN3 left small: ``CHíNH PHủ`` becomes ``CHÍNH PHỦ``."""

    def capitals(match: re.Match[str]) -> str:
        word = match.group()
        plain = [letter for letter in word if letter.isascii()]
        return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word

    return re.sub(r"[^\W\d_]+", capitals, text)


def recognise(text: str) -> LegacyEncoding | None:
    """The encoding that makes Vietnamese of a text that is none; None for any other text."""
    sample = text[:6000]
    if letter_share(sample, Language.VIETNAMESE) > _LEAST_SHARE:
        return None
    before = word_share(sample, Language.VIETNAMESE)
    shares = {encoding: word_share(convert(sample, encoding), Language.VIETNAMESE) for encoding in LegacyEncoding}
    best = max(shares, key=lambda encoding: shares[encoding])
    letters = letter_share(convert(sample, best), Language.VIETNAMESE)
    return best if shares[best] >= _LEAST_SHARE and shares[best] > 1.3 * before and letters > _LEAST_SHARE else None
