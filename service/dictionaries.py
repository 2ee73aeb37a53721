"""Words of French and English beyond those of the collection, with how often people write them; the only module that knows pyspellchecker."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spellchecker import SpellChecker

from corpus.nouns import Language


@cache
def dictionary(language: Language) -> Mapping[str, int]:
    """The words of a language in lower case with their counts in everyday text; none for Vietnamese, whose syllables the collection holds."""
    if language is Language.VIETNAMESE:
        return {}
    counts: Mapping[str, int] = SpellChecker(language=str(language)).word_frequency.dictionary
    return counts
