"""Why a reference names no place of an act: which of its steps is not there, and what is there instead."""

from __future__ import annotations

from itertools import groupby

from corpus.clauses import citation_label, name_of_steps
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Language
from corpus.places import SEPARATE_TEXTS, order_of, resolve
from corpus.references import ClauseReference

_MOST_LISTED = 14


def missing(reference: ClauseReference, clauses: tuple[Clause, ...], language: Language, document: str) -> str:
    """One sentence without a full stop, such as *Điều 5 has no khoản 9; it has khoản 1 to 4*.

    ``document`` is how the sentence calls the act; clauses are called as in ``language``, the act's own.
    """
    if not clauses:
        return f"{document} is not divided into clauses"
    steps = reference.steps
    kept = len(steps)
    while kept and not resolve(steps[:kept], clauses):
        kept -= 1
    parent = resolve(steps[:kept], clauses)[0] if kept else None
    name = citation_label(parent, language) if parent else document
    if kept == len(steps):
        return f"{name} has no paragraph {reference.block}" if reference.block > 0 else f"{name} is not divided into paragraphs"
    return f"{name} has no {_name(steps[kept], language)}; {_present(steps[kept], parent, clauses, language)}"


def _name(step: ClauseStep, language: Language) -> str:
    """How the sentence calls a step; what lies below a point and has a letter is a *tiết*."""
    lettered = step.level is ClauseLevel.INDENT and not step.ordinal.isdecimal()
    return f"tiết {step.ordinal}" if lettered else name_of_steps((step,), language)


def _present(wanted: ClauseStep, parent: Clause | None, clauses: tuple[Clause, ...], language: Language) -> str:
    """What the parent, or the act, has in place of a step: others of the same level, or else what it is divided into."""
    inside = [clause for clause in clauses if parent is None or (clause.span != parent.span and parent.span.covers(clause.span))]
    there = _outermost([clause for clause in inside if clause.level is wanted.level]) or _outermost(inside)
    return f"it has {_listed(there, language)}" if there else "it is not divided further"


def _outermost(clauses: list[Clause]) -> list[ClauseStep]:
    """The last steps, each once, of the clauses that lie furthest out; articles are numbered through a whole act."""
    own = [clause for clause in clauses if clause.level not in SEPARATE_TEXTS] or clauses
    depth = min((len(clause.steps) for clause in own), default=0)
    level = min((clause.level for clause in own if len(clause.steps) == depth), key=lambda level: level.depth, default=None)
    chosen = [clause for clause in own if clause.level is level and (level is ClauseLevel.ARTICLE or len(clause.steps) == depth)]
    return list(dict.fromkeys(clause.steps[-1] for clause in chosen))


def _listed(steps: list[ClauseStep], language: Language) -> str:
    """``khoản 1 to 4 and 7``: the steps of one level, with runs shortened."""
    if steps[0].level is ClauseLevel.HEADING:
        return f"{len(steps)} headings without a number"
    name = name_of_steps((steps[0],), language).removesuffix(steps[0].ordinal).strip()
    runs = [[step.ordinal for _, step in run] for _, run in groupby(enumerate(steps), key=lambda entry: _run(entry[1].ordinal, entry[0]))]
    shown = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)]  # noqa: PLR2004 - two are no run
    if len(shown) > _MOST_LISTED:
        return f"{name} {', '.join(shown[:_MOST_LISTED])} and others"
    return f"{name} {' and '.join(part for part in (', '.join(shown[:-1]), shown[-1]) if part)}"


def _run(ordinal: str, position: int) -> float | str:
    """The same for ordinals that follow one another; an ordinal such as ``5a`` is a run of its own."""
    order = order_of(ordinal)
    return float(order[0]) - position if len(order) == 1 else ordinal
