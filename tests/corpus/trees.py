"""Clauses written for tests by their addresses."""

from itertools import accumulate

from corpus.clauses import _STEP_NAMES
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Language, Span


def steps_of(path: str) -> tuple[ClauseStep, ...]:
    """The steps of an address such as ``article-5/clause-2``."""
    parts = (part.partition("-") for part in path.split("/"))
    return tuple(ClauseStep(ClauseLevel(level), ordinal) for level, _, ordinal in parts)


def clause_at(path: str, span: Span | None = None, heading: str = "", language: Language = Language.VIETNAMESE) -> Clause:
    """A clause with usual labels; its span is the first character where none is given."""
    steps = steps_of(path)
    labels = tuple(f"{_STEP_NAMES[language].get(step.level, step.level)} {step.ordinal}".capitalize() for step in steps)
    return Clause(steps, labels, (*[""] * (len(steps) - 1), heading), span or Span(0, 1))


def tree_of(*paths: str) -> tuple[Clause, ...]:
    """A tree of the clauses at some addresses, in their order; each covers those inside it."""
    starts = list(accumulate([10] * len(paths), initial=0))
    found = []
    for position, path in enumerate(paths):
        last = max(index for index, other in enumerate(paths) if index >= position and (other == path or other.startswith(f"{path}/")))
        found.append(clause_at(path, Span(starts[position], starts[last] + 10)))
    return tuple(found)
