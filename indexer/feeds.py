"""Reads RSS (0.9x, 1.0, 2.0) and Atom feeds: the addresses that they list, with titles and days.

A feed comes from strangers: no entity is expanded, nothing is loaded from elsewhere, and one that defines entities is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

from corpus.folding import nfc
from indexer.addresses import NotFetched, checked_url

_ATOM = "http://www.w3.org/2005/Atom"
_DATES = ("pubDate", "published", "date", "updated", "issued", "modified")
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing that a feed tells of."""

    url: str
    title: str | None = None
    date: dt.date | None = None


def read_feed(content: bytes, url: str) -> list[FeedItem]:
    """The items of a feed that lead to a web address, each address once, in the feed's order.

    ``url`` is the feed's own, for addresses that are written relative to it. Raises ``NotFetched`` when it is not a feed.
    """
    root = _parsed(content)
    if _name(root) not in {"rss", "RDF", "feed"}:
        raise NotFetched(f"it is not a feed but <{_name(root)}>: give the address of an RSS or Atom feed")
    found: dict[str, FeedItem] = {}
    for element in root.iter():
        if _name(element) in {"item", "entry"} and (item := _item(element, url)):
            found.setdefault(item.url, item)
    return list(found.values())


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotFetched(f"it is not a feed, or a damaged one ({str(error).partition(', line')[0]})") from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and next(subset.iterentities(), None) is not None:
        raise NotFetched("it defines entities, which no feed needs, and is not read")
    return root


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _item(element: etree._Element, base: str) -> FeedItem | None:
    try:
        url = urljoin(base, _link(element)).partition("#")[0]
        checked_url(url)
    except (NotFetched, ValueError):
        return None
    if not _link(element):
        return None
    titles = (_plain(child) for child in element if _name(child) == "title")
    return FeedItem(url, next((title for title in titles if title), None), next(_dates(element), None))


def _link(element: etree._Element) -> str:
    """The address of an item: its link, in Atom the one to the page itself, else the id that RSS says is one."""
    for child in element:
        if _name(child) != "link":
            continue
        if etree.QName(child).namespace == _ATOM:
            if child.get("rel", "alternate") == "alternate" and child.get("href"):
                return str(child.get("href")).strip()
        elif child.text and child.text.strip():
            return str(child.text).strip()
    ids = (child.text.strip() for child in element if _name(child) == "guid" and child.get("isPermaLink", "true") == "true" and child.text)
    return next(ids, "")


def _plain(element: etree._Element) -> str:
    """The text of an element on one line, without the tags that a title may carry as text."""
    text = re.sub(r"<[^<>]{1,200}>", "", "".join(element.itertext()))
    return nfc(" ".join(text.split()))[:_LONGEST_TITLE]


def _dates(element: etree._Element) -> Iterator[dt.date]:
    """The days of an item, the one of its publication first."""
    written = {_name(child): (child.text or "").strip() for child in element}
    for name in _DATES:
        if found := _date(written.get(name, "")):
            yield found


def _date(written: str) -> dt.date | None:
    """The day of a date as RSS (RFC 822) or Atom (RFC 3339) writes it, where it was written."""
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
