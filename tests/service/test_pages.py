"""Over HTTP, quotations are shown where they stand on their pages."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from corpus.nouns import PlacedWord, Rectangle, Span
from indexer.build import build_index
from indexer.extraction import extract
from indexer.store import Store
from indexer.storing import StoreWriter
from service import pages
from service.api.app import create_app
from service.engine import Engine, Snapshot
from service.errors import BadQuestion, NotFound
from service.pages import PageViews, Recent, read_place, read_span
from service.settings import Settings
from tests.fakes import FakeEncoder, word_starts
from tests.indexer.sheets import ink_of, paragraphs, pdf_of_sheets

FIRST = (
    "QUYẾT ĐỊNH",
    "Phê duyệt Chương trình phát triển công nghiệp hỗ trợ",
    "Điều 1. Mục tiêu",
    "1. Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động.",
    "2. Đến năm 2035 có 45% doanh nghiệp đạt tiêu chuẩn quốc tế.",
)
SECOND = ("Điều 2. Hỗ trợ", "1. Hỗ trợ 50% chi phí thử nghiệm và chứng nhận sản phẩm.")
GOAL = FIRST[3]
NEWS = "Hanoï (VNA) - La capitale accueille un salon des fabricants de composants.\nTrois cents exposants sont attendus pendant quatre jours.\n"

Json = dict[str, Any]


def engine_at(folder: Path) -> Engine:
    """An engine over an act of two pages and a news item without any."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    (documents / "act.pdf").write_bytes(pdf_of_sheets(paragraphs(*FIRST), paragraphs(*SECOND)))
    (documents / "news.txt").write_text(NEWS, encoding="utf-8")
    build_index(folder / "index", (documents,), FakeEncoder())
    ticks = itertools.count(start=0, step=60)
    return Engine(folder / "index", FakeEncoder(), clock=lambda: float(next(ticks)))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that all tests read from."""
    return engine_at(tmp_path_factory.mktemp("paged"))


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[TestClient]:
    """A client of the application over it."""
    with client_of(engine) as made:
        yield made


def client_of(engine: Engine) -> TestClient:
    """A client for which what fails inside is answered, not raised."""
    return TestClient(create_app(Settings(), lambda: engine), raise_server_exceptions=False)


def document(client: TestClient, kind: str = "decision") -> Json:
    """The document of this kind with its text."""
    (found,) = client.get("/v1/documents", params={"kind": kind}).json()["documents"]
    whole: Json = client.get(f"/v1/documents/{found['id']}").json()
    return whole


def place_of(client: TestClient, quotation: str) -> tuple[str, str]:
    """The id of the act and the span of a quotation as START-END."""
    act = document(client)
    start = act["text"].index(quotation)
    return act["document"]["id"], f"{start}-{start + len(quotation)}"


def picture(content: bytes) -> Image.Image:
    """The image in bytes."""
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_the_boxes_of_a_quotation(client: TestClient) -> None:
    """The JSON names page, size and image, and its rectangle is where the image has the ink of the quotation."""
    name, span = place_of(client, GOAL)
    found = client.get(f"/v1/passages/{name}:{span}/boxes").json()
    assert list(found) == ["passage_id", "document_id", "start", "end", "pages", "reason"]
    assert (found["passage_id"], found["document_id"], f"{found['start']}-{found['end']}", found["reason"]) == (f"{name}:{span}", name, span, None)
    (page,) = found["pages"]
    assert list(page) == ["page", "width", "height", "image", "rectangles"]
    assert (page["page"], page["width"], page["height"], page["image"]) == (1, 595, 842, f"/v1/documents/{name}/pages/1.png")
    (rectangle,) = page["rectangles"]
    shown = picture(client.get(page["image"]).content)
    row = shown.crop((0, round((rectangle["top"] - 0.003) * shown.height), shown.width, round((rectangle["bottom"] + 0.003) * shown.height)))
    left, _, right, _ = ink_of(row)
    assert (rectangle["left"], rectangle["right"]) == pytest.approx((left, right), abs=0.002)


def test_a_passage_of_two_pages(client: TestClient) -> None:
    """A span that goes on overleaf gives both pages in order, each with its lines."""
    act = document(client)
    start, end = act["text"].index(FIRST[4]), act["text"].index(SECOND[1]) + len(SECOND[1])
    found = client.get(f"/v1/passages/{act['document']['id']}:{start}-{end}/boxes").json()
    assert [(page["page"], len(page["rectangles"])) for page in found["pages"]] == [(1, 1), (2, 2)]


def test_a_span_of_too_many_pages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for the places of a whole book is told how much to ask for."""
    monkeypatch.setattr(pages, "MOST_PAGES", 1)
    act = document(client)
    response = client.get(f"/v1/passages/{act['document']['id']}:0-{len(act['text'])}/boxes")
    assert (response.status_code, response.json()["detail"]) == (422, f"0-{len(act['text'])} stands on 2 pages: ask for 1 at most")


