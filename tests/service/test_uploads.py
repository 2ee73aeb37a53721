"""Documents that are uploaded are kept, indexed, found, replaced and removed, and every mistake is told in a sentence."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from indexer.generation import building, current_name
from service.building import Built, FileRead, Step, Told
from service.uploads.jobs import Job
from tests.service.library import DECISION
from tests.service.uploading import BAMBOO, HEADERS, KEY, MINES, DirectBuilder, Json, Site, ended, post, send, states, until

BROKEN = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\nthis is no document"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A service of its own for each test."""
    return Site(tmp_path)


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    """A client of it."""
    with site.open() as made:
        yield made


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, TestClient]]:
    """A service for all tests that change nothing, with its client."""
    site = Site(tmp_path_factory.mktemp("still"))
    with site.open() as made:
        yield site, made


def listed(client: TestClient) -> dict[str, str]:
    """The ids of all documents by their titles."""
    return {document["title"]: document["id"] for document in client.get("/v1/documents").json()["documents"]}


def test_an_upload_answers_a_question(site: Site, client: TestClient) -> None:
    """A file is accepted at once, indexed by a job, and then answers a question; its file lies in a folder of its own beside the index."""
    response = post(client, ("Kế hoạch tre.txt", BAMBOO))
    assert (response.status_code, response.json()["kind"], response.json()["url"]) == (202, "addition", response.headers["location"])
    job = ended(client, response.headers["location"])
    assert (job["state"], job["failure"], states(job)) == ("done", None, {"Kế hoạch tre.txt": ("added", None)})
    document = client.get(job["files"][0]["url"]).json()
    assert job["index_generation"] == client.get("/readyz").json()["index_generation"] == current_name(site.settings.index)
    answer = client.post("/v1/ask", json={"question": "Đến năm 2028 có 75 hợp tác xã tre đan xuất khẩu."}).json()
    assert answer["citations"][0]["document"]["id"] == document["document"]["id"]
    kept = site.uploads / document["document"]["id"] / "Kế hoạch tre.txt"
    assert kept.read_text(encoding="utf-8") == BAMBOO
    assert client.get(f"{job['files'][0]['url']}/file").text == BAMBOO
    assert site.uploads == site.folder / "index-uploads"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {'x' * 20}"}, {"X-API-Key": "x"}])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_without_the_key(still: tuple[Site, TestClient], method: str, headers: dict[str, str]) -> None:
    """Who has no key, or a wrong one, changes nothing."""
    site, client = still
    path = "/v1/documents" if method == "POST" else f"/v1/documents/{next(iter(listed(client).values()))}"
    response = client.request(method, path, headers=headers, files={"files": ("a.txt", BAMBOO)} if method == "POST" else None)
    assert (response.status_code, response.json()["error"], response.headers["www-authenticate"]) == (401, "key_refused", "Bearer")
    assert not site.uploads.exists()


def test_without_a_key_set(tmp_path: Path) -> None:
    """Where no key is set nobody may upload or remove, and the sentence says which setting changes that."""
    with Site(tmp_path, upload_key=None).open() as client:
        for response in (post(client, ("a.txt", BAMBOO)), client.delete("/v1/documents/0123456789abcdef", headers=HEADERS)):
            assert (response.status_code, response.json()["error"]) == (403, "uploads_off")
            assert "PASSERELLE_UPLOAD_KEY" in response.json()["detail"]


def test_too_much(tmp_path: Path) -> None:
    """More bytes, announced or not, or more files than allowed are refused, and nothing of them is kept."""
    site = Site(tmp_path, upload_mb=1, upload_files=2)
    with site.open() as client:
        large = b"--b\r\nContent-Disposition: form-data; name=files; filename=a.txt\r\n\r\n" + b"x" * 1_100_000 + b"\r\n--b--\r\n"
        multipart = {**HEADERS, "Content-Type": "multipart/form-data; boundary=b"}
        for content in (large, iter([large[:600_000], large[600_000:]])):
            response = client.post("/v1/documents", content=content, headers=multipart)
            assert (response.status_code, response.json()["error"], "1 MB" in response.json()["detail"]) == (413, "too_large", True)
        response = post(client, *((f"{n}.txt", f"{BAMBOO} {n}") for n in range(3)))
        assert (response.status_code, "more than 2 files" in response.json()["detail"]) == (413, True)
    assert site.kept() == set()


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"files": []}},
        {"data": {"replace": "true"}},
        {"files": {"files": ("", b"")}},
        {"content": b"--b\r\nnonsense", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
    ],
)
def test_forms_without_files(still: tuple[Site, TestClient], sent: dict[str, Any]) -> None:
    """A form that is broken, or holds no file, is malformed."""
    site, client = still
    response = client.post("/v1/documents", **{**sent, "headers": {**HEADERS, **sent.get("headers", {})}})
    assert (response.status_code, response.json()["error"]) == (422, "bad_upload")
    assert site.kept() == set()


