"""Whether a text holds the kind of thing that a question asks for: a share, a sum, a time, a count, a date, somebody or some place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.asking import Asked
from corpus.dates import find_dates
from corpus.facts import Unit
from corpus.folding import folded, nfc
from corpus.nouns import Language
from corpus.quantities import find_quantities
from corpus.rulebook import compiled

YEAR = re.compile(r"(?<![\d.,/])(?:1\d|20)\d\d(?![\d/%])(?![.,]\d)")
_FIGURE = re.compile(r"\d")
_SHARE = re.compile(r"\d\s?%|phần trăm|pour cent", re.IGNORECASE)
_NAME = compiled(r"(?<![\w.])[\p{Lu}][\w’'-]*")
_FITTING: dict[Asked, Callable[[Unit], bool]] = {
    Asked.SHARE: {Unit.PERCENT, Unit.POINT}.__contains__,
    Asked.MONEY: lambda unit: unit.is_money,
    Asked.DURATION: lambda unit: unit.is_duration,
}
"""Which units answer; of several kinds that one question asks for the first decides."""


def names_in(text: str) -> frozenset[str]:
    """The words, folded, that are written like names: a capital elsewhere than at the beginning.

    >>> sorted(names_in("Le Comité populaire de Hanoï"))
    ['comite', 'hanoi']
    """
    return frozenset(folded(match.group()) for match in _NAME.finditer(nfc(text)) if match.start() > 0)


def holds_figure(asked: Iterable[Asked], text: str, language: Language) -> bool | None:
    """Whether a text holds a figure or a date of the kind that is asked for; None where none is asked for."""
    kinds = frozenset(asked)
    if Asked.DATE in kinds:
        return bool(find_dates(text) or YEAR.search(text))
    if not any(kind.is_figure for kind in kinds):
        return None
    if Asked.SHARE in kinds and _SHARE.search(text):
        return True
    units = {mention.quantity.unit for mention in find_quantities(text, language)}
    wanted = next((fits for kind, fits in _FITTING.items() if kind in kinds), None)
    return any(map(wanted, units)) if wanted else bool(units) or bool(_FIGURE.search(text))


def holds_name(question: str, text: str) -> bool:
    """Whether a text names somebody or something that the question does not name itself."""
    asked = folded(question)
    return any(name not in asked for name in names_in(text))
