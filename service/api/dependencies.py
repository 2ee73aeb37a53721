"""What the requests of one application share, as routes ask for it."""

from __future__ import annotations

from typing import Annotated, TypedDict

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.composing import Generator
from service.engine import Engine, Snapshot
from service.pages import PageViews
from service.settings import Settings
from service.uploads.desk import Desk
from service.uploads.keys import check_key
from service.web.composing import Composer

_bearer = HTTPBearer(scheme_name="upload key", description="the secret that `PASSERELLE_UPLOAD_KEY` sets", auto_error=False)


class State(TypedDict):
    """What is made when the application starts."""

    settings: Settings
    engine: Engine
    views: PageViews
    desk: Desk
    composer: Composer
    generator: Generator | None


def _settings(request: Request) -> Settings:
    settings: Settings = request.state.settings
    return settings


def _engine(request: Request) -> Engine:
    engine: Engine = request.state.engine
    return engine


def _snapshot(request: Request) -> Snapshot:
    return _engine(request).snapshot()


def _views(request: Request) -> PageViews:
    views: PageViews = request.state.views
    return views


def _desk(request: Request) -> Desk:
    desk: Desk = request.state.desk
    return desk


def key_is_right(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> None:
    """Lets only those on who have the key. Raises ``UploadsOff`` or ``KeyRefused``."""
    check_key(_settings(request).upload_key, credentials.credentials if credentials else "")


CurrentDesk = Annotated[Desk, Depends(_desk)]


def _generator(request: Request) -> Generator | None:
    generator: Generator | None = request.state.generator
    return generator


CurrentSettings = Annotated[Settings, Depends(_settings)]
CurrentEngine = Annotated[Engine, Depends(_engine)]
CurrentSnapshot = Annotated[Snapshot, Depends(_snapshot)]
CurrentViews = Annotated[PageViews, Depends(_views)]
CurrentGenerator = Annotated[Generator | None, Depends(_generator)]