HOSTILE_NAMES = {
    "../../../../tmp/evil.txt": "evil.txt",
    "/etc/cron.d/worse.md": "worse.md",
    "C:\\Windows\\system.txt": "system.txt",
    "..\\..\\up.txt": "up.txt",
    ".hidden.txt": "hidden.txt",
    "a\u202etxt.md": "atxt.md",
    "...txt": None,
    "é" * 400 + ".txt": "é" * 98 + ".txt",
    "plan.txt.toml": None,
    "catalogue.toml": None,
    "CURRENT": None,
    "..": None,
    "plan.exe": None,
}


def test_hostile_names(site: Site, client: TestClient) -> None:
    """Whatever a file is called it lands in the folder of uploads under a harmless name, or is not taken."""
    before = {path for path in site.folder.rglob("*") if site.settings.index not in path.parents}
    job = send(client, *((name, BAMBOO.replace("75", str(100 + number))) for number, name in enumerate(HOSTILE_NAMES)))
    made = {path for path in site.folder.rglob("*") if site.settings.index not in path.parents} - before
    assert all(path == site.uploads or site.uploads in path.parents for path in made)
    assert [file["state"] for file in job["files"]] == ["added" if kept else "failed" for kept in HOSTILE_NAMES.values()]
    assert {file["reason"] for file in job["files"]} == {None, "no_name", "format"}
    assert site.kept() == set(filter(None, HOSTILE_NAMES.values()))


def test_a_broken_file_among_good_ones(site: Site, client: TestClient) -> None:
    """A file that cannot be read is told with the reason and not kept; the others are added."""
    job = send(client, ("bad.pdf", BROKEN), ("tre.txt", BAMBOO), ("empty.txt", b""), ("fake.pdf", "no PDF"), ("ardoise.md", MINES), ("a.xlsx", b"PK"))
    assert job["state"] == "done"
    assert states(job) == {
        "bad.pdf": ("failed", "damaged"),
        "tre.txt": ("added", None),
        "empty.txt": ("failed", "empty"),
        "fake.pdf": ("failed", "damaged"),
        "ardoise.md": ("added", None),
        "a.xlsx": ("failed", "format"),
    }
    assert all((file["url"] is None) == (file["state"] == "failed") and bool(file["detail"]) == (file["state"] == "failed") for file in job["files"])
    assert site.kept() == {"tre.txt", "ardoise.md"}
    assert client.get("/readyz").json()["documents"] == 8


def test_the_same_content(site: Site, client: TestClient) -> None:
    """What is in the library already, uploaded or not, is not taken again, and the answer leads to it."""
    send(client, ("tre.txt", BAMBOO))
    builds = site.builder.builds
    job = send(client, ("other name.txt", BAMBOO), ("decision.txt", DECISION))
    assert states(job) == {"other name.txt": ("skipped", "already_there"), "decision.txt": ("skipped", "already_there")}
    assert all(client.get(file["url"]).status_code == 200 for file in job["files"])
    assert (site.kept(), site.builder.builds) == ({"tre.txt"}, builds)
    assert states(send(client, ("a.txt", MINES), ("b.txt", MINES))) == {"a.txt": ("added", None), "b.txt": ("skipped", "twice")}


def test_the_same_name(site: Site, client: TestClient) -> None:
    """A file of a known name never takes the place of another unasked; when asked for, the old document goes as the new one comes."""
    old = send(client, ("tre.txt", BAMBOO))["files"][0]["url"]
    newer = BAMBOO.replace("75", "90")
    assert states(send(client, ("TRE.txt", newer))) == {"TRE.txt": ("failed", "name_taken")}
    assert client.get(old).status_code == 200
    assert states(send(client, ("x.txt", MINES), ("X.txt", newer))) == {"x.txt": ("added", None), "X.txt": ("failed", "same_names")}
    job = send(client, ("tre.txt", newer), replace="true")
    assert states(job) == {"tre.txt": ("changed", None)}
    assert (client.get(old).status_code, client.get(job["files"][0]["url"]).status_code) == (404, 200)
    assert "90 hợp tác xã" in client.get(job["files"][0]["url"]).json()["text"]
    assert site.kept() == {"tre.txt", "x.txt"}


def test_a_broken_file_replaces_nothing(site: Site, client: TestClient) -> None:
    """What cannot be read does not cost the document that it was to replace."""
    old = send(client, ("tre.pdf.txt", BAMBOO), ("plan.txt", MINES))["files"][1]["url"]
    assert states(send(client, ("plan.txt", b"\x00\x01\x02\x00binary"), replace="on"))["plan.txt"][0] == "failed"
    assert client.get(old).status_code == 200
    assert site.kept() == {"tre.pdf.txt", "plan.txt"}


