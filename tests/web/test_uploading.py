"""Over HTTP, documents are added and removed with forms alone, and every mistake is told in the reader's language."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from corpus.nouns import Language
from service.building import Step
from service.engine import Engine
from service.errors import KeyRefused
from service.uploads.desk import Desk
from service.uploads.jobs import BUSY, Job, JobFile, JobKind
from service.uploads.keys import check_key
from service.uploads.reception import Reception
from service.web.jobs import STAGES, stage_of
from service.web.rendering import HEADERS
from tests.fakes import FakeEncoder
from tests.service.uploading import BAMBOO, KEY, MINES, Site, ended

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A service that takes at most three files at once."""
    return Site(tmp_path_factory.mktemp("site"), upload_files=3, upload_mb=1)


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[TestClient]:
    """A client of it."""
    with site.open() as made:
        yield made


def fill(client: TestClient, language: str, *files: tuple[str, str | bytes], key: str = KEY, **more: Any) -> Any:
    """The answer to the form, filled in with a key and files."""
    sent = [("files", (name, content)) for name, content in files]
    return client.post(f"/{language}/upload", data={"key": key}, files=sent or {"files": ("", b"")}, headers=more.get("headers", OURS))


def test_adding_and_removing(client: TestClient) -> None:
    """The form leads to the page of its job, this to the document, and that to its removal, whose form leads to a job again."""
    sent = fill(client, "fr", ("tre.txt", BAMBOO), ("photo.gif", b"GIF89a"))
    assert (sent.status_code, sent.headers["location"].rpartition("/")[0]) == (303, "/fr/jobs")
    assert {name: sent.headers[name] for name in HEADERS} == HEADERS
    job = ended(client, f"/v1{sent.headers['location'].removeprefix('/fr')}")
    page = client.get(sent.headers["location"]).text
    assert "Ajout terminé" in page
    assert "hx-trigger" not in page.partition('id="job"')[2].partition("</section>")[0]
    assert "Ce format n'est pas lu." in page.replace("&#39;", "'").replace("’", "'")
    document = job["files"][0]["document_id"]
    assert f'href="/fr/documents/{document}"' in page
    assert f"/vi/documents/{document}/remove" in client.get(f"/vi/documents/{document}").text
    assert f"/vi/documents/{document}/remove" in client.get("/vi/upload").text
    assert "tre.txt" in client.get(f"/vi/documents/{document}/remove").text
    wrong = client.post(f"/vi/documents/{document}/remove", data={"key": "x"}, headers=OURS)
    assert (wrong.status_code, "Khóa không đúng" in wrong.text) == (401, True)
    removed = client.post(f"/vi/documents/{document}/remove", data={"key": KEY}, headers=OURS)
    ended(client, f"/v1{removed.headers['location'].removeprefix('/vi')}")
    assert "Đã gỡ văn bản" in client.get(removed.headers["location"]).text
    assert client.get(f"/vi/documents/{document}").status_code == 404
    assert client.post(f"/vi/documents/{document}/remove", data={"key": KEY}, headers=OURS).status_code == 404


@pytest.mark.parametrize(("language", "said"), [("fr", "Cette clé n'est pas la bonne"), ("vi", "Khóa không đúng"), ("en", "This key is not the right one")])
@pytest.mark.parametrize("key", ["", "wrong", "é" * 20])
def test_a_wrong_key(client: TestClient, language: str, said: str, key: str) -> None:
    """With a wrong key, or none, the form comes back and says so in the reader's language, without the key in it."""
    found = fill(client, language, ("tre.txt", BAMBOO), key=key)
    assert (found.status_code, said in found.text.replace("&#39;", "'")) == (401, True)
    assert 'aria-invalid="true"' in found.text
    assert not key or key not in found.text


