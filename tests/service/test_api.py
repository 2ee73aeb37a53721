"""HTTP gives the agreed JSON, and for every mistake one shape of error."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.answering import answer
from service.api.app import create_app
from service.engine import Engine
from service.settings import Settings
from tests.fakes import FakeEncoder
from tests.service.library import DECISION, NEWS, engine_of, index_of

GOAL = "Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động."
ANSWER = {"question", "language", "status", "text", "facts", "citations", "warnings", "refusal", "facets", "understood", "timings_ms", "index_generation"}
CITATION = {"n", "document", "clause", "clause_label", "page", "quote", "start", "end", "passage_id", "score", "url", "boxes_url", "standing", "changes"}
DOCUMENT = {"id", "number", "title", "kind", "issuer", "date", "language", "authority"}

Json = dict[str, Any]


def client_of(engine: Engine) -> TestClient:
    """A client of the application over an engine; what fails inside is answered, not raised."""
    return TestClient(create_app(Settings(), lambda: engine), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[TestClient]:
    """A client of the application over the small library."""
    with client_of(engine) as made:
        yield made


def ask(client: TestClient, **body: object) -> Json:
    """The JSON of an answer."""
    response = client.post("/v1/ask", json=body)
    assert response.status_code == 200
    found: Json = response.json()
    return found


def decision(client: TestClient) -> str:
    """The id of the programme's decision."""
    name: str = client.get("/v1/lookup", params={"ref": "6126/QĐ-UBND"}).json()["documents"][0]["id"]
    return name


def test_an_answer(client: TestClient) -> None:
    """The JSON has exactly the agreed keys, and its offsets lead to the quotation in the document's text."""
    found = ask(client, question=GOAL)
    assert set(found) == ANSWER
    assert (found["status"], found["language"], found["refusal"], found["question"]) == ("answered", "vi", None, GOAL)
    for n, citation in enumerate(found["citations"], start=1):
        assert set(citation) == CITATION
        assert set(citation["document"]) >= DOCUMENT
        assert citation["n"] == n
        text = client.get(f"/v1/documents/{citation['document']['id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    first = found["citations"][0]
    assert (first["document"]["number"], first["document"]["authority"], first["clause"], first["clause_label"]) == (
        "6126/QĐ-UBND",
        "binding",
        ["Điều 1", "Khoản 1"],
        "Khoản 1 Điều 1",
    )
    assert client.get(first["url"]).json()["text"] == "1. " + GOAL


def test_a_refusal(client: TestClient) -> None:
    """A refusal has the same keys, a reason and the nearest passages, and is no error."""
    found = ask(client, question="recette bœuf bourguignon carottes oignons")
    assert set(found) == ANSWER
    assert (found["status"], found["citations"], found["refusal"]["reason"]) == ("refused", [], "no_evidence")
    assert all(set(citation) == CITATION for citation in found["refusal"]["nearest"])
    assert found["refusal"]["nearest"]


def test_the_command_and_http_give_the_same(client: TestClient, engine: Engine) -> None:
    """The JSON is made by one function, whose keys are those of the declared schema."""
    schema = client.get("/openapi.json").json()["components"]["schemas"]
    assert (set(schema["AnswerOut"]["properties"]), set(schema["CitationOut"]["properties"])) == (ANSWER, CITATION)
    assert engine.snapshot().name == ask(client, question=GOAL)["index_generation"]


@pytest.mark.parametrize(
    "limits",
    [
        {"kind": "news"}, {"authority": "plan"}, {"lang_doc": "fr"}, {"year": 1999}, {"kind": ["news", "plan"]}, {"issuer": "Chính phủ"},
        {"year_to": 2024}, {"sector": "agriculture"}, {"place": "Đà Nẵng"}, {"period": 2031}, {"level": "ministry"}, {"in_force": False},
    ],
)  # fmt: skip
def test_a_question_with_limits(client: TestClient, limits: Json) -> None:
    """A document that a limit leaves out answers nothing."""
    assert ask(client, question=GOAL, **limits)["status"] == "refused"


def test_the_language_of_a_question_can_be_given(client: TestClient) -> None:
    """The answer is in the language that was asked for."""
    assert ask(client, question="n° 6126/QĐ-UBND", language="en")["text"].startswith("decision 6126/QĐ-UBND")


def events(text: str) -> list[tuple[str, Json]]:
    """The events of a stream with their data."""
    parts = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in parts]


