"""The provinces of Vietnam that a text names, in the spellings of Vietnamese, French and English, accents optional."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.folding import folded
from corpus.nouns import Language, Span
from corpus.rulebook import rules
from corpus.taxonomies import Names


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a centrally run city; ``former`` ones were merged into others on 1 July 2025."""

    id: str
    name: str
    former: bool = False


@cache
def provinces() -> dict[str, Province]:
    """All provinces by id."""
    return {rule["id"]: Province(rule["id"], rule["vi"][0], rule["former"]) for rule in rules("provinces")["province"]}


@cache
def _names(language: Language) -> Names:
    """Vietnamese texts spell names with their accents or with none at all; other languages drop some, so theirs count for nothing."""
    forms = [(name, rule["id"]) for rule in rules("provinces")["province"] for name in (*rule["vi"], *rule["other"])]
    return Names(forms, Language.VIETNAMESE if language is Language.VIETNAMESE else Language.FRENCH)


def find_provinces(text: str, language: Language) -> list[tuple[Province, Span]]:
    """The provinces that a text in this language names, in order and apart.

    >>> [province.name for province, _ in find_provinces("Hanoï et Hô Chi Minh-Ville", Language.FRENCH)]
    ['Hà Nội', 'Hồ Chí Minh']
    """
    return [(provinces()[named.id], named.span) for named in _names(language).find(text) if _is_name(text, named.span, language)]


def _is_name(text: str, span: Span, language: Language) -> bool:
    """Whether what stands there may be a name: *hue* and *gia lai* in small letters are words as well, but typed without any capital they may be meant."""
    written = text[span.start : span.end]
    return language is Language.VIETNAMESE or written[0].isupper() or text == text.lower()


@lru_cache(maxsize=4096)
def place_key(place: str) -> str:
    """What a place is compared by: the id of its province, else its letters alone: *Hà Nội* is *Hanoï*, *Việt Nam* is *Vietnam*."""
    for language in (Language.VIETNAMESE, Language.FRENCH):
        if found := _names(language).find(place):
            return found[0].id
    return "".join(letter for letter in folded(place) if letter.isalnum())
