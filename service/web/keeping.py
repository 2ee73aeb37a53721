"""Keeps pages that were made: the same address shows the same until there is another generation or another day."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.inforce import today
from service.web.requests import snapshot_of

_MOST_BYTES = 32 * 2**20
_LARGEST = 2**20
_UNKEPT = "passerelle.unkept"
_PASSING = "passerelle.passing"


@dataclass(frozen=True, slots=True)
class _Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Shelf:
    """Pages by what they were made of, at most ``most_bytes`` of them; those that nobody asked for longest go first."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._pages: OrderedDict[tuple[str, ...], _Kept] = OrderedDict()
        self._most_bytes = most_bytes
        self._bytes = 0
        self.program = secrets.token_hex(4)
        """Another program may make other pages of the same generation."""

    def get(self, key: tuple[str, ...]) -> _Kept | None:
        """A page, None when it is not kept."""
        if key in self._pages:
            self._pages.move_to_end(key)
        return self._pages.get(key)

    def put(self, key: tuple[str, ...], page: _Kept) -> None:
        """Keeps a page."""
        if key in self._pages or len(page.body) > min(_LARGEST, self._most_bytes):
            return
        self._pages[key] = page
        self._bytes += len(page.body)
        while self._bytes > self._most_bytes:
            _, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.body)


def not_kept(request: Request) -> None:
    """Says that what is made for this request is not to be kept."""
    request.scope[_UNKEPT] = True


def passing(request: Request, part: str) -> None:
    """Says what of the page that is made for this request only those see who wait for it; it is not kept."""
    request.scope[_PASSING] = part.encode()


class Keeping:
    """Middleware of routes whose pages depend on nothing but their address, the generation and the day.

    A browser that has a page of this generation and day is told so (304); pages with another status than 200 are made anew each time.
    """

    def __init__(self, app: ASGIApp, shelf: Shelf) -> None:
        self._app = app
        self._shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, from the shelf if it can."""
        if scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        snapshot = await run_in_threadpool(snapshot_of, request)
        mark = f'W/"{snapshot.name}.{today():%Y%m%d}.{self._shelf.program}"'
        if mark in request.headers.get("if-none-match", ""):
            await Response(status_code=304, headers={"ETag": mark, "Cache-Control": "private, no-cache"})(scope, receive, send)
            return
        key = (mark, str(request.url))
        if kept := self._shelf.get(key):
            await send({"type": "http.response.start", "status": 200, "headers": list(kept.headers)})
            await send({"type": "http.response.body", "body": kept.body})
            return
        await self._app(scope, receive, _Copying(send, mark, scope, lambda page: self._shelf.put(key, page)))


class _Copying:
    """Passes on what is sent as it comes, and gives a page of it when it is whole and right."""

    def __init__(self, send: Send, mark: str, scope: Scope, put: Callable[[_Kept], None]) -> None:
        self._send = send
        self._mark = mark
        self._scope = scope
        self._put = put
        self._headers: list[tuple[bytes, bytes]] | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        """Passes a message on."""
        if message["type"] == "http.response.start" and message["status"] == 200:  # noqa: PLR2004 - HTTP
            headers = MutableHeaders(raw=message["headers"])
            self._headers = [*headers.raw, (b"etag", self._mark.encode())]
            if "content-length" in headers and not self._scope.get(_UNKEPT):  # of a page that is still being made nobody knows whether it will be right
                headers["ETag"] = self._mark
        elif message["type"] == "http.response.body" and self._headers is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False) and not self._scope.get(_UNKEPT):
                whole = bytes(self._body).replace(self._scope.get(_PASSING, b"\0"), b"")
                self._put(_Kept(_with_length(self._headers, len(whole)), whole))
        await self._send(message)


def _with_length(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    """The headers of a page that was sent piece by piece, for the whole of it."""
    others = [(name, value) for name, value in headers if name.lower() not in {b"content-length", b"x-accel-buffering"}]
    return [*others, (b"content-length", str(length).encode())]
