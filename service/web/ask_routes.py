"""The pages that take a question: the first one, the answer, the passages, and what may be meant while typing."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from corpus.nouns import Language
from indexer.encoder import Encoder
from service.corrections import remarks
from service.engine import Snapshot
from service.errors import BadQuestion
from service.evidence import Answer, Warning  # noqa: A004 - the word of the contract
from service.filters import Filters
from service.questions import Question, read_question, read_reference
from service.web.addresses import address
from service.web.answers import AnswerView, answer_view
from service.web.composing import Steps, Unfolding, whole
from service.web.exporting import FORMS, export
from service.web.faceting import Facet, chips, facet_views, facets_of_documents, facets_of_search
from service.web.feedback import LONGEST_COMMENT
from service.web.filters import Chosen, read_chosen
from service.web.keeping import not_kept, passing
from service.web.passages import passages_view
from service.web.remembering import Remembering
from service.web.rendering import HEADERS, frame, render, render_batches, render_part
from service.web.requests import composer_of, engine_of, language_of, origin_of, pairs_of, settings_of, snapshot_of
from service.web.streaming import Batches, begun
from service.web.suggesting import examples, suggestions

_FIGURE = re.compile(r"[1-9][0-9]{0,5}")
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an address asks it, read and found to be one, with the generation that answers it."""

    question: Question
    chosen: Chosen
    snapshot: Snapshot
    encoder: Encoder

    def at(self, language: Language, path: str, values: list[tuple[str, str]]) -> str:
        """The address of a page about this question."""
        return address(language, path, [("q", self.question.as_typed), *values])

    def steps(self, request: Request) -> Steps:
        """The answer, as it comes."""
        return composer_of(request)(self.snapshot, self.encoder, self.question, self.chosen.filters(), self.chosen.as_of)

    def shown(self, request: Request, found: Answer) -> AnswerView:
        """What the page shows of the answer; one that a generator failed to word is worded anew the next time."""
        if Warning.GENERATOR_FAILED in found.warnings:
            not_kept(request)
        return answer_view(self.snapshot, found, language_of(request), origin_of(request))

    def facets(self, request: Request) -> list[Facet]:
        """What each further filter would leave; none for a question that only names a document."""
        if self.question.is_reference:
            return []
        found = facets_of_search(self.snapshot, self.encoder, self.question, self.chosen.filters())
        language = language_of(request)
        return facet_views(found, self.chosen, lambda values: self.at(language, "ask", values), language)


async def ask(request: Request) -> Response:
    """The answer to the question in the address; its page begins before the answer is there.

    What is wrong with the address or the index is found before, and so has a status of its own.
    """
    asked = await run_in_threadpool(_asked, request)
    if isinstance(asked, Response):
        return asked
    meanwhile = render_part("_searching.html", frame(request, "ask"))
    passing(request, meanwhile)
    return await begun(
        _answer_page(request, asked),
        HEADERS,
        meanwhile=meanwhile,
        ending=lambda _: _broken(request, asked),
    )


def _broken(request: Request, asked: Asked) -> str:
    """The end of a page whose answer failed after it had begun."""
    not_kept(request)
    page = frame(request, "ask")
    return render_part("_broken.html", page, back=asked.at(page.language, "ask", asked.chosen.parameters()))


def _asked(request: Request) -> Asked | Response:
    try:
        question = _question(request)
    except BadQuestion:
        typed, longest = request.query_params.get("q", ""), settings_of(request).longest_question
        return _home(request, question=typed[:longest], mistake=_mistake(typed, longest), status=422)
    return _asked_of(request, question)


def _asked_of(request: Request, question: Question) -> Asked:
    snapshot = snapshot_of(request)
    return Asked(snapshot.meant(question), read_chosen(pairs_of(request.query_params)), snapshot, Remembering(engine_of(request).encoder))


def _answer_page(request: Request, asked: Asked) -> Batches:
    page = frame(request, "ask")
    language, parameters = page.language, asked.chosen.parameters()

    def at(values: list[tuple[str, str]]) -> str:
        return asked.at(language, "ask", values)

    with closing(asked.steps(request)) as steps:
        yield from render_batches(
            "answer.html", page, question=asked.question, remarks=remarks(asked.question), answer=Unfolding(steps, lambda found: asked.shown(request, found)),
            facets=lambda: asked.facets(request), chosen=asked.chosen, chips=chips(asked.chosen, at, language), cleared=at([]),
            exports={form: asked.at(language, f"answer.{form}", parameters) for form in FORMS},
            search_address=asked.at(language, "search", parameters), longest_comment=LONGEST_COMMENT,
        )  # fmt: skip


def answer_file(request: Request) -> Response:
    """The answer to the question in the address as a file."""
    form = request.path_params["form"]
    if form not in FORMS:
        raise HTTPException(404)
    language, asked = language_of(request), _asked_of(request, _question(request))
    view = asked.shown(request, whole(asked.steps(request)))
    page_address = asked.at(language, "ask", asked.chosen.parameters())
    made = export(form, view, language, origin_of(request), page_address)
    name = f"passerelle-{view.answer.generation}.{made.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return Response(made.content, media_type=made.media_type, headers=headers)


def search_passages(request: Request) -> Response:
    """The passages nearest to the query in the address, without an answer made of them."""
    page, snapshot, chosen = frame(request, "search"), snapshot_of(request), read_chosen(pairs_of(request.query_params))
    typed, encoder = request.query_params.get("q", ""), Remembering(engine_of(request).encoder)
    question, mistake = None, ""
    if "q" in request.query_params:
        try:
            question = snapshot.meant(_question(request))
        except BadQuestion:
            mistake = _mistake(typed, settings_of(request).longest_question)
    found = passages_view(snapshot, encoder, question, chosen.filters(), page.language) if question else None

    def at(values: list[tuple[str, str]]) -> str:
        return address(page.language, "search", [("q", typed), *values])

    counted = facets_of_search(snapshot, encoder, question, chosen.filters()) if question else facets_of_documents(snapshot, chosen.filters())
    return render(
        "search.html", page, 422 if mistake else 200, facets=facet_views(counted, chosen, at, page.language), chosen=chosen,
        chips=chips(chosen, at, page.language), cleared=at([]), question=typed, mistake=mistake, found=found,
        remarks=remarks(question) if question else [], asked_in=question.language if question else page.language,
        ask_address=address(page.language, "ask", [("q", typed), *chosen.parameters()]),
    )  # fmt: skip


def suggest(request: Request) -> Response:
    """Suggestions for what is being typed, as JSON for the script of the page."""
    found = suggestions(snapshot_of(request), request.query_params.get("q", ""), language_of(request))
    body = [{"value": item.value, "label": item.label, "note": item.note, "language": item.language} for item in found]
    return JSONResponse(body, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=60"})


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
    """The key of the sentence that says what is wrong with a question that cannot be read."""
    if not typed.strip():
        return "mistake.empty"
    return "mistake.long" if len(typed) > longest else "mistake.no_text"
