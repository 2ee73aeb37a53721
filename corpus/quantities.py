"""Reads quantities in running text: figure, scale, unit, range, and the comparator in the words of the text.

The words are data with examples (``rules/quantities.toml``). Numbers of clauses and acts, dates, years and the like are
no quantities; what a quantity means for a policy is decided in ``indexer.facts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.comparators import comparator_of
from corpus.dates import find_dates
from corpus.facts import Comparator, Quantity, Unit
from corpus.figures import FigureMention, find_figures, read_digits
from corpus.nouns import Language, Span
from corpus.numbers import find_numbers
from corpus.quantity_rules import (
    excluded,
    rank_words,
    rules_of,
    scale_values,
    scale_words,
    unit_in_front,
    unit_values,
    unit_words,
    words_of,
    year_word,
)
from corpus.rulebook import compiled

_WIDEST_WORDS = 60
"""Characters in front of a figure in which the words of its comparator stand."""
_MOST_SCALES = 2
_WIDEST_ELLIPSIS = 200
"""Characters over which a later sum of the same sentence keeps the currency of an earlier one."""
_SPACE = re.compile(r"[\s\u00a0\u202f\u2009]")
_DASH = re.compile(r"\s?[-–—]\s?")
_JOINTS = {
    Language.FRENCH: re.compile(r"\s?[-–—]\s?|\s+à\s+|\s+et\s+(?:de\s+)?"),
    Language.VIETNAMESE: re.compile(r"\s?[-–—]\s?|\s+(?:đến|tới)\s+"),
    Language.ENGLISH: re.compile(r"\s?[-–—]\s?|\s+(?:to|and)\s+"),
}
_BETWEEN = re.compile(r"\b(?:entre\s+(?:environ\s+)?|between\s+)$", re.IGNORECASE)
_RISING = {
    Language.FRENCH: re.compile(r"(?:\s+\([^()]{0,40}\))?(?:\s+(?:en|fin)\s+(?:19|20)\d\d|\s+(?:actuellement|aujourd['’]hui))?,?\s+à\s+(?:\w+\s+){0,3}?$"),
    Language.VIETNAMESE: re.compile(
        r"(?:\s+\([^()]{0,40}\))?(?:\s+(?:vào\s+)?năm\s+(?:19|20)\d\d|\s+hiện\s+nay)?,?\s+(?:lên|xuống)\s+(?:đến\s+|tới\s+|còn\s+|mức\s+)?(?:\w+\s+){0,2}?$"
    ),
    Language.ENGLISH: re.compile(r"(?:\s+in\s+(?:19|20)\d\d|\s+today)?,?\s+to\s+(?:\w+\s+){0,2}?$"),
}
_FROM = {
    Language.FRENCH: re.compile(
        r"\b(?:pass|port|augment|rédui|ramen|relev|baiss|abaiss|élev|progress|grimp|diminu)\w*(?:\s+(?:\S+\s+){0,8}?)d[e’']\s*(?:environ\s+|près\s+d[e’']\s*|plus\s+d[e’']\s*)?$",
        re.IGNORECASE,
    ),
    Language.VIETNAMESE: re.compile(r"\btừ\s+(?:mức\s+)?(?:khoảng\s+|trên\s+|gần\s+|hơn\s+|dưới\s+)?$", re.IGNORECASE),
    Language.ENGLISH: re.compile(r"\b(?:rais|increas|reduc|lower|grow|ris|fall|cut)\w*\s+(?:\S+\s+){0,8}?from\s+(?:about\s+)?$", re.IGNORECASE),
}
_LABEL = re.compile(r"(?m)^[^\S\n]*\(?\d{1,3}(?:\.\d{1,3})*[^\S\n]*[.)](?=\s|$)")
"""The number of a line of a list."""


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity, its comparator with the place of its words, and the value from which it starts where the text gives one."""

    quantity: Quantity
    comparator: Comparator = Comparator.EXACTLY
    words: Span | None = None
    baseline: Quantity | None = None
    has_unit: bool = False
    """Whether a unit stands at the figure, so that what follows it is not what it counts."""

    @property
    def span(self) -> Span:
        """The figure with the words of its comparator."""
        figure = self.quantity.span
        return figure if self.words is None else Span(min(figure.start, self.words.start), max(figure.end, self.words.end))


def flattened(text: str) -> str:
    """The text with a plain space for each white space, so that offsets stay and words may stand on several lines."""
    return _SPACE.sub(" ", text)


def find_quantities(text: str, language: Language) -> list[QuantityMention]:
    """The quantities of a text in order, as offsets into it.

    >>> [found] = find_quantities("Có khoảng 1,2 nghìn doanh nghiệp vào năm 2030", Language.VIETNAMESE)
    >>> str(found.quantity.low), str(found.quantity.unit), str(found.comparator)
    ('1200', 'count', 'about')
    >>> [found] = find_quantities("de 40 à 45 % des entreprises", Language.FRENCH)
    >>> str(found.quantity.low), str(found.quantity.high), str(found.quantity.unit)
    ('40', '45', 'percent')
    """
    return list(_Reader(text, language).mentions())