def test_two_uploads_at_once(site: Site, client: TestClient) -> None:
    """Uploads at the same time become jobs one after the other, and all documents are in the library at the end."""
    texts = {f"tre-{n}.txt": BAMBOO.replace("75", str(100 + n)) for n in range(4)}
    with ThreadPoolExecutor(4) as pool:
        jobs = list(pool.map(lambda item: send(client, item), texts.items()))
    assert [state for job in jobs for state in states(job).values()] == [("added", None)] * 4
    assert len({job["index_generation"] for job in jobs}) == 4
    assert (site.kept(), client.get("/readyz").json()["documents"]) == (set(texts), 10)


def test_removing(site: Site, client: TestClient) -> None:
    """An uploaded document goes with its file; one that was not uploaded stays, and an unknown one is not found."""
    shipped = next(iter(listed(client).values()))
    url = send(client, ("tre.txt", BAMBOO), ("ardoise.txt", MINES))["files"][0]["url"]
    response = client.delete(url, headers=HEADERS)
    job = ended(client, response.headers["location"])
    assert (response.status_code, job["kind"], states(job)) == (202, "removal", {"tre.txt": ("removed", None)})
    assert (client.get(url).status_code, site.kept(), client.get("/readyz").json()["documents"]) == (404, {"ardoise.txt"}, 7)
    assert client.delete(url, headers=HEADERS).status_code == 404
    refused = client.delete(f"/v1/documents/{shipped}", headers=HEADERS)
    assert (refused.status_code, refused.json()["error"]) == (409, "not_uploaded")
    assert client.delete("/v1/documents/..%2f..%2findex", headers=HEADERS).status_code in {404, 405}
    assert client.get(f"/v1/documents/{shipped}").status_code == 200


def test_an_unknown_job(still: tuple[Site, TestClient]) -> None:
    """A job that is not remembered is not found, in one sentence."""
    response = still[1].get("/v1/jobs/nothing")
    assert (response.status_code, response.json()["error"]) == (404, "not_found")
    assert "no job 'nothing'" in response.json()["detail"]


def test_while_another_process_builds(site: Site) -> None:
    """A job waits until another process has built, says so, and meanwhile every question is answered."""
    with site.open() as client:
        with building(site.settings.index):
            address = post(client, ("tre.txt", BAMBOO)).headers["location"]
            job = until(client, address, lambda job: job["stages"] == [{"stage": "busy", "done": 0, "total": 0}])
            assert (job["state"], states(job)) == ("running", {"tre.txt": ("waiting", None)})
            assert client.post("/v1/ask", json={"question": DECISION.splitlines()[3]}).json()["status"] == "answered"
        assert states(ended(client, address)) == {"tre.txt": ("added", None)}


class Halting(DirectBuilder):
    """Builds, but stops after the first file until it may go on."""

    def __init__(self, index: Path) -> None:
        super().__init__(index)
        self.go_on = threading.Event()

    def build(self, folder: Path, told: Told) -> Built:
        """A real build with a pause."""

        def halting(event: Step | FileRead) -> None:
            told(event)
            if isinstance(event, FileRead):
                self.go_on.wait(60)

        return super().build(folder, halting)


def test_files_are_told_as_they_are_read(site: Site) -> None:
    """While a job goes on it says of each file whether it is read already, and questions are answered."""
    halting = site.builder = Halting(site.settings.index)
    with site.open() as client:
        address = post(client, ("tre.txt", BAMBOO), ("ardoise.txt", MINES)).headers["location"]
        job = until(client, address, lambda job: any(file["state"] == "read" for file in job["files"]))
        assert sorted(state for state, _ in states(job).values()) == ["read", "waiting"]
        assert "reading" in {stage["stage"] for stage in job["stages"]}
        assert client.post("/v1/ask", json={"question": DECISION.splitlines()[3]}).json()["status"] == "answered"
        halting.go_on.set()
        assert set(states(ended(client, address)).values()) == {("added", None)}


def test_a_build_that_fails(site: Site) -> None:
    """When the library cannot be built the job says why, nothing is lost, and the next start takes the files up."""
    aside = site.folder / "aside"
    with site.open() as client:
        (site.folder / "documents").rename(aside)
        job = send(client, ("tre.txt", BAMBOO))
        assert (job["state"], "does not exist" in job["failure"], states(job)) == ("failed", True, {"tre.txt": ("waiting", None)})
        assert (site.kept(), client.get("/readyz").json()["documents"]) == ({"tre.txt"}, 6)
    aside.rename(site.folder / "documents")
    with site.open() as client:
        wait_for(client, 7)


