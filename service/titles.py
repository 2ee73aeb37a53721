"""How well the words of a reference fit what a document is called: its title, its issuer, and what these are in other languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.folding import folded, has_accents
from corpus.glossary import find_terms
from corpus.issuers import issuers
from corpus.kinds import names_pattern
from corpus.naming import NamedDocument, is_filler, of_a_family, title_terms, words_of
from corpus.nouns import Document, Language

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,5}(?!\w)")
_PLURAL = re.compile(r"ies\b")

Fit = tuple[int, int]
"""How well a document fits what was asked: smaller is better. The first figure is a class, the second counts words."""


@dataclass(frozen=True, slots=True)
class Called:
    """A document with the words by which it may be called.

    ``words`` are those of the title with their accents told apart, ``plain`` those of title and issuer without accents;
    ``about`` counts those of the title that are no names of kinds and no fillers. ``years`` and ``figures`` are those of title and number.
    """

    document: Document
    words: frozenset[str]
    plain: frozenset[str]
    title: frozenset[str]
    about: Counter[str]
    years: frozenset[int]
    figures: frozenset[int]


def called(document: Document) -> Called:
    """The document with the words by which it may be called."""
    words = words_of(document.title)
    fillers = {folded(word) for word in words if is_filler(word)}
    years = {int(year) for year in _YEAR.findall(f"{document.title} {document.period or ''}")}
    years |= {year for year in (document.number and document.number.year, document.date and document.date.year) if year}
    issuer = words_of(" ".join((document.issuer or "", document.place or "", *_names_of_issuer(document.issuer or ""))))
    return Called(
        document=document,
        words=frozenset(map(_accented, words)),
        plain=frozenset(map(folded, (*words, *issuer))),
        title=frozenset(map(folded, words)),
        about=Counter(word for word in words_of(names_pattern().sub(" ", folded(document.title))) if word not in fillers),
        years=frozenset(years),
        figures=frozenset(map(int, _FIGURE.findall(document.title))),
    )


def _names_of_issuer(issuer: str) -> Iterator[str]:
    """What an authority is called in all languages."""
    for known in issuers():
        names = [name for names in known.names.values() for name in names]
        if any(folded(name) in folded(issuer) for name in names):
            yield from (*names, *known.abbreviations)


@lru_cache(maxsize=100_000)
def _accented(word: str) -> str:
    """A key of a word with its accents, on whichever of its vowels they stand: *hoà* and *hòa* are one word."""
    return folded(word) + "".join(sorted(mark for mark in unicodedata.normalize("NFD", word) if unicodedata.combining(mark) or mark == "đ"))


class AskedName:
    """The words of a reference, made ready to be compared with many documents."""

    def __init__(self, asked: NamedDocument) -> None:
        self._asked = asked
        self._plain = tuple(map(folded, asked.words))
        self._accented = tuple(_accented(word) if has_accents(word) else None for word in asked.words)
        self._counted = Counter(self._plain)
        self._telling = frozenset(position for position, word in enumerate(asked.words) if not is_filler(word))
        self._terms: dict[Language, list[_Term]] = {}

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that name something, without accents."""
        return frozenset(self._plain[position] for position in self._telling)

    def tells_of(self, document: Called, across: Language | None = None) -> bool:
        """Whether title and issuer have every telling word, or (``across``) call the same what words of this language call so."""
        missing = {position for position in self._telling if not self._has(position, document)}
        if missing and across:
            for term in self._terms_in(across):
                if any(document.plain.issuperset(name) for name in term.names[document.document.language]):
                    missing.difference_update(range(term.first_word, term.last_word))
        return not missing

    def title_fit(self, document: Called, across: Language | None = None) -> Fit | None:
        """How well the words fit a title: as one of such an act or of any, and how many words of it they leave out; None when they do not."""
        of_kind = not self._asked.kinds or self.of_kind(document)
        if not self._telling or not self.tells_of(document, across) or (across and not of_kind):
            return None
        if across is None and not any(self._plain[position] in document.title for position in self._telling):
            return None
        return (0 if of_kind else 1), (document.about - self._counted).total()

    def of_kind(self, document: Called) -> bool:
        """Whether the document is of a kind that is named, or of one that people call so."""
        return any(of_a_family(kind, document.document.kind) for kind in self._asked.kinds)

    def _has(self, position: int, document: Called) -> bool:
        """Whether a word stands in title or issuer, in the title with its accents when it was typed with some."""
        accented, plain = self._accented[position], self._plain[position]
        return plain in document.plain and (accented is None or accented in document.words or plain not in document.title)

    def _terms_in(self, language: Language) -> list[_Term]:
        if language not in self._terms:
            self._terms[language] = list(_terms(self._asked.words, language))
        return self._terms[language]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term that words name, with the words of its names by language and the positions of the words (half open)."""

    names: dict[Language, tuple[frozenset[str], ...]]
    first_word: int
    last_word: int


def _terms(words: tuple[str, ...], language: Language) -> Iterator[_Term]:
    text = " ".join(words)
    for mention in find_terms(_PLURAL.sub("y", text) if language is Language.ENGLISH else text, language):
        yield _Term(_words_of_names(mention.term.names), mention.first_word, mention.last_word)
    for term in title_terms(words):
        yield _Term(_words_of_names(term.names), term.first_word, term.last_word)


def _words_of_names(names: dict[Language, tuple[str, ...]]) -> dict[Language, tuple[frozenset[str], ...]]:
    """The words of each name without accents; fillers need not stand in a title."""
    found = {language: (frozenset(folded(word) for word in words_of(name) if not is_filler(word)) for name in forms) for language, forms in names.items()}
    return {language: tuple(filter(None, forms)) for language, forms in found.items()}
