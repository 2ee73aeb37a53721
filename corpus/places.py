"""Which places of an act a reference names: clauses of its tree, ranges of them, paragraphs without a number.

A step that the tree has at another level counts where no other does: *mục II* is the division ``II`` of a plan,
*article 5.2* the second paragraph of article 5. The act's own articles come before those of what is attached to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from corpus.clauses import LATIN_POINTS, VIETNAMESE_POINTS, innermost
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Language
from corpus.paragraphs import narrowed, numbered_paragraph, paragraphs_of
from corpus.references import ClauseReference

_Test = Callable[[ClauseStep, ClauseStep], int]

_LOOSER: dict[ClauseLevel, tuple[ClauseLevel, ...]] = {
    ClauseLevel.ATTACHMENT: (ClauseLevel.ANNEX,),
    ClauseLevel.ANNEX: (ClauseLevel.ATTACHMENT,),
    ClauseLevel.PART: (ClauseLevel.ROMAN, ClauseLevel.TITLE),
    ClauseLevel.TITLE: (ClauseLevel.PART,),
    ClauseLevel.SECTION: (ClauseLevel.ROMAN, ClauseLevel.CLAUSE, ClauseLevel.SUBSECTION, ClauseLevel.SUBCLAUSE),
    ClauseLevel.ARTICLE: (ClauseLevel.SUBCLAUSE,),
    ClauseLevel.ROMAN: (ClauseLevel.SECTION, ClauseLevel.PART, ClauseLevel.CLAUSE),
    ClauseLevel.CLAUSE: (ClauseLevel.SUBCLAUSE, ClauseLevel.ROMAN),
    ClauseLevel.SUBCLAUSE: (ClauseLevel.CLAUSE,),
    ClauseLevel.POINT: (ClauseLevel.INDENT,),
    ClauseLevel.INDENT: (ClauseLevel.POINT, ClauseLevel.SUBCLAUSE),
}
"""Levels that another tradition, or a plan without articles, uses in place of a level, nearest first."""
_DIVISIONS = frozenset(ClauseLevel(level) for level in ("part", "title", "chapter", "section", "subsection", "article"))
_BELOW_ARTICLES = frozenset({ClauseLevel.CLAUSE, ClauseLevel.SUBCLAUSE})
_NUMBERED = frozenset({ClauseLevel.CLAUSE, ClauseLevel.SUBCLAUSE, ClauseLevel.ROMAN})
SEPARATE_TEXTS = frozenset({ClauseLevel.ATTACHMENT, ClauseLevel.ANNEX})
"""Levels of texts whose numbering begins anew."""
_INNER = {ClauseLevel.ARTICLE: ClauseLevel.CLAUSE, ClauseLevel.CLAUSE: ClauseLevel.POINT}
_DOTTED = {ClauseLevel.ARTICLE: re.compile(r"(\d+)\.(\d+)"), ClauseLevel.CLAUSE: re.compile(r"(\d+)([a-zđ])")}
_LABELLED = {
    ClauseLevel.CLAUSE: r"(?:(?:khoản|paragraphe|§)\s*{0}(?![\w.])|{0}\s?[.)°/](?!\d))",
    ClauseLevel.POINT: r"(?:(?:điểm|point|lettre)\s+{0}(?!\w)|\(?{0}\s?[).](?:\d{{1,2}}\s|(?!\w)))",
    ClauseLevel.INDENT: r"(?:tiết\s+)?(?=[a-zđ]){0}\s?[.)](?:\d{{1,2}}\s)?",
}


def places(reference: ClauseReference, text: str, clauses: tuple[Clause, ...], language: Language) -> list[Clause]:
    """The places of an act that a reference names, the most likely one first.

    A paragraph without a number is given as its clause with the span of the paragraph alone.
    """
    if reference.through:
        return _between(reference, clauses)
    if not reference.block:
        return resolve(reference.steps, clauses) or list(_untreed(reference, text, clauses, language))
    numbered = reference.numbered != reference.steps and [clause for clause in _resolved(reference.numbered, clauses, _same) if _directly(clause)]
    return numbered or list(_unnumbered(reference, text, clauses, language))


def _unnumbered(reference: ClauseReference, text: str, clauses: tuple[Clause, ...], language: Language) -> Iterator[Clause]:
    for clause in resolve(reference.steps, clauses):
        if found := numbered_paragraph(clause, reference.block, paragraphs_of(clause, text, clauses, language), language):
            yield found


def _directly(clause: Clause) -> bool:
    """Whether a numbered paragraph lies in its article itself."""
    return len(clause.steps) < 2 or clause.steps[-2].level is ClauseLevel.ARTICLE  # noqa: PLR2004 - the clause and what it lies in


def resolve(steps: tuple[ClauseStep, ...], clauses: tuple[Clause, ...]) -> list[Clause]:
    """The clauses whose path holds the steps in order and ends with the last one.

    Exact levels win, then those that another tradition uses in their place. Of several the act's own comes before
    what is attached to it, and the one with the fewest steps that were not named.
    """
    if not steps:
        return []
    apart = any(clause.level in SEPARATE_TEXTS for clause in clauses)
    own = steps if apart else tuple(step for step in steps if step.level is not ClauseLevel.ATTACHMENT)  # the file may hold the attached text alone
    for variant in dict.fromkeys((steps, _undotted(steps), own)):
        for same in (_same, _alike):
            if variant and (found := _resolved(variant, clauses, same)):
                return found
    return []


def _undotted(steps: tuple[ClauseStep, ...]) -> tuple[ClauseStep, ...]:
    """The steps with *article 5.2* read as article 5, paragraph 2, and *khoản 2b* as clause 2, point b."""
    found: list[ClauseStep] = []
    for step in steps:
        inner = _INNER.get(step.level)
        parts = _DOTTED[step.level].fullmatch(step.ordinal) if inner else None
        found += [ClauseStep(step.level, parts[1]), ClauseStep(inner, parts[2])] if parts and inner else [step]
    return tuple(found)


def _same(wanted: ClauseStep, has: ClauseStep) -> int:
    """0 when the steps are the same, else -1."""
    return 0 if wanted == has else -1


def _alike(wanted: ClauseStep, has: ClauseStep) -> int:
    """How far apart the levels of two steps are that may be the same one, -1 when they are not."""
    if has.level is ClauseLevel.SUBCLAUSE and wanted.level is not ClauseLevel.SUBCLAUSE and "." not in wanted.ordinal:
        same = has.ordinal.count(".") == 1 and has.ordinal.endswith(f".{wanted.ordinal}")
    else:
        same = has.ordinal == wanted.ordinal
    levels = (wanted.level, *_LOOSER.get(wanted.level, ()))
    return levels.index(has.level) if same and has.level in levels else -1


def _resolved(steps: tuple[ClauseStep, ...], clauses: tuple[Clause, ...], same: _Test) -> list[Clause]:
    found = []
    for position, clause in enumerate(clauses):
        if (distance := _distance(steps, clause, same)) is not None:
            found.append((*distance, position, clause))
    nearest = min((levels for levels, *_ in found), default=0)
    return [clause for levels, *_, clause in sorted(found, key=lambda entry: entry[:-1]) if levels == nearest]


def _distance(steps: tuple[ClauseStep, ...], clause: Clause, same: _Test) -> tuple[int, int, int] | None:
    """How far a clause is from what is named: other levels, separate texts and inner steps that were not named; None when it is another."""
    last = same(steps[-1], clause.steps[-1])
    if last < 0 or (
        steps[-1].level is ClauseLevel.SECTION and clause.level in _BELOW_ARTICLES and any(step.level is ClauseLevel.ARTICLE for step in clause.steps)
    ):
        return None
    outer, found = clause.steps[:-1], []
    for chosen in combinations(range(len(outer)), len(steps) - 1):
        apart = [same(wanted, outer[position]) for wanted, position in zip(steps, chosen, strict=False)]
        if all(distance >= 0 for distance in apart):
            passed = [step.level for position, step in enumerate(outer) if position not in chosen]
            texts, inner = sum(level in SEPARATE_TEXTS for level in passed), sum(level not in _DIVISIONS for level in passed)
            found.append((last + sum(apart), texts, inner))
    return min(found, default=None)


def _between(reference: ClauseReference, clauses: tuple[Clause, ...]) -> list[Clause]:
    """The clauses of a range, which also holds what was put between its members later, such as 5a between 5 and 6."""
    last = reference.steps[-1]
    low, high = order_of(last.ordinal), order_of(reference.through)

    def within(wanted: ClauseStep, has: ClauseStep) -> int:
        if wanted != last:
            return _alike(wanted, has)
        return 0 if has.level is wanted.level and low <= order_of(has.ordinal) <= high else -1

    return _resolved(reference.steps, clauses, within)


def order_of(ordinal: str) -> tuple[float] | tuple[float, str]:
    """A key that orders the ordinals of one level; letters in the order of Vietnamese points, which holds for French ones too.

    >>> sorted(["10", "5a", "6", "5"], key=order_of)
    ['5', '5a', '6', '10']
    """
    if len(ordinal) == 1 and ordinal in VIETNAMESE_POINTS + LATIN_POINTS:
        letters = VIETNAMESE_POINTS if ordinal in VIETNAMESE_POINTS else LATIN_POINTS
        return (float(letters.index(ordinal)),)
    digits = re.match(r"\d*", ordinal)
    number = digits[0] if digits else ""
    rest = ordinal[len(number) :]
    return (float(number or 0), rest) if rest else (float(number or 0),)


def _untreed(reference: ClauseReference, text: str, clauses: tuple[Clause, ...], language: Language) -> Iterator[Clause]:
    """What the tree does not hold: a paragraph that begins with the label, or the n-th one where none has a number."""
    *outer, last = reference.steps or (None,)
    for parent in resolve(tuple(step for step in outer if step), clauses):
        paragraphs = paragraphs_of(parent, text, clauses, language)
        if last and (begins := _label_pattern(last)):
            yield from (narrowed(innermost(clauses, span) or parent, span) for span in paragraphs if begins.match(text, span.start, span.end))
        if last and reference.unnumbered and last.ordinal.isdecimal() and not any(_is_numbered_child(clause, parent) for clause in clauses):
            yield from filter(None, [numbered_paragraph(parent, int(last.ordinal), paragraphs, language)])


def _label_pattern(step: ClauseStep) -> re.Pattern[str] | None:
    """How a paragraph begins that is labelled as the step, for levels whose labels stand at the beginning."""
    pattern = _LABELLED.get(step.level)
    return re.compile(pattern.format(re.escape(step.ordinal).replace(r"\.", r"\.?")), re.IGNORECASE) if pattern else None


def _is_numbered_child(clause: Clause, parent: Clause) -> bool:
    return clause.level in _NUMBERED and len(clause.steps) == len(parent.steps) + 1 and clause.steps[:-1] == parent.steps and parent.span.covers(clause.span)
