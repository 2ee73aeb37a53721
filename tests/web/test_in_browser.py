"""In a real browser on a real server: asking, reading, verifying, in three languages, with and without scripts, by mouse and by keys."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.web.browser import DESK, Visits, ask

FRENCH = "Combien d'entreprises des industries de soutien en 2030 ?"
VIETNAMESE = "Đến năm 2030 có bao nhiêu doanh nghiệp công nghiệp hỗ trợ?"
GOAL = "Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động."


@pytest.mark.parametrize(("language", "question"), [("fr", FRENCH), ("vi", VIETNAMESE), ("vi", "den nam 2030 co bao nhieu doanh nghiep cong nghiep ho tro")])
def test_asking(visits: Visits, language: str, question: str) -> None:
    """A question in either language, with or without accents, is answered first in words and then by the exact quotation."""
    with visits() as visit:
        visit.go(f"/{language}/")
        ask(visit, question)
        assert re.search(r"1[.\s]200", visit.page.locator(".said").inner_text())
        card = visit.page.locator(".card").first
        assert card.locator("mark").inner_text().removeprefix("1. ") == GOAL
        assert card.locator("blockquote").get_attribute("lang") == "vi"
        assert "6126/QĐ-UBND" in card.locator("h3").inner_text()
        assert visit.page.locator(".said .pointer").get_attribute("href") == "#q1"


def test_from_a_french_question_to_the_highlight_in_a_vietnamese_act(visits: Visits) -> None:
    """The citation of an answer leads to the document with exactly the quotation highlighted and in view."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        visit.page.get_by_role("link", name="Lire dans le document").first.click()
        visit.page.wait_for_load_state("networkidle")
        mark = visit.page.locator("article.text mark")
        assert mark.inner_text().removeprefix("1. ") == GOAL
        box = mark.bounding_box()
        assert box is not None
        assert 0 < box["y"] < DESK["height"]
        assert visit.page.locator("article.text").get_attribute("lang") == "vi"


def test_the_page_of_a_quotation(visits: Visits) -> None:
    """A quotation from a document with pages leads to the image of its page, on which it is marked in yellow."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, "Giá thuê đất trong khu công nghiệp Sóc Sơn là bao nhiêu?")
        visit.page.get_by_role("link", name="Image de la page").first.click()
        visit.page.wait_for_load_state("networkidle")
        image = visit.page.locator("#page img")
        loaded = image.evaluate("(image) => image.complete && image.naturalWidth > 400")
        yellow = image.evaluate(
            """(image) => { const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight); const pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0); const data = pen.getImageData(0, 0, canvas.width, canvas.height).data; let found = 0;
            for (let at = 0; at < data.length; at += 4) if (data[at] > 240 && data[at + 2] < 160) found += 1; return found; }"""
        )
        assert loaded
        assert yellow > 500
        visit.page.get_by_role("link", name="Suivante").click()
        visit.page.wait_for_url("**page=2**")
        assert visit.page.locator("#page-title").inner_text() == "Page 2 sur 2"


def test_filters_and_shared_addresses(visits: Visits) -> None:
    """Filters stand in the address, and the address opened elsewhere shows the same."""
    with visits() as visit:
        visit.go("/fr/")
        visit.page.get_by_text("Affiner").click()
        visit.page.get_by_label("Langue du document").select_option("vi")
        ask(visit, FRENCH)
        address = visit.page.url.removeprefix(visit.origin)
        said = visit.page.locator(".said").inner_text()
        assert re.fullmatch(r"/fr/ask\?q=[^&]+&lang_doc=vi", address)
    with visits() as other:
        other.go(address)
        assert other.page.locator(".said").inner_text() == said
        assert other.page.locator(".chip").inner_text().startswith("Vietnamien")


def test_a_refusal(visits: Visits) -> None:
    """What the documents do not hold is refused, with the nearest passages, which are not marked as quotations."""
    with visits() as visit:
        visit.go("/en/")
        ask(visit, "how to repair a bicycle tyre")
        assert visit.page.locator("#answer-title").inner_text() == "No answer in the texts"
        assert visit.page.locator(".cards.near .card").count() > 0
        assert visit.page.locator(".cards mark").count() == 0


def test_what_became_of_an_act(visits: Visits) -> None:
    """A clause that was amended says by what and from when, with a link to the words that amend it."""
    with visits() as visit:
        visit.go("/vi/")
        ask(visit, "khoản 2 Điều 1 Nghị định 10/2020/NĐ-CP")
        notice = visit.page.locator(".card .standing").first
        assert "Được sửa đổi bởi Nghị định 20/2022/NĐ-CP" in notice.inner_text()
        assert "từ ngày 01/03/2022" in notice.inner_text()
        notice.get_by_role("link").click()
        visit.page.wait_for_load_state("networkidle")
        assert "khoản 2 Điều 1" in visit.page.locator("article.text mark").first.inner_text()


def test_switching_languages(visits: Visits) -> None:
    """The question stays when the language of the interface changes, and everything around it changes."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        for code, title in (("vi", "Trích dẫn"), ("en", "Quotations"), ("fr", "Citations")):
            visit.page.locator(f".languages a[hreflang={code}]").click()
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.locator("html").get_attribute("lang") == code
            assert visit.page.locator("#evidence-title").inner_text() == title
            assert visit.page.locator("#q").input_value() == FRENCH


