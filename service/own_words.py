"""The share of a question's words that one text holds itself, beside what its article holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.folding import folded
from corpus.nouns import Language
from indexer.lexical import Field, LexicalIndex, WantedTerm, language_of_fields
from indexer.terms import folded_terms
from service.wording import Wanted


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a thing: its folded terms, each with what it weighs."""

    terms: tuple[tuple[str, float], ...]
    weight: float

    def share(self, present: frozenset[str]) -> float:
        return sum(weight for term, weight in self.terms if term in present) / self.weight


@dataclass(frozen=True, slots=True)
class _Thing:
    names: tuple[_Name, ...]
    worth: float


def own_share(wanted: Wanted, language: Language, lexical: LexicalIndex) -> Callable[[str], float]:
    """What gives, for a text in the language, the share from 0 to 1 of what is wanted that it holds.

    Of several names the one that stands there best counts, of a name the part that stands there.
    """
    worths = [lexical.worth(language, item) for item in wanted.names]
    total = sum(worths)
    things = tuple(
        _Thing(tuple(_name(name, language, lexical) for name in item.names if name), wanted.coverage * worth / total)
        for item, worth in zip(wanted.names, worths, strict=True)
        if worth > 0
    )

    def share(text: str) -> float:
        present = folded_terms(text, language_of_fields(language))
        return sum(thing.worth * max((name.share(present) for name in thing.names), default=0.0) for thing in things)

    return share


def _name(name: tuple[WantedTerm, ...], language: Language, lexical: LexicalIndex) -> _Name:
    plain = [(folded(term.term), term.weight) for term in name]
    weighed = tuple((term, weight * lexical.inverse_frequency(language, Field.FOLDED, term)) for term, weight in plain)
    return _Name(weighed, sum(weight for _, weight in weighed) or 1.0)
