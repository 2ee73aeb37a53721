"""Servers are asked politely, and strangers' addresses lead to nothing that is not public."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

import indexer.addresses
from indexer.addresses import NotFetched, target_of
from indexer.fetching import Fetcher, Manners, Unchanged
from tests.indexer.web import Clock, Page, Site, fetcher, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with one page."""
    with serving() as running:
        running.pages["/a.html"] = Page("<p>Bonjour à tous</p>".encode(), headers={"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT"})
        yield running


def refusal(url: str, fetching: Fetcher | None = None) -> str:
    """Why an address is not fetched."""
    with fetching or fetcher() as open_fetcher, pytest.raises(NotFetched) as refused:
        open_fetcher.fetch(url)
    return str(refused.value)


def test_a_page(site: Site) -> None:
    """The bytes, the type and what to ask with the next time are those of the server, which learns who asks."""
    with fetcher() as open_fetcher:
        fetched = open_fetcher.fetch(site.url("/a.html#top"))
    assert (fetched.content.decode(), fetched.media_type) == ("<p>Bonjour à tous</p>", "text/html")
    assert fetched.validators == {"If-None-Match": '"1"', "If-Modified-Since": "Sat, 21 Nov 2026 10:00:00 GMT"}
    assert site.asked == ["/robots.txt", "/a.html"]
    assert {headers["user-agent"].split("/")[0] for headers in site.headers} == {"passerelle"}
    assert {headers["host"] for headers in site.headers} == {site.address.removeprefix("http://")}


def test_an_unchanged_page(site: Site) -> None:
    """With what an earlier answer left, the server says that nothing changed and sends nothing."""
    with fetcher() as open_fetcher:
        validators = open_fetcher.fetch(site.url("/a.html")).validators
        with pytest.raises(Unchanged):
            open_fetcher.fetch(site.url("/a.html"), validators)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Page(b"User-agent: *\nDisallow: /"), False),
        (Page(b"User-agent: passerelle\nDisallow: /a"), False),
        (Page(b"User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private"), True),
        (Page(b"User-agent: *\nDisallow: /\n\nUser-agent: passerelle\nAllow: /"), True),
        (Page(status=404), True),
        (Page(status=403), True),
        (Page(status=500), False),
        (Page(status=503), False),
        (Page(b"\xff\xfe nonsense"), True),
        (Page(b"x" * 600_000), False),
    ],
)
def test_robots(site: Site, robots: Page, *, allowed: bool) -> None:
    """The rules for robots hold: none means all is allowed, and rules that a failing server keeps back mean that nothing is."""
    site.pages["/robots.txt"] = robots
    if allowed:
        with fetcher() as open_fetcher:
            assert open_fetcher.fetch(site.url("/a.html")).content
    else:
        assert "robots.txt" in refusal(site.url("/a.html"))
        assert "/a.html" not in site.asked


def test_pauses(site: Site) -> None:
    """Between two requests to one host lie two seconds, or as many as its robots.txt asks for; rules are asked for once."""
    clock = Clock()
    with fetcher(clock=clock) as open_fetcher:
        open_fetcher.fetch(site.url("/a.html"))
        open_fetcher.fetch(site.url("/a.html"))
    assert clock.waited == [2, 2]
    assert site.asked == ["/robots.txt", "/a.html", "/a.html"]
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7")
    clock = Clock()
    with fetcher(clock=clock) as open_fetcher:
        open_fetcher.fetch(site.url("/a.html"))
    assert clock.waited == [7]
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 3600")
    assert "asks for 3600 s between two requests" in refusal(site.url("/a.html"))


def test_a_host_that_wants_to_be_left_alone(site: Site) -> None:
    """After 429 nothing more is asked of the host."""
    site.pages["/busy.html"] = Page(status=429, headers={"Retry-After": "90"})
    with fetcher() as open_fetcher:
        for path in ("/busy.html", "/a.html"):
            with pytest.raises(NotFetched, match="asks to be left alone for 90 s"):
                open_fetcher.fetch(site.url(path))
    assert "/a.html" not in site.asked


def test_redirects(site: Site) -> None:
    """Redirects are followed to the page, whose address counts; a loop, another scheme and a forbidden place end them."""
    site.pages["/old"] = Page(status=301, headers={"Location": "/older"})
    site.pages["/older"] = Page(status=302, headers={"Location": site.url("/a.html#part")})
    site.pages["/loop"] = Page(status=307, headers={"Location": "/loop"})
    site.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    site.pages["/closed"] = Page(status=302, headers={"Location": "/private/a.html"})
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private")
    with fetcher() as open_fetcher:
        assert open_fetcher.fetch(site.url("/old")).url == site.url("/a.html")
    assert refusal(site.url("/loop")) == "it redirects more than 5 times"
    assert "only addresses that begin with http:// or https://" in refusal(site.url("/file"))
    assert "robots.txt does not allow it" in refusal(site.url("/closed"))
    assert site.asked.count("/loop") == 6


