"""The JSON of passages that were found."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from corpus.nouns import Language
from service.engine import Snapshot
from service.finding import Found
from service.inforce import state_of_span
from service.retrieval import Hit
from service.schemas.addresses import boxes_url_of, clause_label_of, url_of
from service.schemas.documents import DocumentOut, document_out
from service.schemas.facets import FacetOut, UnderstoodOut, facets_out, understood_out
from service.schemas.frozen import Frozen
from service.standing import Standing


class CopyOut(Frozen):
    """Another passage that says the same in the same language."""

    document: DocumentOut
    clause_label: str
    passage_id: str
    url: str


class HitOut(Frozen):
    """A passage that was found."""

    rank: int
    document: DocumentOut
    clause: list[str]
    clause_label: str
    page: int | None
    text: str
    start: int
    end: int
    passage_id: str
    language: Language
    score: float
    url: str
    boxes_url: str | None = Field(default=None, description="where the passage stands on its pages; null for documents without pages")
    standing: Standing = Field(default=Standing.IN_FORCE, description="whether the passage holds on the day `as_of`, today without one")
    copies: list[CopyOut] = Field(default=[], description="passages found further down that say the same")


class SearchOut(Frozen):
    """The passages that were found for a query, best first; `facets` count the candidates of the search."""

    query: str
    language: Language
    understood: list[UnderstoodOut]
    hits: list[HitOut]
    facets: dict[str, list[FacetOut]]
    index_generation: str


def hit_out(rank: int, hit: Hit, standing: Standing = Standing.IN_FORCE) -> HitOut:
    """A hit with its rank, the first being 1, and whether it holds."""
    return HitOut(
        rank=rank,
        document=document_out(hit.document),
        clause=list(hit.passage.clause.labels) if hit.passage.clause else [],
        clause_label=clause_label_of(hit.passage.clause, hit.document),
        page=hit.passage.pages[0] if hit.passage.pages else None,
        text=hit.passage.text,
        start=hit.passage.span.start,
        end=hit.passage.span.end,
        passage_id=hit.passage.id,
        language=hit.passage.language,
        score=round(hit.score, 4),
        url=url_of(hit.document, hit.passage.clause),
        boxes_url=boxes_url_of(hit.document, hit.passage.span, hit.passage.pages[0] if hit.passage.pages else None),
        standing=standing,
        copies=[_copy_out(copy) for copy in hit.copies],
    )


def _copy_out(hit: Hit) -> CopyOut:
    return CopyOut(
        document=document_out(hit.document),
        clause_label=clause_label_of(hit.passage.clause, hit.document),
        passage_id=hit.passage.id,
        url=url_of(hit.document, hit.passage.clause),
    )


def search_out(snapshot: Snapshot, found: Found, as_of: dt.date | None = None) -> SearchOut:
    """What was found for a query as it was meant, in the order of the hits, each with whether it holds on a day."""
    store, question = snapshot.generation.store, found.question
    standings = [state_of_span(store, hit.document, hit.passage.span, as_of).standing for hit in found.hits]
    return SearchOut(
        query=question.as_typed,
        language=question.language,
        understood=understood_out(question),
        hits=[hit_out(rank, hit, standing) for rank, (hit, standing) in enumerate(zip(found.hits, standings, strict=True), start=1)],
        facets=facets_out(found.facets, question.language),
        index_generation=snapshot.name,
    )
