"""The HTTP interface; the only module that knows FastAPI. Routes are plain functions, which run beside the event loop."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypedDict

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from corpus.nouns import Authority, Clause, ClauseLevel, ClauseStep, Document, Kind, Language
from corpus.numbers import find_numbers
from corpus.places import resolve
from corpus.references import find_references
from indexer.errors import IndexingError
from service import schemas
from service.answering import Answer, answer, evidence_at
from service.engine import Engine, Filters, Snapshot
from service.errors import BadQuestion, NotFound, NotReady, ServiceError
from service.lookup import look_up_reference, missing_clause
from service.pages import DEFAULT_SCALE, GREATEST_SCALE, LEAST_SCALE, MOST_HIGHLIGHTS, PageViews, read_place, read_span
from service.questions import Question, read_question, read_reference
from service.retrieval import LARGEST_COUNT, search
from service.settings import Settings

_STATUS = {BadQuestion: 422, NotFound: 404, NotReady: 503}
_ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"model": schemas.ErrorOut, "description": "Nothing under that name"},
    422: {"model": schemas.ErrorOut, "description": "The request cannot be understood"},
    503: {"model": schemas.ErrorOut, "description": "There is no index yet"},
}
_STEP = re.compile(r"(?P<level>[a-z]+)-(?P<ordinal>[\w.]+)")

EngineMaker = Callable[[], Engine]


class _State(TypedDict):
    engine: Engine
    views: PageViews


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


def create_app(settings: Settings, make_engine: EngineMaker) -> FastAPI:
    """The application; the engine is made when it starts, so that importing costs nothing."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[_State]:
        views = PageViews()
        yield {"engine": make_engine(), "views": views}
        views.close()

    app = FastAPI(
        title="Passerelle",
        summary="Questions about French and Vietnamese policy texts, answered with the exact clauses that support the answer.",
        version="1",
        lifespan=lifespan,
        responses=_ERRORS,
    )
    _handle_errors(app)
    _add_routes(app, settings)
    _add_page_routes(app)
    return app


def _engine(request: Request) -> Engine:
    engine: Engine = request.state.engine
    return engine


def _snapshot(request: Request) -> Snapshot:
    return _engine(request).snapshot()


def _views(request: Request) -> PageViews:
    views: PageViews = request.state.views
    return views


_Engine = Annotated[Engine, Depends(_engine)]
_Current = Annotated[Snapshot, Depends(_snapshot)]
_Views = Annotated[PageViews, Depends(_views)]


def _handle_errors(app: FastAPI) -> None:
    def failed(status: int, code: str, detail: str) -> JSONResponse:
        return JSONResponse(schemas.ErrorOut(error=code, detail=detail).model_dump(), status)

    @app.exception_handler(ServiceError)
    def service_error(_request: Request, error: ServiceError) -> JSONResponse:
        return failed(_STATUS.get(type(error), 500), error.code, str(error))

    @app.exception_handler(IndexingError)
    def indexing_error(_request: Request, error: IndexingError) -> JSONResponse:
        return failed(503, NotReady.code, str(error))

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(part for part in first["loc"] if isinstance(part, str) and part not in {"body", "query", "path"})
        return failed(422, "malformed_request", f"{where or 'the request body'}: {first['msg'].lower()}")

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> JSONResponse:
        codes = {400: "malformed_request", 404: "not_found", 405: "method_not_allowed"}
        detail = f"there is nothing at {request.url.path}: see /docs" if error.status_code == 404 else str(error.detail)  # noqa: PLR2004 - HTTP
        return failed(error.status_code, codes.get(error.status_code, "error"), detail)

    @app.exception_handler(Exception)
    def defect(_request: Request, _error: Exception) -> JSONResponse:
        return failed(500, "internal_error", "the service failed on this request: its log says why")


