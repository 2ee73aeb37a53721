"""The list of documents with its filters: what is chosen, how many documents each further choice would leave, in which order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.folding import folded
from corpus.nouns import Authority, Document, Kind, Language
from corpus.numbers import write_number
from service.web.addresses import address
from service.web.filters import read_value

PAGE_SIZE = 20
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200


class Order(StrEnum):
    """Orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: how many documents it would leave, and the address that takes it or gives it up."""

    value: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values, the most frequent first."""

    name: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    text: str
    order: Order
    total: int
    documents: list[Document]
    facets: list[Facet]
    number: int
    pages: int
    previous: str
    following: str
    cleared: str
    chosen: dict[str, str]


_VALUES: dict[str, Callable[[Document], str]] = {
    "language": lambda document: str(document.language),
    "kind": lambda document: str(document.kind),
    "authority": lambda document: str(document.kind.authority),
    "issuer": lambda document: document.issuer or "",
    "year": lambda document: str(document.date.year) if document.date else "",
}
_ALLOWED: dict[str, Callable[[str], object]] = {"language": Language, "kind": Kind, "authority": Authority, "issuer": str, "year": int}
_ORDERS: dict[Order, Callable[[Document], tuple[object, ...]]] = {
    Order.NEWEST: lambda document: (document.date is None, -(document.date.toordinal() if document.date else 0), folded(document.title)),
    Order.OLDEST: lambda document: (document.date is None, document.date.toordinal() if document.date else 0, folded(document.title)),
    Order.NUMBER: lambda document: (document.number is None, document.number.number if document.number else 0, folded(document.title)),
    Order.TITLE: lambda document: (folded(document.title),),
}


def listing(documents: Iterable[Document], parameters: Mapping[str, str], language: Language) -> Listing:
    """The page of the list that an address asks for. Raises ``BadQuestion`` for a value that no filter has."""
    text = parameters.get("q", "").strip()[:_LONGEST]
    order = read_value(parameters, "sort", Order) or Order.NEWEST
    chosen = {name: str(value) for name, read in _ALLOWED.items() if (value := read_value(parameters, name, read)) is not None}
    found = [document for document in documents if _says(document, text)]
    kept = sorted((document for document in found if _passes(document, chosen)), key=_ORDERS[order])
    pages = max(1, -(-len(kept) // PAGE_SIZE))
    number = min(max(1, read_value(parameters, "page", int) or 1), pages)

    def at(page: int, **other: str) -> str:
        values = {"q": text, **chosen, "sort": order if order is not Order.NEWEST else "", "page": str(page) if page > 1 else "", **other}
        return address(language, "documents", values.items())

    return Listing(
        text=text,
        order=order,
        total=len(kept),
        documents=kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        facets=[Facet(name, _options(name, found, chosen, at)) for name in _VALUES],
        number=number,
        pages=pages,
        previous=at(number - 1) if number > 1 else "",
        following=at(number + 1) if number < pages else "",
        cleared=address(language, "documents", [("q", text)]),
        chosen=chosen,
    )


def _options(name: str, found: Iterable[Document], chosen: Mapping[str, str], at: Callable[..., str]) -> list[Option]:
    """The values that the documents which pass the other filters have; years from the latest."""
    others = {other: value for other, value in chosen.items() if other != name}
    counted = Counter(value for document in found if _passes(document, others) and (value := _VALUES[name](document)))
    if name in chosen:
        counted.setdefault(chosen[name], 0)
    ordered = sorted(counted.items(), key=lambda item: (-int(item[0]) if name == "year" else -item[1], item[0]))
    return [Option(value, count, at(1, **{name: "" if chosen.get(name) == value else value}), chosen.get(name) == value) for value, count in ordered]


def _passes(document: Document, chosen: Mapping[str, str]) -> bool:
    return all(_VALUES[name](document) == value for name, value in chosen.items())


def _says(document: Document, text: str) -> bool:
    """Whether number, title and issuer hold the beginning of every word; accents are not needed."""
    number = write_number(document.number) if document.number else ""
    words = _WORD.findall(folded(f"{number} {document.title} {document.issuer or ''}"))
    return all(any(word.startswith(typed) for word in words) for typed in _WORD.findall(folded(text)))
