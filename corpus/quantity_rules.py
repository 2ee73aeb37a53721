"""The words around figures as patterns, made of the rules of ``rules/quantities.toml``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from corpus.facts import Comparator, Unit
from corpus.nouns import Language
from corpus.rulebook import compiled, rules


@cache
def rules_of(table: str, language: Language) -> tuple[dict[str, Any], ...]:
    """The rules of one table that count for the language."""
    return tuple(rule for rule in rules("quantities")[table] if language in rule["languages"])


@cache
def excluded(language: Language) -> tuple[re.Pattern[str], ...]:
    """What is no quantity, each pattern by itself."""
    return tuple(compiled(rule["pattern"], re.IGNORECASE if rule.get("any_case", True) else re.NOFLAG) for rule in rules_of("excluded", language))


@cache
def scale_values(language: Language) -> tuple[Decimal, ...]:
    """What each scale multiplies by, in the order of the groups of ``scale_words``."""
    return tuple(Decimal(rule["value"]) for rule in rules_of("scale", language))


@cache
def scale_words(language: Language) -> re.Pattern[str]:
    """A scale behind a figure; the group ``s<number>`` that matched says which."""
    return _one_of([rule["pattern"] for rule in rules_of("scale", language)], "s")


def _one_of(patterns: list[str], prefix: str) -> re.Pattern[str]:
    """One pattern for words behind a figure; the group that matched says which."""
    links = r"\s*(?:d(?:e\s+|[’']\s*))?"
    named = "|".join(rf"(?P<{prefix}{index}>(?:{pattern})(?![\w²³]))" for index, pattern in enumerate(patterns))
    return compiled(rf"{links}(?:{named or '(?!)'})", re.IGNORECASE)


@cache
def _unit_rules(language: Language) -> tuple[dict[str, Any], ...]:
    return tuple(rule for rule in rules_of("unit", language) if rule.get("place", "after") == "after")


@cache
def unit_values(language: Language) -> tuple[tuple[Unit, Decimal], ...]:
    """The unit and factor of each group of ``unit_words``."""
    return tuple((Unit(rule["unit"]), Decimal(rule.get("factor", "1"))) for rule in _unit_rules(language))


@cache
def unit_words(language: Language) -> re.Pattern[str]:
    """A unit behind a figure; the group ``u<number>`` that matched says which."""
    return _one_of([rule["pattern"] for rule in _unit_rules(language)], "u")


@cache
def unit_in_front(language: Language) -> re.Pattern[str]:
    """A currency in front of a figure."""
    patterns = [rule["pattern"] for rule in rules_of("unit", language) if rule.get("place") == "before"]
    return compiled(rf"(?<!\w)(?:{'|'.join(patterns)})\s?$")


@cache
def rank_words(language: Language) -> re.Pattern[str]:
    """What makes a figure a place in a ranking."""
    return _one_of([rule["pattern"] for rule in rules_of("rank", language)], "r")


@cache
def words_of(table: str, language: Language) -> re.Pattern[str]:
    """The words of one table behind a figure."""
    patterns = [rule["pattern"] for rule in rules_of(table, language)]
    return compiled(rf"\s+(?:{'|'.join(patterns) or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def year_word(language: Language) -> re.Pattern[str]:
    """Words in front of a year."""
    return compiled(rf"(?<!\w)(?:{_BEFORE_YEARS[language]})\s*$", re.IGNORECASE)


_BEFORE_YEARS = {
    Language.VIETNAMESE: "năm|từ|đến|trước|sau",
    Language.FRENCH: "en|depuis|avant|après|fin|début|année|l['’]an|horizon|d['’]ici(?:\\s+à)?|de|à|jusqu['’]en",
    Language.ENGLISH: "in|since|before|after|by|until|from|year|end|of|to",
}


@cache
def comparators_in_front(language: Language) -> tuple[tuple[Comparator, re.Pattern[str] | None], ...]:
    """The comparator of each group of ``words_in_front``, with what in front of it takes its force."""
    return tuple(
        (Comparator(rule["comparator"]), compiled(rule["unless"], re.IGNORECASE) if "unless" in rule else None)
        for rule in rules_of("comparator", language)
        if rule["place"] == "before"
    )


@cache
def words_in_front(language: Language) -> re.Pattern[str]:
    """The words of a comparator in front of a figure; the group ``c<number>`` says which."""
    patterns = [rule["pattern"] for rule in rules_of("comparator", language) if rule["place"] == "before"]
    return compiled(r"(?<!\w)(?:" + "|".join(rf"(?P<c{index}>{pattern})" for index, pattern in enumerate(patterns)) + r")[\s(]*$", re.IGNORECASE)


@cache
def filler(language: Language) -> re.Pattern[str]:
    """Words between those of a comparator and its figure."""
    return compiled(rf"(?:(?<!\w)|(?=:))(?:{'|'.join(rule['pattern'] for rule in rules_of('filler', language))})\s*$", re.IGNORECASE)


@cache
def comparators_behind(language: Language) -> tuple[tuple[Comparator, re.Pattern[str]], ...]:
    """The comparators behind a figure, each with its words."""
    return tuple(
        (Comparator(rule["comparator"]), compiled(rf"\s*(?:{rule['pattern']})(?!\w)", re.IGNORECASE))
        for rule in rules_of("comparator", language)
        if rule["place"] == "after"
    )
