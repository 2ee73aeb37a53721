"""Asks a server on this machine for one page and takes the time, with so little work of its own that it hardly disturbs what it measures."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
from dataclasses import dataclass

_LONGEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its status, milliseconds until its first byte and until it was whole, bytes that were sent (headers too)."""

    path: str
    status: int
    first_byte_ms: float
    whole_ms: float
    size: int
    sent: bytes

    @property
    def body(self) -> bytes:
        """What the page says."""
        head, _, rest = self.sent.partition(b"\r\n\r\n")
        body = _joined(rest) if b"transfer-encoding: chunked" in head.lower() else rest
        return gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body


async def fetch(port: int, path: str) -> Fetched:
    """One page of the server at a port of this machine, over a connection of its own. Raises ``OSError`` when nobody answers."""
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode())
        first = await asyncio.wait_for(reader.readexactly(1), _LONGEST_SECONDS)
        first_byte = time.perf_counter()
        sent = first + await asyncio.wait_for(reader.read(), _LONGEST_SECONDS)
    finally:
        writer.close()
    whole = time.perf_counter()
    return Fetched(path, int(sent.split(b" ", 2)[1]), (first_byte - started) * 1000, (whole - started) * 1000, len(sent), sent)


def _joined(chunked: bytes) -> bytes:
    """A body that was sent in chunks (RFC 9112, 7.1)."""
    parts = []
    while chunked:
        size, _, chunked = chunked.partition(b"\r\n")
        length = int(size, 16)
        parts.append(chunked[:length])
        chunked = chunked[length + 2 :] if length else b""
    return b"".join(parts)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
