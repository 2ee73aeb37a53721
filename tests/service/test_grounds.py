from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build_index
from service.engine import Engine, Snapshot
from service.grounds import Grounds, grounds_of
from service.questions import read_question
from service.quoting import best_quotes
from service.retrieval import search
from tests.fakes import FakeEncoder

PLAN = """# Plan n° 12/KH-UBND relatif aux industries de soutien

Hanoï, le 3 mars 2024

## Article 1. Soutien aux entreprises

1. La ville de Hanoï prend en charge 50 % des frais de conseil des entreprises, au plus 40 millions de dongs en 2025.

## Article 2. Foires

1. La ville organise une foire à Hanoï.
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """One plan, indexed."""
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    build_index(tmp_path / "index", (tmp_path / "plan.md",), FakeEncoder())
    return Engine(tmp_path / "index", FakeEncoder()).snapshot()


def _grounds(snapshot: Snapshot, text: str) -> Grounds:
    question = read_question(text)
    return grounds_of(snapshot, question, best_quotes(snapshot, question, search(snapshot, FakeEncoder(), question, 5)))


def test_an_article_with_all_that_is_asked_lacks_nothing(snapshot: Snapshot) -> None:
    """A question for what the article says finds its words, its place, its year and its figure there."""
    found = _grounds(snapshot, "Quelle part des frais de conseil la ville de Hanoï prend-elle en charge en 2025 ?")
    assert found.article > 0.7  # "quelle part" asks and stands nowhere
    assert (found.names, found.place, found.year, found.figure) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Quelle part des frais de conseil la ville de Hai Phong prend-elle en charge ?", "place"),
        ("Quelle part des frais de conseil la ville prend-elle en charge en 2019 ?", "year"),
        ("Quelle part des frais de conseil la société Vietcombank prend-elle en charge ?", "names"),
        ("Combien de jours dure la foire de la ville ?", "figure"),
    ],
)
def test_what_the_article_lacks_of_the_question_is_told(snapshot: Snapshot, question: str, lacking: str) -> None:
    """Another place, another year, an unknown name and a figure of another kind each speak against the article."""
    assert getattr(_grounds(snapshot, question), lacking) == 1.0


def test_the_heaviest_missing_word_tells_neighbouring_questions_apart(snapshot: Snapshot) -> None:
    """A question with a word that the article lacks misses more than one whose words are all there."""
    there = _grounds(snapshot, "Quels frais de conseil la ville prend-elle en charge ?")
    other = _grounds(snapshot, "Quels frais de douane la ville prend-elle en charge ?")
    assert there.missing < other.missing
    assert there.article > other.article
