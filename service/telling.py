"""Tells targets and measures of support in the asker's language, each with the quotation that states it; nothing is said that no document states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts import Target
from corpus.folding import folded, single_spaced
from corpus.glossary import glossary
from corpus.nouns import Document, Language, Span
from corpus.saying import say_period, say_quantity
from corpus.support_rules import kind_name
from service.engine import Snapshot
from service.evidence import Evidence, ToldFact, evidence_at, source_name
from service.factbook import StatedMeasure
from service.facts import Statement, TargetFact
from service.messages import Message, say

_LONGEST_LABEL = 160
_MOST_RIVALS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """Lines of a text, the quotations that they point to (numbered from 1), and the facts as data."""

    lines: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[ToldFact, ...] = ()
    conflict: bool = False


def told(snapshot: Snapshot, facts: Sequence[TargetFact], language: Language) -> Told:
    """Facts in the asker's language; of a fact that several documents state, the strongest is quoted, and what contradicts it is told with its source."""
    lines: list[str] = []
    told_facts: list[ToldFact] = []
    rivals: list[Statement] = []
    evidence = _Numbered(snapshot)
    for fact in facts:
        statement = _quoted(fact, language)
        number = evidence.number_of(statement.document, statement.target.span)
        label = label_of(fact, language)
        lines.append(say(Message.FACT, language, label=_capitalised(label), value=value_of(statement.target, language), n=number))
        target = statement.target
        told_facts.append(ToldFact("target", label, number, target.programme, target.quantity, target.comparator, target.period))
        rivals += fact.rivals[:_MOST_RIVALS]
    for rival in dict.fromkeys(rivals):
        source, value = source_name(rival.document, language), value_of(rival.target, language)
        lines.append(say(Message.CONFLICT, language, source=source, value=value, n=evidence.number_of(rival.document, rival.target.span)))
    return Told(tuple(lines), tuple(evidence.found), tuple(told_facts), conflict=bool(rivals))


def told_measures(snapshot: Snapshot, measures: Sequence[StatedMeasure], language: Language) -> Told:
    """Measures of support in the asker's language: the kind, what is given in the words of the act, and how much."""
    lines: list[str] = []
    facts: list[ToldFact] = []
    evidence = _Numbered(snapshot)
    for stated in measures:
        measure = stated.measure
        number = evidence.number_of(stated.document, measure.span)
        name = single_spaced(measure.name)
        rates = " ; ".join(dict.fromkeys(say_quantity(rate.quantity, rate.comparator, language) for rate in measure.rates))
        label = f"{kind_name(measure.kind, language)} — {_shortened(name)}"
        lines.append(say(Message.FACT if rates else Message.MEASURE, language, label=_capitalised(label), value=rates, n=number))
        first = measure.rates[0] if measure.rates else None
        facts.append(
            ToldFact("measure", label, number, stated.document.title, first.quantity if first else None, first.comparator if first else None, measure.period)
        )
    return Told(tuple(lines), tuple(evidence.found), tuple(facts))


class _Numbered:
    """Quotations in the order in which they are first pointed to."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.found: list[Evidence] = []

    def number_of(self, document: Document, span: Span) -> int:
        """The number of the quotation that states a fact."""
        for number, item in enumerate(self.found, start=1):
            if item.document.id == document.id and item.span == span:
                return number
        self.found.append(evidence_at(self._snapshot, document, span))
        return len(self.found)


def _quoted(fact: TargetFact, language: Language) -> Statement:
    """The statement to quote: of the strongest documents an official text before an account of it, then one in the reader's language."""
    strongest = fact.document.kind.authority.rank
    among = [statement for statement in fact.statements if statement.document.kind.authority.rank == strongest]
    return min(among, key=lambda statement: (statement.document.record, statement.document.language is not language))


def value_of(target: Target, language: Language) -> str:
    """The figure of a target with its comparator and its period."""
    said = say_quantity(target.quantity, target.comparator, language)
    return f"{said}, {say_period(target.period, language)}" if target.period else said


def label_of(fact: TargetFact, language: Language) -> str:
    """What a target is of: in the words of a document in the reader's language, else as the glossary names it, else as it is written."""
    own = next((statement.target for statement in fact.statements if statement.document.language is language), None)
    if own is None and (names := _names(fact, language)):
        return names
    target = own or fact.target
    indicator, population = single_spaced(target.indicator), single_spaced(target.population)
    within = not population or folded(population) in folded(indicator) or folded(indicator) in folded(population)
    label = max(indicator, population, key=len) if within else f"{population} — {indicator}"
    return _shortened(label)


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rsplit(" ", 1)[0] + "…"


def _names(fact: TargetFact, language: Language) -> str:
    """The names of the terms of a fact, first those of whom it counts."""
    population = set(fact.target.population_terms)
    terms = {term.id: term for term in glossary()}
    ordered = sorted(fact.terms, key=lambda term: (term not in population, term))
    return ", ".join(terms[term].names[language][0] for term in ordered if term in terms)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
