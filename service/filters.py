"""What a search is limited to, in dimensions: within one any of the values that are given passes, and every dimension that is given must."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from corpus.nouns import Authority, Document, Kind, Language, Level
from corpus.provinces import place_key
from service.authorities import AuthorityName, read_authority
from service.dimensions import Dimension
from service.errors import BadQuestion
from service.traits import Traits, sector_named

_Value = TypeVar("_Value")
_Read = TypeVar("_Read")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FIRST_YEAR, LAST_YEAR = 1900, 2100


_FIELDS: dict[Dimension, tuple[str, ...]] = {Dimension.YEAR: ("year", "year_from", "year_to")}
"""The fields of a filter that belong to a dimension, where they are not the one of its name."""


def year_of(document: Document) -> int | None:
    """The year that a document is of: of its date, else of its number."""
    if document.date:
        return document.date.year
    return document.number.year if document.number else None


def years_covered(document: Document) -> range:
    """The years of the period that a document is for (``2026-2030``); none where it has no period."""
    years = [int(year) for year in _YEAR.findall(document.period or "")]
    return range(min(years), max(years) + 1) if years else range(0)


@dataclass(frozen=True, slots=True, init=False)
class Filters:
    """Which documents a search is limited to; a field that is None limits nothing.

    Each field takes one value or several. An issuer and a place are given in any spelling, a sector by its id or any of its
    names, a period by a year that it covers. ``in_force`` asks for what holds (or no longer holds) on the day ``as_of``,
    today without one. Raises ``BadQuestion`` for a sector that does not exist and for years in the wrong order.
    """

    language: frozenset[Language] | None
    kind: frozenset[Kind] | None
    authority: frozenset[Authority] | None
    year: frozenset[int] | None
    document_ids: frozenset[str] | None
    issuer: frozenset[AuthorityName] | None
    level: frozenset[Level] | None
    place: frozenset[str] | None
    year_from: int | None
    year_to: int | None
    period: frozenset[int] | None
    sector: frozenset[str] | None
    in_force: bool | None
    as_of: dt.date | None

    def __init__(
        self,
        language: Language | Collection[Language] | None = None,
        kind: Kind | Collection[Kind] | None = None,
        authority: Authority | Collection[Authority] | None = None,
        year: int | Collection[int] | None = None,
        document_ids: Collection[str] | None = None,
        *,
        issuer: str | Collection[str | AuthorityName] | None = None,
        level: Level | Collection[Level] | None = None,
        place: str | Collection[str] | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        period: int | Collection[int] | None = None,
        sector: str | Collection[str] | None = None,
        in_force: bool | None = None,
        as_of: dt.date | None = None,
    ) -> None:
        if year_from is not None and year_to is not None and year_from > year_to:
            raise BadQuestion(f"the years from {year_from} to {year_to} are none: give the earlier one as year_from")
        values = {
            "language": _several(language, Language),
            "kind": _several(kind, Kind),
            "authority": _several(authority, Authority),
            "year": _several(year, int),
            "document_ids": None if document_ids is None else frozenset(document_ids),
            "issuer": _several(issuer, _authority),
            "level": _several(level, Level),
            "place": _several(place, place_key),
            "year_from": year_from,
            "year_to": year_to,
            "period": _several(period, int),
            "sector": _several(sector, _sector),
            "in_force": in_force,
            "as_of": as_of,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def empty(self) -> bool:
        """Whether nothing is limited; a day alone limits nothing."""
        return self == Filters(as_of=self.as_of)

    def limits(self, dimension: Dimension) -> bool:
        """Whether the dimension is limited."""
        return any(getattr(self, name) is not None for name in _fields_of(dimension))

    def without(self, dimension: Dimension) -> Filters:
        """The same filters with the dimension not limited."""
        return replace(self, **dict.fromkeys(_fields_of(dimension)))

    def admits(self, document: Document, traits: Traits | None = None) -> bool:
        """Whether the document passes. Raises ``ValueError`` when sectors or force are asked for and ``traits`` are not given."""
        if traits is None and (self.sector is not None or self.in_force is not None):
            raise ValueError("whether a document is of a sector or in force is not in its fields: give the traits of its store")
        return (
            (self.document_ids is None or document.id in self.document_ids)
            and (self.language is None or document.language in self.language)
            and (self.kind is None or document.kind in self.kind)
            and (self.authority is None or document.kind.authority in self.authority)
            and (self.level is None or document.level in self.level)
            and self._admits_years(document)
            and (self.place is None or (document.place is not None and place_key(document.place) in self.place))
            and (self.issuer is None or any(issuer.means(read_authority(document.issuer or "")) for issuer in self.issuer))
            and (traits is None or self.sector is None or not self.sector.isdisjoint(traits.sectors(document)))
            and (traits is None or self.in_force is None or traits.in_force(document, self.as_of) is self.in_force)
        )

    def _admits_years(self, document: Document) -> bool:
        if self.period is not None and self.period.isdisjoint(years_covered(document)):
            return False
        if self.year is None and self.year_from is None and self.year_to is None:
            return True
        year = year_of(document)
        return year is not None and (self.year is None or year in self.year) and (self.year_from or year) <= year <= (self.year_to or year)


def _several(given: _Value | Collection[_Value] | None, read: Callable[[_Value], _Read]) -> frozenset[_Read] | None:
    """The values of one dimension, whether one or several are given; None where it is not limited."""
    if given is None:
        return None
    values = given if isinstance(given, Collection) and not isinstance(given, str) else (given,)
    return frozenset(read(value) for value in values)


def _authority(name: str | AuthorityName) -> AuthorityName:
    return name if isinstance(name, AuthorityName) else read_authority(name)


def _sector(name: str) -> str:
    found = sector_named(name)
    if found is None:
        raise BadQuestion(f"there is no sector {name[:60]!r}: give an id or a name that `GET /v1/documents` counts under `facets.sector`")
    return found


def _fields_of(dimension: Dimension) -> tuple[str, ...]:
    known = {field.name for field in fields(Filters)}
    return tuple(name for name in _FIELDS.get(dimension, (str(dimension),)) if name in known)
