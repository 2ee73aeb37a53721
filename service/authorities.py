"""Which authority a name means, in either language and in abbreviations, so that its acts are found under all of its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.folding import folded
from corpus.glossary import glossary
from corpus.issuers import Issuer, issuers
from corpus.nouns import Language, Level, Span
from corpus.provinces import find_provinces
from corpus.taxonomies import Names

_LOCAL = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^\s*(?:l[ae]s?\s|l['’]|the\s)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """An authority as it is told from others: ``known`` is its abbreviation or first name in the rules, ``place`` the province of a local one.

    ``plain`` is the name without accents; of an authority that the rules do not know only this counts.
    """

    plain: str
    known: str | None = None
    place: str | None = None

    def means(self, other: AuthorityName) -> bool:
        """Whether this name, as a person gives it, is one of the other authority; without a place it means those of all places."""
        if self.known is None or other.known is None:
            return f" {self.plain} " in f" {other.plain} "
        return self.known == other.known and (self.place is None or self.place == other.place)


def _id(issuer: Issuer) -> str:
    return issuer.abbreviations[0] if issuer.abbreviations else next(names[0] for names in issuer.names.values() if names)


@cache
def _by_id() -> dict[str, Issuer]:
    return {_id(issuer): issuer for issuer in issuers()}


def _forms(issuer: Issuer, language: Language) -> Iterator[str]:
    """What an authority is called in a language; in English as the glossary calls it; abbreviations in all."""
    yield from issuer.names.get(language, ())
    yield from (short for short in issuer.abbreviations if len(short) > 1)
    if language not in issuer.names:
        vietnamese = {folded(name) for name in issuer.names[Language.VIETNAMESE]}
        yield from (name for term in glossary() if vietnamese & set(map(folded, term.names[Language.VIETNAMESE])) for name in term.names[language])


@cache
def _names(language: Language) -> Names:
    return Names([(form, _id(issuer)) for issuer in issuers() for form in _forms(issuer, language)], language)


def find_authorities(text: str, language: Language) -> list[tuple[AuthorityName, Span]]:
    """The authorities that a text names in this language, in order and apart; a local one with the province that stands after it."""
    found = []
    for named in _names(language).find(text):
        issuer = _by_id()[named.id]
        place = _place_of(text, named.span, language) if issuer.level in _LOCAL else None
        span = Span(min(named.span.start, place[1].start), max(named.span.end, place[1].end)) if place else named.span
        found.append((AuthorityName(_plain(text[span.start : span.end]), named.id, place[0] if place else None), span))
    return found


_NEAR = 30
"""Characters between a local authority and its place: *Ủy ban nhân dân thành phố Hà Nội*."""
_POSSESSIVE = 3


def _place_of(text: str, span: Span, language: Language) -> tuple[str, Span] | None:
    """The province that stands after the authority, in English right before it: *Hanoi People's Committee*."""
    for province, place in find_provinces(text, language):
        if 0 <= place.start - span.end <= _NEAR or (language is Language.ENGLISH and 0 <= span.start - place.end <= _POSSESSIVE):
            return province.id, place
    return None


@lru_cache(maxsize=4096)
def read_authority(name: str) -> AuthorityName:
    """The authority that a name means: one that the rules know, else the name itself."""
    for language in Language:
        known = [authority for authority, span in find_authorities(name, language) if not _ARTICLE.sub("", name[: span.start])]
        if known:
            return AuthorityName(_plain(name), known[0].known, known[0].place)
    return AuthorityName(_plain(name))


def canonical_name(name: AuthorityName) -> str:
    """The official name of an authority that the rules know, in Vietnamese where it has one, else the name without accents."""
    if name.known is None:
        return name.plain
    names = _by_id()[name.known].names
    return next((forms[0] for forms in (names[Language.VIETNAMESE], names[Language.FRENCH]) if forms), name.known)


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(folded(name)))
