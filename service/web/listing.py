"""The list of documents with its filters: what is chosen, how many documents each further choice would leave, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.folding import folded
from corpus.nouns import Document, Language
from corpus.numbers import write_number
from service.engine import Snapshot
from service.web.addresses import address
from service.web.faceting import Chip, Facet, chips, facet_views, facets_of_documents
from service.web.filters import Chosen, read_chosen, read_value

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
class Listing:
    """One page of the list."""

    text: str
    order: Order
    total: int
    documents: list[Document]
    facets: list[Facet]
    chips: list[Chip]
    number: int
    pages: int
    previous: str
    following: str
    cleared: str
    chosen: Chosen


_ORDERS: dict[Order, Callable[[Document], tuple[object, ...]]] = {
    Order.NEWEST: lambda document: (document.date is None, -(document.date.toordinal() if document.date else 0), folded(document.title)),
    Order.OLDEST: lambda document: (document.date is None, document.date.toordinal() if document.date else 0, folded(document.title)),
    Order.NUMBER: lambda document: (document.number is None, document.number.number if document.number else 0, folded(document.title)),
    Order.TITLE: lambda document: (folded(document.title),),
}


def listing(snapshot: Snapshot, parameters: Iterable[tuple[str, str]], language: Language) -> Listing:
    """The page of the list that an address asks for. Raises ``BadQuestion`` for a value that no filter has."""
    pairs = [*parameters]
    given = dict(pairs)
    text = given.get("q", "").strip()[:_LONGEST]
    order = read_value(given, "sort", Order) or Order.NEWEST
    chosen = read_chosen(pairs)
    filters = chosen.filters()
    kept = sorted((one for one in snapshot.documents if _says(one, text) and filters.admits(one, snapshot.traits)), key=_ORDERS[order])
    pages = max(1, -(-len(kept) // PAGE_SIZE))
    number = min(max(1, read_value(given, "page", int) or 1), pages)

    def at(values: list[tuple[str, str]], page: int = 1) -> str:
        sorting = str(order) if order is not Order.NEWEST else ""
        return address(language, "documents", [("q", text), *values, ("sort", sorting), ("page", str(page) if page > 1 else "")])

    return Listing(
        text=text,
        order=order,
        total=len(kept),
        documents=kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        facets=facet_views(facets_of_documents(snapshot, filters, lambda document: _says(document, text)), chosen, at, language),
        chips=chips(chosen, at, language),
        number=number,
        pages=pages,
        previous=at(chosen.parameters(), number - 1) if number > 1 else "",
        following=at(chosen.parameters(), number + 1) if number < pages else "",
        cleared=at([]),
        chosen=chosen,
    )


def _says(document: Document, text: str) -> bool:
    """Whether number, title and issuer hold the beginning of every word; accents are not needed."""
    number = write_number(document.number) if document.number else ""
    words = _WORD.findall(folded(f"{number} {document.title} {document.issuer or ''}"))
    return all(any(word.startswith(typed) for word in words) for typed in _WORD.findall(folded(text)))
