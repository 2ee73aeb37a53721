"""Suggestions come from the library, with or without accents."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from corpus.catalogue import shipped_catalogue
from corpus.nouns import Language
from corpus.numbers import write_number
from service.engine import Snapshot
from service.web.suggesting import MOST, examples, suggestions


@pytest.mark.parametrize(
    ("typed", "first"),
    [("6126", "6126/QĐ-UBND"), ("lang nghe", "10/2020/NĐ-CP"), ("làng ngh", "10/2020/NĐ-CP"), ("arrêté", "2025-7"), ("khu cong", "40/KH-UBND")],
)
def test_documents_are_suggested(snapshot: Snapshot, typed: str, first: str) -> None:
    """A document is suggested by the beginnings of words of its number or title, and asked for by its number."""
    assert suggestions(snapshot, typed, Language.VIETNAMESE)[0].value == first


def test_questions_are_suggested(snapshot: Snapshot) -> None:
    """An example question that the library answers is suggested in the language of the interface."""
    found = [item for item in suggestions(snapshot, "combien industr", Language.FRENCH) if item.note == "question"]
    assert [item.language for item in found] == ["fr"]
    assert found[0].value.startswith("Combien d'entreprises")


@pytest.mark.parametrize("typed", ["", "a", "-- ", "zzz", "x" * 5000])
def test_nothing_to_suggest(snapshot: Snapshot, typed: str) -> None:
    """Too little, or what fits nothing, gets no suggestion."""
    assert suggestions(snapshot, typed, Language.FRENCH) == []


def test_few_are_suggested(snapshot: Snapshot) -> None:
    """There are never more than can be looked over, and each once."""
    values = [item.value for item in suggestions(snapshot, "20", Language.FRENCH)]
    assert len(values) == len(set(values)) <= MOST


def test_examples_are_of_documents_that_are_held(snapshot: Snapshot) -> None:
    """An example is offered only where the index holds its document: of these only the programme's."""
    assert [item.value[:7] for item in examples(snapshot, Language.ENGLISH)] == ["How man", "Plan 30"]


def test_examples_are_of_shipped_documents() -> None:
    """Every example names a document that is shipped; each language has enough of them to fill the first page."""
    every = tomllib.loads((files("service.web") / "examples.toml").read_text(encoding="utf-8"))["example"]
    shipped = {write_number(entry.number) for entry in shipped_catalogue().values() if entry.number}
    assert {example["number"] for example in every} <= shipped
    assert [sum(language in example for example in every) for language in Language] == [4, 4, 4]
