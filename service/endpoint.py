"""A generator's endpoint and what is said to it, without anything that speaks over the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

_COMPLETIONS = "/chat/completions"


class GeneratorFailed(Exception):
    """A generator gave no usable text; the sentence says why, without the key."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where chat completions are asked for, and the limits of one: seconds from the question to the last word, bytes of the reply, tokens of the model."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 30.0
    most_bytes: int = 1_000_000
    most_tokens: int = 800

    @property
    def address(self) -> str:
        """The address of chat completions, of which the setting gives the whole or the base.

        >>> Endpoint("http://localhost:11434/v1/", "m").address
        'http://localhost:11434/v1/chat/completions'
        """
        base = self.url.rstrip("/")
        return base if base.endswith(_COMPLETIONS) else base + _COMPLETIONS

    @property
    def host(self) -> str:
        """What messages call the endpoint by."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat."""

    role: str
    content: str


def checked_url(url: str) -> str:
    """The address as it is. Raises ``ValueError`` unless it is one of the web without a password and without anything behind its path."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError("it is no address: write one such as http://localhost:11434/v1") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("it is no address: write one such as http://localhost:11434/v1")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a password: put it into PASSERELLE_GENERATOR_KEY")
    if parts.query or parts.fragment:
        raise ValueError("it has something behind its path: leave it out")
    return url
