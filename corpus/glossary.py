"""The French-Vietnamese-English glossary: finds its terms in a text and gives what they are called elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import folded
from corpus.nouns import Language
from corpus.rulebook import rules

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One notion with its names by language, the preferred one first."""

    id: str
    domain: str
    names: dict[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TermMention:
    """A term that a text uses, and which words of the text it takes up (positions of words, half open)."""

    term: Term
    first_word: int
    last_word: int


@cache
def glossary() -> tuple[Term, ...]:
    """All terms of the glossary."""
    return tuple(Term(rule["id"], rule["domain"], {language: tuple(rule[language]) for language in Language}) for rule in rules("glossary")["term"])


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, accents folded; positions of term mentions count these."""
    return tuple(_WORD.findall(folded(text)))


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without the ending of French and English plurals, so that both numbers meet."""
    return tuple(re.sub(r"(?<=\w{3})(?:s|x)$", "", word) for word in words)


def _key(text: str, language: Language) -> tuple[str, ...]:
    return folded_words(text) if language is Language.VIETNAMESE else _singular(folded_words(text))


@cache
def _names(language: Language) -> dict[tuple[str, ...], tuple[Term, ...]]:
    found: dict[tuple[str, ...], tuple[Term, ...]] = {}
    for term in glossary():
        for key in {_key(name, language) for name in term.names[language]}:
            found[key] = (*found.get(key, ()), term)
    return found


@cache
def _longest(language: Language) -> int:
    return max(map(len, _names(language)), default=0)


def find_terms(text: str, language: Language) -> list[TermMention]:
    """The terms that a text in this language uses, the longest first where they overlap, accents optional.

    >>> [mention.term.id for mention in find_terms("l'impôt sur les sociétés", Language.FRENCH)]
    ['corporate-income-tax']
    """
    words = _key(text, language)
    names = _names(language)
    found = []
    at = 0
    while at < len(words):
        for length in range(min(_longest(language), len(words) - at), 0, -1):
            if terms := names.get(words[at : at + length]):
                found += [TermMention(term, at, at + length) for term in terms]
                at += length
                break
        else:
            at += 1
    return found
