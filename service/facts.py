"""The facts of an index, put together: which documents state each target, and where they differ.

A target is one fact however many documents state it, in whichever language: unit, deadline, place and value are the same, and the glossary
finds at least a third of the terms of both in common. Two facts conflict where everything but the value is the same. Places
keep the targets of a city apart from those of the country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.facts import Target, Unit
from corpus.nouns import Authority, Document, Level
from corpus.provinces import find_provinces
from indexer.store import Store

_COMMON_TERMS = 0.34
_LEAST_TERMS = 2
"""Terms that two facts must share to be about one thing though their values differ; one term alone names too many things."""
_COUNTRY = frozenset({"vietnam"})
_LOCAL = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})

_Bucket = tuple[Unit, int | None, bool, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A target as one document states it; ``places`` are the provinces that it is about, none where it is about the country."""

    document: Document
    target: Target
    places: frozenset[str]

    @property
    def terms(self) -> frozenset[str]:
        """The glossary terms of what is measured and on whom, places left out."""
        return frozenset(self.target.subject[0]) - self.places - _COUNTRY

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller for the stronger and then the later document."""
        return self.document.kind.authority.rank, -(self.document.date.toordinal() if self.document.date else 0)


@dataclass(frozen=True, slots=True)
class TargetFact:
    """One target with all that state it, the strongest first, and the statements of the same subject that give another value."""

    statements: tuple[Statement, ...]
    rivals: tuple[Statement, ...] = ()

    @property
    def target(self) -> Target:
        """The target in the words of the strongest document."""
        return self.statements[0].target

    @property
    def document(self) -> Document:
        """The strongest document that states it."""
        return self.statements[0].document

    @property
    def places(self) -> frozenset[str]:
        """The provinces that it is about."""
        return self.statements[0].places

    @property
    def terms(self) -> frozenset[str]:
        """What it is about, as glossary terms."""
        return frozenset[str]().union(*(statement.terms for statement in self.statements))

    @property
    def only_news(self) -> bool:
        """Whether no act or plan states it."""
        return all(statement.document.kind.authority is Authority.NEWS for statement in self.statements)


def target_facts(store: Store) -> tuple[TargetFact, ...]:
    """All targets of an index, in the order of the documents that state them; made once for each index."""
    return store.derived(_target_facts)


def _target_facts(store: Store) -> tuple[TargetFact, ...]:
    statements = [Statement(document, target, _places(document, target, store)) for document, target in store.targets()]
    return tuple(joined(statements))


def joined(statements: Iterable[Statement]) -> list[TargetFact]:
    """The facts that statements make, in the order of the first statement of each."""
    buckets: dict[_Bucket, list[list[Statement]]] = defaultdict(list)
    groups: list[tuple[_Bucket, list[Statement]]] = []
    for statement in statements:
        target = statement.target
        bucket = (target.quantity.unit, target.deadline, target.is_budget, statement.places)
        group = next((group for group in buckets[bucket] if any(_same(statement, other) for other in group)), None)
        if group is None:
            group = []
            buckets[bucket].append(group)
            groups.append((bucket, group))
        group.append(statement)
    return [_fact(group, [other for other in buckets[bucket] if other is not group]) for bucket, group in groups]


def _fact(group: list[Statement], others: list[list[Statement]]) -> TargetFact:
    rivals = [statement for other in others if _differ(group, other) for statement in other]
    return TargetFact(tuple(sorted(group, key=lambda statement: statement.rank)), tuple(sorted(rivals, key=lambda statement: statement.rank)))


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements with one unit, deadline and place are one fact; within a document the subjects must be equal."""
    if (one.target.quantity.low, one.target.quantity.high) != (other.target.quantity.low, other.target.quantity.high):
        return False
    if one.document.id == other.document.id:
        return one.target.subject == other.target.subject and one.target.indicator == other.target.indicator
    return _common(one.terms, other.terms) >= _COMMON_TERMS


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the terms of both that they have in common."""
    return len(one & other) / len(one | other) if one | other else 0.0


def _differ(group: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether the statements of two facts contradict one another: the same subject, in documents none of which gives both values."""
    if {statement.document.id for statement in group} & {statement.document.id for statement in other}:
        return False
    return any(
        one.terms == two.terms
        and len(one.terms) >= _LEAST_TERMS
        and one.target.quantity.unit is not Unit.RANK
        and one.target.comparator.bounds == two.target.comparator.bounds
        for one in group
        for two in other
    )


def _places(document: Document, target: Target, store: Store) -> frozenset[str]:
    """The provinces that the words of a target name, or else those of its document."""
    statement = store.text(document.id).text[target.span.start : target.span.end]
    own = find_provinces(f"{target.programme} ; {target.population} ; {target.indicator} ; {statement}", document.language)
    if not own:
        issued = document.place if document.place and document.level in _LOCAL else ""
        own = find_provinces(f"{document.title} ; {issued}", document.language)
    return frozenset(province.id for province, _ in own)
