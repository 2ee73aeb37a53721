"""Speaks the chat completions of OpenAI-compatible endpoints: one request, its text piece by piece, within limits of time and size.

Beside ``indexer.fetching`` the only module that makes requests. The key goes to the configured address alone: redirects are
not followed, proxies and passwords of the environment not used; it stands in no error and no log.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import cache
from typing import Any

import httpx

from service.endpoint import ChatMessage, Endpoint, GeneratorFailed

_OK, _REDIRECTS = 200, range(300, 400)
_REASONS = {
    401: "it refuses the key: set PASSERELLE_GENERATOR_KEY",
    403: "it refuses the key: set PASSERELLE_GENERATOR_KEY",
    404: "there is no chat completion at the address, or no such model: look at PASSERELLE_GENERATOR_URL and PASSERELLE_GENERATOR_MODEL",
    429: "it asks to be left alone for now",
}
_STREAM, _WHOLE = "text/event-stream", "application/json"
_DONE = "[DONE]"


async def completion(endpoint: Endpoint, messages: Sequence[ChatMessage]) -> AsyncGenerator[str, None]:
    """The text of a completion, piece by piece as it arrives; a reply that is not streamed is one piece.

    Raises ``GeneratorFailed`` for all that can go wrong, also after some pieces.
    """
    deadline = asyncio.get_running_loop().time() + endpoint.seconds
    async with aclosing(_pieces(endpoint, messages)) as pieces:
        while True:
            try:  # the limit is on all waiting together, and not on what is done with the pieces in between
                async with asyncio.timeout_at(deadline):
                    piece = await anext(pieces, None)
            except TimeoutError as error:
                raise GeneratorFailed(f"the generator at {endpoint.host} did not finish within {endpoint.seconds:g} s") from error
            except httpx.TimeoutException as error:
                raise GeneratorFailed(f"the generator at {endpoint.host} did not finish within {endpoint.seconds:g} s") from error
            except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
                raise GeneratorFailed(f"the generator at {endpoint.host} cannot be reached or broke off ({type(error).__name__})") from error
            if piece is None:
                return
            yield piece


async def _pieces(endpoint: Endpoint, messages: Sequence[ChatMessage]) -> AsyncGenerator[str, None]:
    headers = {"Accept": f"{_STREAM}, {_WHOLE}"} | ({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})
    body = {
        "model": endpoint.model,
        "messages": [{"role": message.role, "content": message.content} for message in messages],
        "stream": True,
        "temperature": 0,
        "max_tokens": endpoint.most_tokens,
    }
    async with (
        httpx.AsyncClient(verify=_certificates(), timeout=endpoint.seconds, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", endpoint.address, json=body, headers=headers) as answer,
    ):
        _check_status(endpoint, answer.status_code)
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type == _STREAM:
            async for piece in _streamed(endpoint, answer):
                yield piece
        elif media_type == _WHOLE:
            yield _whole(endpoint, b"".join([part async for part in _limited(endpoint, answer)]))
        else:
            raise GeneratorFailed(f"the generator at {endpoint.host} answers with {media_type or 'no content type'} and not with a chat completion")


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _check_status(endpoint: Endpoint, status: int) -> None:
    if status == _OK:
        return
    reason = "it redirects elsewhere, where nothing is sent" if status in _REDIRECTS else _REASONS.get(status, "look at its own log")
    raise GeneratorFailed(f"the generator at {endpoint.host} answers with status {status}: {reason}")


async def _limited(endpoint: Endpoint, answer: httpx.Response) -> AsyncGenerator[bytes, None]:
    """The bytes of the body as long as they are not too many."""
    read = 0
    async for part in answer.aiter_bytes():
        read += len(part)
        if read > endpoint.most_bytes:
            raise GeneratorFailed(f"the generator at {endpoint.host} answers with more than {endpoint.most_bytes} bytes")
        yield part


async def _streamed(endpoint: Endpoint, answer: httpx.Response) -> AsyncGenerator[str, None]:
    """The pieces of a stream of Server-Sent Events, which must say that it is finished."""
    finished, rest = False, b""
    async for part in _limited(endpoint, answer):
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            piece, ends = _event(endpoint, line)
            finished |= ends
            if piece:
                yield piece
    piece, ends = _event(endpoint, rest)
    if piece:
        yield piece
    if not (finished or ends):
        raise GeneratorFailed(f"the generator at {endpoint.host} broke off in the middle of its answer")


def _event(endpoint: Endpoint, line: bytes) -> tuple[str, bool]:
    """The piece of one line, and whether the line says that nothing follows; other lines than data are comments and names."""
    if not line.startswith(b"data:"):
        return "", False
    data = line.removeprefix(b"data:").strip()
    if data == _DONE.encode():
        return "", True
    choice = _choice(endpoint, data)
    return _text(endpoint, choice.get("delta")), choice.get("finish_reason") is not None


def _whole(endpoint: Endpoint, body: bytes) -> str:
    return _text(endpoint, _choice(endpoint, body).get("message"))


def _choice(endpoint: Endpoint, data: bytes) -> dict[str, Any]:
    """The first choice of a completion or of a part of one; empty where a part has none, as the one that tells what was used."""
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _malformed(endpoint) from error
    if not isinstance(read, dict) or "error" in read or not isinstance(choices := read.get("choices"), list):
        raise _malformed(endpoint)
    if not choices:
        return {}
    if not isinstance(choices[0], dict):
        raise _malformed(endpoint)
    return choices[0]


def _text(endpoint: Endpoint, holder: object) -> str:
    content = holder.get("content") if isinstance(holder, dict) else None
    if content is not None and not isinstance(content, str):
        raise _malformed(endpoint)
    return content or ""


def _malformed(endpoint: Endpoint) -> GeneratorFailed:
    return GeneratorFailed(f"the generator at {endpoint.host} answers with what is no chat completion")
