"""What a search is limited to, as the address of a page says it: any number of values of each filter."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from corpus.nouns import Authority, Kind, Language
from service.dimensions import Dimension
from service.errors import BadQuestion
from service.filters import FIRST_YEAR, LAST_YEAR, Filters

_Value = TypeVar("_Value")
NAMES: Mapping[Dimension, str] = {
    Dimension.LANGUAGE: "lang_doc",
    Dimension.KIND: "kind",
    Dimension.AUTHORITY: "authority",
    Dimension.ISSUER: "issuer",
    Dimension.PLACE: "place",
    Dimension.SECTOR: "sector",
    Dimension.YEAR: "year",
    Dimension.IN_FORCE: "in_force",
}
"""The filters that pages offer, in their order, by their names in addresses."""
_LONGEST, _MOST = 200, 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose, as names and values of an address; ``as_of`` is the day for which it is said whether what is quoted holds."""

    pairs: tuple[tuple[str, str], ...] = ()
    as_of: dt.date | None = None

    def filters(self) -> Filters:
        """The same for the search."""
        values: defaultdict[str, list[Any]] = defaultdict(list)
        for name, value in self.pairs:
            values[name].append(_READ[name](value))
        return Filters(
            language=values.get("lang_doc"),
            kind=values.get("kind"),
            authority=values.get("authority"),
            year=values.get("year"),
            issuer=values.get("issuer"),
            place=values.get("place"),
            sector=values.get("sector"),
            in_force=values["in_force"][-1] if "in_force" in values else None,
            as_of=self.as_of,
        )

    def parameters(self) -> list[tuple[str, str]]:
        """The same for an address."""
        return [*self.pairs, *([("as_of", str(self.as_of))] if self.as_of else [])]

    def toggled(self, name: str, value: str, *, is_chosen: bool) -> list[tuple[str, str]]:
        """The parameters with a value taken, or given up where it is chosen, in whichever spelling; of force there is one value."""
        same = [pair for pair in self.pairs if pair == (name, value)] or [pair for pair in self.pairs if pair[0] == name]
        if is_chosen:
            return [pair for pair in self.parameters() if pair not in same]
        return [*(pair for pair in self.parameters() if name != "in_force" or pair[0] != name), (name, value)]

    @property
    def count(self) -> int:
        """How many things are chosen."""
        return len(self.parameters())


def read_chosen(parameters: Iterable[tuple[str, str]]) -> Chosen:
    """What the parameters of an address choose; blank ones choose nothing. Raises ``BadQuestion`` for a value that cannot be."""
    pairs = tuple(dict.fromkeys((name, value.strip()) for name, value in parameters if name in _READ and value.strip()))
    if len(pairs) > _MOST:
        raise BadQuestion(f"there are {len(pairs)} filters, and at most {_MOST} can be used")
    for name, value in pairs:
        read_value({name: value}, name, _READ[name])
    chosen = Chosen(pairs, read_value(dict(parameters), "as_of", dt.date.fromisoformat))
    chosen.filters()
    return chosen


def read_value(parameters: Mapping[str, str], name: str, read: Callable[[str], _Value]) -> _Value | None:
    """The value of one parameter; None when it is blank. Raises ``BadQuestion`` when ``read`` raises ``ValueError``."""
    written = parameters.get(name, "").strip()
    if not written:
        return None
    try:
        return read(written)
    except ValueError as error:
        raise BadQuestion(f"{name}={written[:40]!r} is no value of this filter") from error


def _year(written: str) -> int:
    year = int(written)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(written)
    return year


def _name(written: str) -> str:
    if len(written) > _LONGEST:
        raise ValueError(written)
    return written


def _truth(written: str) -> bool:
    if written not in {"true", "false"}:
        raise ValueError(written)
    return written == "true"


_READ: Mapping[str, Callable[[str], Any]] = {
    "lang_doc": Language,
    "kind": Kind,
    "authority": Authority,
    "issuer": _name,
    "place": _name,
    "sector": _name,
    "year": _year,
    "in_force": _truth,
}
