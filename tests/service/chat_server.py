"""A chat endpoint of this machine for the tests of the generator, which behaves as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from service.endpoint import Endpoint

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]
"""Writes the whole response to a request with this body."""


@dataclass
class ChatServer:
    """A running endpoint: how it behaves, and the bodies and headers of the requests that came."""

    url: str
    behave: Behaviour
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def endpoint(self, **limits: Any) -> Endpoint:
        """The endpoint with a key, as settings name it."""
        return Endpoint(self.url, "small", "sk-secret-1234", **({"seconds": 5.0} | limits))

    def evidence(self) -> list[dict[str, Any]]:
        """The quotations of the last request."""
        found: list[dict[str, Any]] = json.loads(self.bodies[-1]["messages"][-1]["content"])["evidence"]
        return found


@contextmanager
def chatting(behave: Behaviour) -> Iterator[ChatServer]:
    """An endpoint on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.bodies.append(body)
            server.headers.append({name.lower(): value for name, value in self.headers.items()} | {":path": self.path})
            with suppress(OSError):  # the other side had enough
                server.behave(self, body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = ChatServer(f"http://127.0.0.1:{listening.server_port}/v1", behave)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def sends(body: bytes, media_type: str = "application/json", status: int = 200, **headers: str) -> Behaviour:
    """Sends these bytes."""

    def behave(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.send_response(status)
        if media_type:
            handler.send_header("Content-Type", media_type)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def says(text: str) -> Behaviour:
    """Gives the text as one completion."""
    return sends(json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}).encode())


def chunk(text: str, reason: str | None = None) -> bytes:
    """One event of a stream."""
    return b"data: " + json.dumps({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]}, ensure_ascii=False).encode() + b"\n\n"


def streams(*pieces: str, pause_seconds: float = 0.0, ends: bool = True) -> Behaviour:
    """Gives the pieces one by one as Server-Sent Events."""

    def behave(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(b": a comment\n\n")
        for piece in pieces:
            handler.wfile.write(chunk(piece))
            handler.wfile.flush()
            time.sleep(pause_seconds)
        if ends:
            handler.wfile.write(chunk("", "stop") + b'data: {"choices": [], "usage": {"total_tokens": 9}}\n\ndata: [DONE]\n\n')

    return behave
