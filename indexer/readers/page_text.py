"""Finds the text of a web page among what stands beside it: navigation, banners, lists of other pages, hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.rulebook import compiled, rules

_NEVER_SHOWN = (
    "script, style, noscript, template, iframe, object, svg, canvas, button, select, textarea, input, dialog:not([open]), [hidden], [aria-hidden=true]"
)
_BESIDE = "nav, header, footer, aside, form, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=dialog]"
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MAIN = ("main", "[role=main]", "[itemprop=articleBody]", "article", "#content", "body")
_ENOUGH = 0.4
"""An element is the main one when it holds this share of the text of the whole page; one that holds as much is nothing beside it."""
_LINK_LIST = 0.8
"""Share of a list's letters in links from which it is a list of other pages."""
_LEAST_LINKS = 3
_LONGEST_NAME = 60
_DEEPEST = 1_500
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)[^<>]*?(?P<closed>/?)>")
_NEVER_NESTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)
"""Elements that hold nothing, or that the next of their kind ends."""


def nests_too_deeply(page: str) -> bool:
    """Whether elements stand in each other deeper than any page needs, which takes a parser time without end."""
    depth = 0
    for match in _TAG.finditer(page):
        if match["name"].lower() in _NEVER_NESTED or match["closed"]:
            continue
        depth = max(0, depth - 1) if match["end"] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def main_text(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the text of the page, with what is not text taken out of the tree; None for a page without any."""
    body = tree.body
    if body is None:
        return None
    _remove([*tree.css(_NEVER_SHOWN), *(node for node in tree.css("[style]") if _HIDING.search(node.attributes.get("style") or ""))])
    whole = _length(body)
    _remove([node for node in body.css(_BESIDE) if not _belongs_to_text(node, whole)])
    _remove([node for node in body.css("[class], [id]") if _is_furniture(node) and not _belongs_to_text(node, whole)])
    main = _main(tree, body)
    _drop_lists_of_pages(main)
    return main


def _remove(nodes: list[LexborNode]) -> None:
    """Takes nodes out of their tree, each once: what stands in another of them goes with that one."""
    doomed = {node.mem_id for node in nodes}
    outermost = {node.mem_id: node for node in nodes if not any(ancestor.mem_id in doomed for ancestor in _ancestors(node))}
    for node in outermost.values():
        node.decompose()


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _length(node: LexborNode) -> int:
    return len("".join(node.text().split()))


def _belongs_to_text(node: LexborNode, whole: int) -> bool:
    """Whether a part that looks like furniture holds the title or much of the text: some pages stand in one form, or call their text a sidebar."""
    if node.tag in {"html", "body", "main", "article"}:
        return True
    return node.css_first("h1") is not None or _length(node) >= _ENOUGH * whole


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("pages")[table])


def _is_furniture(node: LexborNode) -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
    return any(pattern.match(name.lower()) for pattern in _patterns("furniture") for name in names if len(name) <= _LONGEST_NAME)


def _main(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """The element that is marked as the main one and holds enough; of several of a kind the longest."""
    whole = _length(body)
    for selector in _MAIN:
        longest = max(tree.css(selector), key=_length, default=None)
        if longest is not None and _length(longest) >= _ENOUGH * whole:
            return longest
    return body


def _drop_lists_of_pages(main: LexborNode) -> None:
    """Takes out the lines that announce other pages with what they announce, and lists that are links and nothing else."""
    doomed: list[LexborNode] = []
    for node in main.css("h2, h3, h4, h5, h6, p, div, span, strong"):
        if node.mem_id != main.mem_id and not node.css_first("p, div, table, ul, ol, span") and _announces_others(node):
            announced = _next_element(node)
            if announced is not None and _is_list_of_links(announced):
                doomed += [node, announced]
            elif node.css_first("a[href], button"):
                doomed.append(node)
    _remove(doomed)
    lists = [node for node in main.css("ul, ol") if node.mem_id != main.mem_id and _is_list_of_links(node)]
    if sum(map(_length, lists)) < _ENOUGH * _length(main):
        _remove(lists)


def _announces_others(node: LexborNode) -> bool:
    text = " ".join(node.text().split())
    return len(text) <= _LONGEST_NAME and any(pattern.match(text) for pattern in _patterns("elsewhere"))


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and following.tag in {"-text", "-comment"}:
        if following.tag == "-text" and (following.text(deep=False) or "").strip():
            return None
        following = following.next
    return following


def _is_list_of_links(node: LexborNode) -> bool:
    links = node.css("a[href]")
    return len(links) >= _LEAST_LINKS and sum(map(_length, links)) >= _LINK_LIST * _length(node) > 0
