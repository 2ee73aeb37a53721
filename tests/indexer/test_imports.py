"""Documents are imported once, under safe names, with where they are from, and fetched again only when they changed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.nouns import Kind
from indexer.addresses import NotFetched
from indexer.fetching import Fetched
from indexer.generation import open_current
from indexer.imports import STATE, Importer, ImportReport, ImportStateBroken, file_name, suffix_of
from indexer.sources import find_sources
from tests.indexer.acts import build
from tests.indexer.web import Page, Site, fetcher, serving

HTML = "<html><head><title>Hà Nội</title></head><body><h1>Hà Nội hỗ trợ doanh nghiệp</h1><p>Thành phố chi 200 tỷ đồng trong năm 2026.</p></body></html>"
FIRST, SECOND = date(2026, 11, 21), date(2026, 11, 22)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with pages and a feed of two of them."""
    with serving() as running:
        running.pages["/1"] = Page(HTML.encode(), headers={"ETag": '"1"'})
        running.pages["/2"] = Page(HTML.replace("200", "300").encode())
        feed = "".join(f"<item><title>Tin {n}</title><link>/{n}</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>" for n in (1, 2, 3))
        running.pages["/rss"] = Page(f"<rss><channel>{feed}</channel></rss>".encode(), "application/rss+xml")
        yield running


def imported(folder: Path, *urls: str, feed: str = "", today: date = FIRST, kind: Kind | None = None) -> ImportReport:
    """What an import of addresses, and of a feed, reports."""
    with fetcher() as open_fetcher:
        importer = Importer(folder, open_fetcher, today, kind)
        importer.addresses(urls)
        if feed:
            importer.feed(feed, 50)
    return importer.report


def sidecar(path: str) -> dict[str, object]:
    """What the sidecar of a file says."""
    return tomllib.loads(Path(path + ".toml").read_text(encoding="utf-8"))


def test_an_import(tmp_path: Path, site: Site) -> None:
    """A page becomes a file with exactly its bytes beside a sidecar with its address and the day; it can be indexed as it stands."""
    report = imported(tmp_path, site.url("/1"))
    (file,) = report.added.values()
    assert Path(file).read_bytes() == HTML.encode()
    assert sidecar(file) == {"published": site.url("/1"), "retrieved": FIRST}
    assert {path.name for path in tmp_path.rglob("*.part")} == set()
    build(tmp_path / "index", tmp_path)
    (stored,) = open_current(tmp_path / "index").store.documents
    assert (stored.document.published, stored.document.title) == (site.url("/1"), "Hà Nội hỗ trợ doanh nghiệp")


def test_an_import_again(tmp_path: Path, site: Site) -> None:
    """What did not change is not fetched again, or not written; what did is written, and of its sidecar only the day is renewed."""
    first = imported(tmp_path, site.url("/1"), site.url("/2"))
    assert list(first.added) == [site.url("/1"), site.url("/2")]
    file = first.added[site.url("/2")]
    Path(file + ".toml").write_text(Path(file + ".toml").read_text(encoding="utf-8") + 'kind = "news"\n', encoding="utf-8")
    again = imported(tmp_path, site.url("/1"), site.url("/2"), today=SECOND)
    assert (again.unchanged, again.added, again.changed) == ([site.url("/1"), site.url("/2")], {}, {})
    assert site.headers[site.asked.index("/1", site.asked.index("/2"))]["if-none-match"] == '"1"'
    site.pages["/2"].body = HTML.replace("200", "400").encode()
    changed = imported(tmp_path, site.url("/2"), today=SECOND)
    assert changed.changed == {site.url("/2"): file}
    assert sidecar(file) == {"published": site.url("/2"), "retrieved": SECOND, "kind": "news"}
    assert b"400" in Path(file).read_bytes()


def test_a_file_that_was_removed_is_fetched_anew(tmp_path: Path, site: Site) -> None:
    """What is no longer in the folder is asked for without conditions."""
    (file,) = imported(tmp_path, site.url("/1")).added.values()
    Path(file).unlink()
    assert imported(tmp_path, site.url("/1")).added == {site.url("/1"): file}


