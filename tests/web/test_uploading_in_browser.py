"""In a real browser, files are added with progress and answer questions, and every page of it is accessible and kept as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from indexer.encoder import load_encoder
from indexer.generation import building
from tests.service.uploading import BAMBOO, KEY, MINES
from tests.web.browser import DESK, PHONE, Visit, Visits, ask, serving, visiting
from tests.web.library import engine_of_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload

QUESTION = "Combien de coopératives de bambou tressé exportent en 2028 ?"
GOAL = "Đến năm 2028 có 75 hợp tác xã tre đan xuất khẩu."
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library of these tests lies, apart from that of the others, which do not change theirs."""
    return tmp_path_factory.mktemp("uploading")


@pytest.fixture(scope="module")
def origin(home: Path) -> Iterator[str]:
    """The address of a server that takes uploads and indexes them in a process of its own with the default model."""
    with serving(engine_of_library(home, load_encoder()), home / "index", upload_key=SecretStr(KEY), upload_files=5, upload_mb=2) as address:
        yield address


@pytest.fixture
def visits(browser: Browser, origin: str) -> Visits:
    """Opens fresh pages of the site."""

    def opened(**options: Any) -> AbstractContextManager[Visit]:
        return visiting(browser, origin, **options)

    return opened


def file(name: str, text: str) -> FilePayload:
    """A file to choose in the form."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def choose(visit: Visit, *files: FilePayload, key: str = KEY) -> None:
    """Fills the form in and sends it."""
    visit.page.locator("#key").fill(key)
    visit.page.locator("#files").set_input_files([*files])
    visit.page.locator(".upload .send button").click()


def test_an_upload_is_seen_to_go_on_and_answers_a_question(visits: Visits) -> None:
    """From the list of documents to the form, through a wrong key, to the job with its progress, its results, and an answer out of the new file."""
    with visits() as visit:
        visit.go("/fr/documents")
        visit.page.get_by_role("link", name="Ajouter des documents").click()
        visit.page.wait_for_selector("form.upload")
        choose(visit, file("Kế hoạch tre.txt", BAMBOO), file("faux.pdf", "pas un PDF"), key="wrong")
        visit.page.get_by_text("Cette clé n'est pas la bonne").wait_for()
        assert visit.messages == ["error: Failed to load resource: the server responded with a status of 401 (Unauthorized)"]  # the browser's own note
        visit.messages.clear()
        assert visit.page.evaluate("document.activeElement.id") == "key"
        assert visit.page.locator("[data-chosen] li").count() == 2
        visit.page.locator("#key").fill(KEY)
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/fr/jobs/*")
        assert visit.page.locator("#job progress").is_visible()
        said = visit.page.locator("#job-said")
        said.filter(has_text="…").wait_for(state="attached")
        assert visit.violations() == []
        visit.page.get_by_role("heading", name="Ajout terminé").wait_for(timeout=PATIENCE_MS)
        said.filter(has_text="Ajout terminé").wait_for(state="attached")
        assert said.get_attribute("role") == "status"
        assert [re.sub(r"\s+", " ", text) for text in visit.page.locator(".files .name").all_inner_texts()] == ["Ajouté Kế hoạch tre.txt", "Refusé faux.pdf"]
        assert "n'est pas ce que dit son nom" in visit.page.locator(".why").inner_text()
        visit.page.locator(".files .as a").click()
        assert GOAL in visit.page.locator("article.text").inner_text()
        visit.go("/fr/")
        ask(visit, QUESTION)
        assert visit.page.locator(".card mark").first.inner_text().removeprefix("1. ") == GOAL


def test_without_scripts(visits: Visits) -> None:
    """Without scripts a file is added, its job looked at again with a link, and the document removed."""
    with visits(java_script_enabled=False, locale="vi-VN") as visit:
        visit.go("/vi/upload")
        choose(visit, file("ardoise.txt", MINES))
        visit.page.wait_for_url("**/vi/jobs/*")
        for _ in range(600):
            if visit.page.get_by_role("heading", name="Đã thêm xong").count():
                break
            visit.page.get_by_role("link", name="Làm mới").click()
        visit.page.locator(".files .as a").click()
        visit.page.get_by_role("link", name="Gỡ khỏi kho văn bản").click()
        visit.page.locator("#key").fill(KEY)
        visit.page.get_by_role("button", name="Gỡ").click()
        for _ in range(600):
            if visit.page.get_by_role("heading", name="Đã gỡ văn bản").count():
                break
            visit.page.get_by_role("link", name="Làm mới").click()
        visit.go("/vi/documents?q=ardoise")
        assert visit.page.locator(".documents li").count() == 0


def test_too_much_is_told_before_it_is_sent(visits: Visits) -> None:
    """Files that are too many or too large are told when they are chosen, and nothing is sent."""
    with visits(locale="en-GB") as visit:
        visit.go("/en/upload")
        visit.page.locator("#files").set_input_files([file(f"{n}.txt", "x") for n in range(6)])
        assert visit.page.get_by_text("too much for one upload: at most 5 files and 2 MB").is_visible()
        choose(visit, file("large.txt", "x" * 2_100_000))
        assert visit.page.get_by_text("too much for one upload").is_visible()
        assert visit.page.url.endswith("/en/upload")
        assert visit.violations() == []
        visit.page.locator("#files").set_input_files([file("small.txt", "x")])
        assert not visit.page.get_by_text("too much for one upload").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [("desk", "light"), ("phone", "dark"), ("phone", "light"), ("desk", "dark")])
def test_scenes(visits: Visits, home: Path, width: str, scheme: Any) -> None:
    """Every page of uploads is without a violation of WCAG 2.2 AA, fits the width, also with letters twice as large, and is kept as a picture."""
    with visits(viewport=PHONE if width == "phone" else DESK, color_scheme=scheme) as visit:
        visit.go("/fr/upload")
        visit.page.locator("#files").set_input_files([file("Kế hoạch 302 về phát triển sản phẩm công nghiệp chủ lực.txt", BAMBOO), file("n.txt", MINES)])
        check(visit, f"upload-{width}-{scheme}")
        visit.page.locator("#files").set_input_files([file(f"{n}.txt", "x") for n in range(6)])
        check(visit, f"upload-mistake-{width}-{scheme}")
        with building(home / "index"):
            text = BAMBOO.replace("75", str(200 + len(width) * 10 + len(scheme)))
            choose(visit, file(f"Kế hoạch {width} {scheme}.txt", text), file("tableau.xlsx", "x"), file("faux.pdf", "pas un PDF"))
            visit.page.locator("#job-stage", has_text="la bibliothèque est en cours de mise à jour").wait_for()
            check(visit, f"job-going-{width}-{scheme}")
        visit.page.get_by_role("heading", name="Ajout terminé").wait_for(timeout=PATIENCE_MS)
        check(visit, f"job-done-{width}-{scheme}")
        visit.page.locator(".files .as a").first.click()
        visit.page.get_by_role("link", name="Retirer de la bibliothèque").click()
        check(visit, f"removal-{width}-{scheme}")
        visit.go("/vi/documents")
        check(visit, f"documents-with-upload-{width}-{scheme}", twice=width == "desk")  # its fields have a width of their own, for 320 dots and more


def check(visit: Visit, name: str, *, twice: bool = True) -> None:
    """Looks at the page as it is and, with ``twice``, with letters twice as large, and keeps a picture of it."""
    visit.shoot(name)
    assert visit.violations() == [], name
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    visit.page.evaluate(f"document.documentElement.style.setProperty('font-size', '{200 if twice else 100}%')")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    visit.page.evaluate("document.documentElement.style.removeProperty('font-size')")
