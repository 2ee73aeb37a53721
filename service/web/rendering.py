"""Makes a page from a template: the frame that all pages share, and the headers that keep a browser from running or loading anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from corpus.nouns import Kind, Language
from corpus.numbers import write_number
from service.web.addresses import address, document_address, file_address
from service.web.assets import page_assets
from service.web.formats import write_count, write_date
from service.web.labels import kind_label, short_name
from service.web.navigation import SECTIONS
from service.web.strings import strings
from service.web.visible import plain, shown, spaced, tight

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Vary": "HX-Request",
}
"""Of every page. A form's origin is only sent where the referrer is, so that may not be ``no-referrer``."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of a page needs to know of its request."""

    language: Language
    section: str
    tellings: dict[Language, str]
    """The address of this very page in each language of the interface."""


def frame(request: Request, section: str) -> Frame:
    """The frame of the page that a request asks for; ``section`` is the entry of the navigation that it belongs to."""
    language = Language(request.path_params["language"])
    rest = request.url.path.removeprefix(f"/{language}/")
    parameters = request.query_params.multi_items() if request.method == "GET" else []
    return Frame(language, section, {other: address(other, rest, parameters) for other in Language})


def render(template: str, page: Frame, status: int = 200, **values: object) -> HTMLResponse:
    """The page that a template makes of values."""
    made = (
        _environment()
        .get_template(template)
        .render(page=page, language=page.language, t=strings(page.language), asset=page_assets().address, sections=SECTIONS, **values)
    )
    return HTMLResponse(made, status, dict(HEADERS))


@cache
def _environment() -> Environment:
    with as_file(files("service.web") / "templates") as folder:
        loader = FileSystemLoader(folder)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"shown": shown, "plain": plain, "spaced": spaced, "tight": tight}
    made.globals |= {
        "address": address,
        "document_address": document_address,
        "file_address": file_address,
        "kind_label": kind_label,
        "short_name": short_name,
        "write_number": write_number,
        "write_count": write_count,
        "write_date": write_date,
        "kinds": {str(kind): kind for kind in Kind},
        "languages": tuple(Language),
    }
    return made