def in_a_thread(coroutine: Coroutine[Any, Any, object]) -> None:
    """Runs a coroutine to its end where no event loop runs: browser tests of the same process keep one in this thread."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


class Form:
    """A form that comes in pieces, as from a browser, and counts how many were read before the answer was clear."""

    def __init__(self, *parts: tuple[str, str, bytes]) -> None:
        body = b"".join(
            b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name.encode(), more.encode(), text) for name, more, text in parts
        )
        self.pieces = [body[start : start + 32_768] for start in range(0, len(body), 32_768)] + [b"--b--\r\n"]
        self.total = len(self.pieces)

    async def receive(self) -> dict[str, Any]:
        """The next piece, as ASGI wants it."""
        return {"type": "http.request", "body": self.pieces.pop(0), "more_body": bool(self.pieces)}

    def take(self, site: Site) -> int:
        """How many pieces were read when the key was refused."""
        read_at = []

        def check(key: str) -> None:
            read_at.append(self.total - len(self.pieces))
            check_key(site.settings.upload_key, key)

        scope = {"type": "http", "method": "POST", "headers": [(b"content-type", b"multipart/form-data; boundary=b")]}
        desk = Desk(site.settings, Engine(site.settings.index, FakeEncoder()), site.builder)
        with pytest.raises(KeyRefused):
            in_a_thread(Reception(desk, site.settings, check).take(Request(scope, self.receive)))
        return read_at[0]


FILE = ("files", '; filename="a.txt"', b"x" * 500_000)


@pytest.mark.parametrize(
    ("parts", "most"),
    [
        ([("key", "", b"wrong"), FILE], 2),
        ([FILE, ("key", "", KEY.encode())], 4),
        ([("key", '; filename="k"', KEY.encode()), FILE], 4),
        ([FILE], 4),
    ],
)
def test_the_key_is_asked_for_before_files_are_taken(site: Site, parts: list[tuple[str, str, bytes]], most: int) -> None:
    """Of a form of 16 pieces with a wrong key, or with none at its beginning, only the first ones are looked at; the rest is read and thrown away."""
    form = Form(*parts)
    kept = site.kept()
    assert form.take(site) <= most
    assert (form.pieces, site.kept()) == ([], kept)


@pytest.mark.parametrize(
    ("files", "status", "said"),
    [
        ([], 422, "Aucun fichier"),
        ([("a.txt", "x" * 1_100_000)], 413, "au plus 3 fichiers et 1 Mo"),
        ([(f"{n}.txt", str(n)) for n in range(4)], 413, "au plus 3 fichiers et 1 Mo"),
    ],
)
def test_mistakes(client: TestClient, files: list[tuple[str, str | bytes]], status: int, said: str) -> None:
    """A form without files, or with too much, comes back with what is wrong and what to do."""
    found = fill(client, "fr", *files)
    assert (found.status_code, said in found.text.replace("\N{NO-BREAK SPACE}", " ")) == (status, True)


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_forms_from_elsewhere_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    """A form that another site sends changes nothing, whatever key it holds."""
    assert fill(client, "fr", ("tre.txt", BAMBOO), headers=headers).status_code == 403
    assert client.post("/fr/documents/0123456789abcdef/remove", data={"key": KEY}, headers=headers).status_code == 403


@pytest.mark.parametrize("language", Language)
def test_where_uploads_are_off(tmp_path: Path, language: Language) -> None:
    """Without a key set the page says that nobody may upload and which setting changes it, and no page leads to the form."""
    with Site(tmp_path, upload_key=None).open() as client:
        page = client.get(f"/{language}/upload")
        assert (page.status_code, "PASSERELLE_UPLOAD_KEY" in page.text, "<form" in page.text) == (200, True, False)
        assert fill(client, language, ("tre.txt", BAMBOO)).status_code == 403
        assert f"/{language}/upload" not in client.get(f"/{language}/documents").text.partition("<main")[2]


def test_a_job_that_goes_on(site: Site, client: TestClient) -> None:
    """While it goes on, the page of a job renews itself with scripts, has a link to do so without them, and tells the stage in words."""
    from indexer.generation import building  # noqa: PLC0415 - only this test holds an index

    with building(site.settings.index):
        address = fill(client, "en", ("ardoise.txt", MINES)).headers["location"]
        for _ in range(200):
            page = client.get(address).text
            if "the library is being updated" in page:
                break
        assert re.search(rf'hx-get="{address}" hx-trigger="every 1s"', page)
        assert re.search(rf'<noscript><p><a class="button" href="{address}">Refresh', page)
        assert "http-equiv" not in page
    ended(client, f"/v1{address.removeprefix('/en')}")


def test_hostile_names_are_text(client: TestClient) -> None:
    """Markup in the name of a file is shown as it is."""
    address = fill(client, "fr", ("<img src=x onerror=alert(1)>.gif", b"x")).headers["location"]
    page = client.get(address).text
    assert "<img src=x" not in page
    assert "onerror=alert(1)" in page


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        ([], "starting"),
        ([Step(BUSY, 0, 0)], BUSY),
        ([Step(BUSY, 0, 0), Step("reading", 1, 3)], "reading"),
        ([Step("reading", 1, 3), Step("encoding", 4, 4)], "reading"),
        ([Step("reading", 1, 3), Step("recognising", 1, 9)], "recognising"),
        ([Step("reading", 3, 3), Step("encoding", 1, 4)], "encoding"),
        ([Step("reading", 3, 3), Step("encoding", 4, 4)], "publishing"),
    ],
)
def test_stages(steps: list[Step], stage: str) -> None:
    """Of the stages of a build the one is told that is furthest and not done."""
    from datetime import UTC, datetime  # noqa: PLC0415 - a job needs a time, which nothing else here looks at

    job = Job("0", JobKind.ADDITION, datetime.now(UTC), (JobFile("a.txt", "0"),))
    assert stage_of(job) == ("waiting", None)
    job = job.running()
    for step in steps:
        job = job.told(step)
    found, step_told = stage_of(job)
    assert (found, found in STAGES, step_told is None) == (stage, True, stage in {"starting", BUSY, "publishing"})
