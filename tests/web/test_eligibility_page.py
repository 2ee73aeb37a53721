"""The page of eligibility: what an address tells of a firm, and how it stands to each measure."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from html import unescape

import pytest
from fastapi.testclient import TestClient

from corpus.nouns import Language
from service.web.profiles import read_told, told_label

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("revenue", "60", Decimal(60_000_000_000)),
        ("revenue", "0,5", Decimal(500_000_000)),
        ("revenue", "1.200", Decimal(1_200_000_000)),
        ("capital", "1 200", Decimal(1_200_000_000_000)),
        ("capital", "1.200.000", Decimal(1_200_000) * 10**9),
        ("staff", "1 200", 1200),
        ("staff", "1.200", 1200),
        ("founded", "2020", 2020),
        ("place", "Hanoï", "Hanoï"),
        ("sector", "dệt may", "textile-and-garment"),
    ],
)
def test_fields(name: str, written: str, value: object) -> None:
    """Money is in thousand millions of đồng with a comma or a point, thousands may stand apart, a sector has any of its names."""
    told = read_told([(name, written)], TODAY)
    assert (getattr(told.profile, name), told.mistakes) == (value, ())


@pytest.mark.parametrize(
    ("pairs", "mistakes"),
    [
        ([("code", "zz")], ("code",)),
        ([("staff", "many")], ("staff",)),
        ([("staff", "-3")], ("staff",)),
        ([("revenue", "much")], ("revenue",)),
        ([("size", "huge")], ("size",)),
        ([("sector", "alchemy")], ("sector",)),
        ([("place", "Atlantis")], ("place",)),
        ([("founded", "2030")], ("founded",)),
        ([("founded", "2020"), ("year", "2019")], ("founded",)),
        ([("code", "2610"), ("staff", "x")], ("staff",)),
    ],
)
def test_each_mistake_is_known_by_its_field(pairs: list[tuple[str, str]], mistakes: tuple[str, ...]) -> None:
    """What cannot be is told field by field, and the rest is kept."""
    told = read_told(pairs, TODAY)
    assert told.mistakes == mistakes
    assert told.profile.code == dict(pairs).get("code") or "code" in mistakes


def test_what_is_not_told_is_not_known() -> None:
    """A blank address tells nothing; the year of the request is only taken where the year of registration is told."""
    assert read_told([("page", "3")], TODAY).is_blank
    assert read_told([], TODAY).profile.year is None
    assert read_told([("founded", "2020")], TODAY).profile.year == 2026


def test_what_was_told_is_said() -> None:
    """What was told is said in the reader's language."""
    told = read_told([("revenue", "1200"), ("size", "small"), ("yes", "sector:electronics")], TODAY)
    assert [told_label(told, name, value, Language.ENGLISH) for name, value in told.pairs] == [
        "Revenue: VND 1,200 billion", "Size: small", "Yes: electronics",
    ]  # fmt: skip


def tally(page: str) -> dict[str, int]:
    """How many measures are met, open and ruled out."""
    return {
        verdict: int(count)
        for verdict, count in re.findall(r'<li class="(\w+)"><a href="#\w+"><span class="verdict" aria-hidden="true"></span><strong>(\d+)', page)
    }


def test_a_measure_is_met_open_or_ruled_out(client: TestClient) -> None:
    """The aid for small enterprises is open for an unknown size, met for a small firm and ruled out for a large one."""
    small = tally(client.get("/fr/eligibility", params={"size": "small", "place": "Đà Nẵng"}).text)
    large = tally(client.get("/fr/eligibility", params={"size": "large"}).text)
    unknown = tally(client.get("/fr/eligibility", params={"place": "Đà Nẵng"}).text)
    assert sum(small.values()) == sum(large.values()) == sum(unknown.values()) > 0
    assert small["met"] > unknown["met"] == large["met"] == 0
    assert large["not_met"] > small["not_met"]


def test_the_page_agrees_with_the_interface(client: TestClient) -> None:
    """The page counts what the HTTP interface counts for the same firm."""
    page = tally(client.get("/en/eligibility", params={"size": "small", "staff": "20"}).text)
    counts = client.post("/v1/eligibility", json={"profile": {"size": "small", "staff": 20}, "language": "en"}).json()["counts"]
    assert page == counts


def test_criteria_lead_to_their_words(client: TestClient) -> None:
    """Each criterion has its words and a link to the clause where they are highlighted, and the sentence that it is no decision stands on the page."""
    page = client.get("/en/eligibility", params={"size": "small"}).text
    assert "no decision" in page
    words, link = re.findall(r'<q lang="\w+"><bdi>(.*?)</bdi></q> <a href="([^"]+)"', page, re.DOTALL)[0]
    shown = re.findall(r'<mark id="highlight">(.*?)</mark>', client.get(unescape(link).partition("#")[0]).text, re.DOTALL)[0]
    assert unescape(words).split()[0] in unescape(shown)


@pytest.mark.parametrize(("query", "status"), [("code=zz", 422), ("support=gold", 422), ("support=training", 200), ("all=met&size=small", 200)])
def test_addresses(client: TestClient, query: str, status: int) -> None:
    """Mistakes have their status, whether they are shown in the form or as a page."""
    assert client.get(f"/vi/eligibility?{query}").status_code == status


def test_hostile_answers_are_text(client: TestClient) -> None:
    """What an address tells is escaped wherever it is shown."""
    page = client.get("/fr/eligibility", params={"code": '"><script>x</script>', "yes": "other:<b>x</b>", "place": "<i>"}).text
    assert "<script>x" not in page
    assert "<b>x" not in page
    assert "<i>" not in page
