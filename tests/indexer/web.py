"""A web server of this machine for the tests of imports, and a fetcher that does not wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from indexer.fetching import Fetcher, Manners


@dataclass
class Page:
    """What the server answers; ``write`` sends the body piece by piece in its own way."""

    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    """A running server: its pages by path, and the paths and headers of the requests that came."""

    address: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return self.address + path


@contextmanager
def serving() -> Iterator[Site]:
    """A server on a free port of this machine; pages that it does not have are 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            page = site.pages.get(self.path, Page(status=404))
            etag = page.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                page = Page(status=304, headers=page.headers)
            self.send_response(page.status)
            if page.media_type:
                self.send_header("Content-Type", page.media_type)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.write is None and page.status != 304:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            try:
                if page.write:
                    page.write(self)
                else:
                    self.wfile.write(page.body)
            except OSError:
                pass  # the other side had enough

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Clock:
    """A clock that only waiting moves on; ``waited`` holds how long each time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        """The seconds by now."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Moves on."""
        self.waited.append(seconds)
        self.now += seconds


def fetcher(manners: Manners | None = None, clock: Clock | None = None) -> Fetcher:
    """A fetcher that may ask this machine."""
    clock = clock or Clock()
    return Fetcher(manners or Manners(private=True), clock=clock, sleep=clock.sleep)
