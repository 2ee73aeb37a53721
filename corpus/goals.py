"""The words with which texts say that a figure is wanted, was reached, is a rule or is a budget.

They are data with examples (``rules/targets.toml``). What a whole document wants is put together in ``indexer.facts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.nouns import Language, Span
from corpus.rulebook import compiled, rules


class Zone(StrEnum):
    """What a clause is about, as its heading says."""

    GOAL = "goal"
    BUDGET = "budget"
    PAST = "past"
    SUPPORT = "support"
    RULE = "rule"


class Sense(StrEnum):
    """What the words of a sentence make of its figures."""

    GOAL = "goal"
    HOPE = "hope"
    PAST = "past"
    RULE = "rule"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class SenseMention:
    """Words of a sense and where they stand."""

    sense: Sense
    span: Span


def zone_of(heading: str, language: Language) -> Zone | None:
    """What a clause with this heading is about; None where the heading does not say.

    >>> str(zone_of("Mục tiêu đến năm 2030", Language.VIETNAMESE)), zone_of("Đến năm 2030", Language.VIETNAMESE)
    ('goal', None)
    """
    line = _on_one_line(heading)
    return next((zone for zone, pattern in _zones(language) if pattern.search(line)), None)


def find_senses(text: str, language: Language) -> list[SenseMention]:
    """The words of senses in a text, in order.

    >>> [str(mention.sense) for mention in find_senses("Phấn đấu đạt 65%; hiện nay có 40%", Language.VIETNAMESE)]
    ['goal', 'past']
    """
    line = _on_one_line(text)
    found = [SenseMention(sense, Span(*match.span())) for sense, pattern in _senses(language) for match in pattern.finditer(line)]
    return sorted(found, key=lambda mention: (mention.span.start, mention.sense))


def announces(text: str, language: Language) -> bool:
    """Whether a sentence says that aims follow below it."""
    return bool(words("announcement", language).search(_on_one_line(text)))


def reports(text: str, language: Language) -> bool:
    """Whether a sentence tells what a month or some months brought, as statistics do."""
    return bool(words("reporting", language).search(_on_one_line(text)))


@cache
def words(table: str, language: Language) -> re.Pattern[str]:
    """The patterns of one table of the rules as one, to be searched without regard to capitals."""
    patterns = [rule["pattern"] for rule in rules("targets")[table] if language in rule["languages"]]
    return compiled(rf"(?:{'|'.join(f'(?:{pattern})' for pattern in patterns) or '(?!)'})", re.IGNORECASE)


@cache
def _zones(language: Language) -> tuple[tuple[Zone, re.Pattern[str]], ...]:
    return tuple((Zone(rule["zone"]), compiled(rule["pattern"], re.IGNORECASE)) for rule in rules("targets")["heading"] if language in rule["languages"])


@cache
def _senses(language: Language) -> tuple[tuple[Sense, re.Pattern[str]], ...]:
    return tuple((Sense(rule["sense"]), compiled(rule["pattern"], re.IGNORECASE)) for rule in rules("targets")["wording"] if language in rule["languages"])


def _on_one_line(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]", " ", text)
