"""The French-Vietnamese-English glossary: finds its terms in a text and gives what they are called elsewhere.

A user adds terms, or names to ours, in a file of the same shape as ``rules/glossary.toml``, of which a term needs an ``id``
and names in two of the languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.folding import folded
from corpus.nouns import Language
from corpus.rulebook import rules
from corpus.taxonomies import TaxonomyError, read_tables

_WORD = re.compile(r"[^\W_]+")
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_FIELDS: Mapping[str, Mapping[str, type]] = {"term": {"id": str, "domain": str, "fr": list, "vi": list, "en": list}}
_FEWEST_LANGUAGES = 2


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
def shipped_glossary() -> tuple[Term, ...]:
    """The terms of ``rules/glossary.toml``."""
    return tuple(map(_term, rules("glossary")["term"]))


@cache
def glossary() -> tuple[Term, ...]:
    """All terms: the shipped ones, with those that ``use_glossary`` added."""
    return _merged(shipped_glossary(), _added.terms)


class _Added:
    """What a user's file adds, for the whole program."""

    terms: tuple[Term, ...] = ()


_added = _Added()


def use_glossary(path: Path | None) -> None:
    """From now on a user's file counts beside the shipped terms; None leaves these alone. Meant for the start of a program.

    Raises ``TaxonomyError`` as ``load_glossary`` does; nothing changes then.
    """
    _added.terms = load_glossary(path) if path else ()
    for known in (glossary, _names, _longest):
        known.cache_clear()


def load_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of a user's file.

    Raises ``TaxonomyError`` with one sentence that says what is wrong where, and what to do.
    """
    shipped = {term.id for term in shipped_glossary()}
    found: dict[str, Term] = {}
    for place, table in enumerate(read_tables(path, _FIELDS)["term"], 1):
        where = f"{path}, term {table.get('id', place)}"
        if not re.fullmatch(_ID, table.get("id", "")):
            raise TaxonomyError(f"{where}: give it an `id` of small letters, digits and hyphens")
        if table["id"] in found:
            raise TaxonomyError(f"{where}: it stands in the file twice; put all its names in one [[term]]")
        term = _term(table)
        if unreadable := next((name for names in term.names.values() for name in names if not folded_words(name)), None):
            raise TaxonomyError(f"{where}: the name {unreadable!r} has no letters; write a word or several")
        if term.id not in shipped and sum(map(bool, term.names.values())) < _FEWEST_LANGUAGES:
            raise TaxonomyError(f"{where}: it bridges no languages; give it names in two of `fr`, `vi` and `en`")
        found[term.id] = term
    return tuple(found.values())


def _term(table: dict[str, Any]) -> Term:
    return Term(table["id"], table.get("domain", "added"), {language: tuple(table.get(language, ())) for language in Language})


def _merged(shipped: Iterable[Term], added: Iterable[Term]) -> tuple[Term, ...]:
    """Both, a term of the same id with the names of both, the shipped ones first."""
    terms = {term.id: term for term in shipped}
    for term in added:
        known = terms.get(term.id)
        names = {language: tuple(dict.fromkeys((*(known.names[language] if known else ()), *term.names[language]))) for language in Language}
        terms[term.id] = Term(term.id, known.domain if known else term.domain, names)
    return tuple(terms.values())


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