def test_citations_and_hits_lead_to_their_boxes(client: TestClient) -> None:
    """Each citation and hit of a document with pages has the address of its boxes; one of a document without pages has none."""
    cited = client.post("/v1/ask", json={"question": GOAL}).json()["citations"][0]
    assert cited["boxes_url"] == f"/v1/passages/{cited['document']['id']}:{cited['start']}-{cited['end']}/boxes"
    (page,) = client.get(cited["boxes_url"]).json()["pages"]
    assert (page["page"], len(page["rectangles"])) == (cited["page"], 1)
    hits = client.get("/v1/search", params={"q": "doanh nghiệp exposants", "k": 10}).json()["hits"]
    assert {hit["document"]["kind"]: hit["boxes_url"] is None for hit in hits} == {"decision": False, "news": True}
    assert all(client.get(hit["boxes_url"]).json()["pages"] for hit in hits if hit["boxes_url"])


def test_a_document_without_pages(client: TestClient) -> None:
    """A text file has no boxes, and the reason is given; it has no images of pages."""
    name = document(client, "news")["document"]["id"]
    assert client.get(f"/v1/passages/{name}:0-10/boxes").json() == {
        "passage_id": f"{name}:0-10", "document_id": name, "start": 0, "end": 10, "pages": [], "reason": "the file of this document has no pages",
    }  # fmt: skip
    response = client.get(f"/v1/documents/{name}/pages/1.png")
    assert (response.status_code, response.json()["error"]) == (404, "not_found")
    assert client.get(response.json()["detail"].split("`")[1].removeprefix("GET ")).status_code == 200


def test_a_span_of_white_space(client: TestClient) -> None:
    """Nothing that is printed has no boxes, and the reason is given."""
    act = document(client)
    gap = act["text"].index(" ")
    found = client.get(f"/v1/passages/{act['document']['id']}:{gap}-{gap + 1}/boxes").json()
    assert (found["pages"], found["reason"]) == ([], "these characters were not found on their page")


@pytest.mark.parametrize(("scale", "size"), [(None, (1190, 1684)), (1, (595, 842)), (0.25, (149, 211)), (6, (3570, 5052))])
def test_the_image_of_a_page(client: TestClient, scale: float | None, size: tuple[int, int]) -> None:
    """The image has as many dots a point as asked for, 144 dots an inch by default."""
    response = client.get(f"/v1/documents/{document(client)['document']['id']}/pages/2.png", params={} if scale is None else {"scale": scale})
    assert (response.status_code, response.headers["content-type"], response.headers["x-content-type-options"]) == (200, "image/png", "nosniff")
    assert picture(response.content).size == size