def test_the_browser_chooses_the_language(visits: Visits) -> None:
    """Who has a Vietnamese browser gets the Vietnamese page."""
    with visits(locale="vi-VN") as visit:
        visit.go("/")
        assert visit.page.url.endswith("/vi/")


def test_without_scripts(visits: Visits) -> None:
    """Asking, reading, filtering, citing and giving an opinion work without scripts."""
    with visits(java_script_enabled=False) as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        assert visit.page.locator(".card mark").first.inner_text().removeprefix("1. ") == GOAL
        visit.page.locator(".cite summary").first.click()
        assert "@legislation" in visit.page.locator(".cite pre").nth(2).inner_text()
        assert visit.page.get_by_role("button", name="Copier").count() == 0
        visit.page.get_by_role("link", name="Lire dans le document").first.click()
        assert visit.page.locator("article.text mark").inner_text().removeprefix("1. ") == GOAL
        visit.page.go_back()
        visit.page.get_by_text("Ajouter un commentaire").click()
        visit.page.locator("#comment").fill("sans script")
        visit.page.get_by_role("button", name="Oui").click()
        assert visit.page.locator("h1").inner_text() == "Merci"
        visit.page.get_by_role("link", name="Documents", exact=True).click()
        visit.page.get_by_role("link", name=re.compile("^Presse")).click()
        assert visit.page.locator(".documents li").count() == 1


