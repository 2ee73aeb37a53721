"""The pages: each reads what its address asks for and shows it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from corpus.nouns import Language
from service.answering import answer
from service.engine import Snapshot
from service.errors import BadQuestion
from service.filters import Filters
from service.inforce import state_at
from service.pages import MOST_HIGHLIGHTS, read_span
from service.questions import Question, read_question, read_reference
from service.web.addresses import address
from service.web.answers import AnswerView, answer_view
from service.web.documents import document_view
from service.web.exporting import FACTS, FORMS, export
from service.web.faceting import Facet, chips, facet_views, facets_of_documents, facets_of_search
from service.web.feedback import LONGEST_COMMENT, add_feedback, feedback_file, is_same_origin, read_feedback
from service.web.filters import Chosen, read_chosen, read_value
from service.web.listing import Order, listing
from service.web.passages import passages_view
from service.web.rendering import HEADERS, frame, render
from service.web.requests import engine_of, generator_of, language_of, origin_of, pairs_of, settings_of, snapshot_of
from service.web.suggesting import examples, suggestions

_FIGURE = re.compile(r"[1-9][0-9]{0,5}")
_LARGEST_FORM = 64 * 1024
_SHOWN = 4


def home(request: Request) -> Response:
    """What can be asked here, with examples and what the library holds."""
    return _home(request, question="", mistake="", status=200)


def _home(request: Request, question: str, mistake: str, status: int) -> Response:
    page, snapshot = frame(request, "ask"), snapshot_of(request)
    dated = [document for document in snapshot.documents if document.date]
    newest = sorted(dated, key=lambda document: document.date or dt.date.min, reverse=True)[:_SHOWN]
    shown = list(examples(snapshot, page.language))[:_SHOWN]
    return render(
        "home.html", page, status, facets=_choices(snapshot, page.language), chosen=Chosen(), chips=[], cleared="", examples=shown, newest=newest, question=question, mistake=mistake,
        total=len(snapshot.documents), passages=snapshot.generation.manifest.passages,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _choices(snapshot: Snapshot, language: Language) -> list[Facet]:
    """The filters of the whole library, for a form."""
    return facet_views(facets_of_documents(snapshot, Filters()), Chosen(), lambda _: "", language)


def ask(request: Request) -> Response:
    """The answer to the question in the address."""
    typed = request.query_params.get("q", "")
    mistake = _mistake(typed, settings_of(request).longest_question)
    if mistake:
        return _home(request, question=typed[: settings_of(request).longest_question], mistake=mistake, status=422)
    chosen, snapshot = read_chosen(pairs_of(request.query_params)), snapshot_of(request)
    page, view = frame(request, "ask"), _answered(request, snapshot, chosen)
    parameters = [("q", view.answer.question.text), *chosen.parameters()]
    forms = {form: address(page.language, f"answer.{form}", parameters) for form in FORMS if view.facts or form != FACTS}

    def at(values: list[tuple[str, str]]) -> str:
        return address(page.language, "ask", [("q", view.answer.question.text), *values])

    question = view.answer.question
    found = {} if question.is_reference else facets_of_search(snapshot, engine_of(request).encoder, question, chosen.filters())
    return render(
        "answer.html", page, facets=facet_views(found, chosen, at, page.language) if found else [], chosen=chosen, chips=chips(chosen, at, page.language),
        cleared=at([]), question=view.answer.question.text, mistake="", view=view, exports=forms,
        search_address=address(page.language, "search", parameters), longest_comment=LONGEST_COMMENT,
    )  # fmt: skip


def answer_file(request: Request) -> Response:
    """The answer to the question in the address as a file."""
    form = request.path_params["form"]
    if form not in FORMS:
        raise HTTPException(404)
    chosen, language = read_chosen(pairs_of(request.query_params)), language_of(request)
    view = _answered(request, snapshot_of(request), chosen)
    page_address = address(language, "ask", [("q", view.answer.question.text), *chosen.parameters()])
    made = export(form, view, language, origin_of(request), page_address)
    name = f"passerelle-{view.answer.generation}.{made.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return Response(made.content, media_type=made.media_type, headers=headers)


def search_passages(request: Request) -> Response:
    """The passages nearest to the query in the address, without an answer made of them."""
    page, snapshot, chosen = frame(request, "search"), snapshot_of(request), read_chosen(pairs_of(request.query_params))
    typed = request.query_params.get("q", "")
    mistake = _mistake(typed, settings_of(request).longest_question) if "q" in request.query_params else ""
    question = None if mistake or not typed.strip() else _question(request)
    found = passages_view(snapshot, engine_of(request).encoder, question, chosen.filters(), page.language) if question else None

    def at(values: list[tuple[str, str]]) -> str:
        return address(page.language, "search", [("q", typed), *values])

    counted = (
        facets_of_search(snapshot, engine_of(request).encoder, question, chosen.filters()) if question else facets_of_documents(snapshot, chosen.filters())
    )
    return render(
        "search.html", page, 422 if mistake else 200, facets=facet_views(counted, chosen, at, page.language), chosen=chosen,
        chips=chips(chosen, at, page.language), cleared=at([]), question=typed, mistake=mistake, found=found,
        ask_address=address(page.language, "ask", [("q", typed), *chosen.parameters()]),
    )  # fmt: skip


def suggest(request: Request) -> Response:
    """Suggestions for what is being typed, as JSON for the script of the page."""
    found = suggestions(snapshot_of(request), request.query_params.get("q", ""), language_of(request))
    body = [{"value": item.value, "label": item.label, "note": item.note, "language": item.language} for item in found]
    return JSONResponse(body, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=60"})


def documents(request: Request) -> Response:
    """The documents that pass the filters in the address."""
    page, snapshot = frame(request, "documents"), snapshot_of(request)
    shown = listing(snapshot, pairs_of(request.query_params), page.language)
    states = {document.id: state_at(snapshot.generation.store, document).standing for document in shown.documents}
    return render("documents.html", page, listing=shown, states=states, orders=tuple(Order), total=len(snapshot.documents))


def document(request: Request) -> Response:
    """One document, with what the address wants highlighted in it."""
    page, snapshot = frame(request, "documents"), snapshot_of(request)
    highlights = [read_span(written) for written in request.query_params.getlist("highlight")[:MOST_HIGHLIGHTS] if written]
    number = read_value(request.query_params, "page", _page_number)
    return render("document.html", page, view=document_view(snapshot, request.path_params["document_id"], page.language, highlights, number))


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


def _answered(request: Request, snapshot: Snapshot, chosen: Chosen) -> AnswerView:
    found = answer(snapshot, engine_of(request).encoder, _question(request), chosen.filters(), chosen.as_of)
    if generator := generator_of(request):
        found = generator.composed_now(found)
    return answer_view(snapshot, found, language_of(request), origin_of(request))


def _question(request: Request) -> Question:
    """The question; one that only names a document has no language of its own, so that of the interface is taken.

    Nothing but a figure is taken for the number of a document.
    """
    typed, longest = request.query_params.get("q", ""), settings_of(request).longest_question
    if _FIGURE.fullmatch(typed.strip()):
        return replace(read_reference(typed, longest=longest), words=(), language=language_of(request))
    question = read_question(typed, longest=longest)
    return read_question(typed, language=language_of(request), longest=longest) if question.is_reference else question


def _mistake(typed: str, longest: int) -> str:
    """The key of the sentence that says what is wrong with a question; empty when nothing is."""
    if not typed.strip():
        return "mistake.empty"
    try:
        read_question(typed, longest=longest)
    except BadQuestion:
        return "mistake.long" if len(typed) > longest else "mistake.no_text"
    return ""


def _page_number(written: str) -> int:
    number = int(written)
    if number < 1:
        raise ValueError(written)
    return number
