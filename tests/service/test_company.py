"""A passage has the company of other documents under the title of its own, and of nothing else."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.nouns import Document, Kind, Language
from indexer.build import build_index
from service.company import company
from service.engine import Engine
from service.questions import read_question
from service.retrieval import COMPANY_WEIGHT, LEXICAL_WEIGHT, search
from tests.fakes import FakeEncoder

_SHEET = """
[[document]]
file = "{name}.txt"
language = "fr"
kind = "other"
title = "{title}"
date = 2025-01-15
"""


def document(name: str, title: str) -> Document:
    """A document with this title."""
    return Document(id=name, language=Language.FRENCH, kind=Kind.OTHER, title=title)


@pytest.mark.parametrize(
    ("places", "wording", "expected"),
    [
        ("", [], []),
        ("a1", [0.5], [0.0]),
        ("a1 b2", [0.5, 0.25], [0.0, 0.0]),
        ("a1 a2", [0.5, 0.25], [0.25, 0.5]),
        ("a1 a1", [0.5, 0.25], [0.0, 0.0]),
        ("a1 a1 a2", [0.5, 0.25, 0.125], [0.125, 0.125, 0.5]),
        ("a1 a2 a3 b4", [0.125, 0.5, 0.25, 1.0], [0.5, 0.25, 0.5, 0.0]),
        ("a1 a2", [0.0, 0.0], [0.0, 0.0]),
    ],
)
def test_the_best_other_document_counts(places: str, wording: list[float], expected: list[float]) -> None:
    """The largest wording in another document of the title counts; of the document itself and under other titles nothing."""
    documents = [document(place, place[0]) for place in places.split()]
    assert company(documents, np.array(wording, dtype=np.float32)).tolist() == expected


@given(some.lists(some.tuples(some.integers(0, 2), some.integers(0, 3), some.integers(0, 8)), max_size=12))
def test_it_is_the_maximum_over_the_others(passages: list[tuple[int, int, int]]) -> None:
    """For any passages it is what a comparison of all pairs finds."""
    documents = [document(f"{title}-{number}", str(title)) for title, number, _ in passages]
    wording = [eighths / 8 for *_, eighths in passages]
    found = company(documents, np.array(wording, dtype=np.float32)).tolist()
    for one, value in zip(documents, found, strict=True):
        assert value == max((share for other, share in zip(documents, wording, strict=True) if other.title == one.title and other.id != one.id), default=0.0)


def test_a_piece_gains_by_what_another_piece_of_its_text_says(tmp_path: Path) -> None:
    """Beside its own meaning and wording, the score of a passage has the best wording among other documents of its title, times its weight."""
    texts = {
        "one": ("Passeport", "La demande se fait au guichet de la commune."),
        "two": ("Passeport", "Le passeport biométrique est remis en main propre."),
        "three": ("Carte grise", "La demande se fait sur le site du ministère."),
    }
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, (_, text) in texts.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    (documents / "catalogue.toml").write_text("".join(_SHEET.format(name=name, title=title) for name, (title, _) in texts.items()), encoding="utf-8")
    encoder = FakeEncoder()
    build_index(tmp_path / "index", (documents,), encoder)
    hits = search(Engine(tmp_path / "index", encoder).snapshot(), encoder, read_question("Comment se fait la demande de passeport biométrique ?"), 10)
    gains = {hit.passage.text: hit.score - hit.meaning - LEXICAL_WEIGHT * hit.wording for hit in hits}
    wording = {hit.passage.text: hit.wording for hit in hits}
    one, two, three = (text for _, text in texts.values())
    assert gains == pytest.approx({one: COMPANY_WEIGHT * wording[two], two: COMPANY_WEIGHT * wording[one], three: 0.0}, abs=1e-4)
    assert wording[two] > wording[one] > 0