def endlessly(handler: BaseHTTPRequestHandler) -> None:
    """Sends until nobody listens."""
    for _ in range(2_000):
        handler.wfile.write(b"x" * 10_000)


def slowly(handler: BaseHTTPRequestHandler) -> None:
    """Sends a letter now and then."""
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("page", "limits", "says"),
    [
        (Page(b"x" * 2_000_000), {"most_bytes": 1_000_000}, "it has more than 1 MB"),
        (Page(write=endlessly), {"most_bytes": 1_000_000}, "it has more than 1 MB"),
        (Page(gzip.compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"}), {"most_bytes": 1_000_000}, "it has more than 1 MB"),
        (Page(write=slowly), {"whole_seconds": 0.4}, "it did not arrive within 0 s"),
        (Page(write=lambda _: time.sleep(1)), {"silence_seconds": 0.2}, "does not answer in time"),
        (Page(b"short", headers={"Content-Encoding": "gzip"}), {}, "cannot be read from"),
        (Page(status=404), {}, "it is not there"),
        (Page(status=410), {}, "it is no longer there"),
        (Page(status=418), {}, "the server answers with status 418"),
    ],
)
def test_what_a_server_can_do(site: Site, page: Page, limits: dict[str, Any], says: str) -> None:
    """Too much, too slow, broken, absent: each is a reason, and soon."""
    site.pages["/robots.txt"], site.pages["/a.html"] = Page(b""), page
    started = time.monotonic()
    assert says in refusal(site.url("/a.html"), Fetcher(Manners(pause_seconds=0, private=True, **limits)))
    assert time.monotonic() - started < 30


def test_no_server() -> None:
    """Where nothing listens the reason names the host."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert "http://127.0.0.1" in refusal(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1/", "private network (127.0.0.1)"),
        ("http://localhost:8000/", "private network"),
        ("http://[::1]/", "private network (::1)"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://10.1.2.3/", "private network"),
        ("http://192.168.0.1/", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://100.64.0.1/", "private network"),
        ("http://0.0.0.0/", "private network"),
        ("http://2130706433/", "private network (127.0.0.1)"),
        ("http://224.0.0.1/", "private network"),
        ("ftp://example.org/a", "only addresses that begin with http:// or https://"),
        ("file:///etc/passwd", "only addresses that begin with http:// or https://"),
        ("http:///a", "name a host"),
        ("example.org/a", "only addresses that begin with"),
        ("http://user:secret@example.org/", "it carries a user name or a password"),
        ("http://example.org:99999/", "it is not a web address"),
        ("http://[::1/", "it is not a web address"),
        ("http://example.org/a b", "it has blanks"),
        ("http://no-such-host.invalid/", "the host no-such-host.invalid is not known"),
    ],
)
def test_addresses_that_are_not_fetched(url: str, says: str) -> None:
    """What is not the public web is refused before anything is connected to."""
    with pytest.raises(NotFetched) as refused:
        target_of(url)
    assert says in str(refused.value)


def test_a_redirect_into_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that leads to a private machine is not followed there."""
    monkeypatch.setattr(indexer.addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    site.pages["/out"] = Page(status=302, headers={"Location": "http://127.0.0.2:8000/secret"})
    assert "private network (127.0.0.2)" in refusal(site.url("/out"), Fetcher(Manners(pause_seconds=0)))


def test_a_name_is_resolved_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is made to the address that was judged: a name that means another machine a moment later changes nothing."""
    port = int(site.address.rpartition(":")[2])
    real, asked = socket.getaddrinfo, []

    def resolve(host: str | bytes, *arguments: Any, **options: Any) -> Any:
        if host == "docs.test":
            asked.append(host)
            return real("127.0.0.1" if len(asked) < 3 else "192.0.2.1", *arguments, **options)
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Fetcher(Manners(pause_seconds=0, private=True)) as open_fetcher:
        assert open_fetcher.fetch(f"http://docs.test:{port}/a.html").content
    assert len(asked) == 2  # for robots.txt and for the page
    assert {headers["host"] for headers in site.headers} == {f"docs.test:{port}"}