def test_an_opinion_stays_on_the_page(visits: Visits, place: Path) -> None:
    """With scripts an opinion is kept without leaving the answer."""
    with visits() as visit:
        visit.go("/vi/")
        ask(visit, VIETNAMESE)
        visit.page.get_by_role("button", name="Không").click()
        visit.page.wait_for_selector(".after .thanks")
        assert visit.page.locator(".card").count() > 0
    kept = json.loads((place / "index-feedback.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (kept["verdict"], kept["question"]) == ("down", VIETNAMESE)


def test_suggestions_by_keys(visits: Visits) -> None:
    """Suggestions open while typing, are chosen with the arrows and asked for with Enter."""
    with visits() as visit:
        visit.go("/vi/")
        visit.page.keyboard.type("lang ngh")
        visit.page.wait_for_selector("[role=option]")
        box = visit.page.get_by_role("combobox")
        assert box.get_attribute("aria-expanded") == "true"
        visit.page.keyboard.press("ArrowDown")
        active = box.get_attribute("aria-activedescendant")
        assert visit.page.locator(f"#{active}").get_attribute("aria-selected") == "true"
        visit.page.keyboard.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        visit.page.keyboard.type("e")
        visit.page.wait_for_selector("[role=option]")
        assert visit.violations() == []
        visit.page.keyboard.press("ArrowDown")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector("#answer-title")
        assert "10/2020/NĐ-CP" in visit.page.locator(".card h3").first.inner_text()


def test_by_keys_alone(visits: Visits) -> None:
    """Without a mouse one skips to the content, asks, and follows the citation to the highlight; focus is always seen."""
    with visits() as visit:
        visit.go("/fr/documents")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.activeElement.id") == "main"
        visit.go("/fr/")
        assert visit.page.evaluate("document.activeElement.id") == "q"
        visit.page.keyboard.type(FRENCH)
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector("#answer-title:focus")
        for _ in range(12):
            visit.page.keyboard.press("Tab")
            seen = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement === document.body")
            assert seen, visit.page.evaluate("document.activeElement.outerHTML")
            if visit.page.evaluate("document.activeElement.textContent").startswith("Lire dans le document"):
                break
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/documents/**")
        assert visit.page.locator("article.text mark").inner_text().removeprefix("1. ") == GOAL


def test_copying_a_citation(visits: Visits) -> None:
    """A citation is copied with its source."""
    with visits(permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.go("/en/")
        ask(visit, VIETNAMESE)
        visit.page.locator(".cite summary").first.click()
        visit.page.get_by_role("button", name="Copy").first.click()
        visit.page.get_by_role("button", name="Copied").wait_for()
        assert "Decision 6126/QĐ-UBND" in visit.page.evaluate("navigator.clipboard.readText()")


def test_permalinks_and_outline(visits: Visits) -> None:
    """Each clause has an address of its own, and the outline leads to articles."""
    with visits() as visit:
        visit.go("/fr/documents")
        visit.page.get_by_role("link", name="Phê duyệt Chương trình phát triển công nghiệp hỗ trợ").click()
        visit.page.locator(".outline a", has_text="Điều 2").click()
        assert visit.page.url.endswith("#article-2")
        visit.page.get_by_role("link", name="Lien vers Điểm b Khoản 2 Điều 2").click()
        assert visit.page.url.endswith("#article-2/clause-2/point-b")
        assert visit.page.locator(":target").inner_text().startswith("b) Cán bộ quản lý chất lượng.")


def test_a_hostile_document_does_nothing(visits: Visits) -> None:
    """Scripts, handlers and marks of direction in a document are shown and never run."""
    with visits() as visit:
        visit.go("/fr/documents?q=volaille")
        visit.go("/fr/documents?year=2024&lang_doc=fr")
        visit.page.locator(".documents h3 a").click()
        visit.page.wait_for_load_state("networkidle")
        assert "Passerelle" in visit.page.title()
        assert "<script>document.title='taken'</script>" in visit.page.locator("article.text").inner_text()
        assert "{{ 7 * 7 }}" in visit.page.locator("article.text").inner_text()
        assert visit.page.locator("h1 .control").count() == 1
        assert visit.page.locator("article.text :is(script, img, svg, a[href^=javascript])").count() == 0
        assert visit.page.locator("a", has_text="Texte officiel").count() == 0
        assert visit.violations() == []
        visit.shoot("hostile-desk-light")


def test_facets_take_several_values(visits: Visits) -> None:
    """Without scripts filters with their counts are added one after another, stay in the address and are given up one by one."""
    with visits(java_script_enabled=False) as visit:
        visit.go("/fr/documents")
        visit.page.locator(".facets").get_by_role("link", name=re.compile("^Décision")).click()
        visit.page.locator(".facets").get_by_role("link", name=re.compile("^Plan")).first.click()
        counts = [int(figure) for figure in visit.page.locator(".facets a[aria-current] .figure").all_inner_texts()]
        assert re.fullmatch(r".*/fr/documents\?kind=decision&kind=plan", visit.page.url)
        assert visit.page.locator(".documents li").count() == sum(counts)
        visit.page.locator(".chip").first.click()
        assert visit.page.url.endswith("/fr/documents?kind=plan")
        visit.go("/fr/")
        ask(visit, FRENCH)
        visit.page.locator(".filters > summary").click()
        visit.page.locator(".filters").get_by_role("link", name=re.compile("^Vietnamien")).click()
        assert visit.page.locator(".chip").inner_text().startswith("Vietnamien")
        ask(visit, VIETNAMESE)
        assert "lang_doc=vi" in visit.page.url


def test_facts_of_an_answer(visits: Visits) -> None:
    """The facts of an answer stand in a table whose pointer leads to the quotation that states them."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        table = visit.page.locator(".told-facts")
        assert "environ 1 200" in table.inner_text().replace("\N{NO-BREAK SPACE}", " ")
        table.locator(".pointer").first.click()
        assert visit.page.locator(".card:target mark").inner_text().removeprefix("1. ") == GOAL
