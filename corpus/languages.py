"""Telling French, Vietnamese and English apart by letters and common words, without a statistical model."""

from __future__ import annotations

import re
from functools import cache

from corpus.folding import folded, nfc
from corpus.nouns import Language
from corpus.rulebook import rules

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _letters() -> dict[Language, frozenset[str]]:
    return {Language(rule["language"]): frozenset(rule["letters"]) for rule in rules("languages")["language"]}


@cache
def _words() -> dict[Language, frozenset[str]]:
    return {Language(rule["language"]): frozenset(rule["words"]) for rule in rules("languages")["language"]}


def letter_share(text: str, language: Language) -> float:
    """The share of letters of the text that mark this language among the three (``rules/languages.toml``), from 0 to 1."""
    letters = [letter for letter in nfc(text).lower() if letter.isalpha()]
    own = _letters()[language]
    return sum(letter in own for letter in letters) / len(letters) if letters else 0.0


def word_share(text: str, language: Language) -> float:
    """The share of words of the text, accents folded, that are common words of this language, from 0 to 1."""
    words = _WORD.findall(folded(text))
    known = _words()[language]
    return sum(word in known for word in words) / len(words) if words else 0.0


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Words of the language that carry no content in a question, accents folded."""
    return frozenset(word for rule in rules("languages")["stop"] if rule["language"] == language for word in rule["words"])
