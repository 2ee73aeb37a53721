"""Names and abbreviations of the kinds of documents, in the three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import folded
from corpus.nouns import Kind, Language
from corpus.rulebook import rules


@dataclass(frozen=True, slots=True)
class KindNames:
    """What one kind is called: abbreviations in numbers, names by language (the first is the shown one)."""

    kind: Kind
    abbreviations: tuple[str, ...]
    names: dict[Language, tuple[str, ...]]


@cache
def kind_names() -> tuple[KindNames, ...]:
    """All kinds in the order in which a title is matched against them."""
    return tuple(
        KindNames(
            kind=Kind(rule["kind"]),
            abbreviations=tuple(rule["abbreviations"]),
            names={language: tuple(rule[language]) for language in Language},
        )
        for rule in rules("kinds")["kind"]
    )


@cache
def _kinds_by_abbreviation() -> dict[str, Kind]:
    return {folded(short): names.kind for names in kind_names() for short in names.abbreviations}


@cache
def _abbreviations_by_name() -> dict[str, str]:
    return {folded(name): names.abbreviations[0] for names in kind_names() if names.abbreviations for forms in names.names.values() for name in forms}


def kind_of_abbreviation(abbreviation: str) -> Kind | None:
    """The kind that a number's abbreviation stands for, accents optional: ``QĐ`` and ``QD`` are decisions."""
    return _kinds_by_abbreviation().get(folded(abbreviation))


def abbreviation_of_name(name: str) -> str | None:
    """The abbreviation that numbers of this kind carry: ``QĐ`` for *décision*; None for a kind without one."""
    return _abbreviations_by_name().get(folded(name))


def name_of_kind(kind: Kind, language: Language) -> str:
    """What readers of a language call the kind; the kind's own code when they have no word for it."""
    for names in kind_names():
        if names.kind is kind and names.names[language]:
            return names.names[language][0]
    return str(kind)


@cache
def names_pattern() -> re.Pattern[str]:
    """Matches any name of a kind in folded text, longest first."""
    forms = sorted(
        {folded(name) for names in kind_names() for forms in names.names.values() for name in forms},
        key=len,
        reverse=True,
    )
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")
