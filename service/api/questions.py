"""Routes that take a question: ask and search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse
from pydantic import ConfigDict, Field

from corpus.nouns import Language
from service.answering import answer
from service.api.dependencies import CurrentEngine, CurrentGenerator, CurrentSettings, CurrentSnapshot
from service.api.events import events
from service.diversity import PER_DOCUMENT
from service.engine import Engine, Snapshot
from service.evidence import Answer
from service.facets import Facets
from service.finding import facets_of_question, find
from service.questions import read_question
from service.retrieval import LARGEST_COUNT
from service.schemas.answers import AnswerOut, answer_out
from service.schemas.hits import SearchOut, search_out
from service.schemas.limits import Limits
from service.settings import Settings

router = APIRouter(tags=["questions"])


class AskIn(Limits):
    """A question in French, Vietnamese or English, and what the search may be limited to."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "Combien d'entreprises des industries de soutien Hanoï vise-t-elle d'ici 2030 ?"},
                {"question": "Thuế suất thuế thu nhập doanh nghiệp phổ thông là bao nhiêu?", "language": "vi"},
                {"question": "Mục tiêu đến năm 2030 là gì?", "kind": ["plan", "decision"], "issuer": "UBND thành phố Hà Nội", "in_force": True},
            ]
        },
    )

    question: str
    language: Language | None = Field(default=None, description="language of the question; found out when it is left out")
    facets: bool = Field(default=True, description="whether to count what each further filter would leave")


class SearchIn(Limits):
    """A query, and what the search may be limited to."""

    q: str = Field(
        description="what to look for; what stands in quotation marks must stand in every passage",
        examples=["hỗ trợ lãi suất", "crédit d'impôt", '"công nghiệp hỗ trợ" 2030'],
    )
    k: int = Field(default=10, ge=1, le=LARGEST_COUNT, description="how many passages")
    per_document: int = Field(default=PER_DOCUMENT, ge=1, le=LARGEST_COUNT, description="passages of one document before others of similar score")
    facets: bool = Field(default=True, description="whether to count what each further filter would leave")


@router.post("/v1/ask", response_model=AnswerOut)
async def ask(
    body: AskIn, request: Request, settings: CurrentSettings, engine: CurrentEngine, snapshot: CurrentSnapshot, generator: CurrentGenerator
) -> Response | AnswerOut:
    """Answers with exact quotations, or refuses. `Accept: text/event-stream` gives the evidence first, then the answer.

    The events are `evidence` (a quotation), with a generator `sentence` (verified) and `dropped` (why), then `answer`, which is whole
    and replaces all sentences before it, and `done`; or `error` where something fails on the way.
    """
    found, facets = await run_in_threadpool(_answered, body, settings, engine, snapshot)
    if "text/event-stream" in request.headers.get("accept", ""):
        return StreamingResponse(events(found, facets, generator), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
    return answer_out(await generator.composed(found) if generator else found, facets)


def _answered(body: AskIn, settings: Settings, engine: Engine, snapshot: Snapshot) -> tuple[Answer, Facets | None]:
    """The built-in answer, and the facets where they are asked for."""
    question, filters = read_question(body.question, language=body.language, longest=settings.longest_question), body.filters()
    found = answer(snapshot, engine.encoder, question, filters, body.as_of)
    return found, facets_of_question(snapshot, engine.encoder, question, filters) if body.facets else None


@router.get("/v1/search", response_model=SearchOut)
def search(settings: CurrentSettings, engine: CurrentEngine, snapshot: CurrentSnapshot, asked: Annotated[SearchIn, Query()]) -> SearchOut:
    """The passages nearest to a query, best first, and how many documents each further filter would leave of the candidates."""
    question = read_question(asked.q, longest=settings.longest_question)
    found = find(snapshot, engine.encoder, question, asked.k, asked.filters(), per_document=asked.per_document, with_facets=asked.facets)
    return search_out(snapshot, found, asked.as_of)