def _add_routes(app: FastAPI, settings: Settings) -> None:  # noqa: C901 - one small function a route
    def question_of(text: str, language: Language | None = None) -> Question:
        return read_question(text, language=language, longest=settings.longest_question)

    @app.post("/v1/ask", response_model=schemas.AnswerOut, tags=["questions"])
    def ask(body: AskIn, request: Request, engine: _Engine, snapshot: _Current) -> Response | schemas.AnswerOut:
        """Answers with exact quotations, or refuses. `Accept: text/event-stream` gives the evidence first, then the answer."""
        result = answer(snapshot, engine.encoder, question_of(body.question, body.language), body.filters(), body.as_of)
        if "text/event-stream" in request.headers.get("accept", ""):
            return StreamingResponse(_events(result), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
        return schemas.answer_out(result)

    @app.get("/v1/search", response_model=schemas.SearchOut, tags=["questions"])
    def find(
        engine: _Engine,
        snapshot: _Current,
        q: Annotated[str, Query(description="what to look for", examples=["hỗ trợ lãi suất", "crédit d'impôt"])],
        k: Annotated[int, Query(ge=1, le=LARGEST_COUNT, description="how many passages")] = 10,
        lang_doc: Annotated[Language | None, Query(description="language of the documents")] = None,
        kind: Kind | None = None,
        authority: Authority | None = None,
        year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
    ) -> schemas.SearchOut:
        """The passages nearest to a query, best first."""
        question = question_of(q)
        hits = search(snapshot, engine.encoder, question, k, Filters(lang_doc, kind, authority, year))
        return schemas.SearchOut(
            query=question.text,
            language=question.language,
            hits=[schemas.hit_out(rank, hit) for rank, hit in enumerate(hits, start=1)],
            index_generation=snapshot.name,
        )

    @app.get("/v1/documents", response_model=schemas.DocumentsOut, tags=["documents"])
    def documents(
        snapshot: _Current, lang_doc: Language | None = None, kind: Kind | None = None, authority: Authority | None = None, year: int | None = None
    ) -> schemas.DocumentsOut:
        """All documents of the index, or those that pass the filters."""
        filters = Filters(lang_doc, kind, authority, year)
        found = [schemas.document_out(document) for document in snapshot.documents if filters.admits(document)]
        return schemas.DocumentsOut(total=len(found), documents=found, index_generation=snapshot.name)

    @app.get("/v1/documents/{document_id}", response_model=schemas.DocumentTextOut, tags=["documents"])
    def document(document_id: str, snapshot: _Current) -> schemas.DocumentTextOut:
        """One document with its text, its clauses, and its relations to other acts in both directions."""
        known = _known(snapshot, document_id)
        text = snapshot.generation.store.text(document_id)
        return schemas.DocumentTextOut(
            document=schemas.standing_document_out(snapshot, known),
            text=text.text,
            pages=max((page.number for page in text.pages), default=0),
            clauses=[schemas.clause_out(clause, known) for clause in text.clauses],
            passages=len(snapshot.generation.store.rows_of(document_id)),
            relations=schemas.relations_out(snapshot, known),
            related_by=schemas.related_by_out(snapshot, known),
        )

    @app.get("/v1/documents/{document_id}/clauses/{path:path}", response_model=schemas.ClauseTextOut, tags=["documents"])
    def clause(document_id: str, path: str, snapshot: _Current) -> schemas.ClauseTextOut:
        """One clause, by its address (`chapter-2/article-10/clause-1`, `article-10/clause-1`) or as people name it (`Điều 10 khoản 1`)."""
        known = _known(snapshot, document_id)
        return schemas.clause_text_out(snapshot, known, _clause(snapshot, known, path))

    @app.get("/v1/documents/{document_id}/file", tags=["documents"], response_class=FileResponse)
    def file(document_id: str, snapshot: _Current) -> FileResponse:
        """The file that the document was read from."""
        _known(snapshot, document_id)
        stored = snapshot.generation.store.document(document_id)
        path = Path(stored.source) if stored else Path()
        if not path.is_file():
            raise NotFound(f"the file of document {document_id!r} is no longer at {path.name}: index it again")
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:", "X-Content-Type-Options": "nosniff"}
        media_type = str(stored.media_type) if stored else None
        return FileResponse(path, media_type=media_type, filename=path.name, content_disposition_type="inline", headers=headers)

    @app.get("/v1/lookup", response_model=schemas.LookupOut, tags=["documents"])
    def lookup(
        snapshot: _Current,
        ref: Annotated[str, Query(examples=["302/KH-UBND", "113/VBHN-VPQH khoản 1 Điều 10"])],
        as_of: Annotated[dt.date | None, Query(description="the day for which it is said what holds; today when it is left out")] = None,
    ) -> schemas.LookupOut:
        """What a document, named by number, title or date, and a clause of it are, in any spelling."""
        question = read_reference(ref, longest=settings.longest_question)
        found = look_up_reference(snapshot.generation.store, question)
        if not found.documents and not found.citing:
            raise NotFound(f"no document bears or cites {ref!r}: `GET /v1/documents` lists what is indexed")
        if found.documents and not found.clauses and (reason := missing_clause(snapshot.generation.store, found, question)):
            raise NotFound(reason)
        citing = tuple(evidence_at(snapshot, place.document, place.span) for place in found.citing)
        return schemas.lookup_out(snapshot, ref, found, citing, as_of)

    @app.get("/healthz", tags=["operation"])
    def healthz() -> dict[str, str]:
        """Whether the process runs."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["operation"])
    def readyz(snapshot: _Current) -> dict[str, str | int]:
        """Whether questions can be answered, and from which generation."""
        manifest = snapshot.generation.manifest
        return {
            "status": "ready",
            "index_generation": manifest.name,
            "documents": manifest.documents,
            "passages": manifest.passages,
            "model": manifest.model.name,
        }


def _add_page_routes(app: FastAPI) -> None:
    @app.get("/v1/documents/{document_id}/pages/{number}.png", tags=["pages"], response_class=Response, responses={200: {"content": {"image/png": {}}}})
    def page_image(
        document_id: str,
        number: int,
        request: Request,
        snapshot: _Current,
        views: _Views,
        scale: Annotated[
            float, Query(ge=LEAST_SCALE, le=GREATEST_SCALE, allow_inf_nan=False, description="pixels a point: 2 is 144 dots an inch")
        ] = DEFAULT_SCALE,
        highlight: Annotated[
            list[str] | None, Query(max_length=MOST_HIGHLIGHTS, description="a span of the document's text to mark, as START-END", examples=["120-340"])
        ] = None,
    ) -> Response:
        """The image of one page, the first being 1, with spans of its text marked in yellow. Very large pages are drawn smaller."""
        drawing = views.drawing(snapshot, document_id, number, scale, tuple(read_span(span) for span in highlight or ()))
        # What a span covers may change when the document is read anew; a page as such never does.
        headers = {"ETag": drawing.etag, "Cache-Control": "no-cache" if highlight else "public, max-age=31536000, immutable"}
        if drawing.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(views.png(drawing), media_type="image/png", headers={**headers, "X-Content-Type-Options": "nosniff"})

    @app.get("/v1/passages/{passage_id}/boxes", response_model=schemas.PassageBoxesOut, tags=["pages"])
    def boxes(passage_id: str, snapshot: _Current, views: _Views) -> schemas.PassageBoxesOut:
        """Where a passage, or any quotation `document:start-end`, stands on its pages: one rectangle for each line of it."""
        return schemas.passage_boxes_out(views.quotation(snapshot, *read_place(passage_id)))


def _events(result: Answer) -> Iterator[str]:
    out = schemas.answer_out(result)
    for citation in out.citations:
        yield f"event: evidence\ndata: {citation.model_dump_json()}\n\n"
    yield f"event: answer\ndata: {out.model_dump_json()}\n\n"
    yield f"event: done\ndata: {json.dumps({'index_generation': out.index_generation})}\n\n"


def _known(snapshot: Snapshot, document_id: str) -> Document:
    stored = snapshot.generation.store.document(document_id)
    if stored is None:
        raise NotFound(f"there is no document {document_id!r}: `GET /v1/documents` lists them")
    return stored.document


def _clause(snapshot: Snapshot, document: Document, path: str) -> Clause:
    clauses = snapshot.generation.store.text(document.id).clauses
    exact = next((clause for clause in clauses if clause.path == path.strip("/")), None)
    if exact:
        return exact
    found = resolve(_steps(path), clauses)
    if not found:
        raise NotFound(f"document {document.id!r} has no clause {path!r}: `GET /v1/documents/{document.id}` lists its clauses")
    return found[0]


def _steps(path: str) -> tuple[ClauseStep, ...]:
    steps = []
    for part in path.strip("/").split("/"):
        match = _STEP.fullmatch(part)
        if match is None or match["level"] not in set(ClauseLevel):
            return () if find_numbers(path) else find_references(path)
        steps.append(ClauseStep(ClauseLevel(match["level"]), match["ordinal"].lower()))
    return tuple(steps)
