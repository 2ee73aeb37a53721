"""Whether words can be French or Vietnamese by their spelling: what tells text from text in a wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.folding import nfc
from corpus.rulebook import compiled, rules

_ACUTE, _DOT = "\u0301", "\u0323"
_TONES = frozenset({"\u0300", _ACUTE, "\u0303", "\u0309", _DOT})
_STOPPED = ("c", "ch", "k", "p", "t")
"""Ends of syllables that carry the acute or the dot and no other tone."""
_NEVER_ALONE = ("e", "ă", "â", "ê")
_RAISED = "¹²³¼½¾"
_WORD = re.compile(rf"[^\W\d_{_RAISED}]+")
_NO_WORD = re.compile(r"[nN]º|[ªº]|µ[a-zA-ZΩ]{0,2}|[A-Z]*Đ[A-ZĐ]*|đ")
"""Letters that are signs (*nº*, *1º*, *µg*), abbreviations (*NĐ*, *BKHĐT*), and the letter of a point or of the currency."""
_SIGN = re.compile(rf"[^\x00-\x7f\w]|[{_RAISED}]|[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SIGNS = frozenset("«»“”„‘’‹›–—…•·°§€£₫©®™×÷±¼½¾¹²³‰−≥≤→←≈≠∞✓✔☐☑☒■□▪●○◦➢\u00a0\u202f\u2009\u00ad\ufeff\u200b\u2011")
_INSIDE_WORDS = frozenset("’‘·–—…×•/")
_BEFORE_WORDS = frozenset("«“„‘’‹©•·–—…×°§€→▪●○◦➢✓☐☑☒■□")


@dataclass(frozen=True, slots=True)
class Sense:
    """How many words with accents can be words, how many of them are common, and how many words and signs cannot stand as they do."""

    good: int
    common: int
    bad: int

    @property
    def balance(self) -> int:
        """What speaks for the text, less what speaks against it."""
        return self.good + self.common - self.bad


@cache
def _pattern(table: str) -> re.Pattern[str]:
    (rule,) = rules("spelling")[table]
    return compiled(rule["pattern"])


@cache
def _common() -> frozenset[str]:
    return frozenset(word for rule in rules("spelling")["common"] for word in rule["words"])


def _evenly_cased(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and (word[1:].islower() or len(word) == 1))


@lru_cache(maxsize=20_000)
def is_vietnamese_syllable(word: str) -> bool:
    """Whether the letters make a Vietnamese syllable with at most one tone, as all syllables have, whether it is one in use or not.

    >>> [is_vietnamese_syllable(word) for word in ("nghiệp", "Quyết", "QUỐC", "ty", "nghiềp", "prévention", "cÔng")]
    [True, True, True, True, False, False, False]
    """
    if not _evenly_cased(word):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    plain = nfc("".join(mark for mark in decomposed if mark not in _TONES))
    if len(tones) > 1 or not _pattern("syllable").match(plain) or (plain in _NEVER_ALONE and not word.isascii()):
        return False
    return not plain.endswith(_STOPPED) or tones in ([_ACUTE], [_DOT]) or word.isascii()


@lru_cache(maxsize=20_000)
def is_french_word(word: str) -> bool:
    """Whether the accents of the word stand where French puts them; words without any are not judged.

    >>> [is_french_word(word) for word in ("Évaluée", "où", "L", "où", "réÉ", "nghiệp")]
    [True, True, True, True, False, False]
    """
    return word.isascii() or (_evenly_cased(word) and bool(_pattern("word").match(word.lower())))


def sense_of(text: str, *, vietnamese: bool = True) -> Sense:
    """Counts of what makes French or Vietnamese of a text and of what makes none; without ``vietnamese`` French alone.

    >>> sense_of("Công nghiệp hỗ trợ"), sense_of("C«ng nghiÖp hç trî"), sense_of("« L'été » : 20 % © 2026")
    (Sense(good=4, common=3, bad=0), Sense(good=0, common=0, bad=4), Sense(good=1, common=1, bad=0))
    """
    text = nfc(text)
    words = [match.group() for match in _WORD.finditer(text) if not match.group().isascii() and not _NO_WORD.fullmatch(match.group())]
    good = sum(is_french_word(word) or (vietnamese and is_vietnamese_syllable(word)) for word in words)
    common = sum(word.lower() in _common() for word in words)
    return Sense(good, common, len(words) - good + _misplaced_signs(text))


def _misplaced_signs(text: str) -> int:
    """Signs and control characters that stand where text has none: inside a word, or right before one."""
    return sum(not _may_stand(match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]) for match in _SIGN.finditer(text))


def _may_stand(sign: str, before: str, after: str) -> bool:
    if sign not in _SIGNS:
        return False
    inside = before.isalpha() and after.isalpha()
    return (not inside or sign in _INSIDE_WORDS) and (not after.isalpha() or sign in _BEFORE_WORDS or sign.isspace())


def syllable_share(text: str) -> float:
    """The share of words of the text, single letters aside, that have the letters of a Vietnamese syllable, from 0 to 1."""
    words = [word for word in _WORD.findall(nfc(text)) if len(word) > 1]
    return sum(map(is_vietnamese_syllable, words)) / len(words) if words else 0.0
