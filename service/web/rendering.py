"""Makes a page from a template: the frame that all pages share, and the headers that keep a browser from running or loading anything else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from corpus.nouns import Kind, Language
from corpus.numbers import write_number
from service.web.addresses import address, document_address, file_address
from service.web.assets import page_assets
from service.web.formats import write_count, write_date
from service.web.labels import kind_label, short_name
from service.web.navigation import SECTIONS
from service.web.streaming import Batches
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

_PAUSE = Markup("<!-- {} -->").format(secrets.token_hex())
"""No text of a document or of an address can be this."""


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
    return HTMLResponse(_environment().get_template(template).render(_shared(page) | values), status, dict(HEADERS))


def render_batches(template: str, page: Frame, **values: object) -> Batches:
    """The same page as text in batches that end where the template says ``{{ pause }}``: before something that it may have to wait for."""
    batch: list[str] = []
    for piece in _environment().get_template(template).generate(_shared(page) | values):
        if piece == _PAUSE:
            yield "".join(batch)
            batch = []
        else:
            batch.append(piece)
    yield "".join(batch)


def render_part(template: str, page: Frame, **values: object) -> str:
    """A part of a page as text."""
    return _environment().get_template(template).render(_shared(page) | values)


def _shared(page: Frame) -> dict[str, object]:
    return {"page": page, "language": page.language, "t": strings(page.language), "asset": page_assets().address, "sections": SECTIONS}


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
        "pause": _PAUSE,
    }
    return made
