"""A term that a user adds bridges the languages in search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.glossary import use_glossary
from service.engine import Engine
from service.questions import read_question
from service.retrieval import search
from tests.service.library import engine_of

BAMBOO = "Xưởng làm tre ép khối mở cửa lúc bảy giờ sáng."
TEXTS = {"bamboo": BAMBOO, "market": "Chợ đầu mối mở cửa từ hai giờ sáng.", "craft": "Làng nghề gốm sứ được miễn tiền thuê mặt nước."}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Engine]:
    """Three Vietnamese texts; after the test the shipped glossary is alone again."""
    yield engine_of(tmp_path, **TEXTS)
    use_glossary(None)


@pytest.mark.parametrize("asked", ["où trouver du bambou stratifié ?", "bambou stratifie", "laminated bamboo"])
def test_a_term_of_a_user_finds_what_is_called_so_elsewhere(library: Engine, tmp_path: Path, asked: str) -> None:
    """Without the user's file no word of the question stands in the Vietnamese text; with it the text, and no other, has some."""
    snapshot, question = library.snapshot(), read_question(asked)
    assert not any(hit.wording for hit in search(snapshot, library.encoder, question, 3))
    (tmp_path / "mine.toml").write_text(
        '[[term]]\nid = "laminated-bamboo"\nfr = ["bambou stratifié"]\nvi = ["tre ép khối"]\nen = ["laminated bamboo"]\n', encoding="utf-8"
    )
    use_glossary(tmp_path / "mine.toml")
    found = search(snapshot, library.encoder, question, 3)
    assert {hit.passage.text for hit in found if hit.wording} == {BAMBOO}
