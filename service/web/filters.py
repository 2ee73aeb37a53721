"""What a search is limited to, as the address of a page says it, and what there is to choose from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from corpus.nouns import Authority, Document, Kind, Language
from service.errors import BadQuestion
from service.filters import Filters

_Value = TypeVar("_Value")
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose; ``as_of`` is the day for which it is said whether what is quoted holds."""

    language: Language | None = None
    kind: Kind | None = None
    authority: Authority | None = None
    year: int | None = None
    as_of: dt.date | None = None

    def filters(self) -> Filters:
        """The same for the search."""
        return Filters(language=self.language, kind=self.kind, authority=self.authority, year=self.year)

    def parameters(self) -> list[tuple[str, str]]:
        """The same for an address."""
        values = {"lang_doc": self.language, "kind": self.kind, "authority": self.authority, "year": self.year, "as_of": self.as_of}
        return [(name, str(value)) for name, value in values.items() if value is not None]

    @property
    def count(self) -> int:
        """How many things are chosen."""
        return len(self.parameters())


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that documents have, each with the number of documents that have it."""

    languages: dict[Language, int]
    kinds: dict[Kind, int]
    authorities: dict[Authority, int]
    years: dict[int, int]


def read_chosen(parameters: Mapping[str, str]) -> Chosen:
    """What the parameters of an address choose; blank ones choose nothing. Raises ``BadQuestion`` for a value that cannot be."""
    return Chosen(
        language=read_value(parameters, "lang_doc", Language),
        kind=read_value(parameters, "kind", Kind),
        authority=read_value(parameters, "authority", Authority),
        year=read_value(parameters, "year", _year),
        as_of=read_value(parameters, "as_of", dt.date.fromisoformat),
    )


def read_value(parameters: Mapping[str, str], name: str, read: Callable[[str], _Value]) -> _Value | None:
    """The value of one parameter; None when it is blank. Raises ``BadQuestion`` when ``read`` raises ``ValueError``."""
    written = parameters.get(name, "").strip()
    if not written:
        return None
    try:
        return read(written)
    except ValueError as error:
        raise BadQuestion(f"{name}={written[:40]!r} is no value of this filter") from error


def choices(documents: Iterable[Document]) -> Choices:
    """What there is to choose from, the strongest authority, the latest year and otherwise the most frequent value first."""
    documents = tuple(documents)
    authorities = Counter(document.kind.authority for document in documents)
    years = Counter(document.date.year for document in documents if document.date)
    return Choices(
        languages=dict(Counter(document.language for document in documents).most_common()),
        kinds=dict(Counter(document.kind for document in documents).most_common()),
        authorities=dict(sorted(authorities.items(), key=lambda item: item[0].rank)),
        years=dict(sorted(years.items(), reverse=True)),
    )


def _year(written: str) -> int:
    year = int(written)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(written)
    return year
