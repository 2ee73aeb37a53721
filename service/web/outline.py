"""The outline of a document: its larger clauses as a tree of links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.nouns import Clause, ClauseLevel

MOST_ENTRIES = 400
"""Of one outline; a document with more is outlined by its larger clauses only."""
_LARGER = frozenset(level for level in ClauseLevel if level.depth <= ClauseLevel.ROMAN.depth)


@dataclass(slots=True)
class Entry:
    """One clause of an outline with what lies below it."""

    label: str
    heading: str
    path: str
    below: list[Entry] = field(default_factory=list)


def outline(clauses: Sequence[Clause]) -> list[Entry]:
    """The articles and what is larger, nested; the clauses themselves where a document has neither."""
    larger = [clause for clause in clauses if clause.level in _LARGER]
    chosen = larger or [clause for clause in clauses if len(clause.steps) == 1]
    for limit in (ClauseLevel.ROMAN, ClauseLevel.SUBSECTION, ClauseLevel.CHAPTER):
        if len(chosen) > MOST_ENTRIES:
            chosen = [clause for clause in chosen if clause.level.depth <= limit.depth]
    return _nested(sorted(chosen, key=lambda clause: (clause.span.start, len(clause.steps))))[:MOST_ENTRIES]


def _nested(clauses: Sequence[Clause]) -> list[Entry]:
    roots: list[Entry] = []
    entries: dict[str, Entry] = {}
    for clause in clauses:
        if clause.path in entries:
            continue
        entry = entries[clause.path] = Entry(clause.labels[-1], clause.heading, clause.path)
        above = next((entries[path] for path in _paths_above(clause) if path in entries), None)
        (above.below if above else roots).append(entry)
    return roots


def _paths_above(clause: Clause) -> list[str]:
    """The addresses of the clauses around this one, the nearest first."""
    return ["/".join(map(str, clause.steps[:length])) for length in range(len(clause.steps) - 1, 0, -1)]
