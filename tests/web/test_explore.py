"""The lists of facts: filters in the address, pages, files, and links from each row to the words that state it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.factbook import FactList
from service.settings import Settings
from tests.service.policies import engine_of_policies

LISTS = [*map(str, FactList)]


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an index whose documents contradict one another."""
    folder = tmp_path_factory.mktemp("policies")
    engine = engine_of_policies(folder)
    with TestClient(create_app(Settings(index=folder / "index"), lambda: engine), follow_redirects=False) as made:
        yield made


def rows(page: str) -> list[str]:
    """The rows of the table of a page, without markup."""
    body = page.partition("<tbody")[2]
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row))) for row in body.split('<tr role="row">')[1:]]


def values(page: str) -> list[str]:
    """What the rows of a page say."""
    return [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r'<td role="cell" class="value"[^>]*>(.*?)</td>', page, re.DOTALL)]


@pytest.mark.parametrize("kind", [*LISTS, "acts"])
@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_lists(client: TestClient, kind: str, language: str) -> None:
    """Every list is there in every language."""
    found = client.get(f"/{language}/explore/{kind}")
    assert found.status_code == 200
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", found.text)


def test_the_first_list(client: TestClient) -> None:
    """The bare address leads to the targets; there is no list of anything else."""
    assert client.get("/vi/explore").headers["location"] == "/vi/explore/targets"
    assert client.get("/vi/explore/poems").status_code == 404


def test_targets_lead_to_their_words(client: TestClient) -> None:
    """A target is told in the reader's language with its comparator and deadline, and leads to its words in the Vietnamese act."""
    page = client.get("/fr/explore/targets", params={"q": "industries de soutien", "deadline_to": 2030}).text
    (row,) = [row for row in rows(page) if "1\N{NO-BREAK SPACE}200" in row or "1 200" in row]
    assert "environ" in row
    assert "Khoản 1 Điều 1" in row
    link = unescape(re.findall(r'class="proof" href="([^"]+)"', page)[0])
    assert "1.200 doanh nghiệp" in re.findall(r'<mark id="highlight">(.*?)</mark>', client.get(link.partition("#")[0]).text, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"unit": "percent"}, ["45 %, d'ici 2035"]),
        ({"deadline_from": 2031}, ["45 %, d'ici 2035"]),
        ({"q": "zzz"}, []),
        ({"place": "Đà Nẵng"}, []),
        ({"q": "entreprises", "unit": "count"}, ["environ 1\N{NO-BREAK SPACE}200, d'ici 2030"]),
    ],
)
def test_filters_limit_targets(client: TestClient, parameters: dict[str, str], said: list[str]) -> None:
    """Each filter leaves the targets that it should, and what is chosen is shown as chips that give it up."""
    page = client.get("/fr/explore/targets", params=parameters).text
    assert values(page) == said
    assert page.count('class="chip"') == len(parameters)
    assert 'href="/fr/explore/targets"' in page


def test_the_file_has_what_the_list_has(client: TestClient) -> None:
    """The file for spreadsheets holds all facts that pass the filters of the page, with their quotations."""
    page = client.get("/en/explore/targets", params={"unit": "percent"}).text
    address = unescape(re.findall(r'class="csv" href="([^"]+)"', page)[0])
    found = client.get(address)
    table = list(csv.DictReader(io.StringIO(found.text.removeprefix("\ufeff"))))
    assert len(table) == len(rows(page))
    assert {row["unit"] for row in table} == {"percent"}
    assert "45%" in table[0]["quote"]


@pytest.mark.parametrize(
    "query", ["unit=furlong", "deadline_from=soon", "deadline_from=2035&deadline_to=2030", "page=x", "drawn=furlong", "sector=alchemy", "sort=colour"]
)
def test_mistakes(client: TestClient, query: str) -> None:
    """A value that no filter has is a page with its status."""
    assert client.get(f"/fr/explore/targets?{query}").status_code == 422


