"""What the pages read of a request: the language of the interface, the engine and its index, the settings."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.requests import Request

from corpus.nouns import Language
from service.engine import Engine, Snapshot
from service.settings import Settings
from service.uploads.desk import Desk
from service.web.composing import Composer


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


def composer_of(request: Request) -> Composer:
    """What composes answers."""
    composer: Composer = request.state.composer
    return composer


def snapshot_of(request: Request) -> Snapshot:
    """The current generation of the index."""
    return engine_of(request).snapshot()


def settings_of(request: Request) -> Settings:
    """The settings of the service."""
    settings: Settings = request.state.settings
    return settings


def desk_of(request: Request) -> Desk:
    """Where documents are brought."""
    desk: Desk = request.state.desk
    return desk


def pairs_of(parameters: QueryParams) -> list[tuple[str, str]]:
    """The parameters of an address that say something, in its order."""
    return [(name, value.strip()) for name, value in parameters.multi_items() if value.strip()]