def test_a_stream_gives_the_evidence_first(client: TestClient) -> None:
    """With Server-Sent Events every quotation comes before the answer, which is the one without them."""
    response = client.post("/v1/ask", json={"question": GOAL}, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    found = events(response.text)
    plain = ask(client, question=GOAL)
    assert [name for name, _ in found] == ["evidence"] * len(plain["citations"]) + ["answer", "done"]
    assert [data for name, data in found if name == "evidence"] == plain["citations"]
    assert {**found[-2][1], "timings_ms": None} == {**plain, "timings_ms": None}


def test_search(client: TestClient) -> None:
    """Hits are ranked from 1, as many as asked for, and pass the filters."""
    found = client.get("/v1/search", params={"q": "hỗ trợ doanh nghiệp", "k": 2, "lang_doc": "vi"}).json()
    assert set(found) == {"query", "language", "understood", "hits", "facets", "index_generation"}
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    assert {hit["document"]["language"] for hit in found["hits"]} == {"vi"}
    assert {"document", "clause", "clause_label", "page", "text", "start", "end", "passage_id", "score", "url", "boxes_url", "standing", "copies"} <= set(
        found["hits"][0]
    )


def test_limits_with_several_values(client: TestClient) -> None:
    """Within a filter any value passes, all filters must, and one value needs no list; the same for search, ask and the list of documents."""
    both = client.get("/v1/documents", params=[("kind", "plan"), ("kind", "news")]).json()
    assert {document["kind"] for document in both["documents"]} == {"plan", "news"}
    assert client.get("/v1/documents", params=[("kind", "plan"), ("kind", "news"), ("lang_doc", "fr")]).json()["total"] == 1
    assert client.get("/v1/documents", params={"issuer": "Comité populaire de Hanoï"}).json()["documents"][0]["number"] == "6126/QĐ-UBND"
    hits = client.get("/v1/search", params=[("q", "doanh nghiệp"), ("kind", "plan"), ("kind", "news")]).json()["hits"]
    assert {hit["document"]["kind"] for hit in hits} == {"plan", "news"}
    assert ask(client, question=GOAL, kind=["plan", "decision"], issuer="UBND thành phố Hà Nội", in_force=True)["status"] == "answered"


def test_what_is_understood_is_shown(client: TestClient) -> None:
    """Search and ask say what they took the words for, phrases in quotation marks included."""
    expected = [
        {"dimension": "kind", "value": "decision", "text": "quyết định"},
        {"dimension": "year", "value": "2025", "text": "2025"},
        {"dimension": "phrase", "value": "doanh nghiệp", "text": "doanh nghiệp"},
    ]
    asked = 'quyết định năm 2025 hỗ trợ "doanh nghiệp" gì'
    assert client.get("/v1/search", params={"q": asked}).json()["understood"] == expected
    assert ask(client, question=asked)["understood"] == expected


def test_a_misspelt_question_is_read_as_meant(client: TestClient) -> None:
    """Search and ask find what is meant, say what they read, and give the question back as it was typed."""
    typed, meant = "hỗ trợ doanh ngiệp", "hỗ trợ doanh nghiệp"
    found = client.get("/v1/search", params={"q": typed}).json()
    right = client.get("/v1/search", params={"q": meant}).json()
    assert found["understood"] == [{"dimension": "spelling", "value": "nghiệp", "text": "ngiệp"}]
    assert right["understood"] == []
    assert found["query"] == typed
    assert found["hits"] == right["hits"]
    answered = ask(client, question=typed)
    assert answered["question"] == typed
    assert answered["understood"] == found["understood"]
    assert answered["citations"] == ask(client, question=meant)["citations"]


def test_a_quoted_phrase(client: TestClient) -> None:
    """Every hit holds the phrase; a phrase that stands nowhere finds nothing."""
    hits = client.get("/v1/search", params={"q": '"doanh nghiệp"', "k": 100}).json()["hits"]
    assert hits
    assert all("doanh nghiệp" in hit["text"].lower() for hit in hits)
    assert client.get("/v1/search", params={"q": '"công nghiệp vũ trụ"'}).json()["hits"] == []


def test_what_holds_on_a_day(acts: Engine) -> None:
    """With ``in_force`` only what holds on the day is found; without it every hit says whether it does."""
    with client_of(acts) as client:
        for day, standing in (("2021-06-01", "in_force"), ("2023-06-01", "amended"), ("2026-06-01", "repealed")):
            found = client.get("/v1/search", params={"q": "miễn tiền thuê mặt nước trong năm năm", "as_of": day, "k": 50}).json()["hits"]
            assert next(hit["standing"] for hit in found if hit["document"]["number"] == "10/2020/NĐ-CP") == standing
            holding = client.get("/v1/search", params={"q": "miễn tiền thuê mặt nước", "as_of": day, "in_force": True, "k": 50}).json()["hits"]
            assert {hit["standing"] for hit in holding} <= {"in_force", "amended"}
            assert ("10/2020/NĐ-CP" in {hit["document"]["number"] for hit in holding}) == (standing != "repealed")


def test_facets_need_not_be_counted(client: TestClient) -> None:
    """Who does not show them does not pay for them."""
    assert client.get("/v1/search", params={"q": "thuế", "facets": False}).json()["facets"] == {}
    assert ask(client, question=GOAL, facets=False)["facets"] == {}
    assert client.get("/v1/documents", params={"facets": False}).json()["facets"] == {}


def test_documents(client: TestClient) -> None:
    """All documents are listed, or those that pass the filters."""
    found = client.get("/v1/documents").json()
    assert (found["total"], len(found["documents"])) == (6, 6)
    assert [document["title"] for document in client.get("/v1/documents", params={"kind": "news"}).json()["documents"]] == ["Un salon des composants"]
    assert client.get("/v1/documents", params={"year": 1999}).json()["total"] == 0


def test_a_document(client: TestClient) -> None:
    """A document is given with its text and its clauses, each of which can be fetched by its address."""
    found = client.get(f"/v1/documents/{decision(client)}").json()
    assert set(found) == {"document", "text", "pages", "clauses", "passages", "relations", "related_by"}
    for clause in found["clauses"]:
        fetched = client.get(f"/v1/documents/{decision(client)}/clauses/{clause['path']}").json()
        assert fetched["text"] == found["text"][clause["start"] : clause["end"]]
        assert fetched["labels"] == clause["labels"]


@pytest.mark.parametrize("path", ["article-1/clause-2", "/article-1/clause-2/", "Điều 1 khoản 2", "khoản 2 Điều 1", "article 1, paragraphe 2", "Đ1.2"])
def test_a_clause_in_any_spelling(client: TestClient, path: str) -> None:
    """An address and the name that people give lead to the same clause."""
    assert client.get(f"/v1/documents/{decision(client)}/clauses/{path}").json()["path"] == "article-1/clause-2"


def test_the_file(client: TestClient) -> None:
    """The file is given as it was read, so that a browser shows it and runs nothing of it."""
    response = client.get(f"/v1/documents/{decision(client)}/file")
    assert response.content.decode() == DECISION
    assert response.headers["content-security-policy"].startswith("sandbox")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("ref", "documents", "clauses", "citing", "ambiguous"),
    [
        ("6126/QD-UBND", 1, 0, 0, False),
        ("6126", 2, 0, 0, True),
        ("302/KH-UBND", 1, 0, 0, False),
        ("6126/QĐ-UBND Điều 1 khoản 2", 1, 1, 0, False),
        ("n ° 4159 / QD-UBND", 0, 0, 2, False),
    ],
)
def test_lookup(client: TestClient, ref: str, documents: int, clauses: int, citing: int, *, ambiguous: bool) -> None:
    """A reference gives documents, clauses or the places that cite it."""
    found = client.get("/v1/lookup", params={"ref": ref}).json()
    assert (len(found["documents"]), len(found["clauses"]), len(found["citing"]), found["ambiguous"]) == (documents, clauses, citing, ambiguous)


