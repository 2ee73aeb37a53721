"""The JSON of passages that were found."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from corpus.nouns import Language
from service.engine import Snapshot
from service.questions import Question
from service.retrieval import Hit
from service.schemas.addresses import boxes_url_of, clause_label_of, url_of
from service.schemas.documents import DocumentOut, document_out
from service.schemas.frozen import Frozen


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


class SearchOut(Frozen):
    """The passages that were found for a query, best first."""

    query: str
    language: Language
    hits: list[HitOut]
    index_generation: str


def hit_out(rank: int, hit: Hit) -> HitOut:
    """A hit with its rank, the first being 1."""
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
    )


def search_out(snapshot: Snapshot, question: Question, hits: Iterable[Hit]) -> SearchOut:
    """What was found for a query, in the order of the hits."""
    return SearchOut(
        query=question.text,
        language=question.language,
        hits=[hit_out(rank, hit) for rank, hit in enumerate(hits, start=1)],
        index_generation=snapshot.name,
    )
