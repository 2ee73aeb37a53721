"""Reads a French or English word as it was meant: with its accents, or as the word that it is a misspelling of.

A word is known that stands in the collection, in the glossary or in a dictionary of either language; it is never changed.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from corpus.folding import folded
from corpus.glossary import glossary
from corpus.nouns import Language
from service.dictionaries import dictionary
from service.near_words import NearWords

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_LONG = 10
"""Letters of a word in which two may be wrong; in a shorter one, one."""
_OWN = 30
"""What a word counts in the collection, or in the glossary, beside one in everyday text."""
_SEEN_OFTEN = 3
"""Less often seen, a word that no dictionary holds may be ill recognised itself, and no other is read as it."""
_LETTER = 3.5
"""What a wrong letter costs beside how common the word is, in nats."""
_NAME = 6
"""Letters of a word written like a name that is read as another one, from which it may differ in one letter."""
_CLEARLY = 10
"""How much commoner the spelling with accents must be where the collection holds the word without, too."""
_PARTICIPLE = re.compile(r"ée?s?$")
_BRITISH = ((re.compile(r"is(?=e|a|i)"), "iz"), (re.compile(r"our"), "or"), (re.compile(r"tre(?=s?$)"), "ter"))
"""How dictionaries of American English spell what others spell so."""


class Spelling:
    """Knows the words of one language: those of a collection, with their counts, those of the glossary and of a dictionary."""

    def __init__(self, words: Mapping[str, int], language: Language) -> None:
        self._words = words
        self._language = language
        self.meant = lru_cache(maxsize=4096)(self._meant)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(word for term in glossary() for name in term.names[self._language] for word in _WORD.findall(name.lower()))

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is right as it stands."""
        return word in self._words or word in self._named or word in dictionary(self._language) or any(map(self._is_common, self._variants(word)))

    def _is_common(self, word: str) -> bool:
        return word in dictionary(self._language) or word in self._words

    def _variants(self, word: str) -> Iterator[str]:
        """What a word is formed from or also spelled like: of a participle the verb or the noun, of British English the American spelling."""
        if self._language is Language.ENGLISH:
            yield from (pattern.sub(other, word) for pattern, other in _BRITISH)
        elif _PARTICIPLE.search(word):
            yield from (_PARTICIPLE.sub(ending, word) for ending in ("er", ""))

    def _meant(self, word: str) -> str:
        """A word as it was meant, in lower case; the word itself when it is right or nothing is near."""
        plain = word.lower()
        if len(plain) < _SHORTEST or (self.knows(plain) and not self._lacks_accents(plain)):
            return plain
        accented = self._forms.get(folded(plain))
        if accented or self._is_foreign(plain):
            return accented or plain
        return self._nearest(folded(plain), is_name=word[:1].isupper()) or plain

    def _lacks_accents(self, word: str) -> bool:
        """Whether a word that only the collection knows was printed there without its accents, as in addresses."""
        if not word.isascii() or word in self._named or word in dictionary(self._language):
            return False
        return self._weight(self._forms.get(word, word)) > _CLEARLY * self._weight(word)

    def _is_foreign(self, word: str) -> bool:
        return any(word in dictionary(other) for other in Language if other is not self._language)

    def _nearest(self, plain: str, *, is_name: bool) -> str | None:
        """The likeliest word a letter or two away, which begins with the same letter: people seldom get the first one wrong."""
        if is_name and len(plain) < _NAME:
            return None
        most = 2 if len(plain) >= _LONG and not is_name else 1
        found = self._near.near(plain, most)
        likely = [self._forms[other] for other in found if other[0] == plain[0] and (not is_name or self._is_own(self._forms[other]))]
        return max(likely, key=lambda other: (math.log(self._weight(other)) - _LETTER * found[folded(other)], other), default=None)

    def _is_own(self, word: str) -> bool:
        """Whether the collection or the glossary speaks of it."""
        return word in self._named or self._words.get(word, 0) >= _SEEN_OFTEN

    def _weight(self, word: str) -> int:
        return 1 + dictionary(self._language).get(word, 0) + _OWN * (self._words.get(word, 0) + (word in self._named))

    @cached_property
    def _forms(self) -> dict[str, str]:
        """The commonest spelling of each word that is without accents the same."""
        general = dictionary(self._language)
        readable = {word for word, count in self._words.items() if count >= _SEEN_OFTEN or word in general or word in self._named}
        forms: defaultdict[str, list[str]] = defaultdict(list)
        for word in {*readable, *self._named, *general}:
            if len(word) > 1:
                forms[folded(word)].append(word)
        return {plain: max(words, key=lambda word: (self._weight(word), word)) for plain, words in forms.items()}

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(self._forms)
