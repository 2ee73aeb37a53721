"""A search with everything that is shown of it: hits, and what each further filter would leave of the candidates."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.encoder import Encoder
from service.diversity import PER_DOCUMENT
from service.engine import Snapshot
from service.facets import Counted, Facets, counted_rows, facets
from service.filters import Filters
from service.questions import Question
from service.retrieval import Hit, best_of, candidates

_ANSWERS = 20
"""Passages that an answer is made from."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found for a question as it was meant; ``facets`` are empty where they were not asked for."""

    question: Question
    hits: list[Hit]
    facets: Facets = field(default_factory=dict)


def find(
    snapshot: Snapshot,
    encoder: Encoder,
    question: Question,
    count: int,
    filters: Filters | None = None,
    *,
    per_document: int | None = PER_DOCUMENT,
    with_facets: bool = True,
) -> Found:
    """The best passages, each of which holds the phrases that stand in quotation marks, with facets of the candidates."""
    filters, question = filters or Filters(), snapshot.meant(question)
    vector = encoder.encode_query(snapshot.reading(question))
    pool = candidates(snapshot, encoder, question, count, filters, exact=True, vector=vector)

    def counted(under: Filters) -> list[Counted]:
        found = pool if under == filters else candidates(snapshot, encoder, question, count, under, exact=True, vector=vector)
        return counted_rows(snapshot, found.rows.tolist(), under)

    hits = best_of(snapshot, question, pool, count, per_document=per_document)
    return Found(question, hits, facets(snapshot, filters, counted) if with_facets else {})


def facets_of_question(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters | None = None) -> Facets:
    """The facets of the candidates for an answer."""
    question = snapshot.meant(question)
    vector = encoder.encode_query(snapshot.reading(question))

    def counted(under: Filters) -> list[Counted]:
        return counted_rows(snapshot, candidates(snapshot, encoder, question, _ANSWERS, under, vector=vector).rows.tolist(), under)

    return facets(snapshot, filters or Filters(), counted)
