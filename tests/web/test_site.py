"""Over HTTP, pages are complete without scripts, errors are pages in the reader's language, and the JSON interface stays as it is."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document as WordDocument
from fastapi.testclient import TestClient

from corpus.nouns import Language
from service.api.app import create_app
from service.engine import Engine
from service.settings import Settings
from service.web import routes
from service.web.assets import page_assets
from service.web.rendering import HEADERS
from tests.fakes import FakeEncoder
from tests.web.library import IMAGE, SCRIPT

GOAL = "Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động."
PAGES = [
    "",
    f"ask?q={quote(GOAL)}",
    "ask?q=recette+de+cuisine",
    "search?q=doanh+nghiep",
    "search",
    "documents",
    "documents/{id}",
    "feedback?q=x",
    "explore/targets",
    "explore/acts",
    "eligibility",
    "eligibility?size=small",
    "upload",
]


def some_id(client: TestClient, number: str = "6126/QĐ-UBND") -> str:
    """The id of a document."""
    name: str = client.get("/v1/lookup", params={"ref": number}).json()["documents"][0]["id"]
    return name


@pytest.mark.parametrize(("path", "language"), [*itertools.product(PAGES, Language)])
def test_pages(client: TestClient, path: str, language: Language) -> None:
    """Every page is there in every language of the interface, says so, and carries the headers that keep it harmless."""
    answered = client.get(f"/{language}/{path}".format(id=some_id(client)))
    assert answered.status_code == 200
    assert f'<html lang="{language}">' in answered.text
    assert {name: answered.headers[name] for name in HEADERS if name != "Vary"} == {name: HEADERS[name] for name in HEADERS if name != "Vary"}
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=\"", answered.text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", answered.text)


def test_the_language_is_chosen_by_the_browser(client: TestClient) -> None:
    """The bare address leads to the language that the browser asks for."""
    found = client.get("/", headers={"Accept-Language": "vi-VN,vi;q=0.9,fr;q=0.8"})
    assert (found.status_code, found.headers["location"]) == (302, "/vi/")


@pytest.mark.parametrize("path", ["ask", "search"])
def test_what_was_misspelt_is_said(client: TestClient, path: str) -> None:
    """The page says which word was read as which, in the language of the question, and keeps the question as it was typed."""
    page = client.get(f"/fr/{path}", params={"q": "hỗ trợ doanh ngiệp"}).text
    assert "“ngiệp” được hiểu là “nghiệp”." in page
    assert "hỗ trợ doanh ngiệp" in page
    assert "được hiểu là" not in client.get(f"/fr/{path}", params={"q": "hỗ trợ doanh nghiệp"}).text


def test_an_address_keeps_its_question_in_another_language(client: TestClient) -> None:
    """The links to the other languages carry the whole address: question and filters."""
    page = client.get("/fr/ask", params={"q": GOAL, "lang_doc": "vi", "year": "2025"}).text
    (there,) = set(re.findall(r'href="(/vi/ask\?[^"]+)" hreflang="vi"', page))
    assert client.get(there.replace("&amp;", "&")).status_code == 200
    assert "lang_doc=vi" in there
    assert "year=2025" in there


def test_filters_limit_what_is_quoted(client: TestClient) -> None:
    """A question limited to French documents is not answered by the Vietnamese one that holds the answer."""
    assert "6126/QĐ-UBND" in client.get("/fr/ask", params={"q": GOAL}).text
    limited = client.get("/fr/ask", params={"q": GOAL, "lang_doc": "fr"}).text
    assert 'class="card"' not in limited or "6126/QĐ-UBND" not in limited.partition('class="cards')[2]


def test_a_figure_is_taken_for_a_number(client: TestClient) -> None:
    """Who types nothing but a figure gets the documents of that number, and is told that there are several."""
    page = client.get("/fr/ask", params={"q": "6126"}).text
    assert ("6126/QĐ-UBND" in page, "6126/QĐ-BCT" in page, "Plusieurs documents portent ce numéro." in page) == (True, True, True)


def test_the_day_of_application(client: TestClient) -> None:
    """The same clause is amended today and was not before the amendment took effect."""
    question = {"q": "khoản 2 Điều 1 Nghị định 10/2020/NĐ-CP"}
    assert "Modifié par" in client.get("/fr/ask", params=question).text
    assert "Modifié par" not in client.get("/fr/ask", params={**question, "as_of": "2021-01-01"}).text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/fr/documents/unknown", 404, "Page introuvable"),
        ("/vi/documents/unknown", 404, "Không tìm thấy trang"),
        ("/en/nowhere", 404, "Page not found"),
        ("/fr/ask?q=x%20y&kind=poem", 422, "Adresse incorrecte"),
        ("/fr/documents?year=soon", 422, "Adresse incorrecte"),
        ("/fr/documents/{id}?highlight=9-1", 422, "Adresse incorrecte"),
        ("/fr/documents/{id}?page=3", 404, "Page introuvable"),
        ("/fr/documents/{id}?page=0", 422, "Adresse incorrecte"),
        ("/en/ask?q=", 422, "Write what you are looking for"),
        ("/en/ask", 422, "Write what you are looking for"),
        ("/en/ask?q=%3F%3F", 422, "This is no question"),
        ("/vi/search?q=" + "x" * 2001, 422, "Câu hỏi quá dài"),
        ("/fr/answer.exe?q=x", 404, "Page introuvable"),
        ("/vi/jobs/unknown", 404, "Không tìm thấy trang"),
        ("/fr/documents/{id}/remove", 404, "Page introuvable"),
    ],
)
def test_mistakes_are_pages(client: TestClient, path: str, status: int, said: str) -> None:
    """A mistake is answered by a page in the language of the interface, with the status that fits."""
    found = client.get(path.format(id=some_id(client)))
    assert (found.status_code, said in found.text, found.headers["content-type"]) == (status, True, "text/html; charset=utf-8")


def test_a_defect_is_a_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails inside is said without saying what, and logged."""

    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(routes, "listing", fail)
    found = client.get("/vi/documents?q=defect")
    assert (found.status_code, "Trang gặp lỗi" in found.text, "secret" in found.text) == (500, True, False)
    assert "Content-Security-Policy" in found.headers


