"""Chat completions are read as they stream, and everything that can go wrong is one sentence without the key."""

from __future__ import annotations

import asyncio
import json
import socket
import time

import pytest

from service.chat import completion
from service.endpoint import ChatMessage, Endpoint, GeneratorFailed, checked_url
from tests.service.chat_server import Behaviour, chatting, chunk, says, sends, streams

CHAT = (ChatMessage("system", "rules"), ChatMessage("user", "data"))


def pieces_of(endpoint: Endpoint) -> list[str]:
    """The pieces of one completion."""

    async def read() -> list[str]:
        return [piece async for piece in completion(endpoint, CHAT)]

    return asyncio.run(read())


def test_a_stream_is_read_piece_by_piece() -> None:
    """Each event is a piece; comments, usage and the end are none. What is sent is a chat with the key in its header alone."""
    with chatting(streams("Xin ", "chào [1]", ".")) as server:
        assert [piece for piece in pieces_of(server.endpoint()) if piece] == ["Xin ", "chào [1]", "."]
        [body], [headers] = server.bodies, server.headers
    assert headers[":path"] == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer sk-secret-1234"
    assert (body["model"], body["stream"], body["temperature"], body["max_tokens"]) == ("small", True, 0, 800)
    assert body["messages"] == [{"role": "system", "content": "rules"}, {"role": "user", "content": "data"}]
    assert "sk-secret" not in json.dumps(body)


def test_a_reply_that_is_not_streamed_is_one_piece() -> None:
    """An endpoint that does not stream is understood."""
    with chatting(says("Bonjour [1].")) as server:
        assert pieces_of(server.endpoint()) == ["Bonjour [1]."]


def test_no_key_no_header() -> None:
    """A local endpoint without a key is sent none."""
    with chatting(says("Oui [1].")) as server:
        pieces_of(Endpoint(server.url, "small", seconds=5))
        assert "authorization" not in server.headers[0]


def test_characters_cut_between_packets() -> None:
    """A letter whose bytes arrive apart is one letter."""

    def behave(handler: object, _: object) -> None:
        sends_bytes = chunk("Hà Nội", "stop")
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.send_header("Content-Type", "text/event-stream")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        for byte in sends_bytes:
            handler.wfile.write(bytes([byte]))  # type: ignore[attr-defined]
            handler.wfile.flush()  # type: ignore[attr-defined]

    with chatting(behave) as server:
        assert "".join(pieces_of(server.endpoint())) == "Hà Nội"


BAD: dict[str, tuple[Behaviour, str]] = {
    "status 500": (sends(b"oops", status=500), "answers with status 500: look at its own log"),
    "status 429": (sends(b"{}", status=429), "answers with status 429: it asks to be left alone for now"),
    "status 401": (sends(b"sk-secret-1234 is wrong", status=401), "status 401: it refuses the key: set PASSERELLE_GENERATOR_KEY"),
    "status 404": (sends(b"{}", status=404), "status 404: there is no chat completion at the address"),
    "redirect": (sends(b"", status=307, Location="http://127.0.0.1:9/elsewhere"), "status 307: it redirects elsewhere, where nothing is sent"),
    "HTML": (sends(b"<html>hello</html>", "text/html"), "answers with text/html and not with a chat completion"),
    "no type": (sends(b"hello", ""), "answers with no content type"),
    "invalid JSON": (sends(b"{"), "answers with what is no chat completion"),
    "deep JSON": (sends(b"[" * 100_000), "answers with what is no chat completion"),
    "a list": (sends(b"[1]"), "answers with what is no chat completion"),
    "an error as JSON": (sends(b'{"error": {"message": "sk-secret-1234"}}'), "answers with what is no chat completion"),
    "content of another kind": (sends(b'{"choices": [{"message": {"content": [1]}}]}'), "answers with what is no chat completion"),
    "choices of another kind": (sends(b'{"choices": ["a"]}'), "answers with what is no chat completion"),
    "an event that is no JSON": (sends(b"data: {]\n\n", "text/event-stream"), "answers with what is no chat completion"),
    "a stream that breaks off": (streams("Hello", ends=False), "broke off in the middle of its answer"),
    "huge": (sends(b" " * 300_000), "answers with more than 200000 bytes"),
    "a huge stream": (streams(*["x" * 10_000] * 40), "answers with more than 200000 bytes"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_goes_wrong_is_said_without_the_key(case: str) -> None:
    """Bad statuses, bad types, bad bodies and too much of them each end with one sentence; the key is never in it."""
    behave, sentence = BAD[case]
    with chatting(behave) as server, pytest.raises(GeneratorFailed, match=sentence) as caught:
        pieces_of(server.endpoint(most_bytes=200_000))
    assert "sk-secret" not in repr(caught.value)
    assert "\n" not in str(caught.value)
    assert len(server.bodies) == 1


def test_the_limit_of_time_is_on_the_whole() -> None:
    """A server that keeps dripping is left when the time is up, however short each pause is; one that is silent too."""
    for behave in (streams(*["x"] * 100, pause_seconds=0.1), streams("x", "y", pause_seconds=5)):
        with chatting(behave) as server:
            started = time.monotonic()
            with pytest.raises(GeneratorFailed, match=r"did not finish within 0\.5 s"):
                pieces_of(server.endpoint(seconds=0.5))
            assert time.monotonic() - started < 2


def test_nobody_there() -> None:
    """A refused connection is said at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(GeneratorFailed, match=rf"the generator at 127.0.0.1:{port} cannot be reached or broke off \(ConnectError\)"):
        pieces_of(Endpoint(f"http://127.0.0.1:{port}/v1", "small", seconds=5))


@pytest.mark.parametrize(
    "url", ["localhost:11434", "ftp://host/v1", "http://", "http://me:secret@host/v1", "https://host/v1?key=secret", "http://host:port/v1"]
)
def test_addresses_that_are_refused(url: str) -> None:
    """An address that is none, or that holds a secret, is refused, and not repeated."""
    with pytest.raises(ValueError, match=r"it (is no address|holds a password|has something behind its path)") as caught:
        checked_url(url)
    assert "secret" not in str(caught.value)


def test_the_key_is_not_shown() -> None:
    """Neither the endpoint nor what it is called shows the key."""
    assert "secret" not in repr(Endpoint("http://host/v1", "m", "secret"))
