"""The application: what its requests share, its routes and its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from service.api import documents, eligibility, facts, lookup, operation, pages, questions, uploads
from service.api.dependencies import State
from service.api.errors import ERRORS, handle_errors
from service.building import Builder
from service.composing import Generator
from service.engine import Engine
from service.pages import PageViews
from service.settings import Settings
from service.uploads.desk import Desk
from service.web.composing import Composer, composer_with
from service.web.site import add_pages

EngineMaker = Callable[[], Engine]


def create_app(settings: Settings, make_engine: EngineMaker, builder: Builder | None = None, composer: Composer | None = None) -> FastAPI:
    """The application; the engine is made when it starts, so that importing costs nothing.

    Uploads are indexed by the ``builder``, or by a command in a process of its own where none is given; ``composer`` answers the
    questions of the page, by the settings where none is given.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
        views, engine = PageViews(), make_engine()
        desk = Desk(settings, engine, builder)
        generator = Generator(settings.generator, settings.generator_at_once) if settings.generator else None
        await run_in_threadpool(desk.open)
        yield {"settings": settings, "engine": engine, "views": views, "desk": desk, "generator": generator, "composer": composer or composer_with(generator)}
        await run_in_threadpool(desk.close)
        views.close()

    app = FastAPI(
        title="Passerelle",
        summary="Questions about French and Vietnamese policy texts, answered with the exact clauses that support the answer.",
        version="1",
        lifespan=lifespan,
        responses=ERRORS,
    )
    handle_errors(app)
    for subject in (questions, documents, uploads, facts, eligibility, lookup, operation, pages):
        app.include_router(subject.router)
    add_pages(app)
    return app
