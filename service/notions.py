"""What a question is about, as things with names in the language of a text, and how much of it a text holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.folding import folded
from corpus.nouns import Language
from indexer.lexical import Field
from indexer.terms import terms
from service.engine import Snapshot
from service.questions import Question
from service.wording import wanted_names


@dataclass(frozen=True, slots=True)
class Notion:
    """One thing that the question is about: its names as folded terms with weights, and what holding any of them is worth."""

    names: tuple[dict[str, float], ...]
    worth: float

    def held(self, present: frozenset[str]) -> float:
        """The share, from 0 to 1, of its best name that stands among some folded terms."""
        return max((sum(weight for term, weight in name.items() if term in present) / (sum(name.values()) or 1.0) for name in self.names), default=0.0)


def notions_of(snapshot: Snapshot, question: Question, language: Language) -> list[Notion]:
    """What to look for in texts of a language; together the notions are worth the share of the question that they stand for."""
    wanted = wanted_names(question, language)
    lexical = snapshot.generation.lexical
    worths = [lexical.worth(language, item) for item in wanted.names]
    total = sum(worths)
    return [
        Notion(
            tuple(
                {folded(term.term): term.weight * lexical.inverse_frequency(language, Field.FOLDED, folded(term.term)) for term in name}
                for name in item.names
                if name
            ),
            wanted.coverage * worth / total,
        )
        for item, worth in zip(wanted.names, worths, strict=True)
        if total
    ]


def folded_terms(text: str, language: Language) -> frozenset[str]:
    """The terms of a text with their accents folded."""
    return frozenset(map(folded, terms(text, language)))


def share_held(notions: Iterable[Notion], present: frozenset[str]) -> float:
    """The share of the question that a text with these terms holds: of each notion the best of its names, in part where only some words are there."""
    return sum(notion.worth * notion.held(present) for notion in notions)


def heaviest_missing(notions: Iterable[Notion], present: frozenset[str]) -> float:
    """Of all that the notions are worth, the share of the one whose absence weighs most; 0 where there is none."""
    listed = list(notions)
    total = sum(notion.worth for notion in listed)
    return max((notion.worth * (1 - notion.held(present)) for notion in listed), default=0.0) / total if total else 0.0
