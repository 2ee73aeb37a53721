"""Puts the page beside the HTTP interface: its addresses, its files, and its errors as pages in the reader's language."""

from __future__ import annotations

import logging

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from corpus.nouns import Language
from indexer.errors import IndexingError
from service.errors import ServiceError
from service.factbook import FactList
from service.web import ask_routes, eligibility_routes, explore_routes, routes, upload_routes
from service.web.assets import page_assets
from service.web.keeping import Keeping, Shelf
from service.web.negotiation import preferred_language
from service.web.rendering import frame, render

_KNOWN = frozenset({403, 404, 405, 413, 422, 503})
_SMALLEST_PACKED = 1000
_PACKED_LEVEL = 5
"""Hardly larger than with the highest level, in a third of the time."""
_log = logging.getLogger("passerelle.web")


class _InterfaceLanguage(Convertor[str]):
    """The first part of the address of every page."""

    regex = "|".join(Language)

    def convert(self, value: str) -> str:
        """The code of the language."""
        return value

    def to_string(self, value: str) -> str:
        """The part of the address."""
        return value


class _FactList(Convertor[str]):
    """The name of a list of facts."""

    regex = "|".join(FactList)

    def convert(self, value: str) -> str:
        """The name."""
        return value

    def to_string(self, value: str) -> str:
        """The part of the address."""
        return value


register_url_convertor("interface", _InterfaceLanguage())
register_url_convertor("fact_list", _FactList())


def add_pages(app: Starlette) -> None:
    """Adds the page to an application whose state has ``settings`` and ``engine``; all other addresses stay as they are."""
    app.router.routes.extend(
        [
            Route("/", _choose_language),
            Route("/assets/{version}/{name:path}", page_assets().respond),
            Mount("/{language:interface}", app=_pages()),
        ]
    )


def _pages() -> Starlette:
    keeping = [Middleware(Keeping, shelf=Shelf())]
    return Starlette(
        routes=[
            Route("/", ask_routes.home, middleware=keeping),
            Route("/ask", ask_routes.ask, middleware=keeping),
            Route("/answer.{form}", ask_routes.answer_file),
            Route("/search", ask_routes.search_passages, middleware=keeping),
            Route("/suggest", ask_routes.suggest),
            Route("/documents", routes.documents, middleware=keeping),
            Route("/documents/{document_id}", routes.document, middleware=keeping),
            Route("/documents/{document_id}/remove", upload_routes.removal),
            Route("/documents/{document_id}/remove", upload_routes.remove, methods=["POST"]),
            Route("/upload", upload_routes.form),
            Route("/upload", upload_routes.upload, methods=["POST"]),
            Route("/jobs/{job_id}", upload_routes.job),
            Route("/explore", explore_routes.index),
            Route("/explore/acts", explore_routes.timeline_of_acts, middleware=keeping),
            Route("/explore/{kind:fact_list}", explore_routes.facts, middleware=keeping),
            Route("/explore/{kind:fact_list}.csv", explore_routes.facts_file),
            Route("/eligibility", eligibility_routes.eligibility, middleware=keeping),
            Route("/feedback", routes.feedback, methods=["POST"]),
            Route("/feedback", routes.thanks, methods=["GET"]),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=_SMALLEST_PACKED, compresslevel=_PACKED_LEVEL)],
        exception_handlers={ServiceError: _service_error, IndexingError: _not_ready, HTTPException: _http_error, Exception: _defect},
    )


def _choose_language(request: Request) -> Response:
    language = preferred_language(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 302, {"Vary": "Accept-Language", "Cache-Control": "private, no-cache"})


def _service_error(request: Request, error: Exception) -> Response:
    return _error_page(request, error.status if isinstance(error, ServiceError) else 500)


def _not_ready(request: Request, _error: Exception) -> Response:
    return _error_page(request, 503)


def _http_error(request: Request, error: Exception) -> Response:
    return _error_page(request, error.status_code if isinstance(error, HTTPException) else 500)


def _defect(request: Request, error: Exception) -> Response:
    _log.error("a page failed: %s", request.url.path, exc_info=error)
    return _error_page(request, 500)


def _error_page(request: Request, status: int) -> Response:
    """A page that says what happened and what to do next; it needs no index."""
    return render("error.html", frame(request, ""), status, code=status, reason=str(status) if status in _KNOWN else "500")
