"""In a real browser, a report like Lighthouse's of every main page at both widths; what does not depend on the machine is asserted, times are reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.browser import SHOTS
from tests.web.inspection import WIDTHS, Inspection, inspect, write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {
    "first": "/fr/",
    "answer": f"/fr/ask?q={quote('Combien d’entreprises des industries de soutien en 2030 ?')}",
    "refusal": f"/en/ask?q={quote('how to repair a bicycle tyre')}",
    "search": f"/vi/search?q={quote('doanh nghiệp')}",
    "documents": "/fr/documents",
    "document": "{document}",
    "targets": "/fr/explore/targets",
    "sectors": "/vi/explore/sectors",
    "acts": "/en/explore/acts",
    "eligibility": "/vi/eligibility?size=small&staff=20",
}
HEAVIEST_FIRST_PAGE = 200 * 1024
MOST_SHIFT = 0.1


@pytest.fixture(scope="module")
def report() -> Iterator[list[Inspection]]:
    """What was found, written beside the pictures in the end."""
    found: list[Inspection] = []
    yield found
    write_report(found, SHOTS.parent)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_main_pages(browser: Browser, origin: str, report: list[Inspection], page: str, width: str) -> None:
    """A main page says nothing on the console, asks nobody else, violates no rule of axe, keeps still and has all that a careful page has."""
    with browser.new_context() as context:
        listed = context.request.get(f"{origin}/v1/lookup", params={"ref": "6126/QĐ-UBND"}).json()
    path = PAGES[page].format(document=f"/fr/documents/{listed['documents'][0]['id']}")
    found = inspect(browser, origin, page, path, width)
    report.append(found)
    assert found.faults == ()
    assert found.layout_shift < MOST_SHIFT
    assert page != "first" or found.transferred < HEAVIEST_FIRST_PAGE
