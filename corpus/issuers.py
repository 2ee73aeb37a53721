"""Who issues acts: names in both languages and the abbreviations that numbers carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import folded
from corpus.nouns import Language, Level
from corpus.rulebook import rules


@dataclass(frozen=True, slots=True)
class Issuer:
    """One authority: abbreviations in numbers, level, names by language."""

    abbreviations: tuple[str, ...]
    level: Level
    names: dict[Language, tuple[str, ...]]


@cache
def issuers() -> tuple[Issuer, ...]:
    """All issuers of the rules."""
    return tuple(
        Issuer(
            abbreviations=tuple(rule["abbreviations"]),
            level=Level(rule["level"]),
            names={Language.VIETNAMESE: tuple(rule["vi"]), Language.FRENCH: tuple(rule["fr"])},
        )
        for rule in rules("issuers")["issuer"]
    )


def issuer_of_abbreviation(abbreviation: str, language: Language) -> str | None:
    """The name of the authority that a number's issuer part stands for: ``CP`` is *Chính phủ*; ``QH15`` is *Quốc hội*."""
    wanted = re.sub(r"\d+$", "", folded(abbreviation))
    for issuer in issuers():
        if any(folded(short) == wanted for short in issuer.abbreviations):
            names = issuer.names.get(language) or issuer.names[Language.VIETNAMESE]
            return names[0] if names else None
    return None


def level_of(name: str) -> Level | None:
    """The level of the authority with which the name begins, in either language; None for one that the rules do not know."""
    wanted = folded(name)
    known = [(len(form), issuer.level) for issuer in issuers() for forms in issuer.names.values() for form in forms if wanted.startswith(folded(form))]
    return max(known, default=(0, None), key=lambda item: item[0])[1]


@dataclass(frozen=True, slots=True)
class IssuerMention:
    """An authority that a text names, under its usual spelling, and where the name ends."""

    name: str
    start: int
    end: int


def find_issuer(text: str, language: Language) -> IssuerMention | None:
    """The first authority that a text names; where several begin at one place the longest name wins."""
    lowered = text.casefold() if len(text.casefold()) == len(text) else text
    found = [
        IssuerMention(name, *match.span())
        for issuer in issuers()
        for name in issuer.names.get(language, ())
        if (match := re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", lowered))
    ]
    return min(found, key=lambda mention: (mention.start, -mention.end), default=None)
