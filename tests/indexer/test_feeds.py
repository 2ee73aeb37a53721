"""Feeds of both kinds are read, and hostile ones do no harm."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.addresses import NotFetched
from indexer.feeds import FeedItem, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Tin</title><link>https://example.org/</link>
<atom:link href="https://example.org/rss" rel="self"/>
<item><title>Hà Nội hỗ trợ <![CDATA[<b>doanh nghiệp</b>]]></title><link> https://example.org/tin/1 </link><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>
<item><title>Không có liên kết</title></item>
<item><guid>https://example.org/tin/2</guid></item>
<item><guid isPermaLink="false">https://example.org/tin/3</guid></item>
<item><link>javascript:alert(1)</link></item>
<item><link>/tin/4#phan</link><pubDate>hôm qua</pubDate></item>
<item><link>https://example.org/tin/1</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Actualités</title><link href="https://example.org/"/>
<entry><title type="html">&lt;i&gt;Hanoï&lt;/i&gt; aide</title><link rel="enclosure" href="https://example.org/son.mp3"/><link href="/fr/1"/>
<updated>2026-11-21T10:00:00Z</updated><published>2026-11-20T23:30:00+07:00</published></entry>
<entry><title>Deux</title><link rel="alternate" href="https://example.org/fr/2"/><updated>2026-11-19</updated></entry>
<entry><id>https://example.org/fr/3</id></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>t</title><link>https://example.org/</link></channel>
<item rdf:about="https://example.org/a"><title>Un</title><link>https://example.org/a</link><dc:date>2026-11-18T08:00:00+01:00</dc:date></item></rdf:RDF>"""


def items(feed: str | bytes) -> list[FeedItem]:
    """The items of a feed at an address of the example."""
    return read_feed(feed if isinstance(feed, bytes) else feed.encode(), "https://example.org/feeds/all.xml")


def test_rss() -> None:
    """Links, ids that are addresses and relative links count, each once; what leads to no web page is left out."""
    assert items(RSS) == [
        FeedItem("https://example.org/tin/1", "Hà Nội hỗ trợ doanh nghiệp", date(2026, 11, 20)),
        FeedItem("https://example.org/tin/2"),
        FeedItem("https://example.org/tin/4"),
    ]


def test_atom() -> None:
    """The link to the page itself counts, the day of publication before that of a change, as it was where it was written."""
    assert items(ATOM) == [
        FeedItem("https://example.org/fr/1", "Hanoï aide", date(2026, 11, 20)),
        FeedItem("https://example.org/fr/2", "Deux", date(2026, 11, 19)),
    ]


def test_rss_1() -> None:
    """The older RSS, which is RDF, is read too."""
    assert items(RDF) == [FeedItem("https://example.org/a", "Un", date(2026, 11, 18))]


def test_another_encoding() -> None:
    """A feed is read in the encoding that it declares."""
    feed = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>Équipé</title><link>https://example.org/1</link></item></channel></rss>'
    assert items(feed.encode("latin-1"))[0].title == "Équipé"


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (
            BOMB + "<rss><channel><item><title>&j;</title><link>https://example.org/1</link></item></channel></rss>",
            "it is not a feed, or a damaged one (Maximum entity",
        ),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title><link>https://example.org/1</link></item></rss>',
            "it defines entities",
        ),
        ("<html><body>Không có ở đây</body></html>", "it is not a feed but <html>"),
        ("<rss><channel><item>", "it is not a feed, or a damaged one"),
        ("", "it is not a feed, or a damaged one"),
        ("a, b, c", "it is not a feed, or a damaged one"),
        ("<rss>" + "<a>" * 5_000 + "</a>" * 5_000 + "</rss>", "it is not a feed, or a damaged one"),
        (b"\x00\xff\x00", "it is not a feed, or a damaged one"),
    ],
)
def test_what_is_no_feed(feed: str | bytes, says: str) -> None:
    """Hostile and other files are refused with the reason, and nothing of them is expanded or loaded."""
    with pytest.raises(NotFetched) as refused:
        items(feed)
    assert says in str(refused.value)


def test_an_external_definition_is_not_loaded() -> None:
    """The definition that old feeds name is not looked for."""
    feed = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://192.0.2.1/rss.dtd"><rss version="0.91"><item><link>https://example.org/1</link></item></rss>'
    assert items(feed) == [FeedItem("https://example.org/1")]
