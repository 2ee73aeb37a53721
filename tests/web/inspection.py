"""What a browser finds of one page, like an audit of Lighthouse: how fast, how heavy, how steady, how accessible, how careful."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.browser import DESK, PHONE, Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

WIDTHS = {"phone": PHONE, "desk": DESK}
_WATCH = """
window.seen = { paints: {}, largest: 0, shift: 0, blocked: 0 };
const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
watch("paint", (entry) => { seen.paints[entry.name] = entry.startTime; });
watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
watch("longtask", (entry) => { seen.blocked += Math.max(0, entry.duration - 50); });
"""
_LOOK = """() => {
  const of = (selector) => [...document.querySelectorAll(selector)];
  const levels = of("h1, h2, h3, h4, h5, h6").map((heading) => Number(heading.tagName[1]));
  const small = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && getComputedStyle(element).display !== "inline" && Math.min(box.width, box.height) < 24;
  };
  return {
    ...window.seen,
    first: window.seen.paints["first-contentful-paint"] || 0,
    server: performance.getEntriesByType("navigation")[0].responseStart,
    language: document.documentElement.lang,
    title: document.title,
    viewport: document.querySelector("meta[name=viewport]")?.content || "",
    description: document.querySelector("meta[name=description]")?.content || "",
    without_alt: of("img:not([alt])").length,
    headings_out_of_order: levels.filter((level, at) => at ? level > levels[at - 1] + 1 : level !== 1).length,
    first_headings: levels.filter((level) => level === 1).length,
    small_targets: of("a, button, input:not([type=hidden]), select, textarea, summary").filter(small).map((element) => element.outerHTML.slice(0, 90)),
    wider_than_window: document.documentElement.scrollWidth > innerWidth,
  };
}"""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One page at one width: times in milliseconds since the request, bytes with headers as they were transferred, everything found wrong by name."""

    page: str
    width: str
    first_byte_ms: float
    first_paint_ms: float
    largest_paint_ms: float
    blocked_ms: float
    layout_shift: float
    transferred: int
    requests: int
    faults: tuple[str, ...]


def inspect(browser: Browser, origin: str, page: str, path: str, width: str) -> Inspection:
    """The page as a reader gets it who was never here before."""
    with visiting(browser, origin, viewport=WIDTHS[width]) as visit:
        visit.page.add_init_script(_WATCH)
        session = visit.page.context.new_cdp_session(visit.page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        responses: list[Response] = []
        visit.page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - the driver takes no method of a builtin
        visit.go(path)
        visit.page.wait_for_load_state("networkidle")
        seen: dict[str, Any] = visit.page.evaluate(_LOOK)
        faults = [*_faults(seen, path), *_faults_of_headers(responses), *(f"console {said}" for said in visit.messages), *_axe(visit)]
        return Inspection(
            page, width, round(seen["server"], 1), round(seen["first"], 1), round(seen["largest"], 1), round(seen["blocked"], 1), round(seen["shift"], 4),
            int(sum(sizes)), len(visit.asked_for), (*faults, *(f"third party {url}" for url in visit.asked_for if not url.startswith(origin))),
        )  # fmt: skip


def _faults(seen: dict[str, Any], path: str) -> Iterable[str]:
    if seen["language"] != path[1:3]:
        yield f"language {seen['language']!r}"
    if not seen["title"] or "width=device-width" not in seen["viewport"] or "scalable=no" in seen["viewport"]:
        yield "title or viewport"
    if not seen["description"]:
        yield "no description"
    for name in ("without_alt", "headings_out_of_order", "wider_than_window"):
        if seen[name]:
            yield f"{name} {seen[name]}"
    if seen["first_headings"] != 1:
        yield f"{seen['first_headings']} headings of rank 1"
    yield from (f"small target {element}" for element in seen["small_targets"])


def _faults_of_headers(responses: list[Response]) -> Iterable[str]:
    for response in responses:
        headers = response.headers
        kind = headers.get("content-type", "").partition(";")[0]
        if kind in {"text/html", "text/css", "text/javascript"} and headers.get("content-encoding") != "gzip":
            yield f"not packed {response.url}"
        if kind == "text/html" and "default-src 'none'" not in headers.get("content-security-policy", ""):
            yield f"no policy {response.url}"
        if "/assets/" in response.url and "immutable" not in headers.get("cache-control", ""):
            yield f"not kept {response.url}"
        if headers.get("x-content-type-options") != "nosniff":
            yield f"no nosniff {response.url}"


def _axe(visit: Visit) -> Iterable[str]:
    return (f"axe {violation}" for violation in visit.violations())


def write_report(found: list[Inspection], folder: Path) -> None:
    """The report as ``page-report.json`` and, for people, ``page-report.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page-report.json").write_text(json.dumps([asdict(one) for one in found], indent=1, ensure_ascii=False), encoding="utf-8")
    columns = ("page", "width", "first byte ms", "first paint ms", "largest paint ms", "blocked ms", "layout shift", "KiB", "requests", "faults")
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    for one in found:
        figures = (one.first_byte_ms, one.first_paint_ms, one.largest_paint_ms, one.blocked_ms, one.layout_shift, round(one.transferred / 1024), one.requests)
        lines.append(f"| {one.page} | {one.width} | {' | '.join(map(str, figures))} | {len(one.faults)} |")
    (folder / "page-report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