def test_without_an_index(tmp_path: Path) -> None:
    """Where there is no index the page says how to build one."""
    engine = Engine(tmp_path / "none", FakeEncoder())
    with TestClient(create_app(Settings(index=tmp_path / "none"), lambda: engine), raise_server_exceptions=False) as client:
        found = client.get("/fr/")
    assert (found.status_code, "passerelle index" in found.text, "pas prête" in found.text) == (503, True, True)


def test_an_empty_library(tmp_path: Path) -> None:
    """An index without documents is shown as an empty library, and a question gets a refusal."""
    from tests.service.library import engine_of  # noqa: PLC0415 - only this test builds such an index

    engine = engine_of(tmp_path, note="Bonjour à tous, ceci est une note sans numéro ni titre.")
    with TestClient(create_app(Settings(index=tmp_path / "index"), lambda: engine)) as client:
        assert client.get("/vi/documents", params={"q": "zzz"}).text.count("Không có văn bản nào phù hợp") == 1
        assert client.get("/fr/search", params={"q": "impôt", "year": "1990"}).text.count("Aucun passage") == 1


def test_the_json_interface_stays(client: TestClient) -> None:
    """Errors below ``/v1`` and at unknown addresses are the one shape of JSON, as before."""
    for path in ("/v1/nothing", "/nothing", "/v1/documents/unknown"):
        found = client.get(path)
        assert (found.status_code, set(found.json())) == (404, {"error", "detail"})


def test_a_hostile_document_is_text(client: TestClient) -> None:
    """Markup in a document is shown as written, in its text, its title, its issuer and in the answer, and never as markup."""
    document = some_id(client, "2024-13")
    shown = [f"/fr/documents/{document}", "/fr/documents", "/fr/ask?q=prime+pour+chaque+poule+pondeuse", "/fr/search?q=poule+pondeuse", "/fr/ask?q=2024-13"]
    for path in shown:
        page = client.get(path).text
        assert "&lt;script&gt;document.title" in page
        assert (SCRIPT in page, IMAGE in page, "<b onmouseover" in page, "<svg onload" in page, "\u202e" in page) == (False,) * 5
        assert ('data-code="U+202E"' in page) is ("/documents" in path), path  # the title, which other pages do not show
        assert 'href="javascript:' not in page


def test_suggestions(client: TestClient) -> None:
    """Suggestions are JSON with what to ask, what to show and in which language."""
    found = client.get("/fr/suggest", params={"q": "6126"}).json()
    assert [item["value"] for item in found] == ["6126/QĐ-UBND", "6126/QĐ-BCT"]
    assert set(found[0]) == {"value", "label", "note", "language"}


@pytest.mark.parametrize("form", ["txt", "md", "docx"])
def test_exports(client: TestClient, form: str) -> None:
    """An exported answer holds question, exact quotation, number, authority and the address of the place."""
    found = client.get(f"/fr/answer.{form}", params={"q": GOAL})
    assert re.fullmatch(rf'attachment; filename="passerelle-[\w-]+\.{form}"', found.headers["content-disposition"])
    text = "\n".join(line.text for line in WordDocument(io.BytesIO(found.content)).paragraphs) if form == "docx" else found.text
    for said in (GOAL, "Décision 6126/QĐ-UBND", "Khoản 1 Điều 1", "Acte contraignant", "10 décembre 2025"):
        assert said in text
    assert re.search(r"http://testserver/fr/documents/\w+\?highlight=\d+-\d+", text)


