"""What a web page says of itself in its own fields: title, author, publisher, date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ELEMENTS = {
    "title": ("meta[property='og:title']", "meta[name='DC.title' i]", "meta[name='dcterms.title' i]"),
    "author": ("meta[name=author]", "meta[property='article:author']", "[itemprop=author] [itemprop=name]", "[itemprop=author]"),
    "publisher": ("meta[property='og:site_name']", "meta[name='DC.publisher' i]", "meta[name=publisher]", "[itemprop=publisher] [itemprop=name]"),
    "date": (
        "meta[property='article:published_time']",
        "[itemprop=datePublished]",
        "meta[name=date]",
        "meta[name='DC.date' i]",
        "meta[name='dcterms.created' i]",
        "article time[datetime]",
        "main time[datetime]",
        "time[datetime]",
        "article time",
        "time",
    ),
}
_DATA = {"title": "headline", "author": "author", "publisher": "publisher", "date": "datePublished"}
"""The same in the vocabulary of schema.org, which pages carry as JSON."""
_DEEPEST = 6


def page_facts(tree: LexborHTMLParser) -> dict[str, str]:
    """The fields that the page fills, each on one line: what it says to machines first, then what stands on it."""
    data = list(_data(tree))
    facts = {}
    for name, selectors in _ELEMENTS.items():
        found = next(filter(None, (_name(item.get(_DATA[name])) for item in data)), "") or _first(tree, selectors)
        if found := " ".join(found.split()):
            facts[name] = found
    if "title" not in facts and (title := _title(tree)):
        facts["title"] = title
    if "author" not in facts and "publisher" in facts:
        facts["author"] = facts["publisher"]
    return facts


def _first(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        if node := tree.css_first(selector):
            value = node.attributes.get("content") or node.attributes.get("datetime") or ("" if node.tag == "meta" else node.text())
            if value.strip() and not value.startswith(("http://", "https://")):  # the address of an author's page is no name
                return value
    return ""


def _title(tree: LexborHTMLParser) -> str:
    """The page's title; the heading of its text alone where the title only adds the name of the site to it."""
    node = tree.css_first("title")
    title = " ".join(node.text().split()) if node else ""
    headings = tree.css("h1")
    heading = " ".join(headings[0].text().split()) if len(headings) == 1 else ""
    return heading if heading and heading in title else title


def _data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The objects that the page holds as JSON-LD, those that are a text of some kind first."""
    found = []
    for script in tree.css("script[type='application/ld+json']"):
        try:
            found += list(_objects(json.loads(script.text() or ""), _DEEPEST))
        except (ValueError, RecursionError):
            continue
    yield from sorted(found, key=lambda item: "headline" not in item)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON is of any shape
    if isinstance(value, dict):
        yield value
        inner = value.get("@graph")
    else:
        inner = value
    if isinstance(inner, list) and depth:
        for item in inner:
            yield from _objects(item, depth - 1)


def _name(value: Any) -> str:  # noqa: ANN401 - schema.org allows a text, a thing with a name, or several
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    return ""