def test_a_removal_that_fails(site: Site) -> None:
    """When the library cannot be built the document that was to go stays, with its file."""
    with site.open() as client:
        url = send(client, ("tre.txt", BAMBOO))["files"][0]["url"]
        (site.folder / "documents").rename(site.folder / "aside")
        job = ended(client, client.delete(url, headers=HEADERS).headers["location"])
        assert (job["state"], site.kept(), client.get(url).status_code, client.get(f"{url}/file").status_code) == ("failed", {"tre.txt"}, 200, 200)


def test_a_restart(site: Site) -> None:
    """Finished jobs are remembered over a restart; one that was not done is done then, and what broke off is thrown away."""
    with site.open() as client:
        done = send(client, ("ardoise.txt", MINES))
    with building(site.settings.index), site.open() as client:  # the service ends first, with one job begun and one that waits
        begun = post(client, ("tre.txt", BAMBOO)).headers["location"]
        until(client, begun, lambda job: bool(job["stages"]))
        removal = client.delete(done["files"][0]["url"], headers=HEADERS).headers["location"]
    broken_off = site.uploads / ".incoming" / ("f" * 32) / "0"
    broken_off.parent.mkdir(parents=True)
    broken_off.write_text("half a file", encoding="utf-8")
    with site.open() as client:
        assert states(client.get(done["url"]).json()) == {"ardoise.txt": ("added", None)}
        assert states(ended(client, begun)) == {"tre.txt": ("added", None)}
        assert states(ended(client, removal)) == {"ardoise.txt": ("removed", None)}
        assert site.kept() == {"tre.txt"}
        assert client.get("/readyz").json()["documents"] == 7


def wait_for(client: TestClient, documents: int) -> None:
    """Waits until the library has so many documents."""
    until(client, "/readyz", lambda ready: ready["documents"] == documents)


def test_documents_in_the_folder_are_taken_up(site: Site) -> None:
    """What lies in the folder of uploads and is not in the index, as after the index was made anew elsewhere, is indexed at the start."""
    with site.open() as client:
        send(client, ("tre.txt", BAMBOO))
    shutil.rmtree(site.settings.index)
    again = Site(site.folder)
    with again.open() as client:
        wait_for(client, 7)


def test_what_is_kept_is_no_secret(site: Site, client: TestClient) -> None:
    """The key is in no file, no answer and no description of the settings."""
    send(client, ("tre.txt", BAMBOO))
    assert KEY not in repr(site.settings)
    assert all(KEY.encode() not in path.read_bytes() for path in site.folder.rglob("*") if path.is_file())
    assert KEY not in client.get("/fr/upload").text
    assert "PASSERELLE_UPLOAD_KEY" not in site.settings.variables


def test_the_description(still: tuple[Site, TestClient]) -> None:
    """OpenAPI names the key as a security scheme of the two routes that need it, and the form of an upload."""
    described: Json = still[1].get("/openapi.json").json()
    assert described["components"]["securitySchemes"]["upload key"]["scheme"] == "bearer"
    post_, delete = described["paths"]["/v1/documents"]["post"], described["paths"]["/v1/documents/{document_id}"]["delete"]
    assert post_["security"] == delete["security"] == [{"upload key": []}]
    assert "security" not in described["paths"]["/v1/jobs/{job_id}"]["get"]
    assert set(post_["requestBody"]["content"]) == {"multipart/form-data"}
    assert {"401", "403", "413"} <= set(post_["responses"])
    assert {"401", "403", "409"} <= set(delete["responses"])


def test_a_job_is_written_whole(site: Site, client: TestClient) -> None:
    """What is kept of a job is read again as the same job."""
    send(client, ("bad.pdf", BROKEN), ("tre.txt", BAMBOO))
    (record,) = (site.uploads / ".jobs").glob("*.json")
    text = record.read_text(encoding="utf-8")
    assert Job.from_json(text).to_json() == text


def test_short_keys_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of fewer than 16 characters is refused without being shown."""
    from service.settings import SettingsError, load_settings  # noqa: PLC0415 - nothing else here needs it

    monkeypatch.setenv("PASSERELLE_UPLOAD_KEY", "hunter2")
    with pytest.raises(SettingsError, match=r"the setting upload_key is wrong: .*at least 16") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
    monkeypatch.setenv("PASSERELLE_UPLOAD_KEY", "một khóa đủ dài để thử")
    with pytest.raises(SettingsError, match="a space or a letter with an accent") as caught:
        load_settings()
    assert "khóa" not in str(caught.value)
    monkeypatch.setenv("PASSERELLE_UPLOAD_KEY", "x" * 16)
    assert load_settings().upload_key == SecretStr("x" * 16)
