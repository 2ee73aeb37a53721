"""What the pages read of a request: the language of the interface, the engine and its index, the settings."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.requests import Request

from corpus.nouns import Language
from service.composing import Generator
from service.engine import Engine, Snapshot
from service.settings import Settings


def language_of(request: Request) -> Language:
    """The language of the interface, as the address says it."""
    return Language(request.path_params["language"])


def origin_of(request: Request) -> str:
    """The beginning of absolute addresses."""
    return f"{request.url.scheme}://{request.url.netloc}"


def engine_of(request: Request) -> Engine:
    """What answers are made with."""
    engine: Engine = request.state.engine
    return engine


def snapshot_of(request: Request) -> Snapshot:
    """The current generation of the index."""
    return engine_of(request).snapshot()


def generator_of(request: Request) -> Generator | None:
    """What words answers, where it is set."""
    generator: Generator | None = request.state.generator
    return generator


def settings_of(request: Request) -> Settings:
    """The settings of the service."""
    settings: Settings = request.state.settings
    return settings


def pairs_of(parameters: QueryParams) -> list[tuple[str, str]]:
    """The parameters of an address that say something, in its order."""
    return [(name, value.strip()) for name, value in parameters.multi_items() if value.strip()]
