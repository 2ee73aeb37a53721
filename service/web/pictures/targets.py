"""Targets over time: a small chart for each programme, all on one scale, of one unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.clauses import citation_label
from corpus.facts import Comparator, Unit
from corpus.nouns import Authority, Document, Language
from corpus.saying import say_comparator, say_number, say_unit
from service.facts import TargetFact
from service.telling import label_of, value_of
from service.web.addresses import document_address
from service.web.labels import short_name
from service.web.pictures.scales import Scale, scale_of
from service.web.strings import strings

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 304, 14, 172
_MOST_PANELS = 12
_MOST_IN_A_LINE = 7
_YEARS_AT = (190, 203)
"""Where the years stand below; many take two lines by turns."""
_APART = 11.0
"""Between the middles of two marks that would lie upon one another."""
_THOUSANDS = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "G"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A target: its place, the upper end of a range, its comparator as the shape, and what is told and led to."""

    x: float
    y: float
    high: float | None
    shape: Comparator
    said: str
    label: str
    source: str
    address: str
    conflicts: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The targets of one document."""

    document: Document
    name: str
    address: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TargetsPicture:
    """Panels of one unit; ``others`` are the other units with their numbers of targets, ``undated`` and ``hidden`` count what is not drawn."""

    unit: Unit
    unit_name: str
    units: tuple[tuple[Unit, str, int], ...]
    years: tuple[tuple[float, float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    is_logarithmic: bool
    panels: tuple[Panel, ...]
    undated: int
    hidden: int

    @property
    def comparators(self) -> tuple[Comparator, ...]:
        """The comparators that are drawn, for the legend."""
        drawn = {mark.shape for panel in self.panels for mark in panel.marks}
        return tuple(one for one in Comparator if one in drawn)

    @property
    def count(self) -> int:
        """How many targets are drawn."""
        return sum(len(panel.marks) for panel in self.panels)


def targets_picture(facts: Sequence[TargetFact], shown: Mapping[str, Document], language: Language, unit: Unit | None = None) -> TargetsPicture | None:
    """The picture of the targets with a deadline; without a unit, of that of most of them. None when there is nothing to draw.

    ``shown`` gives for the id of a document the telling of its act under whose name it is drawn.
    """
    dated = [fact for fact in facts if fact.target.deadline is not None and not fact.target.is_budget]
    units = Counter(fact.target.quantity.unit for fact in dated)
    drawn_unit = unit if unit in units else max(units, key=lambda one: (units[one], one), default=None)
    if drawn_unit is None:
        return None
    drawn = [fact for fact in dated if fact.target.quantity.unit is drawn_unit]
    groups: defaultdict[str, list[TargetFact]] = defaultdict(list)
    for fact in drawn:
        groups[shown[fact.document.id].id].append(fact)
    kept = sorted(groups.values(), key=lambda group: (group[0].document.kind.authority is Authority.NEWS, -len(group)))[:_MOST_PANELS]
    values = [value for fact in drawn for value in (fact.target.quantity.low, fact.target.quantity.high) if value is not None]
    scale, years = scale_of(values, _BOTTOM, _TOP), _years(fact.target.deadline for fact in drawn)
    return TargetsPicture(
        unit=drawn_unit,
        unit_name=unit_name(drawn_unit, language),
        units=tuple((one, unit_name(one, language), count) for one, count in units.most_common()),
        years=tuple((x, _YEARS_AT[position % 2 if len(years) > _MOST_IN_A_LINE else 0], str(year)) for position, (year, x) in enumerate(years.items())),
        ticks=tuple((scale.at(tick), _short(tick, language)) for tick in scale.ticks),
        is_logarithmic=scale.is_logarithmic,
        panels=tuple(_panel(group, shown, scale, years, language) for group in kept),
        undated=len(facts) - len(dated),
        hidden=len(drawn) - sum(map(len, kept)),
    )


def unit_name(unit: Unit, language: Language) -> str:
    """What a unit is called; a word of ours for what is only counted."""
    return say_unit(unit, language) or strings(language)("explore.count_unit")


def _years(deadlines: Iterable[int | None]) -> dict[int, float]:
    """The years that occur, from left to right with the same space for each."""
    years = sorted({year for year in deadlines if year is not None})
    room = (_RIGHT - _LEFT) / len(years)
    return {year: round(_LEFT + room * (position + 0.5), 1) for position, year in enumerate(years)}


def _panel(group: Sequence[TargetFact], shown: Mapping[str, Document], scale: Scale, years: Mapping[int, float], language: Language) -> Panel:
    document = shown[group[0].document.id]
    marks: list[Mark] = []
    for fact in sorted(group, key=lambda one: (one.target.deadline or 0, one.target.quantity.low)):
        x, y = years[fact.target.deadline or 0], scale.at(fact.target.quantity.low)
        marks.append(_mark(fact, _beside(x, y, marks), y, scale, language))
    return Panel(document, short_name(document, language), document_address(language, document.id), tuple(marks))


def _beside(x: float, y: float, marks: Sequence[Mark]) -> float:
    """The nearest place to ``x``, to its right or left by turns, where no mark lies already."""
    for step in range(1, 40):
        aside = step // 2 * (_APART if step % 2 else -_APART)
        place = min(max(x + aside, _LEFT + 6.0), _RIGHT - 2.0)
        if all(abs(mark.x - place) >= _APART - 1 or abs(mark.y - y) >= _APART - 1 for mark in marks):
            return round(place, 1)
    return x


def _mark(fact: TargetFact, x: float, y: float, scale: Scale, language: Language) -> Mark:
    target, document = fact.target, fact.document
    clause = citation_label(target.clause, document.language) if target.clause else ""
    return Mark(
        x=x,
        y=y,
        high=scale.at(target.quantity.high) if target.quantity.high is not None else None,
        shape=target.comparator,
        said=value_of(target, language),
        label=label_of(fact, language),
        source=", ".join(part for part in (short_name(document, language), clause) if part),
        address=document_address(language, document.id, [target.span]),
        conflicts=bool(fact.rivals),
    )


def comparator_name(comparator: Comparator, language: Language) -> str:
    """The words of a comparator for a legend."""
    return say_comparator(comparator, language) or strings(language)("explore.exactly")


def _short(value: Decimal, language: Language) -> str:
    """A figure in little room: 20 000 000 as 20 M."""
    for power, sign in _THOUSANDS:
        if value >= power:
            return f"{say_number((value / power).normalize(), language)}\N{NARROW NO-BREAK SPACE}{sign}"
    return say_number(value, language)
