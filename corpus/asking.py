"""What a question asks for, read from its words: a share, a sum, a count, a date, a list of measures and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.folding import folded, has_accents, nfc, single_spaced
from corpus.rulebook import rules


class Asked(StrEnum):
    """What an answer must hold; the wordings are in ``rules/questions.toml``."""

    SHARE = "share"
    MONEY = "money"
    DURATION = "duration"
    COUNT = "count"
    LIMIT = "limit"
    DATE = "date"
    WHO = "who"
    WHERE = "where"
    MEASURES = "measures"
    SECTORS = "sectors"
    TARGETS = "targets"
    DEFINITION = "definition"
    CHANGE = "change"

    @property
    def is_figure(self) -> bool:
        """Whether a figure answers."""
        return self in {Asked.SHARE, Asked.MONEY, Asked.DURATION, Asked.COUNT, Asked.LIMIT}


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Asked
    pattern: re.Pattern[str]
    accented: frozenset[str]

    def matches(self, text: str, plain: str) -> bool:
        """Whether the question asks for it; ``plain`` is the text with accents folded."""
        found = [match.group() for match in self.pattern.finditer(plain)]
        doubtful = {folded(syllable) for syllable in self.accented}
        if not has_accents(text) or any(words not in doubtful for words in found):
            return bool(found)
        return any(re.search(rf"\b{syllable}\b", text) for syllable in self.accented)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(Asked(rule["kind"]), re.compile(rule["pattern"]), frozenset(rule.get("accented", ()))) for rule in rules("questions")["asks"])


def asked_for(question: str) -> frozenset[Asked]:
    """All that a question asks for; most ask for one thing, ``combien pour cent`` for a share and a count.

    >>> sorted(asked_for("Bao nhiêu phần trăm doanh nghiệp?"))
    [<Asked.COUNT: 'count'>, <Asked.SHARE: 'share'>]
    """
    text = single_spaced(nfc(question)).lower()
    plain = folded(text)
    return frozenset(rule.kind for rule in _rules() if rule.matches(text, plain))
