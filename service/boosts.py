"""What a passage gains when its document agrees with what the question names: a little, so that nothing is filtered unasked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Document, Kind, Language
from indexer.vectors import Rows
from service.authorities import read_authority
from service.dimensions import Dimension
from service.engine import Snapshot
from service.filters import Filters
from service.lookup import look_up_reference
from service.questions import Question
from service.traits import Traits
from service.understanding import Understood

BOOSTS = {
    Dimension.ISSUER: 1.0,
    Dimension.PLACE: 0.8,
    Dimension.KIND: 0.6,
    Dimension.PERIOD: 0.8,
    Dimension.YEAR: 0.6,
    Dimension.SECTOR: 0.4,
    Dimension.LANGUAGE: 2.0,
    Dimension.IN_FORCE: 0.6,
}
"""By dimension, in the unit of fused scores: standard deviations of meaning. Half, all and one and a half of them were compared on
one half (by hash of the question) of the questions about the shipped documents; on the other half, 126 questions, the right
document is first for 77.0 % with them and for 75.4 % without."""


NAMED = 2.0
"""What the passages of an act gain that the question names by its number: enough to be before others that say as much, not to be all that is shown."""


def boosts(snapshot: Snapshot, question: Question, rows: Rows) -> NDArray[np.float32]:
    """What each of some passages gains; of several values in one dimension any that agrees counts, once."""
    wanted = {dimension: filters for dimension in BOOSTS if (filters := _filters(question, dimension))}
    named = look_up_reference(snapshot.generation.store, question).documents if question.numbers else ()
    if named:
        wanted[Dimension.NUMBER] = [Filters(document_ids=frozenset(document.id for document in named))]
    gained = np.zeros(len(rows), dtype=np.float32)
    if not wanted or not len(rows):
        return gained
    known: dict[str, float] = {}
    for position, row in enumerate(rows.tolist()):
        document = snapshot.document_of(row)
        if document.id not in known:
            known[document.id] = sum(BOOSTS.get(dimension, NAMED) for dimension, filters in wanted.items() if _agrees(document, filters, snapshot.traits))
        gained[position] = known[document.id]
    return gained


def _agrees(document: Document, filters: list[Filters], traits: Traits) -> bool:
    return any(wanted.admits(document, traits) for wanted in filters)


def _filters(question: Question, dimension: Dimension) -> list[Filters]:
    return [filters for item in question.understood if item.dimension is dimension for filters in filters_of(item)]


def filters_of(item: Understood) -> tuple[Filters, ...]:  # noqa: PLR0911 - one case a dimension
    """The filters that say the same as something a question names; a document that any of them admits agrees with it."""
    match item.dimension:
        case Dimension.ISSUER:
            return (Filters(issuer=(read_authority(item.text),)),)
        case Dimension.PLACE:
            return (Filters(place=item.value),)
        case Dimension.KIND:
            return (Filters(kind=Kind(item.value)),)
        case Dimension.YEAR:
            return (Filters(year=int(item.value)), Filters(period=int(item.value)))
        case Dimension.PERIOD:
            return (Filters(period=tuple(map(int, item.value.split("-")))),)
        case Dimension.SECTOR:
            return (Filters(sector=item.value),)
        case Dimension.LANGUAGE:
            return (Filters(language=Language(item.value)),)
        case Dimension.IN_FORCE:
            return (Filters(in_force=item.value == "true"),)
        case _:
            return ()
