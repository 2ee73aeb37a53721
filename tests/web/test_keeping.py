"""A page is made once for a generation and a day, and never shown for another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from indexer.build import build_index
from indexer.encoder import Encoder
from service.answering import answer
from service.api.app import create_app
from service.engine import Engine, Snapshot
from service.evidence import Warning  # noqa: A004 - the word of the contract
from service.filters import Filters
from service.questions import Question
from service.settings import Settings
from service.web import ask_routes, keeping, routes, streaming
from service.web.composing import Steps
from service.web.keeping import Shelf, _Kept
from tests.fakes import FakeEncoder
from tests.service.library import TEXTS, engine_of
from tests.web.slow import PATIENCE_SECONDS, Gated

QUESTION = quote("Đến năm 2030 có bao nhiêu doanh nghiệp công nghiệp hỗ trợ?")


def client_of(engine: Engine, folder: Path) -> TestClient:
    """A client of an application of its own, which has kept nothing yet."""
    return TestClient(create_app(Settings(index=folder / "index"), lambda: engine), raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/fr/", f"/vi/ask?q={QUESTION}", "/fr/search?q=doanh", "/fr/documents", "/vi/explore/targets", "/en/eligibility?size=small"])
def test_the_same_page_is_made_once(engine: Engine, folder: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for again a page is the same, in both encodings; a browser that has it is told so without a body."""
    monkeypatch.setattr(streaming, "BEGINS_AFTER_SECONDS", PATIENCE_SECONDS)
    with client_of(engine, folder) as client:
        made = client.get(path)  # of an answer that is there at once: see below for one that is waited for
        kept = client.get(path)
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        assert made.text == kept.text == plain.text
        assert int(plain.headers["Content-Length"]) == len(plain.content)
        assert "default-src 'none'" in kept.headers["Content-Security-Policy"]
        again = client.get(path, headers={"If-None-Match": kept.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", kept.headers["ETag"])


def test_nothing_is_made_for_what_is_kept(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is kept costs neither a listing nor an answer."""
    with client_of(engine, folder) as client:
        for path in ("/fr/documents", f"/fr/ask?q={QUESTION}"):
            assert client.get(path).status_code == 200
        for module, name in ((routes, "listing"), (ask_routes, "answer_view")):
            monkeypatch.setattr(module, name, None)
        for path in ("/fr/documents", f"/fr/ask?q={QUESTION}"):
            assert client.get(path).status_code == 200
        assert client.get("/fr/documents?q=other").status_code == 500


def test_another_generation_has_other_pages(tmp_path: Path) -> None:
    """After a document was added the list shows it, and a browser that has the old list gets the new one."""
    engine = engine_of(tmp_path)
    with client_of(engine, tmp_path) as client:
        before = client.get("/fr/documents")
        folder = tmp_path / "added"
        folder.mkdir()
        (folder / "added.txt").write_text(TEXTS["order"].replace("aux entreprises", "aux pêcheurs de perles"), encoding="utf-8")
        build_index(tmp_path / "index", (tmp_path / "documents", folder), FakeEncoder())
        after = client.get("/fr/documents", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "pêcheurs de perles" in before.text, "pêcheurs de perles" in after.text) == (200, False, True)


def test_another_day_has_other_pages(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in force may be another thing tomorrow."""
    with client_of(engine, folder) as client:
        today = client.get("/fr/documents").headers["ETag"]
        monkeypatch.setattr(keeping, "today", lambda: dt.date(2031, 1, 1))
        assert client.get("/fr/documents", headers={"If-None-Match": today}).status_code == 200


def test_what_went_wrong_is_not_kept(engine: Engine, folder: Path) -> None:
    """An error is made anew each time, and an answer that failed after its page had begun is sought again."""
    gated = Gated(fails=True)
    with TestClient(create_app(Settings(index=folder / "index"), lambda: engine, composer=gated), raise_server_exceptions=False) as client:
        assert "ETag" not in client.get("/fr/documents/unknown").headers
        for _ in range(2):
            gated.closed.clear()
            gated.open_gate()
            assert "ETag" not in client.get(f"/fr/ask?q={QUESTION}").headers
            assert gated.closed.is_set()


def test_the_notice_of_those_who_waited_is_not_kept(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waited for an answer was told that it is sought; who asks the same later gets the answer alone."""
    monkeypatch.setattr(streaming, "BEGINS_AFTER_SECONDS", 0)
    gated, notice = Gated(), 'class="searching"'
    with TestClient(create_app(Settings(index=folder / "index"), lambda: engine, composer=gated)) as client:
        gated.open_gate()
        waited, kept = (client.get(f"/fr/ask?q={QUESTION}", headers={"Accept-Encoding": "identity"}) for _ in range(2))
    assert (notice in waited.text, notice in kept.text) == (True, False)
    assert int(kept.headers["Content-Length"]) == len(kept.content)


def test_an_answer_that_a_generator_failed_to_word_is_not_kept(engine: Engine, folder: Path) -> None:
    """The next reader of the same question gets another try."""

    def failed(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, as_of: dt.date | None) -> Steps:
        found = answer(snapshot, encoder, question, filters, as_of)
        yield replace(found, warnings=(*found.warnings, Warning.GENERATOR_FAILED))

    with TestClient(create_app(Settings(index=folder / "index"), lambda: engine, composer=failed)) as client:
        assert [client.get(f"/fr/ask?q={QUESTION}").headers.get("ETag") for _ in range(2)] == [None, None]


def test_hosts_are_kept_apart(engine: Engine, folder: Path) -> None:
    """Copied citations hold the address by which the reader came."""
    with client_of(engine, folder) as client:
        for host in ("one.example", "two.example"):
            assert f"http://{host}/fr/documents/" in client.get(f"/fr/ask?q={QUESTION}", headers={"Host": host}).text


def test_a_shelf_is_bounded() -> None:
    """Of more than a shelf holds the page that nobody asked for longest goes, and a page that is too large is not kept at all."""
    shelf = Shelf(most_bytes=100)
    for name in "abc":
        shelf.put((name,), _Kept([], b"x" * 40))
        shelf.get(("a",))
    assert [shelf.get((name,)) is not None for name in "abc"] == [True, False, True]
    shelf.put(("large",), _Kept([], b"x" * 101))
    assert shelf.get(("large",)) is None
