"""A page begins before its answer is there, and what is wrong is still said with a status while nothing is sent."""

from __future__ import annotations

import http.client
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from service.answering import answer
from service.api.app import create_app
from service.engine import Engine, Snapshot
from service.questions import read_question
from service.settings import Settings
from service.web import streaming
from service.web.answers import answer_view
from service.web.composing import Unfolding
from tests.fakes import FakeEncoder
from tests.web.browser import serving, visiting
from tests.web.slow import PATIENCE_SECONDS, Gated

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GOAL = "Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động."
ASK = f"/fr/ask?q={quote(GOAL)}"
NOTICE = 'class="searching"'


class Reading:
    """A response that is read as it comes."""

    def __init__(self, origin: str, path: str, encoding: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=PATIENCE_SECONDS)
        self._connection.request("GET", path, headers={"Accept-Encoding": encoding})
        self.response = self._connection.getresponse()
        self._unpack = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress if self.response.headers["Content-Encoding"] == "gzip" else bytes
        self.text = ""

    def until(self, said: str) -> None:
        """Reads until something is said."""
        while said not in self.text and (chunk := self.response.read1()):
            self.text += self._unpack(chunk).decode(errors="replace")
        assert said in self.text

    def rest(self) -> str:
        """Reads to the end."""
        while chunk := self.response.read1():
            self.text += self._unpack(chunk).decode(errors="replace")
        return self.text

    def leave(self) -> None:
        """Reads no further."""
        self.response.close()
        self._connection.close()


@contextmanager
def reading(origin: str, path: str, encoding: str = "identity") -> Iterator[Reading]:
    """A response that is left in the end."""
    made = Reading(origin, path, encoding)
    try:
        yield made
    finally:
        made.leave()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_page_begins_before_its_answer(engine: Engine, folder: Path, encoding: str) -> None:
    """Title, form and question are sent, packed or not, while the answer is still being sought; then the rest follows in the same response."""
    gated = Gated()
    with serving(engine, folder / "index", gated) as origin, reading(origin, ASK, encoding) as page:
        page.until(NOTICE)
        assert ("<title>" in page.text, 'id="q"' in page.text, GOAL in page.text, "answer-title" in page.text) == (True, True, True, False)
        assert (page.response.status, page.response.headers.get("Content-Length")) == (200, None)
        assert "default-src 'none'" in page.response.headers["Content-Security-Policy"]
        gated.open_gate()
        whole = page.rest()
    assert (whole.count('class="card"') > 0, whole.rstrip().endswith("</html>")) == (True, True)


