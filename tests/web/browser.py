"""A real server on a real index, and pages of a real browser that notice every message of their console."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import uvicorn

from service.api.app import create_app
from service.engine import Engine
from service.settings import Settings
from service.web.composing import Composer, compose

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, ViewportSize

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
SHOTS = Path(os.environ.get("PASSERELLE_SHOTS", Path(__file__).parent.parent.parent / "build" / "screenshots"))
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_LONGEST_START_SECONDS = 30


@contextmanager
def serving(engine: Engine, index: Path, composer: Composer = compose, **settings: Any) -> Iterator[str]:
    """The address of a server of the application with these settings, which runs in a thread."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        app = create_app(Settings(index=index, **settings), lambda: engine, composer=composer)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        latest = time.monotonic() + _LONGEST_START_SECONDS
        while not server.started and time.monotonic() < latest:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(_LONGEST_START_SECONDS)


@dataclass
class Visit:
    """A page of the browser with what it said on its console and what it asked for."""

    page: Page
    origin: str
    scripted: bool = True
    messages: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Begins to take down messages, failures and requests."""
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"failure: {error}"))
        self.page.on("request", self._requested)

    def _requested(self, request: Request) -> None:
        self.asked_for.append(request.url)

    def go(self, path: str) -> None:
        """Opens a page of the site and waits until its fonts have come."""
        self.page.goto(self.origin + path)
        if self.scripted:
            self.page.evaluate("document.fonts.ready.then(() => true)")

    def shoot(self, name: str) -> None:
        """Keeps a picture of the page as a test artefact."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    def violations(self) -> list[str]:
        """What axe finds wrong, WCAG 2.2 AA and its best practices; run outside the page's own policy, which allows no such script."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Runtime.evaluate", {"expression": _AXE.read_text(encoding="utf-8")})
        ran = session.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run(document, { rules: { 'target-size': { enabled: true } } }).then((found) => JSON.stringify(found.violations))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        found: list[dict[str, Any]] = json.loads(ran["result"]["value"])
        return [f"{violation['id']}: {node['target']} {node['failureSummary']}" for violation in found for node in violation["nodes"]]


@contextmanager
def visiting(browser: Browser, origin: str, **options: Any) -> Iterator[Visit]:
    """A fresh page that must end without a word on its console and without a request to anybody else."""
    context = browser.new_context(**{"viewport": DESK, "locale": "fr-FR", "reduced_motion": "reduce", **options})
    visit = Visit(context.new_page(), origin, options.get("java_script_enabled", True))
    visit.listen()
    try:
        yield visit
        assert visit.messages == []
        assert [url for url in visit.asked_for if not url.startswith(origin)] == []
    finally:
        context.close()


class Visits(Protocol):
    """Opens fresh pages."""

    def __call__(self, **options: Any) -> AbstractContextManager[Visit]:
        """A page with options of the browser's context."""


def ask(visit: Visit, question: str) -> None:
    """Types a question, asks it and waits until the whole answer has come."""
    visit.page.get_by_role("search").locator("#q").fill(question)
    visit.page.get_by_role("search").get_by_role("button").click()
    visit.page.wait_for_selector("#answer-title")
    visit.page.wait_for_load_state()
