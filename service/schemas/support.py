"""The JSON of what a measure gives and asks: rates, criteria, and names of a taxonomy."""

from __future__ import annotations

from pydantic import Field

from corpus.criteria import Criterion, Dimension
from corpus.facts import Comparator, Quantity, Unit
from corpus.nouns import Document, Language
from corpus.saying import say_quantity
from corpus.support import Measure, Per, Size
from service.schemas.addresses import clause_label_of, url_of
from service.schemas.frozen import Frozen
from service.traits import taxonomy


class RateOut(Frozen):
    """How much is given."""

    said: str
    low: str
    high: str | None
    unit: Unit
    comparator: Comparator
    of: str
    per: list[Per]
    sizes: list[Size]


class NamedOut(Frozen):
    """An id of a taxonomy with what readers call it."""

    id: str
    name: str


class CriterionOut(Frozen):
    """What a measure asks of a firm, in the words of its document; one of `any_of`, where there are some, is enough."""

    dimension: Dimension
    key: str
    wording: str
    clause_label: str
    start: int
    end: int
    url: str
    allowed: list[str]
    excludes: bool = Field(description="whether those that are named are not helped")
    any_of: list[CriterionOut]


def ends(quantity: Quantity) -> tuple[str, str | None]:
    """The figure, or both ends of a range, as decimal numbers."""
    return f"{quantity.low.normalize():f}", f"{quantity.high.normalize():f}" if quantity.high is not None else None


def criterion_out(criterion: Criterion, document: Document) -> CriterionOut:
    """A criterion of a measure that a document states."""
    return CriterionOut(
        dimension=criterion.dimension,
        key=criterion.key,
        wording=criterion.wording,
        clause_label=clause_label_of(criterion.clause, document),
        start=criterion.span.start,
        end=criterion.span.end,
        url=url_of(document, criterion.clause),
        allowed=list(criterion.allowed),
        excludes=criterion.excludes,
        any_of=[criterion_out(part, document) for part in criterion.any_of],
    )


def rates_out(measure: Measure, language: Language) -> list[RateOut]:
    """How much a measure gives, in words of a language and as figures."""
    found = []
    for rate in measure.rates:
        low, high = ends(rate.quantity)
        said = say_quantity(rate.quantity, rate.comparator, language)
        sizes = [size for size in Size if size in rate.sizes]
        found.append(RateOut(said=said, low=low, high=high, unit=rate.quantity.unit, comparator=rate.comparator, of=rate.of, per=list(rate.per), sizes=sizes))
    return found


def sectors_out(sectors: tuple[str, ...], language: Language) -> list[NamedOut]:
    """Sectors with their names in a language."""
    known = taxonomy().by_id
    return [NamedOut(id=sector, name=known[sector].name(language)) for sector in sectors if sector in known]
