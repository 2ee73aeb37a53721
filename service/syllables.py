"""Reads a Vietnamese syllable as it was meant, by what stands beside it: with a letter that was dropped, or with its right tone.

A syllable that the collection or the glossary holds is never changed, nor one that is a word of French or English.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from corpus.folding import folded
from corpus.glossary import glossary
from corpus.nouns import Language
from corpus.spelling import is_vietnamese_syllable
from indexer.accents import Accents
from service.dictionaries import dictionary
from service.near_words import NearWords

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 7
"""Letters of the longest Vietnamese syllable, *nghiêng*."""
_FOREIGN = 4
"""Letters of a word without accents that may be of another language."""
_PAIR = 50
"""What a pair of neighbours counts beside the syllable alone."""
_LEAST_PAIRS = 2
"""How often a reading must be seen beside a neighbour where the syllable that was typed could be one."""


class Syllables:
    """Knows the syllables of a collection, those of the glossary, and the words of the collection in other languages."""

    def __init__(self, accents: Accents, foreign: Mapping[str, int]) -> None:
        self._accents = accents
        self._foreign = foreign

    def meant(self, phrase: Sequence[str], at: int, *, accented: bool) -> str:
        """The syllable at a place of a phrase in lower case as it was meant; the syllable itself when it is right or nothing is near.

        ``accented`` says whether the phrase was typed with accents. What could be a syllable may be in use though the collection lacks
        it: it is read as another one only where that one stands beside the same neighbours, and lacks no letter that was typed.
        """
        syllable = phrase[at]
        if len(syllable) > _LONGEST or self._is_known(syllable, accented=accented):
            return syllable
        found = (self._near if accented else self._near_plain).near(syllable, 1)
        could_be_one = is_vietnamese_syllable(syllable)
        if could_be_one:
            found = {other: letters for other, letters in found.items() if len(other) > len(syllable) or folded(other) == folded(syllable)}
        before, after = (phrase[at - 1] if at else ""), (phrase[at + 1] if at + 1 < len(phrase) else "")
        beside = {other: self._beside(before, other, after, accented=accented) for other in found}
        best = max(found, key=lambda other: (other[0] == syllable[0], _PAIR * beside[other] + math.log1p(self._count(other)), other), default=None)
        if best is None or (beside[best] < _LEAST_PAIRS and (could_be_one or len(syllable) <= _LEAST_PAIRS)):
            return syllable
        return best

    def _is_known(self, syllable: str, *, accented: bool) -> bool:
        if (
            syllable in self._accents.syllables
            or syllable in self._named
            or (not accented and (self._accents.readings(syllable) or syllable in self._plain_named))
        ):
            return True
        plain = folded(syllable)
        if plain != syllable and is_vietnamese_syllable(syllable):
            return False
        return len(plain) >= _FOREIGN and (plain in self._plain_foreign or any(plain in dictionary(language) for language in Language))

    def _count(self, syllable: str) -> int:
        return self._accents.syllables.get(syllable, 0) or sum(self._accents.syllables[reading] for reading in self._accents.readings(syllable))

    def _beside(self, before: str, syllable: str, after: str, *, accented: bool) -> int:
        """How often the syllable is seen after and before its neighbours, in any reading of them where accents were not typed."""
        if accented:
            return self._accents.pairs(before, syllable) + self._accents.pairs(syllable, after)
        readings = self._accents.readings
        return sum(self._accents.pairs(one, two) for one in readings(before) for two in readings(syllable)) + sum(
            self._accents.pairs(one, two) for one in readings(syllable) for two in readings(after)
        )

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(syllable for term in glossary() for name in term.names[Language.VIETNAMESE] for syllable in _WORD.findall(name.lower()))

    @cached_property
    def _plain_named(self) -> frozenset[str]:
        return frozenset(map(folded, self._named))

    @cached_property
    def _plain_foreign(self) -> frozenset[str]:
        return frozenset(map(folded, self._foreign))

    @cached_property
    def _proper(self) -> frozenset[str]:
        """What another syllable may be read as: no abbreviation, no name of another language."""
        return frozenset(syllable for syllable in {*self._accents.syllables, *self._named} if is_vietnamese_syllable(syllable))

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(self._proper)

    @cached_property
    def _near_plain(self) -> NearWords:
        return NearWords(frozenset(map(folded, self._proper)))
