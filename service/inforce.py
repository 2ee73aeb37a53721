"""What became of an act: what other indexed acts amended, replaced or repealed of it, and from when; and its relations to others.

An act that the index does not hold cannot be known to have changed anything, so what is called in force here is in force as
far as the index and the catalogue tell. What the catalogue says without a date counts for today only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from corpus.nouns import Clause, Document, Span, Status
from indexer.store import Store
from service.changes import stated_of
from service.standing import Related, Standing, State

_STANDING_OF = {Status.AMENDED: Standing.AMENDED, Status.REPLACED: Standing.REPLACED, Status.EXPIRED: Standing.EXPIRED, Status.PENDING: Standing.NOT_YET}
_GRAVEST = (Standing.NOT_YET, Standing.REPEALED, Standing.REPLACED, Standing.EXPIRED, Standing.AMENDED, Standing.IN_FORCE)


def today() -> dt.date:
    """The date where the program runs."""
    return dt.datetime.now().astimezone().date()


def state_at(store: Store, document: Document, clause: Clause | None = None, as_of: dt.date | None = None, clock: Callable[[], dt.date] = today) -> State:
    """How a document, or a clause of it, stands on a day; without one, today."""
    return state_of_span(store, document, clause.span if clause else None, as_of, clock)


def state_of_span(store: Store, document: Document, span: Span | None, as_of: dt.date | None = None, clock: Callable[[], dt.date] = today) -> State:
    """How what stands in a span of a document stands on a day: the clauses that it touches may have changed."""
    day = as_of or clock()
    begins = document.effective or (document.date if as_of else None)
    if begins and begins > day:
        return State(Standing.NOT_YET, (), begins)
    stated = stated_of(store)
    known = [change for change in stated.changes(document, span) if (change.effective <= day if change.effective else as_of is None)]
    standings = [change.standing for change in known]
    if as_of is None and (status := _STANDING_OF.get(document.status)) and (status is not Standing.AMENDED or span is None or not stated.is_changed(document)):
        standings.append(status)
    gravest = min(standings, key=_GRAVEST.index, default=Standing.IN_FORCE)
    return State(gravest, tuple(sorted(known, key=lambda change: change.effective or dt.date.min, reverse=True)))


def outgoing(store: Store, document: Document) -> list[Related]:
    """What a document says of other acts, in the order of its text."""
    stated = stated_of(store)
    return [Related(document, relation, stated.target(document, relation)) for relation in store.relations(document.id)]


def incoming(store: Store, document: Document) -> list[Related]:
    """What the other documents of the index say of this one."""
    return [Related(by, relation, document) for by, relation in stated_of(store).about(document)]
