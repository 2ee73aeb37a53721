from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.asking import Asked, asked_for
from corpus.folding import folded
from corpus.rulebook import rules

RULES = rules("questions")["asks"]


def test_every_kind_has_its_wordings_once() -> None:
    """Each thing that can be asked for has one rule."""
    assert [rule["kind"] for rule in RULES] == [str(kind) for kind in Asked]


@pytest.mark.parametrize(("kind", "question"), [(rule["kind"], question) for rule in RULES for question in rule["examples"]])
def test_examples_ask_for_their_kind(kind: str, question: str) -> None:
    """Each example of a rule asks for what the rule is about."""
    assert Asked(kind) in asked_for(question)


@pytest.mark.parametrize(("kind", "question"), [(rule["kind"], question) for rule in RULES for question in rule["counterexamples"]])
def test_counterexamples_do_not(kind: str, question: str) -> None:
    """No counterexample of a rule asks for what the rule is about."""
    assert Asked(kind) not in asked_for(question)


@pytest.mark.parametrize("question", [question for rule in RULES for question in rule["examples"]])
def test_a_question_typed_without_accents_asks_for_the_same_or_more(question: str) -> None:
    """Folding the accents of a question loses nothing that it asks for."""
    assert asked_for(question) <= asked_for(folded(question))


def test_a_machine_is_no_number() -> None:
    """With its accents typed, "máy" (a machine) is not taken for "mấy" (how many); without them it may be."""
    assert Asked.COUNT not in asked_for("Hỗ trợ mua máy móc thiết bị")
    assert Asked.COUNT in asked_for("moi nam may khoa")


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    """Whatever is typed, reading what it asks for does not fail."""
    asked_for(text)