def test_a_feed_of_news(tmp_path: Path, site: Site) -> None:
    """Each item is imported with the title and the day that the feed tells; one that is gone is told and the others go on."""
    report = imported(tmp_path, feed=site.url("/rss"), kind=Kind.NEWS)
    assert (list(report.added), report.failed) == ([site.url("/1"), site.url("/2")], {site.url("/3"): "it is not there"})
    said = {"published": site.url("/1"), "retrieved": FIRST, "kind": "news", "title": "Tin 1", "date": date(2026, 11, 20)}
    assert sidecar(report.added[site.url("/1")]) == said
    (source, _) = find_sources((tmp_path.resolve(),)).readable
    assert source.entry
    assert (source.entry.kind, source.entry.date) == (Kind.NEWS, date(2026, 11, 20))


def test_a_feed_of_acts_tells_no_days(tmp_path: Path, site: Site) -> None:
    """The day on which a feed tells of something is not that of an act, nor is its title."""
    report = imported(tmp_path, feed=site.url("/rss"), kind=Kind.DECISION)
    assert set(sidecar(report.added[site.url("/1")])) == {"published", "retrieved", "kind"}


def test_an_unchanged_feed(tmp_path: Path, site: Site) -> None:
    """A feed is asked for with conditions once all its items were imported, and not before."""
    site.pages["/rss"].headers["ETag"] = '"7"'
    assert imported(tmp_path, feed=site.url("/rss")).failed
    assert imported(tmp_path, feed=site.url("/rss")).failed
    site.pages["/3"] = Page(HTML.replace("200", "500").encode())
    assert list(imported(tmp_path, feed=site.url("/rss")).added) == [site.url("/3")]
    site.asked.clear()
    assert imported(tmp_path, feed=site.url("/rss")).unchanged == [site.url("/rss")]
    assert site.asked == ["/robots.txt", "/rss"]


def test_what_is_no_feed(tmp_path: Path, site: Site) -> None:
    """A feed that cannot be read is one failure."""
    assert imported(tmp_path, feed=site.url("/1")).failed == {site.url("/1"): "it is not a feed but <html>: give the address of an RSS or Atom feed"}


def test_a_broken_state(tmp_path: Path) -> None:
    """What an import left and somebody broke is told, with what to do."""
    (tmp_path / STATE).write_text("[1]", encoding="utf-8")
    with pytest.raises(ImportStateBroken, match="remove it, and everything is fetched anew"):
        imported(tmp_path)


@pytest.mark.parametrize(
    ("media_type", "url", "disposition", "suffix"),
    [
        ("application/pdf", "https://e.org/a", "", ".pdf"),
        ("text/html", "https://e.org/a.php", "", ".html"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "https://e.org/a", "", ".docx"),
        ("application/octet-stream", "https://e.org/Qu%E1%BA%BFt.PDF?download=1", "", ".pdf"),
        ("application/octet-stream", "https://e.org/get?id=1", 'attachment; filename="a.doc"', ".doc"),
        ("application/octet-stream", "https://e.org/get?id=1", "attachment; filename*=UTF-8''%C4%91.docx", ".docx"),
        ("", "https://e.org/a.md", "", ".md"),
        ("application/zip", "https://e.org/a.pdf", "", None),
        ("application/octet-stream", "https://e.org/a.exe", "", None),
        ("", "https://e.org/", "", None),
    ],
)
def test_formats(media_type: str, url: str, disposition: str, suffix: str | None) -> None:
    """The type of the server tells the format, else a name does; what no reader knows is refused."""
    fetched = Fetched(url, b"", media_type, disposition)
    if suffix:
        assert suffix_of(fetched) == suffix
    else:
        with pytest.raises(NotFetched):
            suffix_of(fetched)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/../../../etc/passwd",
        "https://example.org/%2e%2e/%2e%2e/etc/passwd",
        "https://example.org/a%00b%0a.html",
        "https://example.org/..%5c..%5cwindows",
        "https://../x",
        "https://example.org/" + "a" * 1_000,
        "https://[2001:db8::1]:8080/.hidden",
        "https://example.org/Thông báo số 1?x=/../..",
        "https://user@example.org/",
    ],
)
def test_names_of_files(tmp_path: Path, url: str) -> None:
    """No address leads out of the folder or to a hidden or overlong name, and no two addresses to one file."""
    name = file_name(url, ".pdf")
    folder, file = Path(name).parts
    assert (tmp_path / name).resolve().is_relative_to(tmp_path.resolve())
    assert name.isascii()
    assert name.islower()
    assert not folder.startswith(".")
    assert not file.startswith(".")
    assert len(file) < 120
    assert file_name(url + "?", ".pdf") != name
