"""Routes that take a question: ask and search."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus.nouns import Authority, Kind, Language
from service.answering import Answer, answer
from service.api.dependencies import CurrentEngine, CurrentSettings, CurrentSnapshot
from service.engine import Filters
from service.questions import read_question
from service.retrieval import LARGEST_COUNT, search
from service.schemas.answers import AnswerOut, answer_out
from service.schemas.hits import SearchOut, search_out

router = APIRouter(tags=["questions"])


class AskIn(BaseModel):
    """A question in French, Vietnamese or English, and what the search may be limited to."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "Combien d'entreprises des industries de soutien Hanoï vise-t-elle d'ici 2030 ?"},
                {"question": "Thuế suất thuế thu nhập doanh nghiệp phổ thông là bao nhiêu?", "language": "vi"},
            ]
        },
    )

    question: str
    language: Language | None = Field(default=None, description="language of the question; found out when it is left out")
    kind: Kind | None = None
    authority: Authority | None = None
    lang_doc: Language | None = Field(default=None, description="language of the documents")
    year: int | None = Field(default=None, ge=1900, le=2100)
    as_of: dt.date | None = Field(default=None, description="the day for which it is said whether what is quoted holds; today when it is left out")

    def filters(self) -> Filters:
        """What the search is limited to."""
        return Filters(language=self.lang_doc, kind=self.kind, authority=self.authority, year=self.year)


@router.post("/v1/ask", response_model=AnswerOut)
def ask(body: AskIn, request: Request, settings: CurrentSettings, engine: CurrentEngine, snapshot: CurrentSnapshot) -> Response | AnswerOut:
    """Answers with exact quotations, or refuses. `Accept: text/event-stream` gives the evidence first, then the answer."""
    question = read_question(body.question, language=body.language, longest=settings.longest_question)
    result = answer(snapshot, engine.encoder, question, body.filters(), body.as_of)
    if "text/event-stream" in request.headers.get("accept", ""):
        return StreamingResponse(_events(result), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
    return answer_out(result)


@router.get("/v1/search", response_model=SearchOut)
def find(
    settings: CurrentSettings,
    engine: CurrentEngine,
    snapshot: CurrentSnapshot,
    q: Annotated[str, Query(description="what to look for", examples=["hỗ trợ lãi suất", "crédit d'impôt"])],
    k: Annotated[int, Query(ge=1, le=LARGEST_COUNT, description="how many passages")] = 10,
    lang_doc: Annotated[Language | None, Query(description="language of the documents")] = None,
    kind: Kind | None = None,
    authority: Authority | None = None,
    year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
) -> SearchOut:
    """The passages nearest to a query, best first."""
    question = read_question(q, longest=settings.longest_question)
    hits = search(snapshot, engine.encoder, question, k, Filters(lang_doc, kind, authority, year))
    return search_out(snapshot, question, hits)


def _events(result: Answer) -> Iterator[str]:
    out = answer_out(result)
    for citation in out.citations:
        yield f"event: evidence\ndata: {citation.model_dump_json()}\n\n"
    yield f"event: answer\ndata: {out.model_dump_json()}\n\n"
    yield f"event: done\ndata: {json.dumps({'index_generation': out.index_generation})}\n\n"
