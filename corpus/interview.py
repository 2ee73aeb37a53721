"""What readers are asked about a firm, what they may choose, and what they are told: all from ``rules/eligibility.toml``."""

from __future__ import annotations

from functools import cache

from corpus.criteria import Criterion, Dimension, Ownership
from corpus.folding import folded, single_spaced
from corpus.nouns import Language
from corpus.provinces import place_key
from corpus.rulebook import rules
from corpus.sectors import Sectors, shipped_sectors
from corpus.support import Size

YES, NO = "yes", "no"
_LONGEST_WORDING = 300


@cache
def question_text(dimension: Dimension, language: Language) -> str:
    """The question that settles criteria of a dimension, for readers."""
    return next(str(rule[language]) for rule in rules("eligibility")["question"] if rule["dimension"] == dimension)


def question_for(key: str, criterion: Criterion, language: Language, sectors: Sectors | None = None) -> str:
    """The question that is answered by a key; what is only asked as it is worded is quoted in it.

    >>> from corpus.nouns import Span
    >>> question_for("other:có dự án", Criterion(Dimension.OTHER, Span(0, 9), "có dự án"), Language.ENGLISH)
    'Does the firm fulfil this condition? “có dự án”'
    """
    known = (sectors or shipped_sectors()).by_id
    if sector := known.get(_after(key, Dimension.SECTOR)):
        return str(rules("eligibility")["of_sector"][0][language]).format(sector=sector.name(language))
    if not asks_yes_or_no(key):
        return question_text(criterion.dimension, language)
    question = question_text(Dimension.OTHER if criterion.dimension is Dimension.PLACE else criterion.dimension, language)
    wording = single_spaced(criterion.wording)
    shown = wording if len(wording) <= _LONGEST_WORDING else wording[:_LONGEST_WORDING].rsplit(" ", 1)[0] + "…"
    return str(rules("eligibility")["with_wording"][0][language]).format(question=question, wording=shown)


def asks_yes_or_no(key: str) -> bool:
    """Whether a key is answered by yes or no, and not by what the firm is."""
    return ":" in key


def choices(key: str, criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    """The values of which an answer is one, as far as they are known; ``criteria`` are those that wait for it.

    A sector and a place may be others than those that are named; a number has none.
    """
    if asks_yes_or_no(key):
        return YES, NO
    if key == Dimension.SIZE:
        return tuple(map(str, Size))
    if key == Dimension.OWNERSHIP:
        return tuple(map(str, Ownership))
    if key in {Dimension.SECTOR, Dimension.PLACE, Dimension.YEAR}:
        return tuple(sorted({value for criterion in criteria if criterion.key == key for value in criterion.allowed}))
    return ()


@cache
def choice_name(choice: str, language: Language) -> str:
    """What a choice is called for readers; one without a name is its own."""
    return next((str(rule[language]) for rule in rules("eligibility")["choice"] if rule["id"] == choice), choice)


def choice_named(name: str, among: tuple[str, ...]) -> str | None:
    """The choice that its id, its name in any language, or the beginning of one of them means; None when none, or several, are meant.

    >>> choice_named("petite", ("micro", "small")), choice_named("o", (YES, NO)), choice_named("m", ("micro", "medium"))
    ('small', 'yes', None)
    """
    typed = folded(single_spaced(name))
    names = {choice: [folded(form) for form in (choice, *(choice_name(choice, language) for language in Language))] for choice in among}
    exact = [choice for choice, forms in names.items() if typed in forms or (typed and place_key(name) == place_key(choice))]
    begun = exact or [choice for choice, forms in names.items() if typed and any(form.startswith(typed) for form in forms)]
    return begun[0] if len(begun) == 1 else None


@cache
def verdict_name(verdict: str, language: Language) -> str:
    """What a verdict is called for readers."""
    return next(str(rule[language]) for rule in rules("eligibility")["verdict"] if rule["id"] == verdict)


def notice(language: Language) -> str:
    """The sentence that says what a result is, and what it is not."""
    return str(rules("eligibility")["notice"][0][language])


def _after(key: str, dimension: Dimension) -> str:
    head, _, rest = key.partition(":")
    return rest if head == dimension else ""
