"""Within a document the passage that says what is asked comes first, and no document gets another place for it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.nouns import Language
from indexer.build import build_index
from service.engine import Engine
from service.own_words import own_share
from service.placing import exchanged
from service.questions import read_question
from service.retrieval import search
from service.wording import wanted_names
from tests.fakes import FakeEncoder

FR, VI = Language.FRENCH, Language.VIETNAMESE


@given(some.lists(some.tuples(some.sampled_from("abc"), some.floats(-9, 9, allow_nan=False)), max_size=12))
def test_documents_keep_their_places(ranked: list[tuple[str, float]]) -> None:
    """After the exchange the same document stands in each place, each passage once, and within a document values do not rise."""
    documents, values = [document for document, _ in ranked], np.array([value for _, value in ranked], dtype=np.float32)
    order = exchanged(documents, values)
    assert [documents[position] for position in order] == documents
    assert Counter(order) == Counter(range(len(ranked)))
    for document in set(documents):
        own = [values[position] for position in order if documents[position] == document]
        assert own == sorted(own, reverse=True)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An index of one plan without articles, whose words are weighed as a whole, whatever paragraph says them."""
    folder: Path = tmp_path_factory.mktemp("plan")
    filler = "Le comité se réunit chaque trimestre, entend les directions et rend compte au conseil de ce qui fut convenu. " * 6
    sections = [
        "# Plan de la ville pour les ateliers de bambou\n\nLe plan concerne les ateliers de bambou et leur loyer.",
        f"## I. Objet\n\nLes ateliers de bambou sont aidés par la ville. {filler}",
        f"## II. Loyer\n\nLe loyer des ateliers est réduit de 35 % pendant trois ans. {filler}",
        f"## III. Suivi\n\n{filler}",
    ]
    (folder / "plan.md").write_text("\n\n".join(sections), encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    encoder = FakeEncoder()
    build_index(index, (folder,), encoder)
    return Engine(index, encoder)


def test_english_passages_are_placed_like_french_ones(tmp_path: Path) -> None:
    """A summary in English beside the acts is searched in every language: its words are kept with the French ones."""
    filler = "The committee meets every quarter, hears the departments and reports to the council on what was agreed upon. " * 9
    (tmp_path / "summary.md").write_text(f"# Summary of the plan\n\n## I. Aim\n\n{filler}\n\n## II. Rent\n\nThe rent falls by 35%. {filler}", encoding="utf-8")
    build_index(tmp_path / "index", (tmp_path / "summary.md",), FakeEncoder())
    engine = Engine(tmp_path / "index", FakeEncoder())
    for question in ("What happens to the rent?", "De combien baisse le loyer ?", "Tiền thuê giảm bao nhiêu?"):
        found = search(engine.snapshot(), engine.encoder, read_question(question), 5)
        assert len(found) > 1
        assert Language.ENGLISH in {hit.passage.language for hit in found}


def test_the_section_that_answers_comes_first(engine: Engine) -> None:
    """Of one plan the section with the words of the question is shown first, not the title that names everything."""
    first = search(engine.snapshot(), engine.encoder, read_question("De combien le loyer des ateliers est-il réduit ?"), 3)[0]
    assert "35 %" in first.passage.text


@pytest.mark.parametrize(
    ("question", "language", "text", "expected"),
    [
        ("aide réduite", FR, "Les aides sont réduites.", 1.0),
        ("loyer réduit", FR, "Ils sont bas.", 0.0),
        ("1 200 ateliers", FR, "environ 1.200 ateliers", 1.0),
        ("200 ateliers", FR, "environ 1 200 halls", 0.0),
        ("cho thuê xưởng", VI, "Thành phố cho thuê xưởng.", 1.0),
    ],
)
def test_what_a_text_holds_of_a_question(engine: Engine, question: str, language: Language, text: str, expected: float) -> None:
    """Words in another form, and figures however they are grouped, are held; a part of a figure is not."""
    wanted = wanted_names(read_question(question, language=language), language)
    assert own_share(wanted, language, engine.snapshot().generation.lexical)(text) == pytest.approx(expected, abs=1e-6)
