"""In a real browser, the features that the other modules do not go through; ``tests/web/README.md`` lists which test guards which feature."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.web.browser import Visits, ask

FRENCH = "Combien d'entreprises des industries de soutien en 2030 ?"


@pytest.mark.parametrize(("form", "said"), [(0, "Décision 6126/QĐ-UBND"), (1, "> "), (2, "@legislation{6126-qd-ubnd")])
def test_copying_in_each_form(visits: Visits, form: int, said: str) -> None:
    """Plain text, Markdown and BibTeX are each copied by a button of their own, with quotation and address."""
    with visits(permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        visit.page.locator(".cite summary").first.click()
        visit.page.locator(".card").first.locator("[data-copy]").nth(form).click()
        visit.page.get_by_role("button", name="Copié").wait_for()
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        assert said in copied
        assert f"{visit.origin}/fr/documents/" in copied


def test_taking_the_answer_away(visits: Visits) -> None:
    """The answer is taken away as a Word file and its facts as a table, by links of the page."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        links = visit.page.locator(".exports a[download]")
        kept = {}
        for name in ("Word", "CSV"):
            with visit.page.expect_download() as download:
                links.filter(has_text=name).click()
            kept[name] = Path(download.value.path()).read_bytes()
        assert "1.200" in zipfile.ZipFile(io.BytesIO(kept["Word"])).read("word/document.xml").decode()
        assert "1.200" in kept["CSV"].decode("utf-8-sig")


def test_an_opinion_with_a_comment(visits: Visits, place: Path) -> None:
    """A thumb with a comment is kept with question, generation and evidence."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        visit.page.get_by_text("Ajouter un commentaire").click()
        visit.page.locator("#comment").fill("Clair et vérifiable")
        visit.page.get_by_role("button", name="Oui").click()
        visit.page.wait_for_selector(".after .thanks")
    kept = json.loads((place / "index-feedback.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (kept["verdict"], kept["comment"], kept["question"]) == ("up", "Clair et vérifiable", FRENCH)
    assert kept["index_generation"]
    assert kept["evidence"]


def test_the_dark_scheme(visits: Visits) -> None:
    """Who prefers dark gets light letters on a dark ground, who prefers light the opposite."""
    brightness = "(name) => getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3"
    for scheme, is_dark in (("dark", True), ("light", False)):
        with visits(color_scheme=scheme) as visit:
            visit.go("/fr/")
            ground, ink = (visit.page.evaluate(brightness, name) for name in ("backgroundColor", "color"))
            assert (ground < ink) is is_dark


def test_what_stands_beside_a_text(visits: Visits) -> None:
    """Beside its text an act has its targets, which lead to their words, and what amends it or is amended by it."""
    with visits() as visit:
        found = visit.page.request.get(f"{visit.origin}/v1/lookup", params={"ref": "6126/QĐ-UBND"}).json()
        visit.go(f"/fr/documents/{found['documents'][0]['id']}")
        visit.page.locator("#facts .stated a").first.click()
        visit.page.wait_for_url("**highlight=**")
        assert "1.200" in visit.page.locator("article.text mark").first.inner_text()
        found = visit.page.request.get(f"{visit.origin}/v1/lookup", params={"ref": "10/2020/NĐ-CP"}).json()
        visit.go(f"/fr/documents/{found['documents'][0]['id']}")
        visit.page.locator("#relations a", has_text="20/2022/NĐ-CP").first.click()
        visit.page.wait_for_load_state()
        assert "10/2020/NĐ-CP" in visit.page.locator("h1").inner_text()


def test_a_page_that_is_kept_is_the_same(visits: Visits) -> None:
    """Coming back to an answer shows it again, whole, from what browser and server have kept."""
    with visits() as visit:
        visit.go("/fr/")
        ask(visit, FRENCH)
        said = visit.page.locator("main").inner_text()
        visit.page.reload()
        assert visit.page.locator("main").inner_text() == said