def test_images_are_kept_by_browsers(client: TestClient) -> None:
    """A page never changes and is kept; with highlights it is asked for again and not sent again."""
    name, span = place_of(client, GOAL)
    address = f"/v1/documents/{name}/pages/1.png"
    plain, marked = client.get(address), client.get(address, params={"highlight": span})
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert marked.headers["cache-control"] == "no-cache"
    tags = {client.get(address, params=params).headers["etag"] for params in ({}, {"scale": 1}, {"highlight": span}, {"highlight": [span, "0-10"]})}
    assert len(tags | {client.get(address.replace("1.png", "2.png")).headers["etag"]}) == 5
    for response, params in ((plain, {}), (marked, {"highlight": span})):
        again = client.get(address, params=params, headers={"If-None-Match": response.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", response.headers["etag"])
        assert client.get(address, params=params, headers={"If-None-Match": '"another"'}).content == response.content


def test_highlights_are_where_the_boxes_are(client: TestClient) -> None:
    """The image with highlights differs from the one without them around the rectangles of the spans and nowhere else."""
    name, span = place_of(client, GOAL)
    _, other = place_of(client, "Phê duyệt")
    address = f"/v1/documents/{name}/pages/1.png"
    before, after = (np.asarray(picture(client.get(address, params=params).content)) for params in ({}, {"highlight": [span, other]}))
    changed = (before != after).any(axis=2)
    expected = np.zeros_like(changed)
    height, width = changed.shape
    for each in (span, other):
        for place in client.get(f"/v1/passages/{name}:{each}/boxes").json()["pages"][0]["rectangles"]:
            margin = round(0.2 * (place["bottom"] - place["top"]) * height) + 1
            top, bottom, left, right = (
                round(place[side] * length) for side, length in (("top", height), ("bottom", height), ("left", width), ("right", width))
            )
            expected[top - margin : bottom + margin, left - margin : right + margin] = True
            assert changed[top:bottom, left:right].mean() > 0.5
    assert not (changed & ~expected).any()


def test_a_highlight_of_another_page(client: TestClient) -> None:
    """A span that stands elsewhere leaves the page as it is."""
    name, span = place_of(client, GOAL)
    address = f"/v1/documents/{name}/pages/2.png"
    assert client.get(address, params={"highlight": span}).content == client.get(address).content


MISTAKES: list[tuple[str, int, str]] = [
    ("/v1/documents/{act}/pages/0.png", 404, "has no page 0: it has 2"),
    ("/v1/documents/{act}/pages/3.png", 404, "has no page 3: it has 2"),
    ("/v1/documents/{act}/pages/-1.png", 404, "has no page -1: it has 2"),
    ("/v1/documents/{act}/pages/99999999999999999999.png", 404, "has no page"),
    ("/v1/documents/{act}/pages/one.png", 422, "number: "),
    ("/v1/documents/{act}/pages/1.jpg", 404, "there is nothing at"),
    ("/v1/documents/unknown/pages/1.png", 404, "there is no document 'unknown'"),
    ("/v1/documents/..%2f..%2fact/pages/1.png", 404, "there is nothing at"),
    ("/v1/documents/{act}/pages/1.png?scale=0", 422, "scale: "),
    ("/v1/documents/{act}/pages/1.png?scale=7", 422, "scale: "),
    ("/v1/documents/{act}/pages/1.png?scale=nan", 422, "scale: "),
    ("/v1/documents/{act}/pages/1.png?scale=inf", 422, "scale: "),
    ("/v1/documents/{act}/pages/1.png?highlight=", 422, "write START-END"),
    ("/v1/documents/{act}/pages/1.png?highlight=5-5", 422, "write START-END"),
    ("/v1/documents/{act}/pages/1.png?highlight=9-5", 422, "write START-END"),
    ("/v1/documents/{act}/pages/1.png?highlight=a-b", 422, "write START-END"),
    ("/v1/documents/{act}/pages/1.png?" + "highlight=0-5&" * 51, 422, "highlight: "),
    ("/v1/passages/{act}:0-5", 404, "there is nothing at"),
    ("/v1/passages/{act}/boxes", 404, "there is no passage"),
    ("/v1/passages/{act}:5-5/boxes", 404, "there is no passage"),
    ("/v1/passages/{act}:-5-5/boxes", 404, "there is no passage"),
    ("/v1/passages/{act}:0-99999999/boxes", 404, "its text ends at"),
    ("/v1/passages/{act}:0-9999999999999/boxes", 404, "there is no passage"),
    ("/v1/passages/:0-5/boxes", 404, "there is no document ''"),
    ("/v1/passages/unknown:0-5/boxes", 404, "there is no document 'unknown'"),
    ("/v1/passages/%00:0-5/boxes", 404, "there is no document"),
]


@pytest.mark.parametrize(("address", "status", "detail"), MISTAKES)
def test_mistakes(client: TestClient, address: str, status: int, detail: str) -> None:
    """Every mistake gets its status and one sentence in the one shape of errors."""
    response = client.get(address.replace("{act}", document(client)["document"]["id"]))
    assert response.status_code == status
    error = response.json()
    assert set(error) == {"error", "detail"}
    assert detail in error["detail"]
    assert "\n" not in error["detail"]


def test_a_file_that_was_exchanged(tmp_path: Path) -> None:
    """While its file is another one or gone, a document is not shown, though it was open; when the file is back, it is shown again."""
    engine = engine_at(tmp_path)
    path = tmp_path / "documents" / "act.pdf"
    content = path.read_bytes()
    with client_of(engine) as client:
        name, span = place_of(client, GOAL)
        addresses = (f"/v1/passages/{name}:{span}/boxes", f"/v1/documents/{name}/pages/1.png")
        assert [client.get(address).status_code for address in addresses] == [200, 200]
        for change, sentence in ((lambda: path.write_bytes(content + b"\n"), "has changed"), (path.unlink, "is no longer where it was")):
            change()
            for address in addresses:
                response = client.get(address)
                assert (response.status_code, response.json()["error"]) == (404, "not_found")
                assert response.json()["detail"] == f"the file of document {name!r}, act.pdf, {sentence}" + (
                    " since it was read: index it again" if sentence == "has changed" else ": index it again"
                )
        path.write_bytes(content)
        assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_many_at_once(engine: Engine) -> None:
    """Requests for pages and boxes from eight threads get what one after the other gets."""
    with client_of(engine) as client, ThreadPoolExecutor(8) as pool:
        name, span = place_of(client, GOAL)
        addresses = [f"/v1/documents/{name}/pages/{1 + n % 2}.png?scale={1 + n % 3}&highlight={n}-{n + 20}" for n in range(24)]
        addresses += [f"/v1/passages/{name}:{span}/boxes"] * 8
        together = [response.content for response in pool.map(client.get, addresses)]
    with client_of(engine) as client:
        assert together == [client.get(address).content for address in addresses]


def test_a_page_that_takes_long_holds_nobody_else(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a page is being drawn everything else is answered, and who waits too long for another page is told so."""
    monkeypatch.setattr(pages, "_LONGEST_WAIT_SECONDS", 0.05)
    with client_of(engine) as client, ThreadPoolExecutor(1) as pool:
        name, span = place_of(client, GOAL)
        views: PageViews = client.app_state["views"]
        pool.submit(views._using.acquire).result()
        assert client.get("/healthz").status_code == 200
        assert client.post("/v1/ask", json={"question": GOAL}).json()["status"] == "answered"
        for address in (f"/v1/documents/{name}/pages/1.png", f"/v1/passages/{name}:{span}/boxes"):
            response = client.get(address)
            assert (response.status_code, response.json()["detail"]) == (503, "another page takes long to be drawn: ask again in a moment")
        pool.submit(views._using.release).result()
        assert client.get(f"/v1/documents/{name}/pages/1.png").status_code == 200


def test_images_that_were_drawn_are_kept(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was drawn before is not drawn again, until there is no room for it."""
    drawn: list[int] = []

    def png_of(image: Image.Image) -> bytes:
        drawn.append(image.width)
        return bytes(image.width)

    monkeypatch.setattr(pages, "png_of", png_of)
    with client_of(engine) as client:
        views: PageViews = client.app_state["views"]
        snapshot = engine.snapshot()
        name, _ = place_of(client, GOAL)
        monkeypatch.setattr(views, "_images", Recent[str, bytes](2_000, weigh=len))
        for number, scale in ((1, 1), (1, 1), (2, 2), (1, 1), (2, 2), (2, 1), (1, 1)):
            views.png(views.drawing(snapshot, name, number, scale))
    assert drawn == [595, 1190, 595, 595]


def test_the_values_used_last() -> None:
    """Values are kept up to a weight, the one not used for longest is put out first, and one too heavy is not kept at all."""
    put_out: list[str] = []
    recent = Recent[int, str](10, weigh=len, discard=put_out.append)
    recent.put(1, "aaaa")
    recent.put(2, "bbbb")
    assert recent.get(1) == "aaaa"
    recent.put(3, "cccc")
    assert (recent.get(1), recent.get(2), recent.get(3), put_out) == ("aaaa", None, "cccc", ["bbbb"])
    recent.put(3, "c")
    recent.put(4, "d" * 11)
    assert (recent.get(4), put_out) == (None, ["bbbb", "cccc", "aaaa", "c", "d" * 11])
    recent.put(5, "e")
    recent.clear()
    assert (recent.get(5), put_out[-1]) == (None, "e")


def test_recognised_pages(tmp_path: Path) -> None:
    """On pages whose text was recognised, the rectangles are those of the recognised words, and highlights are drawn there."""
    path = tmp_path / "scan.pdf"
    content = pdf_of_sheets(paragraphs(*FIRST))
    path.write_bytes(content)
    read = extract(content, path.name, word_starts)
    start = read.text.index("Mục tiêu")
    words = (PlacedWord(Span(start, start + 3), Rectangle(1, 0.2, 0.3, 0.3, 0.32)), PlacedWord(Span(start + 4, start + 8), Rectangle(1, 0.31, 0.3, 0.4, 0.32)))
    writer = StoreWriter(tmp_path / "store.sqlite")
    writer.add(replace(read, recognised=frozenset({1}), words=words), str(path), "")
    writer.close()
    store = Store(tmp_path / "store.sqlite")
    snapshot = cast("Snapshot", SimpleNamespace(name="g", generation=SimpleNamespace(store=store)))  # what of a snapshot is used
    views = PageViews()
    name = read.document.id
    (page,) = views.quotation(snapshot, name, Span(start, start + 8)).pages
    (place,) = page.rectangles
    assert (place.left, place.top, place.right, place.bottom) == pytest.approx((0.2, 0.3, 0.4, 0.32))
    assert views.quotation(snapshot, name, Span(0, 5)).reason == "these characters were not found on their page"
    shown = picture(views.png(views.drawing(snapshot, name, 1, 1.0, (Span(start, start + 8),))))
    yellow = (np.asarray(shown)[:, :, 2] < 150) & (np.asarray(shown)[:, :, 0] > 240)
    assert np.flatnonzero(yellow.any(axis=1))[0] / shown.height == pytest.approx(0.3, abs=0.01)
    views.close()
    store.close()


def test_names_of_spans_and_passages() -> None:
    """A span is START-END, the id of a passage that of its document before it."""
    assert read_span("0-5") == Span(0, 5)
    assert read_place("a.b-c_1:10-20") == ("a.b-c_1", Span(10, 20))
    for written in ("", "5", "5-", "-5", "5-5", "6-5", "٣-٥", "1-2-3", "1 - 2", "1-2\n"):
        with pytest.raises(BadQuestion, match="write START-END"):
            read_span(written)
    with pytest.raises(NotFound, match="there is no passage 'a'"):
        read_place("a")
