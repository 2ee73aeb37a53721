"""Telling French, Vietnamese and English apart: by letters, by common words, and a single word by its spelling."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from corpus.folding import folded, nfc
from corpus.nouns import Language
from corpus.rulebook import rules

_WORD = re.compile(r"[^\W\d_]+")
_CAP = 5.0
"""The most that one word may tell for a language against another, in nats: a word of the one may stand in a text of the other."""
_KNOWN = 0.75
"""The share of the probability of a word that known words have; the rest goes by spelling, so that no word is impossible."""
_LISTED = 3
"""How often a common word counts beside one name of the glossary that holds a word."""
_LETTERS_TO_EXPECT = 30
_PAIR_PRIOR, _TRIPLE_PRIOR = 4.0, 2.0
"""How many observations the shorter context is worth where a longer one was seen seldom (Witten and Bell 1991, with fixed weights)."""


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


class _Spelling:
    """How the words of one language are spelled: letters after the two before, smoothed with shorter contexts (Witten and Bell 1991)."""

    def __init__(self, words: Counter[str]) -> None:
        self._words = words
        self._total = words.total()
        self._contexts: tuple[defaultdict[str, Counter[str]], ...] = tuple(defaultdict(Counter) for _ in range(3))
        for word, count in words.items():
            weight = 1 + round(math.log(count))
            for before, letter in _steps(word):
                for length, contexts in enumerate(self._contexts):
                    contexts[before[2 - length :]][letter] += weight
        self._totals = tuple({context: letters.total() for context, letters in contexts.items()} for contexts in self._contexts)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def log_probability(self, word: str) -> float:
        """Of the word, known or spelled so, in nats."""
        spelled = math.exp(sum(math.log(self._after(before, letter)) for before, letter in _steps(word)))
        return math.log(_KNOWN * self._words[word] / self._total + (1 - _KNOWN) * spelled)

    def _after(self, before: str, letter: str) -> float:
        probability = 1 / _LETTERS_TO_EXPECT
        for length, prior in enumerate((1.0, _PAIR_PRIOR, _TRIPLE_PRIOR)):
            context = before[2 - length :]
            seen = self._contexts[length][context][letter] if context in self._contexts[length] else 0
            probability = (seen + prior * probability) / (self._totals[length].get(context, 0) + prior)
        return probability


def _steps(word: str) -> Iterator[tuple[str, str]]:
    """Each letter of a word, and its end, with the two before."""
    padded = f"^^{word}$"
    for place in range(2, len(padded)):
        yield padded[place - 2 : place], padded[place]


@cache
def _spellings() -> dict[Language, _Spelling]:
    """Learnt from the names of the glossary and the lists of common words, accents folded."""
    words: dict[Language, Counter[str]] = {language: Counter() for language in Language}
    for term in rules("glossary")["term"]:
        for language in Language:
            words[language].update(folded(word) for name in term[language] for word in _WORD.findall(name) if not word.isupper())
    for rule in (*rules("languages")["language"], *rules("languages")["stop"]):
        words[Language(rule["language"])].update(dict.fromkeys(rule["words"], _LISTED))
    return {language: _Spelling(counts) for language, counts in words.items()}


@lru_cache(maxsize=20_000)
def word_evidence(word: str) -> tuple[float, ...]:
    """How much a word, accents folded, tells for each of ``Language`` in its order: 0 for the likeliest, below 0 for the others, in nats."""
    found = [_spellings()[language].log_probability(word) for language in Language]
    return tuple(max(value - max(found), -_CAP) for value in found)


def is_known(word: str, language: Language) -> bool:
    """Whether a word, accents optional, is a common one of the language or stands in its names of the glossary."""
    return folded(word) in _spellings()[language]


@cache
def loan_words() -> frozenset[str]:
    """Words, accents folded, that stand in texts of any of the languages and so tell nothing."""
    return frozenset(word for rule in rules("languages")["loan"] for word in rule["words"])
