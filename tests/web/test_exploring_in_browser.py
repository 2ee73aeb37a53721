"""In a real browser: exploring facts in tables and pictures, and holding a firm against the measures of support, with and without scripts."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.web.browser import PHONE, Visits

SENTENCE = "không phải quyết định"


def test_a_mark_leads_to_its_clause(visits: Visits) -> None:
    """A mark of the chart tells value, comparator and source, and leads to the document with its statement highlighted; no script is needed."""
    with visits(java_script_enabled=False) as visit:
        visit.go("/fr/explore/targets?drawn=count")
        mark = visit.page.locator("svg.chart a", has=visit.page.locator(".dot")).first
        told = (mark.get_attribute("aria-label") or "").replace("\N{NO-BREAK SPACE}", " ")
        assert re.search(r"environ 1 200, d'ici 2030 \(Décision 6126/QĐ-UBND, Khoản 1 Điều 1\)", told)
        assert mark.locator("title").text_content() == mark.get_attribute("aria-label")
        mark.click()
        assert "1.200 doanh nghiệp" in visit.page.locator("article.text mark").inner_text()


def test_by_keys_to_a_mark(visits: Visits) -> None:
    """The marks of a picture are reached with the keyboard and seen when they have the focus."""
    with visits() as visit:
        visit.go("/en/explore/sectors")
        cell = visit.page.locator("svg.cells a").first
        cell.focus()
        visit.page.keyboard.press("Shift+Tab")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/documents/**")
        assert visit.page.locator("article.text mark").count() >= 1


def test_filtering_targets(visits: Visits) -> None:
    """A unit that is chosen limits table and chart at once, stays in the address and is given up by its chip."""
    with visits() as visit:
        visit.go("/vi/explore/targets")
        every = visit.page.locator("table.rows tbody tr").count()
        visit.page.locator("select[name=unit]").select_option("percent")
        visit.page.wait_for_url("**/vi/explore/targets?unit=percent")
        assert 0 < visit.page.locator("table.rows tbody tr").count() < every
        assert visit.page.locator("svg.chart a").count() == visit.page.locator("table.rows tbody tr").count()
        visit.page.locator(".chip").click()
        visit.page.wait_for_url("**/vi/explore/targets")
        assert visit.page.locator("table.rows tbody tr").count() == every


def test_the_file(visits: Visits) -> None:
    """The list is taken away as a file that spreadsheets read."""
    with visits() as visit:
        visit.go("/en/explore/measures")
        address = visit.page.get_by_role("link", name="Download (CSV)").get_attribute("href")
        found = visit.page.request.get(f"{visit.origin}{address}").text()
        rows = list(csv.DictReader(io.StringIO(found.removeprefix("\ufeff"))))
        assert len(rows) == visit.page.locator("table.rows tbody tr").count()
        assert all(row["quote"] for row in rows)


def test_the_timeline(visits: Visits) -> None:
    """An arrow leads to the words with which one act amends another."""
    with visits() as visit:
        visit.go("/fr/explore/acts?linked=1")
        arrow = visit.page.locator("svg.arcs a")
        assert arrow.first.get_attribute("aria-label") == "Décret 20/2022/NĐ-CP modifie Décret 10/2020/NĐ-CP"
        arrow.first.focus()
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**highlight**")
        assert "10/2020/NĐ-CP" in visit.page.locator("article.text mark").first.inner_text()


@pytest.mark.parametrize("scripted", [True, False])
def test_eligibility(visits: Visits, scripted: bool) -> None:  # noqa: FBT001 - a column of the table
    """A form is filled in, its answers stand in the address, and measures come with each criterion and its clause; the same address shows the same."""
    with visits(java_script_enabled=scripted) as visit:
        visit.go("/vi/eligibility")
        visit.page.get_by_label("nhỏ", exact=True).check()
        visit.page.get_by_label("Lao động tham gia bảo hiểm xã hội").fill("20")
        visit.page.get_by_role("button", name="Xem hỗ trợ").click()
        visit.page.wait_for_selector(".tally")
        assert "size=small" in visit.page.url
        assert "staff=20" in visit.page.url
        assert SENTENCE in visit.page.locator("main").inner_text()
        address, said = visit.page.url.removeprefix(visit.origin), visit.page.locator(".tally").inner_text()
        link = visit.page.locator(".criteria a").first
        words = visit.page.locator(".criteria q").first.inner_text()
        link.click()
        visit.page.wait_for_url("**highlight**")
        assert words.split()[0] in visit.page.locator("article.text mark").first.inner_text()
    with visits() as other:
        other.go(address)
        assert other.page.locator(".tally").inner_text() == said


def test_the_next_question(visits: Visits) -> None:
    """Answering the next question moves measures from open to met or ruled out, and the answer goes on in the address."""
    with visits(java_script_enabled=False) as visit:
        visit.go("/en/eligibility?founded=2020")
        asked = visit.page.locator(".question .asked").inner_text()
        open_before = int(visit.page.locator(".tally .unknown strong").inner_text())
        visit.page.get_by_role("link", name="I do not know").click()
        assert "skip=" in visit.page.url
        assert visit.page.locator(".question .asked").count() == 0 or visit.page.locator(".question .asked").inner_text() != asked
        assert int(visit.page.locator(".tally .unknown strong").inner_text()) == open_before
        visit.go("/en/eligibility?founded=2020")
        visit.page.locator(".question :is(button, input[type=radio], select)").first.wait_for()
        if visit.page.locator(".question button[name=yes]").count():
            visit.page.locator(".question button[name=yes]").click()
        else:
            choice = visit.page.locator(".question input[type=radio]").nth(1)
            choice.check()
            visit.page.get_by_role("button", name="Answer").click()
        assert int(visit.page.locator(".tally .unknown strong").inner_text()) < open_before


def test_mistakes_stand_beside_their_fields(visits: Visits) -> None:
    """What cannot be read is said beside its field, in the reader's language, and nothing that was typed is lost."""
    with visits() as visit:
        visit.go("/fr/eligibility?code=zz&staff=12")
        visit.messages.clear()  # the browser's own note of a page that is a 422
        field = visit.page.get_by_label(re.compile("Code VSIC"))
        assert field.get_attribute("aria-invalid") == "true"
        assert "Ce n'est pas un code VSIC" in visit.page.locator("#wrong-code").inner_text()
        assert visit.page.get_by_label("Salariés assurés sociaux").input_value() == "12"
        assert visit.violations() == []


def test_the_result_on_paper(visits: Visits) -> None:
    """On paper there are the answers that were given and the measures with their criteria, and nothing to fill in."""
    with visits(viewport=PHONE) as visit:
        visit.go("/fr/eligibility?size=small")
        visit.page.emulate_media(media="print")
        assert visit.page.locator(".measure").first.is_visible()
        assert visit.page.locator(".told-of").is_visible()
        assert not any(visit.page.locator(part).first.is_visible() for part in (".guided", ".question", ".sections"))