def test_sectors_lead_to_where_they_are_named(client: TestClient) -> None:
    """A sector counts its mentions, and its link highlights the first of them."""
    page = client.get("/vi/explore/sectors").text
    link = unescape(re.findall(r'<ul class="proofs">\s*<li><a href="([^"]+)"', page)[0])
    assert "<mark" in client.get(link.partition("#")[0]).text


def test_the_picture_of_targets(client: TestClient) -> None:
    """The picture has a title, a description and a link for each target that says it with comparator and source."""
    page = client.get("/en/explore/targets", params={"drawn": "count"}).text
    picture = page.partition('<svg class="chart"')[2].partition("</svg>")[0]
    assert "<title" in picture
    assert "<desc" in picture
    assert re.search(r'<a href="/en/documents/\w+\?highlight=\d+-\d+#highlight" aria-label="[^"]*about 1,200[^"]*6126', page)


def test_the_timeline_of_acts(client: TestClient) -> None:
    """The timeline draws what amended what, with a link to the words."""
    page = client.get("/en/explore/acts", params={"linked": "1"}).text
    assert re.search(r'<a href="/en/documents/\w+\?highlight=\d+-\d+#highlight" aria-label="Decree 20/2022/NĐ-CP amends Decree 10/2020/NĐ-CP"', page)


def test_facts_of_a_document(client: TestClient) -> None:
    """A document lists its targets and measures, each with a link that highlights its words."""
    document = client.get("/v1/lookup", params={"ref": "6126/QĐ-UBND"}).json()["documents"][0]["id"]
    page = client.get(f"/en/documents/{document}").text
    stated = page.partition('id="facts"')[2].partition("</section>")[0]
    assert "about 1,200, by 2030" in stated
    assert stated.count(f'href="/en/documents/{document}?highlight=') >= 4


def test_facts_of_an_answer(client: TestClient) -> None:
    """The facts of an answer stand in a table above the quotations, each with a pointer to its own."""
    page = client.get("/fr/ask", params={"q": "Combien d'entreprises des industries de soutien en 2030 ?"}).text
    table = page.partition('class="told-facts"')[2].partition("</table>")[0]
    assert "environ 1" in table
    assert "2030" in table
    assert 'href="#q1"' in table
    assert page.index("told-facts") < page.index('class="cards"')


def test_conflicts_show_both_values(policies: TestClient) -> None:
    """Where sources disagree both values stand there, each with its source, the press marked as such, and the mark in the picture is ringed."""
    page = policies.get("/en/explore/targets", params={"conflicts": "true"}).text
    first, second = rows(page)
    for row in (first, second):
        assert "The sources disagree." in row
        assert "1,200" in row
        assert "1,500" in row
        assert "6126/QĐ-UBND" in row
    assert page.count('class="rival"') >= 3  # two marks and the key
    assert "The sources disagree on a figure" in policies.get("/en/ask", params={"q": "How many supporting-industry enterprises will Hanoi have in 2030?"}).text


def test_sources_of_one_target_stand_together(policies: TestClient) -> None:
    """A target that two tellings state is one row with both sources, and limited to a programme and a place it stays the only one of them."""
    document = policies.get("/v1/lookup", params={"ref": "282/QĐ-UBND"}).json()["documents"][0]["id"]
    (row,) = rows(policies.get("/vi/explore/targets", params={"programme": document}).text)
    assert "80%" in row
    page = policies.get("/fr/explore/targets", params={"q": "1200 entreprises", "place": "Hanoï"}).text
    assert len(rows(page)) <= 1
    told = policies.get("/fr/explore/targets", params={"unit": "count", "place": "Hà Nội"}).text
    assert "Khoản 1 Điều 1" in told
    assert "Article 1, Paragraphe 1" in told


def test_programmes_have_their_names(policies: TestClient) -> None:
    """Every programme has a name, in the reader's language where there is one, and the names in others beside it."""
    page = policies.get("/en/explore/programmes").text
    names = re.findall(r'<th role="rowheader" scope="row"><bdi lang="(?:fr|vi)">([^<]+)</bdi>', page)
    assert len(names) == len(rows(page)) > 1
