"""In a real browser, every kind of page is accessible, light, fit for any width, for paper and for Vietnamese; pictures are kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browser import DESK, PHONE, Visit, Visits

FRENCH = "Combien d'entreprises des industries de soutien en 2030 ?"
LIGHTEST_BYTES = 200 * 1024
SCENES = {
    "home": "/fr/",
    "home-vi": "/vi/",
    "answer": f"/fr/ask?q={FRENCH}",
    "amended": "/vi/ask?q=khoản 2 Điều 1 Nghị định 10/2020/NĐ-CP",
    "refusal": "/en/ask?q=how to repair a bicycle tyre",
    "mistake": "/fr/ask?q=",
    "search": "/vi/search?q=doanh nghiệp",
    "documents": "/fr/documents?lang_doc=vi",
    "nothing": "/en/documents?q=zzz",
    "document": "{amended}",
    "paged": "{paged}",
    "unknown": "/vi/documents/unknown",
    "targets": "/fr/explore/targets",
    "measures": "/vi/explore/measures",
    "programmes": "/en/explore/programmes",
    "sectors": "/fr/explore/sectors",
    "acts": "/vi/explore/acts",
    "eligibility": "/fr/eligibility",
    "eligible": "/vi/eligibility?size=small&staff=20",
}
MAIN_SCENES = ("home", "answer", "documents", "paged", "targets", "eligible")
LOOKS = (("desk", "light"), ("phone", "dark"), ("desk", "dark"), ("phone", "light"))
"""Widths and colours: the first two for every scene, all four for the main ones."""


@pytest.mark.parametrize(("scene", "width", "scheme"), [(scene, *look) for scene in SCENES for look in (LOOKS if scene in MAIN_SCENES else LOOKS[:2])])
def test_scenes(visits: Visits, scene: str, width: str, scheme: Any) -> None:
    """Every kind of page is without a violation of WCAG 2.2 AA, fits the width, and is kept as a picture."""
    with visits(viewport=PHONE if width == "phone" else DESK, color_scheme=scheme) as visit:
        visit.go(SCENES[scene].format(amended=_document(visit, "10/2020/NĐ-CP"), paged=_document(visit, "40/KH-UBND", "?highlight=60-90")))
        visit.messages = [message for message in visit.messages if "status of 4" not in message]  # the browser's own note of a page that is a 404 or a 422
        if (width, scheme) in LOOKS[:2]:
            assert visit.violations() == []
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        visit.shoot(f"{scene}-{width}-{scheme}")


def _document(visit: Visit, number: str, rest: str = "") -> str:
    found = visit.page.request.get(f"{visit.origin}/v1/lookup", params={"ref": number}).json()
    return f"/fr/documents/{found['documents'][0]['id']}{rest}"


@pytest.mark.parametrize("path", [f"/fr/ask?q={FRENCH}", "/fr/explore/targets", "/vi/explore/sectors", "/fr/explore/acts", "/en/eligibility?size=small"])
def test_twice_as_large(visits: Visits, path: str) -> None:
    """At 200 % (half the width in CSS pixels) and with larger spacing nothing is cut off."""
    with visits(viewport={"width": 640, "height": 450}, device_scale_factor=2) as visit:
        visit.go(path)
        visit.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_printing(visits: Visits) -> None:
    """On paper there is the answer with its quotations, and nothing to click."""
    with visits() as visit:
        visit.go(f"/fr/ask?q={FRENCH}")
        visit.page.emulate_media(media="print")
        assert visit.page.locator(".card mark").first.is_visible()
        assert not any(visit.page.locator(part).first.is_visible() for part in (".ask", ".sections", ".after", ".links"))


def test_the_first_page_is_light(visits: Visits) -> None:
    """The first page with everything that it needs is under 200 KiB transferred, fonts included, in each language."""
    for language in ("fr", "vi", "en"):
        with visits() as visit:
            session = visit.page.context.new_cdp_session(visit.page)
            session.send("Network.enable")
            sizes: list[float] = []
            session.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            visit.go(f"/{language}/")
            visit.page.evaluate("document.fonts.ready.then(() => true)")
            assert len(sizes) > 5
            assert sum(sizes) < LIGHTEST_BYTES, sizes


def test_vietnamese_letters_are_in_the_fonts(visits: Visits) -> None:
    """Every letter of Vietnamese is drawn with the vendored fonts, not with whatever the machine has."""
    with visits() as visit:
        visit.go("/vi/")
        session = visit.page.context.new_cdp_session(visit.page)
        for call in ("DOM.enable", "CSS.enable"):
            session.send(call)
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        for selector, font in ((".hero h1", "Source Serif 4"), (".intro", "Be Vietnam Pro"), (".examples a", "Source Serif 4")):
            node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
            used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert {one["familyName"].removesuffix(" SemiBold") for one in used if one["isCustomFont"]} >= {font}, used
            assert all(one["isCustomFont"] for one in used), used
