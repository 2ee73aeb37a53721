"""The figures, dates and document numbers of a sentence, and whether a quotation states them, whichever language either is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from corpus.facts import Comparator, Unit
from corpus.figures import find_figures
from corpus.nouns import DocumentNumber, Language, Span
from corpus.numbers import find_numbers, same_act
from corpus.partial_dates import PartialDate, find_partial_dates
from corpus.quantities import find_quantities, flattened

_ENGLISH_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])(?!\.\d{3}(?!\d))")
_SPELLED = re.compile(r"\S+")
_EDGES = " .,;:!?…()«»“”\"'’–—-"
_TAKEN = "\u00b7"
"""Stands where something was read, so that what is left and right of it is not read as one."""
_ELLIPTICAL = Decimal(10**6)
"""From here on a sum may leave out its currency."""


@dataclass(frozen=True, slots=True)
class End:
    """One value of a quantity, or an end of a range, with what it counts and the comparator in the words of the text."""

    value: Decimal
    unit: Unit
    comparator: Comparator

    def stated_by(self, other: End) -> bool:
        """Whether ``other`` is the same figure: its comparator too, since *about* and *at most* are part of what is promised."""
        return self.value == other.value and self.comparator is other.comparator and self._same_unit(other.unit)

    def _same_unit(self, unit: Unit) -> bool:
        if self.unit is unit:
            return True
        return {Unit.COUNT} < {self.unit, unit} and (self.unit.is_money or unit.is_money) and self.value >= _ELLIPTICAL


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a text says in figures: quantities, other figures (years, numbers of clauses), dates, document numbers, and ``odd`` ones as they are spelled."""

    ends: frozenset[End] = frozenset()
    bare: frozenset[Decimal] = frozenset()
    dates: tuple[PartialDate, ...] = ()
    numbers: tuple[DocumentNumber, ...] = ()
    odd: frozenset[str] = frozenset()
    taken: tuple[Span, ...] = field(default=(), compare=False)
    """Where dates, document numbers and quantities with their units stand."""


@dataclass(frozen=True, slots=True)
class StatedFigures:
    """What a quotation says in figures, and its text for what is compared letter by letter."""

    figures: Figures
    text: str

    def missing(self, claimed: Figures) -> bool:
        """Whether a figure that is claimed is not stated."""
        values = self.figures.bare | {end.value for end in self.figures.ends if not end.unit.is_money and end.unit not in {Unit.PERCENT, Unit.POINT}}
        if not claimed.bare <= values or not all(any(end.stated_by(stated) for stated in self.figures.ends) for end in claimed.ends):
            return True
        return not all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.text) for word in claimed.odd)

    def misdated(self, claimed: Figures) -> bool:
        """Whether a date that is claimed is not stated."""
        return not all(any(date.within(stated) for stated in self.figures.dates) for date in claimed.dates)

    def misnumbered(self, claimed: Figures) -> bool:
        """Whether a document number that is claimed is not stated."""
        return not all(any(same_act(number, stated) for stated in self.figures.numbers) for number in claimed.numbers)


def claimed_figures(text: str, languages: Sequence[Language]) -> Figures:
    """What a sentence says in figures; words are read in each of the languages, the first of which is its own."""
    return _read(text, languages, whole=False)


@lru_cache(maxsize=256)
def stated_figures(quote: str, language: Language) -> StatedFigures:
    """What a quotation in this language says in figures; a figure of a quantity counts as a plain one as well."""
    return StatedFigures(_read(quote, (language,), whole=True), flattened(quote).casefold())


def _read(text: str, languages: Sequence[Language], *, whole: bool) -> Figures:
    line = flattened(text)
    if languages[0] is Language.ENGLISH:  # commas part thousands there, before a measure too
        line = _ENGLISH_THOUSANDS.sub(lambda match: match.group().replace(",", " "), line)
    dates = find_partial_dates(line)
    numbers = [mention for mention in find_numbers(line) if not any(mention.span.overlaps(date.span) for date in dates)]
    taken = (*(date.span for date in dates), *(mention.span for mention in numbers))
    rest = _without(line, taken)
    ends, within = _quantities(rest, languages)
    figures = [mention for language in dict.fromkeys(languages) for mention in find_figures(rest, language)]
    bare = {mention.value for mention in figures if not any(mention.span.overlaps(span) for span in within)}
    spelled = frozenset(_odd(_without(rest, (*(mention.span for mention in figures if not mention.in_words), *within))))
    years = {Decimal(date.year) for date in dates if date.year and whole}
    return Figures(frozenset(ends), frozenset(bare | years), tuple(dates), tuple(mention.number for mention in numbers), spelled, (*taken, *within))


def _quantities(line: str, languages: Sequence[Language]) -> tuple[list[End], list[Span]]:
    """The ends of all quantities, and where their figures stand; in another language than the first only what has a unit and that one does not read."""
    ends: list[End] = []
    spans: list[Span] = []
    for language in dict.fromkeys(languages):
        for mention in find_quantities(line, language):
            quantity = mention.quantity
            foreign = language is not languages[0] and quantity.unit is Unit.COUNT  # which counts nothing there: "paragraphes 2" read as Vietnamese
            if foreign or any(quantity.span.overlaps(span) for span in spans):
                continue
            ends += [End(value, quantity.unit, mention.comparator) for value in (quantity.low, quantity.high) if value is not None]
            if mention.baseline:
                ends.append(End(mention.baseline.low, mention.baseline.unit, Comparator.EXACTLY))
            spans += [quantity.span, *([mention.baseline.span] if mention.baseline else [])]
    return ends, spans


def _without(line: str, spans: Iterable[Span]) -> str:
    for span in spans:
        line = line[: span.start] + _TAKEN * (span.end - span.start) + line[span.end :]
    return line


def _odd(line: str) -> Iterator[str]:
    """What is left with a figure in it: ``ISO9001``, ``½``, ``3/4``."""
    for match in _SPELLED.finditer(line):
        for part in match.group().split(_TAKEN):
            word = part.strip(_EDGES).casefold()
            if any(letter.isnumeric() for letter in word):
                yield word
