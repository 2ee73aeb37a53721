"""Facts over HTTP: lists as JSON and CSV, a chart, and for every mistake the one shape of errors."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.engine import Engine
from service.schemas.fact_rows import BYTE_ORDER_MARK, cell
from tests.service.test_api import client_of

KINDS = ("targets", "measures", "programmes", "sectors")
TARGET = {
    "label", "programme", "indicator", "population", "low", "high", "unit", "comparator", "said", "start", "deadline", "recurring", "baseline", "budget",
    "places", "terms", "only_news", "sources", "rivals",
}  # fmt: skip
SOURCE = {"document", "clause", "clause_label", "quote", "start", "end", "url", "standing"}
MEASURE = {
    "kind", "kind_name", "name", "beneficiaries", "sizes", "sectors", "rates", "conditions", "criteria", "period", "authority", "source",
}  # fmt: skip

Json = dict[str, Any]


@pytest.fixture(scope="module")
def client(policies: Engine) -> Iterator[TestClient]:
    """A client of the application over the acts."""
    with client_of(policies) as made:
        yield made


def listed(client: TestClient, listing: str, **parameters: object) -> Json:
    """One page of facts."""
    response = client.get(f"/v1/facts/{listing}", params=parameters)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found


def test_targets(client: TestClient) -> None:
    """A target has the agreed keys, is said in the language asked for, and its quotations stand in their documents."""
    page = listed(client, "targets", q="industries de soutien", unit="count", language="fr")
    assert set(page) == {"total", "offset", "facts", "index_generation"}
    firms = next(fact for fact in page["facts"] if fact["low"] == "1200")
    assert set(firms) == TARGET
    assert (firms["said"], firms["comparator"], firms["deadline"], firms["places"]) == ("environ 1\u00a0200, d'ici 2030", "about", 2030, ["Hà Nội"])
    assert {source["document"]["language"] for source in firms["sources"]} == {"fr", "vi"}
    assert [rival["said"] for rival in firms["rivals"]] == ["1\u00a0500, d'ici 2030"]
    for source in firms["sources"]:
        assert set(source) == SOURCE
        text = client.get(f"/v1/documents/{source['document']['id']}").json()["text"]
        assert text[source["start"] : source["end"]] == source["quote"]
        assert client.get(source["url"]).status_code == 200


def test_measures(client: TestClient) -> None:
    """A measure tells what it gives and asks, each criterion with the words at its place."""
    page = listed(client, "measures", support=["consultancy"], lang_doc="vi", kind="decree", language="fr")
    [measure] = page["facts"]
    assert set(measure) == MEASURE
    assert [rate["said"] for rate in measure["rates"]] == ["au plus 100 millions VND"]
    assert [criterion["key"] for criterion in measure["criteria"]] == ["size", "staff", "other:Có dự án khả thi"]
    text = client.get(f"/v1/documents/{measure['source']['document']['id']}").json()["text"]
    for criterion in measure["criteria"]:
        assert " ".join(text[criterion["start"] : criterion["end"]].split()) == criterion["wording"]


def test_a_measure_that_no_longer_holds_says_so(client: TestClient) -> None:
    """The standing of a lapsed decree is told with its measures; a filter leaves them out."""
    standings = {fact["source"]["document"]["number"]: fact["source"]["standing"] for fact in listed(client, "measures")["facts"]}
    assert (standings["45/2012/NĐ-CP"], standings["80/2021/NĐ-CP"]) == ("expired", "in_force")
    assert "45/2012/NĐ-CP" not in {fact["source"]["document"]["number"] for fact in listed(client, "measures", in_force=True)["facts"]}


def test_programmes_and_sectors(client: TestClient) -> None:
    """A programme has its names in both languages, a sector its documents."""
    names = [fact["names"] for fact in listed(client, "programmes")["facts"]]
    assert {"fr", "vi"} in [set(one) for one in names]
    first = listed(client, "sectors", language="fr")["facts"][0]
    assert (first["id"], first["name"]) == ("supporting-industries", "industries auxiliaires")
    assert first["documents"]


@pytest.mark.parametrize("kind", KINDS)
def test_pages(client: TestClient, kind: str) -> None:
    """Pages of one fact, put together, are the whole list, and each says how many there are."""
    whole = listed(client, kind)
    pages = [listed(client, kind, offset=offset, limit=1) for offset in range(whole["total"])]
    assert [page["facts"] for page in pages] == [[fact] for fact in whole["facts"]]
    assert {page["total"] for page in pages} == {whole["total"]}
    assert listed(client, kind, offset=whole["total"])["facts"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_csv(client: TestClient, kind: str) -> None:
    """By the parameter and by the header alike: a byte order mark, one row a fact, all of them unless a limit is given."""
    by_parameter = client.get(f"/v1/facts/{kind}", params={"format": "csv"})
    by_header = client.get(f"/v1/facts/{kind}", headers={"accept": "text/csv"})
    assert by_parameter.content == by_header.content
    assert by_parameter.headers["content-type"].startswith("text/csv; charset=utf-8")
    text = by_parameter.content.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK))))
    total = listed(client, kind)["total"]
    assert (len(rows), by_parameter.headers["x-total-count"]) == (total, str(total))
    assert len(list(csv.DictReader(io.StringIO(client.get(f"/v1/facts/{kind}", params={"format": "csv", "limit": 1}).text)))) == 1
    assert client.get(f"/v1/facts/{kind}", params={"format": "json"}, headers={"accept": "text/csv"}).headers["content-type"] == "application/json"


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(written: str) -> None:
    """Whatever a document says, a spreadsheet computes nothing from it, and the words stay whole."""
    told = cell(written)
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert told in {written, f"'{written}"}


def test_a_formula_in_a_document_is_neutralised(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An act whose words begin like a formula gives a cell with an apostrophe, in the CSV of the route itself."""
    from tests.service.library import engine_of  # noqa: PLC0415 - an index of its own

    text = "QUYẾT ĐỊNH\nVề hỗ trợ\nĐiều 1. Hỗ trợ đào tạo\n- Doanh nghiệp nhỏ và vừa được hỗ trợ tối đa 50% chi phí đào tạo.\n"
    with client_of(engine_of(tmp_path_factory.mktemp("formula"), act=text)) as client:
        quotes = [fact["source"]["quote"] for fact in listed(client, "measures")["facts"]]
        rows = list(csv.DictReader(io.StringIO(client.get("/v1/facts/measures?format=csv").text.removeprefix(BYTE_ORDER_MARK))))
    assert quotes
    assert [row["quote"] for row in rows] == [cell(quote) for quote in quotes]


