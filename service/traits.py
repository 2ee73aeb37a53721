"""What is known of documents beyond their fields: the sectors that they speak of, and whether they and their passages hold on a day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.folding import folded
from corpus.nouns import Document, Language
from corpus.sectors import Sectors, find_sectors, shipped_sectors
from indexer.store import Store
from service.changes import stated_of
from service.inforce import state_at, state_of_span, today

_DAYS_KEPT = 8


def taxonomy() -> Sectors:
    """The sectors that documents are filtered by."""
    return shipped_sectors()


def sectors_of(store: Store, document: Document) -> frozenset[str]:
    """The ids of the sectors that title and headings of a document name, with the wider ones that each belongs to."""
    headings = dict.fromkeys(heading for clause in store.text(document.id).clauses for heading in clause.headings if heading)
    text = "\n;\n".join((document.title, *headings))
    return frozenset(wider for sector, _ in find_sectors(text, document.language, taxonomy()) for wider in taxonomy().lineage(sector.id))


def sector_named(name: str) -> str | None:
    """The id of the sector that an id, or a name in any of the three languages, means; None when none is meant."""
    if name in taxonomy().by_id:
        return name
    for language in Language:
        if (found := find_sectors(name, language, taxonomy())) and len(folded(name)) == found[0][1].end - found[0][1].start:
            return found[0][0].id
    return None


class Traits:
    """The traits of the documents of one store; what was looked up is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sectors: dict[str, frozenset[str]] = {}
        self._standing = lru_cache(maxsize=_DAYS_KEPT)(self._read_standing)

    def sectors(self, document: Document) -> frozenset[str]:
        """The ids of the sectors that a document speaks of, the wider ones of each among them."""
        if document.id not in self._sectors:
            self._sectors[document.id] = sectors_of(self._store, document)
        return self._sectors[document.id]

    def in_force(self, document: Document, as_of: dt.date | None = None) -> bool:
        """Whether a document as a whole holds on a day; without one, today."""
        return state_at(self._store, document, as_of=as_of).standing.in_force

    def rows_in_force(self, as_of: dt.date | None = None) -> NDArray[np.bool_]:
        """Whether what stands in each passage holds on a day, in the order of the rows; without a day, today."""
        return self._standing(as_of, today())

    def _read_standing(self, as_of: dt.date | None, _day: dt.date) -> NDArray[np.bool_]:
        """Of an act that nothing changed all passages stand alike; of others each is asked for by its own span."""
        holds: list[bool] = []
        stated = stated_of(self._store)
        for stored in self._store.documents:
            rows = self._store.rows_of(stored.document.id)
            if not stated.is_changed(stored.document):
                holds += [self.in_force(stored.document, as_of)] * len(rows)
                continue
            passages = self._store.passages(rows)
            holds += [state_of_span(self._store, stored.document, passage.span, as_of).standing.in_force for passage in passages]
        return np.array(holds, dtype=np.bool_)
