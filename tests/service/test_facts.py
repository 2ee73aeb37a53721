"""Statements of one target are one fact in whichever language, and contradict one another only where nothing but the value differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Comparator, Period, Quantity, Target, Unit
from corpus.nouns import Document, Kind, Language, Span
from service.engine import Engine
from service.facts import Statement, TargetFact, joined, target_facts

FR, VI = Language.FRENCH, Language.VIETNAMESE
_TERMS = {
    "doanh nghiệp công nghiệp hỗ trợ": ("enterprise", "supporting-industries"),
    "entreprises d'industries de soutien": ("enterprise", "supporting-industries"),
    "kim ngạch xuất khẩu công nghiệp hỗ trợ": ("export", "supporting-industries"),
    "làng nghề": ("handicrafts-and-craft-villages",),
    "villages de métiers": ("handicrafts-and-craft-villages",),
}


def stated(
    document: str = "a", language: Language = VI, indicator: str = "doanh nghiệp công nghiệp hỗ trợ", low: int = 1200, comparator: Comparator = Comparator.ABOUT,
    unit: Unit = Unit.COUNT, deadline: int | None = 2030, places: tuple[str, ...] = ("ha-noi",), kind: Kind = Kind.DECISION, day: int = 1, *, budget: bool = False,
) -> Statement:  # fmt: skip
    """A statement of a document; the terms are those that the glossary knows of its indicator."""
    quantity = Quantity(Decimal(low), None, unit, Span(0, 5))
    period = Period(end=deadline) if deadline else None
    target = Target("P", indicator, "", quantity, comparator, Span(0, 30), period=period, is_budget=budget, indicator_terms=_TERMS[indicator])
    return Statement(Document(document, language, kind, document, date=dt.date(2025, 1, day)), target, frozenset(places))


BASE = stated()
FRENCH: dict[str, Any] = {"document": "b", "language": FR, "indicator": "entreprises d'industries de soutien"}


@pytest.mark.parametrize(
    ("other", "same", "rival"),
    [
        (stated(**FRENCH), True, False),
        (stated("b"), True, False),
        (stated(**FRENCH, low=1500), False, True),
        (stated("b", low=1500), False, True),
        (stated(**FRENCH, low=1500, comparator=Comparator.AT_LEAST), False, False),
        (stated(**FRENCH, deadline=2035), False, False),
        (stated(**FRENCH, low=1500, deadline=2035), False, False),
        (stated(**FRENCH, unit=Unit.PERCENT, low=12), False, False),
        (stated(**FRENCH, places=()), False, False),
        (stated(**FRENCH, low=1500, places=("da-nang",)), False, False),
        (stated(**FRENCH, low=1500, budget=True), False, False),
        (stated("b", FR, "villages de métiers", 1500), False, False),
        (stated("b", VI, "kim ngạch xuất khẩu công nghiệp hỗ trợ", 1500), False, False),
        (stated("a", low=1500), False, False),
    ],
)
def test_one_fact_another_or_a_conflict(other: Statement, same: bool, rival: bool) -> None:  # noqa: FBT001 - a table
    """Equal unit, deadline, place and value are one fact; only another value of the very same subject in another document contradicts."""
    facts = joined([BASE, other])
    assert (len(facts) == 1) is same
    assert [bool(fact.rivals) for fact in facts] == [rival] * len(facts)


def test_one_term_in_common_is_too_little_for_a_conflict() -> None:
    """*Làng nghề* alone names too many things for two figures to contradict one another."""
    assert not any(fact.rivals for fact in joined([stated("a", VI, "làng nghề", 80), stated("b", FR, "villages de métiers", 90)]))


def test_ranks_do_not_contradict() -> None:
    """Two documents that aim at different ranks speak of different lists."""
    assert not any(fact.rivals for fact in joined([stated(unit=Unit.RANK, low=3), stated(**FRENCH, unit=Unit.RANK, low=5)]))


def test_a_document_with_both_values_contradicts_nobody() -> None:
    """Where one document gives both values they are of two things."""
    assert not any(fact.rivals for fact in joined([BASE, stated("a", low=1500), stated("b", low=1500)]))


def test_the_strongest_and_latest_document_speaks() -> None:
    """An act goes before news, of two acts the later one first."""
    [fact] = joined([stated("news", kind=Kind.NEWS, day=9), stated("old"), stated("new", day=5)])
    assert [statement.document.id for statement in fact.statements] == ["new", "old", "news"]
    assert not fact.only_news
    assert joined([stated("news", kind=Kind.NEWS)])[0].only_news


STATEMENTS = st.builds(
    stated, document=st.sampled_from("abcd"), language=st.sampled_from([FR, VI]), indicator=st.sampled_from(sorted(_TERMS)), low=st.sampled_from([1200, 1500]),
    comparator=st.sampled_from([Comparator.ABOUT, Comparator.AT_LEAST]), deadline=st.sampled_from([None, 2030]), places=st.sampled_from([(), ("ha-noi",)]),
)  # fmt: skip


@given(st.lists(STATEMENTS, max_size=8))
def test_nothing_is_lost_and_nothing_differs_but_the_value(statements: list[Statement]) -> None:
    """Every statement is in one fact; those of a fact agree in value, unit, deadline and place, its rivals in all but the value, and rivalry is mutual."""
    facts = joined(statements)
    assert sorted(map(id, (one for fact in facts for one in fact.statements))) == sorted(map(id, statements))
    for fact in facts:
        first = fact.statements[0]
        assert len({(one.target.quantity.low, one.target.deadline, one.places) for one in fact.statements}) == 1
        for rival in fact.rivals:
            assert (rival.target.deadline, rival.places, rival.target.quantity.unit) == (first.target.deadline, first.places, first.target.quantity.unit)
            assert rival.target.quantity.low != first.target.quantity.low
            assert any(one in fact.statements for other in facts if rival in other.statements for one in other.rivals)


def test_facts_of_an_index(policies: Engine) -> None:
    """Both languages of one decision state one fact, which news contradicts."""
    facts = target_facts(policies.snapshot().generation.store)
    firms = next(fact for fact in facts if fact.target.quantity.low == 1200)
    assert {statement.document.language for statement in firms.statements} == {FR, VI}
    assert [(rival.document.kind, int(rival.target.quantity.low)) for rival in firms.rivals] == [(Kind.NEWS, 1500)]
    assert firms.places == {"ha-noi"}
    assert sum(bool(fact.rivals) for fact in facts) == 2


def test_what_a_fact_is_of() -> None:
    """Words and document are those of the strongest statement, terms those of all."""
    weak = replace(stated("b", kind=Kind.NEWS), target=replace(BASE.target, indicator_terms=("enterprise",)))
    fact = TargetFact((BASE, weak))
    assert (fact.document, fact.target, fact.terms) == (BASE.document, BASE.target, frozenset({"enterprise", "supporting-industries"}))
