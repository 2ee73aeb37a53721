"""The rules by which people name one step of a clause path, compiled from ``rules/references.toml``.

All patterns are matched against a text in small letters without accents, those of ``as_typed`` rules against the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.folding import folded
from corpus.kinds import names_pattern
from corpus.nouns import ClauseLevel
from corpus.rulebook import rules

_COUNTED = r"(?:n\s?°|no\b\.?|numero\b|number\b|so\b|thu(?=\s*\d))"
_SUFFIX = r"(?:\s?(?:er|ere|re|eme)\b)?\)?"
_NOT_AN_AMOUNT = r"(?:(?=[dk]\.?\d|d[a-z](?!\w))|(?![\w°%])(?!\s?[%‰°])(?!\.\d))"
_IN_FIGURES = r"\d{1,2}\s?(?:eme|er|ere|re|e|nd|rd|st|th|d)\b"
SPELLED = {"ordinal": "words", "cardinal": "cardinals", "edge": "edges"}
"""Forms of ordinals in words, and the field of ``[[ordinal]]`` that has them."""
_FLAGS = ("inverted", "singular", "weak", "short", "accented", "closed", "unnumbered")


@dataclass(frozen=True, slots=True)
class StepRule:
    """One ``[[step]]``: the name with its ordinal after it (groups ``word`` and the form of the ordinal), and a further ordinal of a list.

    The level None is that of paragraphs without a number; the flags are those of the rules.
    """

    level: ClauseLevel | None
    words: frozenset[str]
    named: re.Pattern[str]
    further: re.Pattern[str]
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    inverted: bool
    singular: bool
    weak: bool
    short: bool
    accented: bool
    closed: bool
    unnumbered: bool


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, accents folded, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(map(folded, words), key=len, reverse=True))


@cache
def values(form: str) -> dict[str, int]:
    """What the words of ``words`` (*deuxième*, *thứ hai*), of ``cardinals`` (*two*) or of ``edges`` (*cuối*) count, accents folded."""
    return {folded(word): int(rule["value"]) for rule in rules("references")["ordinal"] for word in rule.get(form, ())}


@cache
def _numerals() -> dict[str, str]:
    spelled = {name: rf"(?<![a-z])(?:{any_of(values(form))})(?!\w)" for name, form in SPELLED.items()}
    return {rule["name"]: str(rule["pattern"]) for rule in rules("references")["numeral"]} | spelled


@cache
def step_rules() -> tuple[StepRule, ...]:
    """The ``[[step]]`` rules in their order."""
    return tuple(map(_step_rule, rules("references")["step"]))


def _step_rule(rule: dict[str, Any]) -> StepRule:
    forms = "|".join(f"(?P<{name}>{_numerals()[name]})" for name in rule["numerals"])
    numeral = rf"\(?(?:{forms}){_SUFFIX}{_NOT_AN_AMOUNT}"
    begin = r"(?:(?<!\w)|(?<=\d)(?=[dk]\.?\d))" if rule.get("short") or rule.get("accented") else r"(?<!\w)"  # "Đ8k2"
    return StepRule(
        level=None if rule["level"] == "paragraph" else ClauseLevel(rule["level"]),
        words=frozenset(word.lower() for word in rule["words"]),
        named=re.compile(rf"{begin}(?P<word>{any_of(rule['words'])})\.?\s*(?:{_COUNTED}\s*)?{numeral}"),
        further=re.compile(numeral),
        not_after=re.compile(rf"(?<!\w)(?:{'|'.join(rule['not_after'])})[\s-]+$", re.IGNORECASE) if "not_after" in rule else None,
        not_before=re.compile(rf"[\d.,]*\s*(?:{'|'.join(rule['not_before'])})(?!\w)", re.IGNORECASE) if "not_before" in rule else None,
        **{name: bool(rule.get(name)) for name in _FLAGS},
    )


@cache
def inverted_rules() -> tuple[re.Pattern[str], dict[str, StepRule]]:
    """The pattern of an ordinal before a name (*les deux premiers alinéas*, *second paragraph*), and the rules by name, accents folded."""
    by_word = {folded(word): rule for rule in step_rules() if rule.inverted for word in rule.words}
    count, ordinal = any_of(values("cardinals")), any_of(values("words"))
    return re.compile(
        rf"(?<!\w)(?:(?P<many>{count})\s+(?=premier|dernier))?(?P<ordinal>{_IN_FIGURES}|(?:{ordinal})(?!\w))(?:\s+(?P<count>{count}))?\s+(?P<word>{any_of(by_word)})(?!\w)"
    ), by_word


@cache
def phrase_end() -> re.Pattern[str]:
    """What may follow an ordinal that ends a phrase: nothing, a sign, a joint, another step or the kind of an act."""
    steps = {word for rule in rules("references")["step"] for word in rule["words"]}
    joints = {word for rule in rules("references")["joint"] for word in rule["words"]}
    return re.compile(
        rf"\s*(?:$|[,;:.?!()\[\]»”\"/&¦-])|\s+(?:(?:{any_of(joints | steps)}|{names_pattern().pattern})(?!\w)|(?:{any_of(steps)})\.?\s?\d|[ivx]+(?!\w)|\d+\s?°)"
    )


@cache
def fixed_rules() -> tuple[tuple[ClauseLevel, re.Pattern[str], re.Pattern[str]], ...]:
    """The ``[[fixed]]`` rules: level, pattern, and what must not stand before."""
    return tuple(
        (ClauseLevel(rule["level"]), re.compile(rf"(?<!\w)(?:{rule['pattern']})(?!\w)"), re.compile(rule["unless_after"]))
        for rule in rules("references")["fixed"]
    )


@cache
def weak_rules() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    """The ``[[weak]]`` rules, each with its pattern."""
    return tuple((rule, re.compile(rule["pattern"])) for rule in rules("references")["weak"])
