"""Twins of questions, typed as people type in haste: without accents, or with one spelling error.

Questions with odd numbers lose their accents, if they have any. Of the others one word is misspelt, chosen with the question's id as seed: of French
a word of five letters or more that is no stop word, of which one letter is dropped, doubled, exchanged with the next or replaced;
of Vietnamese a syllable of three letters or more, which gets another tone mark or loses a letter.
"""

from __future__ import annotations

import random
import re
import unicodedata
import zlib
from string import ascii_lowercase

from corpus.folding import folded, nfc
from corpus.languages import stop_words
from corpus.nouns import Language

_WORD = re.compile(r"[^\W\d_]+")
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_QUALITIES = ("\u0302", "\u0306", "\u031b")
"""Circumflex, breve and horn, which a tone mark follows."""
_SHORTEST = {Language.FRENCH: 5, Language.VIETNAMESE: 3}
_PLAIN = str.maketrans("đĐœŒ", "dDoO")


def half(identifier: str) -> str:
    """The half that a question belongs to with its twin, by its id alone: ``tune`` may be looked at, ``test`` may not."""
    return ("tune", "test")[zlib.crc32(identifier.encode()) % 2]


def twin(identifier: str, question: str, language: Language) -> str:
    """The same question typed in haste."""
    if int(identifier.rpartition("-")[2]) % 2 and (plain := without_accents(question)) != question:
        return plain
    return misspelt(question, language, random.Random(zlib.crc32(identifier.encode())))  # noqa: S311 - any error will do


def without_accents(text: str) -> str:
    """The text without accents, capitals as they were."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.replace("œ", "oe").translate(_PLAIN)) if not unicodedata.combining(letter))


def misspelt(text: str, language: Language, chooser: random.Random) -> str:
    """The text with one word misspelt."""
    ignored = stop_words(language)
    words = [match for match in _WORD.finditer(text) if len(match.group()) >= _SHORTEST[language] and folded(match.group()) not in ignored]
    word = chooser.choice(words)
    ways = (_other_tone, _dropped) if language is Language.VIETNAMESE else (_dropped, _doubled, _swapped, _replaced)
    wrong = word.group()
    while wrong == word.group():
        wrong = chooser.choice(ways)(word.group(), chooser)
    return text[: word.start()] + wrong + text[word.end() :]


def _dropped(word: str, chooser: random.Random) -> str:
    at = chooser.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chooser: random.Random) -> str:
    at = chooser.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _swapped(word: str, chooser: random.Random) -> str:
    at = chooser.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _replaced(word: str, chooser: random.Random) -> str:
    at = chooser.randrange(1, len(word))
    return word[:at] + chooser.choice(ascii_lowercase) + word[at + 1 :]


def _other_tone(syllable: str, chooser: random.Random) -> str:
    """The syllable with another tone mark on the vowel that bears it, or on its first one."""
    letters = list(unicodedata.normalize("NFD", syllable))
    marked = next((at for at, letter in enumerate(letters) if letter in _TONES), None)
    if marked is not None:
        del letters[marked]
        vowel = max(at for at in range(marked) if not unicodedata.combining(letters[at]))
    else:
        vowel = next((at for at, letter in enumerate(letters) if letter.lower() in "aeiouy"), 0)
    after = vowel + 1 + (letters[vowel + 1 : vowel + 2] in [[mark] for mark in _QUALITIES])
    return nfc("".join([*letters[:after], chooser.choice(("", *_TONES)), *letters[after:]]))