def test_health(client: TestClient) -> None:
    """The process runs, and says from which generation it answers."""
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["documents"], ready["model"]) == ("ready", 6, "fake")


MISTAKES: list[tuple[str, str, Json, int, str]] = [
    ("POST", "/v1/ask", {"json": {"question": ""}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"json": {"question": " \n\t"}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"json": {"question": "x" * 10_000}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"json": {"question": "\x00\x01"}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"content": b'{"question": "\\ud800"}', "headers": {"Content-Type": "application/json"}}, 422, ""),
    ("POST", "/v1/ask", {"content": b"\xff\xfe\x00\x01", "headers": {"Content-Type": "application/json"}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"content": b'{"question": ', "headers": {"Content-Type": "application/json"}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"content": b"", "headers": {"Content-Type": "application/json"}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"content": b"[1]", "headers": {"Content-Type": "application/json"}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"json": {}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"json": {"question": 5}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"json": {"question": "thuế", "kind": "poem"}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"json": {"question": "thuế", "colour": "red"}}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"json": {"question": "thuế", "year": 20000}}, 422, "malformed_request"),
    ("GET", "/v1/ask", {}, 405, "method_not_allowed"),
    ("GET", "/v1/search", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=", {}, 422, "bad_question"),
    ("GET", "/v1/search?q=%ff%fe%00", {}, 422, "bad_question"),
    ("GET", "/v1/search?q=thue&k=0", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&k=1001", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&k=ten", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&kind=poem", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&kind=plan&kind=poem", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&year=20000", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&sector=poetry", {}, 422, "bad_question"),
    ("GET", "/v1/search?q=thue&year_from=2030&year_to=2020", {}, 422, "bad_question"),
    ("GET", "/v1/search?q=thue&as_of=yesterday", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&in_force=perhaps", {}, 422, "malformed_request"),
    ("GET", "/v1/search?q=thue&per_document=0", {}, 422, "malformed_request"),
    ("POST", "/v1/ask", {"json": {"question": "thuế", "sector": ["poetry"]}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"json": {"question": "thuế", "issuer": [""]}}, 422, "malformed_request"),
    ("GET", "/v1/documents?sector=poetry", {}, 422, "bad_question"),
    ("GET", "/v1/documents?kind=poem", {}, 422, "malformed_request"),
    ("GET", "/v1/documents/unknown", {}, 404, "not_found"),
    ("GET", "/v1/documents/%00", {}, 404, "not_found"),
    ("GET", "/v1/documents/..%2f..%2fetc%2fpasswd/file", {}, 404, "not_found"),
    ("GET", "/v1/documents/unknown/file", {}, 404, "not_found"),
    ("GET", "/v1/documents/unknown/clauses/article-1", {}, 404, "not_found"),
    ("GET", "/v1/lookup", {}, 422, "malformed_request"),
    ("GET", "/v1/lookup?ref=bonjour", {}, 422, "bad_question"),
    ("GET", "/v1/lookup?ref=", {}, 422, "bad_question"),
    ("GET", "/v1/lookup?ref=777/QD-BTC", {}, 404, "not_found"),
    ("GET", "/nowhere", {}, 404, "not_found"),
]


@pytest.mark.parametrize(("method", "path", "request_", "status", "code"), MISTAKES)
def test_mistakes(client: TestClient, method: str, path: str, request_: Json, status: int, code: str) -> None:
    """Every mistake gets its status and one sentence in the one shape of errors."""
    response = client.request(method, path, **request_)
    assert response.status_code == status
    error = response.json()
    assert set(error) == {"error", "detail"}
    assert error["error"] == (code or error["error"])
    assert error["detail"]
    assert "\n" not in error["detail"]


@pytest.mark.parametrize("path", ["article-99", "Điều 99", "article-1/clause-9", "nonsense", "..", "article-0/..", "%00", "6126/QĐ-UBND Điều 1"])
def test_unknown_clauses(client: TestClient, path: str) -> None:
    """A clause that the document does not have is not found."""
    response = client.get(f"/v1/documents/{decision(client)}/clauses/{path.replace('..', '%2e%2e')}")
    assert (response.status_code, response.json()["error"]) == (404, "not_found")


def test_a_defect_has_the_same_shape(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is our own fault is answered in the same shape and tells nothing of the inside."""
    monkeypatch.setattr("service.api.questions.answer", lambda *_: answer(None, None, None))  # type: ignore[arg-type]  # so that it fails
    with client_of(engine) as client:
        response = client.post("/v1/ask", json={"question": GOAL})
    assert (response.status_code, response.json()["error"]) == (500, "internal_error")
    assert "NoneType" not in response.text


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """When the file was moved the text is still served, and the file is not found."""
    engine = engine_of(tmp_path, news=NEWS)
    (tmp_path / "documents" / "news.txt").unlink()
    name = engine.snapshot().documents[0].id
    with client_of(engine) as client:
        assert client.get(f"/v1/documents/{name}").status_code == 200
        response = client.get(f"/v1/documents/{name}/file")
    assert (response.status_code, response.json()["error"]) == (404, "not_found")
    assert str(tmp_path) not in response.text


@pytest.mark.parametrize("path", ["/v1/search?q=thue", "/v1/documents", "/v1/lookup?ref=6126", "/readyz"])
def test_without_an_index(tmp_path: Path, path: str) -> None:
    """The process runs and says that it is not ready."""
    with client_of(Engine(tmp_path / "index", FakeEncoder())) as client:
        response = client.get(path)
        assert (response.status_code, response.json()["error"]) == (503, "not_ready")
        assert client.get("/healthz").status_code == 200


def test_the_description_has_examples_in_both_languages(client: TestClient) -> None:
    """Who opens the description finds a French and a Vietnamese question that they can send as it stands."""
    examples = client.get("/openapi.json").json()["components"]["schemas"]["AskIn"]["examples"]
    assert [ask(client, **example)["language"] for example in examples] == ["fr", "vi", "vi"]
    assert client.get("/docs").status_code == 200


def test_requests_go_on_while_generations_are_published(tmp_path: Path) -> None:
    """While three new generations are published no request fails, and at the end the newest one is served."""
    engine = engine_of(tmp_path, decision=DECISION)
    with client_of(engine) as client, ThreadPoolExecutor(4) as pool:

        def go_on(_: int) -> tuple[int, int, str]:
            asked = client.post("/v1/ask", json={"question": GOAL})
            found = client.get("/v1/search", params={"q": "doanh nghiệp"})
            return asked.status_code, found.status_code, asked.json()["status"]

        pending = [pool.submit(go_on, n) for n in range(60)]
        for n in range(3):
            index_of(tmp_path, **{f"more{n}": NEWS + f"Jour {n}."})
        assert {request.result() for request in pending} == {(200, 200, "answered")}
        assert client.get("/readyz").json()["documents"] == 4
