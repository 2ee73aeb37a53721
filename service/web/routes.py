"""The pages of documents, and what readers think of answers: each reads what its address asks for and shows it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from service.inforce import state_at
from service.pages import MOST_HIGHLIGHTS, read_span
from service.web.addresses import address
from service.web.documents import document_view
from service.web.feedback import add_feedback, feedback_file, is_same_origin, read_feedback
from service.web.filters import read_value
from service.web.listing import Order, listing
from service.web.rendering import HEADERS, frame, render
from service.web.requests import desk_of, language_of, origin_of, pairs_of, settings_of, snapshot_of

_LARGEST_FORM = 64 * 1024


def documents(request: Request) -> Response:
    """The documents that pass the filters in the address."""
    page, snapshot = frame(request, "documents"), snapshot_of(request)
    shown = listing(snapshot, pairs_of(request.query_params), page.language)
    states = {document.id: state_at(snapshot.generation.store, document).standing for document in shown.documents}
    return render("documents.html", page, listing=shown, states=states, orders=tuple(Order), total=len(snapshot.documents), may_upload=desk_of(request).is_open)


def document(request: Request) -> Response:
    """One document, with what the address wants highlighted in it."""
    page, snapshot = frame(request, "documents"), snapshot_of(request)
    highlights = [read_span(written) for written in request.query_params.getlist("highlight")[:MOST_HIGHLIGHTS] if written]
    number = read_value(request.query_params, "page", _page_number)
    view = document_view(snapshot, request.path_params["document_id"], page.language, highlights, number)
    return render("document.html", page, view=view, may_remove=desk_of(request).may_remove(view.document.id))


async def feedback(request: Request) -> Response:
    """Keeps what a reader thinks of an answer; the form must come from a page of ours."""
    if not is_same_origin(request.headers, origin_of(request)):
        raise HTTPException(403)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            raise HTTPException(413)
    form = dict(parse_qsl(body.decode("utf-8", errors="replace")))
    return await run_in_threadpool(_keep_feedback, request, form)


def _keep_feedback(request: Request, form: dict[str, str]) -> Response:
    language, settings = language_of(request), settings_of(request)
    add_feedback(feedback_file(settings), read_feedback(form, language, settings.longest_question))
    return RedirectResponse(address(language, "feedback", [("q", form["question"])]), 303, dict(HEADERS))


def thanks(request: Request) -> Response:
    """Says that an opinion was kept, and leads back to the answer."""
    question = request.query_params.get("q", "")
    page = frame(request, "ask")
    return render("thanks.html", page, back=address(page.language, "ask", [("q", question)]) if question else address(page.language))


def _page_number(written: str) -> int:
    number = int(written)
    if number < 1:
        raise ValueError(written)
    return number