def test_chart(client: TestClient) -> None:
    """A Vega-Lite specification of one unit: every target with a deadline is a point that says its value and leads to its clause."""
    chart = client.get("/v1/facts/targets/chart", params={"language": "fr", "unit": "percent"}).json()
    assert chart["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert {(point["deadline"], point["value"]) for point in chart["data"]["values"]} == {(2030, 30.0), (2030, 80.0), (2035, 35.0)}
    for point in chart["data"]["values"]:
        assert {"programme", "said", "comparator", "label", "source", "high"} <= set(point)
        assert client.get(point["href"]).status_code == 200
    fields = {one["field"] for one in chart["encoding"]["tooltip"]} | {chart["encoding"][name]["field"] for name in ("x", "color", "href")}
    assert all(fields <= set(point) for point in chart["data"]["values"])


def test_a_chart_has_one_unit(client: TestClient) -> None:
    """Without a unit it is that of most targets, and the chart says how many of which others it leaves out."""
    chart = client.get("/v1/facts/targets/chart").json()
    assert (chart["usermeta"]["unit"], chart["usermeta"]["other_units"], chart["usermeta"]["without_deadline"]) == ("count", {"percent": 3}, 0)
    assert len(chart["data"]["values"]) == 4
    assert client.get("/v1/facts/targets/chart", params={"q": "xyzzy"}).json()["data"]["values"] == []


@pytest.mark.parametrize(
    ("path", "parameters", "error"),
    [
        ("targets", {"unit": "parsec"}, "malformed_request"),
        ("targets", {"limit": "0"}, "malformed_request"),
        ("targets", {"offset": "-1"}, "malformed_request"),
        ("targets", {"sort": "taste"}, "malformed_request"),
        ("targets", {"colour": "red"}, "malformed_request"),
        ("targets", {"support": "training"}, "malformed_request"),
        ("targets", {"deadline_from": "2031", "deadline_to": "2030"}, "bad_question"),
        ("targets", {"sector": "no such sector"}, "bad_question"),
        ("measures", {"beneficiary": "no such group"}, "bad_question"),
        ("programmes", {"unit": "percent"}, "malformed_request"),
        ("targets/chart", {"language": "de"}, "malformed_request"),
    ],
)
def test_mistakes(client: TestClient, path: str, parameters: dict[str, str], error: str) -> None:
    """What is not understood is said in the one shape of errors."""
    response = client.get(f"/v1/facts/{path}", params=parameters)
    assert (response.status_code, response.json()["error"]) == (422, error)
    assert response.json()["detail"]
    assert client.get("/v1/facts/rumours").json()["error"] == "not_found"


def test_the_description_names_every_list(client: TestClient) -> None:
    """The description has each route with CSV beside JSON, and examples of filters."""
    paths = client.get("/openapi.json").json()["paths"]
    for kind in KINDS:
        assert {"application/json", "text/csv"} <= set(paths[f"/v1/facts/{kind}"]["get"]["responses"]["200"]["content"])
    assert "/v1/facts/targets/chart" in paths
    assert "/v1/eligibility" in paths
