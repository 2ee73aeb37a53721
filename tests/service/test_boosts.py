"""What a question names of documents weighs for those that agree, and for the act that it names by number most."""

import numpy as np
import pytest

from corpus.numbers import write_number
from service.boosts import NAMED, boosts
from service.engine import Engine
from service.questions import read_question


@pytest.mark.parametrize("asked", ["Quyết định 6126 hỗ trợ gì?", "Que dit la décision 6126/QĐ-UBND des aides ?", "What does decision 6126 say about support?"])
def test_the_act_that_a_question_names_is_before_others(engine: Engine, asked: str) -> None:
    """Every passage of the act named by its number gains, in any language, and what other acts gain is less."""
    snapshot = engine.snapshot()
    rows = np.arange(snapshot.generation.manifest.passages)
    gained = boosts(snapshot, read_question(asked), rows)
    numbers = [snapshot.document_of(row).number for row in rows.tolist()]
    of_act = np.array([number is not None and write_number(number) == "6126/QĐ-UBND" for number in numbers])
    others = np.array([number is None or number.number != 6126 for number in numbers])
    assert of_act.any()
    assert gained[of_act].min() >= NAMED > gained[others].max()


def test_an_act_that_is_not_there_weighs_nothing(engine: Engine) -> None:
    """A number that no document bears changes no score."""
    snapshot = engine.snapshot()
    rows = np.arange(snapshot.generation.manifest.passages)
    without, named = (boosts(snapshot, read_question(text), rows) for text in ("Quyết định hỗ trợ gì?", "Quyết định 77777 hỗ trợ gì?"))
    assert np.array_equal(without, named)
