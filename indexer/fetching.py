"""Fetches documents from the web, politely: by the rules for robots, with pauses, within limits of size and time.

httpx is known here and in ``service.chat`` alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Self
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import httpx

from indexer.addresses import NotFetched, Target, target_of

AGENT = "passerelle"
"""The name to which rules for robots are addressed."""
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_ROBOTS_BYTES = 512_000
_NOT_MODIFIED, _CLIENT_ERRORS, _SERVER_ERRORS = 304, 400, 500
_REASONS = {401: "it asks for a login", 403: "the server refuses it", 404: "it is not there", 410: "it is no longer there"}


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are asked: pauses between two requests to one host, limits of one answer, in seconds and bytes."""

    pause_seconds: float = 2.0
    longest_pause_seconds: float = 60.0
    connect_seconds: float = 10.0
    silence_seconds: float = 20.0
    whole_seconds: float = 120.0
    most_bytes: int = 50_000_000
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave: the address after redirects, the bytes, their type, the file name that it proposes, and what to ask with the next time."""

    url: str
    content: bytes
    media_type: str
    disposition: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)


class Unchanged(Exception):
    """The server says that nothing changed since the last time."""


class Fetcher:
    """Asks servers, one request at a time; ``clock`` and ``sleep`` are in seconds."""

    def __init__(self, manners: Manners | None = None, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> None:
        self.manners = manners or Manners()
        self._clock, self._sleep = clock, sleep
        self._robots: dict[str, RobotFileParser | None] = {}
        self._asked: dict[str, float] = {}
        self._closed: dict[str, str] = {}
        timeout = httpx.Timeout(self.manners.silence_seconds, connect=self.manners.connect_seconds)
        agent = f"{AGENT}/{version('passerelle')} (import of documents for a search index)"
        # Without the environment, since a proxy would resolve names by itself and so reach what is refused here.
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, identity"}, timeout=timeout, follow_redirects=False, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str, validators: Mapping[str, str] | None = None) -> Fetched:
        """What stands at an address, through redirects. ``validators`` are those of an earlier answer from the same address.

        Raises ``Unchanged`` when it is still that answer, and ``NotFetched`` with the reason when there is nothing.
        """
        for _ in range(_MOST_REDIRECTS + 1):
            target = target_of(url, private=self.manners.private)
            self._check_robots(target)
            answer = self._ask(target, validators or {}, self.manners.most_bytes)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer).partition("#")[0]
        raise NotFetched(f"it redirects more than {_MOST_REDIRECTS} times")

    # Rules for robots (RFC 9309)

    def _check_robots(self, target: Target) -> None:
        rules = self._rules(target)
        if rules is None:
            raise NotFetched(f"{target.site}/robots.txt cannot be had now, and without it nothing may be fetched: try again later")
        if not rules.can_fetch(AGENT, target.url):
            raise NotFetched(f"{target.site}/robots.txt does not allow it: ask the publisher, or fetch it yourself and index the file")

    def _rules(self, target: Target) -> RobotFileParser | None:
        """The rules of a site, asked for once; None where its server fails."""
        if target.site not in self._robots:
            self._robots[target.site] = self._read_rules(target.site)
        return self._robots[target.site]

    def _read_rules(self, site: str) -> RobotFileParser | None:
        rules = RobotFileParser()
        url = f"{site}/robots.txt"
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._ask(target_of(url, private=self.manners.private), {}, _ROBOTS_BYTES)
                if isinstance(answer, Fetched):
                    rules.parse(answer.content.decode("utf-8", "replace").splitlines())
                    return rules
                url = urljoin(url, answer)
        except _Status as error:
            if error.code >= _SERVER_ERRORS or error.code in _BUSY:
                return None
        except NotFetched:
            return None
        rules.parse([])  # a site without rules allows all
        return rules

    def _pause(self, target: Target) -> None:
        """Waits until the host may be asked again."""
        rules = self._robots.get(target.site)
        wanted = float((rules and rules.crawl_delay(AGENT)) or 0)
        if wanted > self.manners.longest_pause_seconds:
            raise NotFetched(f"{target.site}/robots.txt asks for {wanted:.0f} s between two requests, which is longer than is waited here")
        due = self._asked.get(target.host, float("-inf")) + max(self.manners.pause_seconds, wanted)
        if (left := due - self._clock()) > 0:
            self._sleep(left)
        self._asked[target.host] = self._clock()

    # One request

    def _ask(self, target: Target, validators: Mapping[str, str], most_bytes: int) -> Fetched | str:
        """What stands at an address, or the one that it redirects to."""
        if target.host in self._closed:
            raise NotFetched(self._closed[target.host])
        self._pause(target)
        with self._answer(target, validators) as answer:
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                return str(answer.headers["location"])
            if answer.status_code == _NOT_MODIFIED:
                raise Unchanged
            if answer.status_code in _BUSY:
                after = answer.headers.get("retry-after", "")
                self._closed[target.host] = f"{target.host} asks to be left alone{f' for {after} s' if after.isdecimal() else ''}: try again later"
            if answer.status_code >= _CLIENT_ERRORS:
                raise _Status(answer.status_code, self._closed.get(target.host, ""))
            content = self._content(answer, most_bytes)
            names = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
            kept = {name: answer.headers[header] for name, header in names.items() if header in answer.headers}
            media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(target.url, content, media_type, answer.headers.get("content-disposition", ""), kept)

    @contextmanager
    def _answer(self, target: Target, validators: Mapping[str, str]) -> Iterator[httpx.Response]:
        """The answer, of which only the head was read. Raises ``NotFetched`` for all that can go wrong on the way."""
        headers = {"Host": target.authority, **validators}
        try:
            # The name of the server stays the one whose certificate is checked, though the connection is made to the address.
            with self._client.stream("GET", target.connected_url, headers=headers, extensions={"sni_hostname": target.host}) as answer:
                self._client.cookies.clear()  # which would go to every host at the same address
                yield answer
        except httpx.TimeoutException as error:
            raise NotFetched(f"{target.host} does not answer in time: try again later") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise NotFetched(f"{target.host} cannot be read from ({error or type(error).__name__})") from error

    def _content(self, answer: httpx.Response, most_bytes: int) -> bytes:
        """The bytes, as long as they are not too many and do not take too long."""
        if int(answer.headers.get("content-length", "0") or 0) > most_bytes:
            raise NotFetched(_too_large(most_bytes))
        started, read = self._clock(), bytearray()
        for part in answer.iter_bytes():
            read += part
            if len(read) > most_bytes:
                raise NotFetched(_too_large(most_bytes))
            if self._clock() - started > self.manners.whole_seconds:
                raise NotFetched(f"it did not arrive within {self.manners.whole_seconds:.0f} s: try again later")
        return bytes(read)


class _Status(NotFetched):
    """The server answered with a failure."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason or _REASONS.get(code, f"the server answers with status {code}"))
        self.code = code


def _too_large(most_bytes: int) -> str:
    return f"it has more than {most_bytes / 1e6:g} MB: fetch it yourself and index the file, or raise PASSERELLE_FILE_MB"
