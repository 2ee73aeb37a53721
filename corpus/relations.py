"""The words with which acts say what they do to other acts: *bãi bỏ*, *est ainsi modifié*, *Căn cứ*, *Vu*.

They are data with examples (``rules/relations.toml``). What a whole document says is put together in ``indexer.relations``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.dates import find_dates
from corpus.nouns import Language, RelationKind, Span
from corpus.rulebook import compiled, rules

_WIDEST_DATE = 60


class Place(StrEnum):
    """Where the words of a relation stand: before or after the acts that they speak of."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to state a relation; ``opens`` says that it begins a recital, ``unless`` what in front of it takes its force."""

    kind: RelationKind
    place: Place
    languages: frozenset[Language]
    opens: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class WordingMention:
    """A wording and where it stands in a text."""

    wording: Wording
    span: Span


@cache
def wordings() -> tuple[Wording, ...]:
    """All wordings in the order of the rules."""
    return tuple(
        Wording(
            kind=RelationKind(rule["kind"]),
            place=Place(rule["place"]),
            languages=frozenset(map(Language, rule["languages"])),
            opens=rule.get("opens", False),
            pattern=compiled(rule["pattern"], re.IGNORECASE),
            unless=compiled(rule["unless"], re.IGNORECASE) if "unless" in rule else None,
        )
        for rule in rules("relations")["wording"]
    )


def on_one_line(text: str) -> str:
    """The text with spaces for line breaks, so that offsets stay and words of a wording may stand on several lines."""
    return text.replace("\n", " ")


def find_wordings(text: str, language: Language) -> list[WordingMention]:
    """The wordings in a text, in order and apart; where two overlap the one that begins first counts, then the longer one.

    >>> [str(mention.wording.kind) for mention in find_wordings("Nghị định này thay thế Nghị định A và bãi bỏ Điều 5", Language.VIETNAMESE)]
    ['replaces', 'repeals']
    """
    line = on_one_line(text)
    found = [
        WordingMention(wording, Span(*match.span())) for wording in wordings() if language in wording.languages for match in wording.pattern.finditer(line)
    ]
    apart: list[WordingMention] = []
    for mention in sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)):
        if not apart or mention.span.start >= apart[-1].span.end:
            apart.append(mention)
    return apart


@cache
def _patterns(table: str, language: Language, *, account: bool = False) -> tuple[re.Pattern[str], ...]:
    return tuple(
        compiled(rule["pattern"], re.IGNORECASE)
        for rule in rules("relations")[table]
        if language in rule["languages"] and rule.get("account", False) is account
    )


def speaks_of_itself(before: str, language: Language, *, account: bool = False) -> bool:
    """Whether the document itself is the one that does what follows ``before``; an ``account`` of an act calls the act by its kind alone."""
    patterns = _patterns("self", language) + (_patterns("self", language, account=True) if account else ())
    return any(pattern.search(on_one_line(before)) for pattern in patterns)


def joins(between: str, language: Language) -> bool:
    """Whether the text between two acts makes the second one the next of a list."""
    return any(pattern.search(on_one_line(between)) for pattern in _patterns("joining", language))


def leads_away(between: str, language: Language) -> bool:
    """Whether the text between the words of a relation and an act says that the act is only referred to."""
    return any(pattern.search(on_one_line(between)) for pattern in _patterns("leading_away", language))


def gives_tasks(lead: str, language: Language) -> bool:
    """Whether a heading or the lead of a list says that what follows is for somebody to do."""
    return any(pattern.search(on_one_line(lead)) for pattern in _patterns("task", language))


def counts_from(text: str, language: Language) -> dt.date | None:
    """The day from which a sentence says that something counts; None when it does not give one.

    >>> counts_from("est abrogé à compter du 1er janvier 2026", Language.FRENCH)
    datetime.date(2026, 1, 1)
    """
    for pattern in _patterns("counts_from", language):
        for match in pattern.finditer(on_one_line(text)):
            following = text[match.end() : match.end() + _WIDEST_DATE]
            dates = find_dates(following)
            if dates and dates[0].span.start == 0:
                return dates[0].date
    return None
