"""The application: what its requests share, its routes and its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI

from service.api import documents, eligibility, facts, lookup, operation, pages, questions
from service.api.dependencies import State
from service.api.errors import ERRORS, handle_errors
from service.composing import Generator
from service.engine import Engine
from service.pages import PageViews
from service.settings import Settings
from service.web.site import add_pages

EngineMaker = Callable[[], Engine]


def create_app(settings: Settings, make_engine: EngineMaker) -> FastAPI:
    """The application; the engine is made when it starts, so that importing costs nothing."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
        views = PageViews()
        generator = Generator(settings.generator, settings.generator_at_once) if settings.generator else None
        yield {"settings": settings, "engine": make_engine(), "views": views, "generator": generator}
        views.close()

    app = FastAPI(
        title="Passerelle",
        summary="Questions about French and Vietnamese policy texts, answered with the exact clauses that support the answer.",
        version="1",
        lifespan=lifespan,
        responses=ERRORS,
    )
    handle_errors(app)
    for subject in (questions, documents, facts, eligibility, lookup, operation, pages):
        app.include_router(subject.router)
    add_pages(app)
    return app