def test_the_facts_of_an_answer_as_a_table(client: TestClient) -> None:
    """The facts of an answer are taken away as a table with value, source, quotation and address."""
    found = client.get("/en/answer.csv", params={"q": "Combien d'entreprises des industries de soutien en 2030 ?"})
    header, row = list(csv.reader(io.StringIO(found.text.removeprefix("\ufeff"))))[:2]
    assert len(header) == len(row) == 7
    assert row[2:5] == ["d'ici 2030", "Decision 6126/QĐ-UBND, Khoản 1 Điều 1", "2025-12-10"]
    assert GOAL in row[5]
    assert row[6].startswith("http://testserver/en/documents/")


def test_citations_to_copy(client: TestClient) -> None:
    """Each quotation stands ready in three forms, each with quotation, number and address."""
    page = client.get("/en/ask", params={"q": GOAL}).text
    forms = re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[:3]
    assert all("6126" in form and "http://testserver/en/documents/" in form and "1.200" in form for form in forms)
    assert forms[2].startswith("@legislation{6126-qd-ubnd,")
    assert forms[1].startswith("&gt; ")


def test_feedback_is_kept(client: TestClient, folder: Path) -> None:
    """A verdict with a comment is kept with question, generation and evidence, and answered by a page to return to."""
    page = client.get("/vi/ask", params={"q": GOAL}).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    sent = {**hidden, "verdict": "down", "comment": "Thiếu năm 2035\nvà nguồn"}
    found = client.post("/vi/feedback", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert (found.status_code, found.headers["location"].partition("?")[0]) == (303, "/vi/feedback")
    kept = json.loads((folder / "index-feedback.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (kept["verdict"], kept["comment"], kept["question"], kept["interface"]) == ("down", "Thiếu năm 2035\nvà nguồn", GOAL, "vi")
    assert kept["index_generation"] == client.get("/readyz").json()["index_generation"]
    assert re.fullmatch(r"\w+:\d+-\d+", kept["evidence"][0])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Origin": "http://testserver"}, 303),
    ],
)
def test_feedback_from_elsewhere_is_refused(client: TestClient, headers: dict[str, str], status: int) -> None:
    """A form that another site sends is not taken."""
    assert client.post("/fr/feedback", data={"question": "x", "verdict": "up"}, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("form", "status"), [({"verdict": "up"}, 422), ({"question": "x"}, 422), ({"question": "x", "verdict": "maybe"}, 422), ({"comment": "x" * 70_000}, 413)]
)
def test_feedback_that_says_nothing_is_refused(client: TestClient, form: dict[str, str], status: int) -> None:
    """A form without verdict or question, or a very long one, is refused."""
    assert client.post("/fr/feedback", data=form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == status


def test_assets_are_kept_by_browsers(client: TestClient) -> None:
    """A file of the page comes packed under an address that changes with its content, and may then be kept for good."""
    found = client.get(page_assets().address("page.css"), headers={"Accept-Encoding": "gzip"})
    assert (found.status_code, found.headers["content-encoding"], "immutable" in found.headers["cache-control"]) == (200, "gzip", True)
    assert client.get("/assets/old/page.css").headers["cache-control"] == "no-cache"
    assert client.get("/assets/old/%2e%2e/site.py").status_code == 404
    assert client.get(f"/assets/{page_assets().version}/none.css").status_code == 404


def test_relations_lead_both_ways(client: TestClient) -> None:
    """The amended decree names what amended it, with the place that says so, and the amending one what it amends."""
    amended, amending = some_id(client, "10/2020/NĐ-CP"), some_id(client, "20/2022/NĐ-CP")
    page = client.get(f"/en/documents/{amended}").text
    assert re.search(rf'Amended by <a href="/en/documents/{amending}\?highlight=\d+-\d+#highlight">', page)
    assert f'href="/en/documents/{amended}"' in client.get(f"/en/documents/{amending}").text


def test_footnotes_and_pages_are_linked(client: TestClient) -> None:
    """A document with pages shows the image of the page on which the highlight stands, with it marked."""
    document = some_id(client, "40/KH-UBND")
    text = client.get(f"/v1/documents/{document}").json()["text"]
    start = text.index("Doanh nghiệp khởi nghiệp")
    page = client.get(f"/fr/documents/{document}", params={"highlight": f"{start}-{start + 20}"}).text
    (image,) = set(re.findall(r'<img src="([^"]+)"', page))
    assert image == f"/v1/documents/{document}/pages/2.png?scale=1.5&amp;highlight={start}-{start + 20}"
    assert client.get(image.replace("&amp;", "&")).headers["content-type"] == "image/png"
    assert '<mark id="highlight">Doanh nghiệp khởi ng</mark>' in page