def test_sentences_are_sent_as_they_come(engine: Engine, folder: Path) -> None:
    """Of a composer that is slow each sentence is sent when it is there, with its pointer, and quotations and facts last."""
    gated = Gated(["Première phrase [1].", "Seconde phrase [2]."])
    with serving(engine, folder / "index", gated) as origin, reading(origin, ASK) as page:
        gated.open_gate()
        page.until("Première phrase")
        assert 'href="#q1"' in page.text
        assert "Seconde" not in page.text
        gated.open_gate()
        page.until("Seconde phrase")
        assert 'class="card"' not in page.text
        gated.open_gate()
        assert page.rest().count('class="card"') > 0


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine however slow an answer counts as there at once."""
    monkeypatch.setattr(streaming, "BEGINS_AFTER_SECONDS", PATIENCE_SECONDS)


@pytest.mark.usefixtures("patient")
def test_an_answer_that_is_there_at_once_is_one_page(client: TestClient) -> None:
    """Without anything to wait for the page is whole, has a length and speaks of no search."""
    found = client.get(ASK, headers={"Accept-Encoding": "identity"})
    assert (found.status_code, int(found.headers["Content-Length"]), NOTICE in found.text) == (200, len(found.content), False)
    assert "<!--" not in found.text


@pytest.mark.usefixtures("patient")
def test_what_is_wrong_at_once_has_its_status(engine: Engine, folder: Path) -> None:
    """A wrong address is a page with its status before any answer is sought, and a defect while nothing is sent is a 500."""
    gated = Gated(fails=True)
    app = create_app(Settings(index=folder / "index"), lambda: engine, composer=gated)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/fr/ask?q=x%20y&kind=poem").status_code == 422
        assert client.get("/fr/ask?q=").status_code == 422
        gated.open_gate()
        failed = client.get(ASK)
        assert (failed.status_code, "secret" in failed.text, "answer-title" in failed.text) == (500, False, False)


def test_what_fails_later_is_said_in_the_page(engine: Engine, folder: Path) -> None:
    """A defect after the beginning ends the page with what happened and a way to try again."""
    gated = Gated(fails=True)
    with serving(engine, folder / "index", gated) as origin, reading(origin, ASK) as page:
        page.until(NOTICE)
        gated.open_gate()
        whole = page.rest()
    assert ("broken-title" in whole, "secret" in whole, whole.rstrip().endswith("</html>")) == (True, False, True)


def test_nobody_reads_on(engine: Engine, folder: Path) -> None:
    """When the reader goes away the composer is closed instead of writing on for nobody."""
    gated = Gated(["Une phrase."] * 10_000)
    with serving(engine, folder / "index", gated) as origin:
        with reading(origin, ASK) as page:
            page.until(NOTICE)
        latest = time.monotonic() + PATIENCE_SECONDS
        while not gated.closed.wait(0.02) and time.monotonic() < latest:
            gated.open_gate()
        assert gated.closed.is_set()


@pytest.mark.parametrize("scripted", [True, False])
def test_readers_see_the_page_before_the_answer(engine: Engine, folder: Path, browser: Browser, scripted: bool) -> None:  # noqa: FBT001 - a column of the table
    """In a browser, with and without scripts, form and question stand there with a notice; the answer takes the place of the notice."""
    gated = Gated()
    with serving(engine, folder / "index", gated) as origin, visiting(browser, origin, java_script_enabled=scripted) as visit:
        visit.page.goto(origin + ASK, wait_until="commit")
        visit.page.locator(".searching").wait_for()
        assert visit.page.locator("#q").is_visible()
        assert visit.page.locator("h1.asked").inner_text().endswith(GOAL)
        assert visit.page.locator("#answer-title").count() == 0
        visit.shoot(f"searching-{'scripted' if scripted else 'plain'}")
        gated.open_gate()
        visit.page.locator(".card mark").first.wait_for()
        visit.page.wait_for_load_state()
        assert not visit.page.locator(".searching").is_visible()
        if scripted:
            assert visit.page.evaluate("document.activeElement.id") == "answer-title"
            assert visit.violations() == []


def test_readers_see_sentences_as_they_come(engine: Engine, folder: Path, browser: Browser) -> None:
    """In a browser a sentence is read while the next one is written, and the quotations follow it."""
    gated = Gated(["La première phrase [1].", "La seconde."])
    with serving(engine, folder / "index", gated) as origin, visiting(browser, origin, java_script_enabled=False) as visit:
        visit.page.goto(origin + ASK, wait_until="commit")
        gated.open_gate()
        visit.page.get_by_text("La première phrase").wait_for()
        assert visit.page.locator(".card").count() == 0
        gated.open_gate()
        gated.open_gate()
        visit.page.locator(".card mark").first.wait_for()
        assert visit.page.get_by_text("La seconde.").is_visible()


def test_no_line_is_said_twice_or_lost(snapshot: Snapshot) -> None:
    """Sentences that were given come once, further lines of the whole answer after them; an answer without a last step is an error."""
    encoder = FakeEncoder()
    found = answer(snapshot, encoder, read_question(GOAL))
    first, *others = found.text.split("\n")
    shown = lambda whole: answer_view(snapshot, whole, read_question(GOAL).language, "")  # noqa: E731 - one line
    unfolding = Unfolding(iter([first, found]), shown)
    said = ["".join(f"[{piece.text}]" if piece.pointer else piece.text for piece in line) for line in unfolding.lines()]
    assert said == [first, *(line for line in others if line.strip())]
    assert unfolding.view.answer is found
    broken = Unfolding(iter(["Une phrase."]), shown)
    assert len(list(broken.lines())) == 1
    with pytest.raises(LookupError):
        _ = broken.view