@dataclass(frozen=True, slots=True)
class _Amount:
    """One figure with what stands at it: its scale and its unit, where it has them; ``written`` is the figure itself."""

    value: Decimal
    span: Span
    figure: FigureMention
    scale: Decimal | None
    unit: Unit | None
    factor: Decimal = Decimal(1)

    @property
    def full(self) -> Decimal:
        return _plain(self.value * (self.scale or 1) * self.factor)


class _Reader:
    def __init__(self, text: str, language: Language) -> None:
        self._line = flattened(text)
        self._language = language
        self._hidden = bytearray(len(text))
        for span in [*_labels(text), *_hidden(self._line, language)]:
            self._hidden[span.start : span.end] = b"\1" * (span.end - span.start)

    def mentions(self) -> Iterator[QuantityMention]:
        """The quantities in order."""
        earlier: QuantityMention | None = None
        baseline: QuantityMention | None = None
        for quantity, has_unit in self._with_currency(self._quantities()):
            comparator, words = comparator_of(self._line, quantity.span, self._language)
            mention = QuantityMention(quantity, comparator, words, None, has_unit)
            if earlier and self._rises(earlier, mention):
                mention = replace(mention, baseline=_like(earlier.quantity, quantity))
                baseline = earlier
            if earlier and earlier is not baseline:
                yield earlier
            earlier = mention
        if earlier:
            yield earlier

    def _quantities(self) -> Iterator[tuple[Quantity, bool]]:
        fixed = list(self._fixed())
        for amount in fixed:  # the figure in "deux tiers" is no quantity of its own
            self._hidden[amount.span.start : amount.span.end] = b"\1" * (amount.span.end - amount.span.start)
        amounts = sorted([*self._amounts(), *fixed], key=lambda amount: amount.span.start)
        index = 0
        while index < len(amounts):
            amount, following = amounts[index], amounts[index + 1] if index + 1 < len(amounts) else None
            if following and (quantity := self._range(amount, following)):
                index += 2
                yield quantity, following.unit is not None
            else:
                index += 1
                yield Quantity(amount.full, None, amount.unit or Unit.COUNT, amount.span), amount.unit is not None

    # Figures with their scales and units.

    def _amounts(self) -> Iterator[_Amount]:
        end = 0
        for figure in find_figures(self._line, self._language):
            if figure.span.start >= end and not self._hidden[figure.span.start] and (amount := self._amount(figure)):
                end = amount.span.end
                yield amount

    def _amount(self, figure: FigureMention) -> _Amount | None:
        scale, end = self._scale(figure.span.end)
        unit, factor, end = self._unit(end)
        start = figure.span.start
        if unit is None and (before := unit_in_front(self._language).search(self._line, max(0, start - 5), start)):
            unit, start = Unit.USD if before.group().strip() != "€" else Unit.EUR, before.start()
        if unit is None and scale is None and not self._may_count(figure):
            return None
        return _Amount(self._value(figure, measured=scale is not None or unit is not None), Span(start, end), figure, scale, unit, factor)

    def _value(self, figure: FigureMention, *, measured: bool) -> Decimal:
        return figure.value if figure.in_words else read_digits(figure.written, measured=measured)

    def _scale(self, end: int) -> tuple[Decimal | None, int]:
        """The scales behind a figure, multiplied: *nghìn tỷ* is 10**12."""
        total: Decimal | None = None
        for _ in range(_MOST_SCALES):
            match = scale_words(self._language).match(self._line, end)
            if match is None:
                break
            total = (total or Decimal(1)) * scale_values(self._language)[int((match.lastgroup or "s0")[1:])]
            end = match.end()
        return total, end

    def _unit(self, end: int) -> tuple[Unit | None, Decimal, int]:
        for after in (end, self._after_adjective(end)):
            if match := rank_words(self._language).match(self._line, after):
                return Unit.RANK, Decimal(1), match.end()
            if match := unit_words(self._language).match(self._line, after):
                unit, factor = unit_values(self._language)[int((match.lastgroup or "u0")[1:])]
                return unit, factor, match.end()
        return None, Decimal(1), end

    def _after_adjective(self, end: int) -> int:
        match = words_of("adjective", self._language).match(self._line, end)
        return match.end() if match else end

    def _may_count(self, figure: FigureMention) -> bool:
        """Whether a bare figure counts something: it is no part of a word, and looks like no year unless something counted follows."""
        following = self._line[figure.span.end : figure.span.end + 1]
        before = self._line[max(0, figure.span.start - 1) : figure.span.start]
        if not figure.in_words and (following.isalpha() or before.isalpha() or before in {"/", "_", "#"} or following in {"/", "_", "°"}):
            return False
        if not figure.in_words and figure.written.isdigit() and len(figure.written) == 4 and figure.written[:2] in {"19", "20"}:  # noqa: PLR2004 - a year
            start = figure.span.start
            of_year = year_word(self._language).search(self._line, max(0, start - _WIDEST_WORDS), start)
            return not of_year and bool(words_of("counted", self._language).match(self._line, figure.span.end))
        return True

    def _fixed(self) -> Iterator[_Amount]:
        for rule in rules_of("fixed", self._language):
            for match in compiled(rf"(?<!\w)(?:{rule['pattern']})", re.IGNORECASE).finditer(self._line):
                span = Span(*match.span())
                if not self._hidden[span.start]:
                    yield _Amount(
                        Decimal(rule["value"]), span, FigureMention(Decimal(rule["value"]), span, match.group(), in_words=True), None, Unit(rule["unit"])
                    )

    # Ranges, baselines, currencies that are not said again.

    def _range(self, low: _Amount, high: _Amount) -> Quantity | None:
        between = self._line[low.span.end : high.span.start]
        if not _JOINTS[self._language].fullmatch(between) or (low.unit and low.unit is not high.unit):
            return None
        if between.strip().startswith(("et", "and")) and not _BETWEEN.search(self._line, max(0, low.span.start - _WIDEST_WORDS), low.span.start):
            return None
        if self._changes_from(low.span.start) and not _DASH.fullmatch(between) and self._language is Language.FRENCH:
            return None
        measured = high.unit is not None or high.scale is not None
        least = _plain(self._value(low.figure, measured=measured) * (low.scale or high.scale or 1) * high.factor)
        return Quantity(least, high.full, high.unit or Unit.COUNT, Span(low.span.start, high.span.end)) if least < high.full else None

    def _changes_from(self, start: int) -> bool:
        return bool(_FROM[self._language].search(self._line, max(0, start - 120), start))

    def _rises(self, first: QuantityMention, second: QuantityMention) -> bool:
        """Whether the second value is what the first is to become: *tăng từ 30% lên 50%*, *passer de 30 % à 50 %*."""
        between = self._line[first.quantity.span.end : second.span.start]
        alike = first.quantity.unit is second.quantity.unit or first.quantity.unit is Unit.COUNT
        if len(between) > _WIDEST_WORDS or not alike or not self._changes_from(first.quantity.span.start):
            return False
        return bool(
            _RISING[self._language].fullmatch(between) or _RISING[self._language].fullmatch(self._line[first.quantity.span.end : second.quantity.span.start])
        )

    def _with_currency(self, quantities: Iterator[tuple[Quantity, bool]]) -> Iterator[tuple[Quantity, bool]]:
        """The quantities; a large round sum without a unit has the currency of the one before it: *plus de 485 milliards pour l'électronique*."""
        money: Quantity | None = None
        for quantity, has_unit in quantities:
            if quantity.unit.is_money:
                money = quantity
            elif not has_unit and money and self._leaves_out_currency(money, quantity):
                yield replace(quantity, unit=money.unit), True
                continue
            yield quantity, has_unit

    def _leaves_out_currency(self, money: Quantity, quantity: Quantity) -> bool:
        between = self._line[money.span.end : quantity.span.start]
        written = self._line[quantity.span.start : quantity.span.end]
        following = self._line[quantity.span.end : quantity.span.end + 20]
        large = re.search(r"(?:milliards?|millions?|t[ỷỉ]|triệu)$", written, re.IGNORECASE)
        counts = (
            re.match(r"\s+d(?:e\s(?!l['’]|la\s)|['’])(?!autres\b)", following)
            if self._language is Language.FRENCH
            else words_of("counted", self._language).match(following)
        )
        return bool(large) and not counts and len(between) < _WIDEST_ELLIPSIS and not re.search(r"[.!?]\s+[A-ZÀ-ỸĐ]|\d\. ", between)


def _like(baseline: Quantity, quantity: Quantity) -> Quantity:
    """The baseline in the unit of the value that it is to become, as its own is often left out."""
    return replace(baseline, unit=quantity.unit)


def _plain(value: Decimal) -> Decimal:
    """The value without zeros behind the comma and without an exponent: 870,7 thousand million is 870700000000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _labels(text: str) -> Iterator[Span]:
    """The numbers with which lines of lists begin."""
    yield from (Span(*match.span()) for match in _LABEL.finditer(text))


def _hidden(line: str, language: Language) -> Iterator[Span]:
    """Where no quantity is looked for."""
    for pattern in excluded(language):
        for match in pattern.finditer(line):
            if match.start() < match.end():
                yield Span(*match.span())
    yield from (mention.span for mention in find_numbers(line))
    yield from (mention.span for mention in find_dates(line))
