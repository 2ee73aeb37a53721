"""Lists of facts hold what passes every limit, in the order that is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Unit
from corpus.nouns import Authority, Kind, Language
from corpus.support import SupportKind
from service.engine import Engine, Snapshot
from service.errors import BadQuestion
from service.factbook import FactLimits, FactSort, find_measures, find_programmes, find_sectors, find_targets
from service.factnames import groups_named, sectors_named
from service.factwords import FactWords
from service.filters import Filters


@pytest.fixture
def snapshot(policies: Engine) -> Snapshot:
    """The generation of the acts."""
    return policies.snapshot()


ALL_TARGETS = [50000, 100000, 35, 1200, 30, 1500, 80]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (FactLimits(), set(ALL_TARGETS)),
        (FactLimits(words=FactWords("industries de soutien")), {1200, 30, 1500}),
        (FactLimits(words=FactWords("công nghiệp hỗ trợ doanh nghiệp")), {1200, 1500}),
        (FactLimits(words=FactWords("semiconductor engineers")), {50000, 100000}),
        (FactLimits(words=FactWords("semiconductor teachers")), set()),
        (FactLimits(words=FactWords("semiconductor")), {50000, 100000, 35}),
        (FactLimits(words=FactWords("2040")), {100000}),
        (FactLimits(unit=frozenset({Unit.PERCENT})), {30, 35, 80}),
        (FactLimits(deadline_from=2031), {100000, 35}),
        (FactLimits(deadline_to=2030, unit=frozenset({Unit.COUNT})), {50000, 1200, 1500}),
        (FactLimits(conflicts=True), {1200, 1500}),
        (FactLimits(conflicts=True, documents=Filters(authority=Authority.BINDING)), set()),
        (FactLimits(documents=Filters(language=Language.FRENCH)), {50000, 100000, 35, 1200, 30, 1500}),
        (FactLimits(documents=Filters(kind=Kind.NEWS)), {1500}),
        (FactLimits(documents=Filters(place="Hanoi")), {1200, 30, 1500, 80}),
        (FactLimits(sector=frozenset({"handicraft"})), {80}),
    ],
)
def test_targets(snapshot: Snapshot, limits: FactLimits, expected: set[int]) -> None:
    """Documents, words in any language, unit, deadline, sector and conflicts limit the targets."""
    assert {int(fact.target.quantity.low) for fact in find_targets(snapshot, limits)} == expected


def test_sources_are_those_that_pass(snapshot: Snapshot) -> None:
    """A fact that documents of both languages state has only the statements of the one that is asked for."""
    found = find_targets(snapshot, FactLimits(documents=Filters(language=Language.FRENCH, kind=Kind.DECISION)))
    fact = next(one for one in found if one.target.quantity.low == 1200)
    assert [statement.document.language for statement in fact.statements] == [Language.FRENCH]
    assert fact.rivals == ()


@pytest.mark.parametrize(
    ("sort", "descending", "expected"),
    [
        (FactSort.VALUE, False, [1200, 1500, 50000, 100000, 30, 35, 80]),
        (FactSort.VALUE, True, [80, 35, 30, 100000, 50000, 1500, 1200]),
        (FactSort.DEADLINE, True, [100000, 35]),
        (FactSort.DATE, False, [50000, 100000, 35, 80, 1500, 1200, 30]),
    ],
)
def test_order(snapshot: Snapshot, sort: FactSort, descending: bool, expected: list[int]) -> None:  # noqa: FBT001 - a table
    """Values are sorted within their unit, dates and deadlines by the calendar."""
    found = [int(fact.target.quantity.low) for fact in find_targets(snapshot, FactLimits(sort=sort, descending=descending))]
    assert found[: len(expected)] == expected
    assert sorted(found) == sorted(ALL_TARGETS)


@given(st.sampled_from(FactSort), st.booleans())
def test_an_order_loses_nothing(policies: Engine, sort: FactSort, descending: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever a list is sorted by, it holds the same facts."""
    snapshot = policies.snapshot()
    for find in (find_targets, find_measures, find_programmes):
        found = find(snapshot, FactLimits(sort=sort, descending=descending))
        assert sorted(map(repr, found)) == sorted(map(repr, find(snapshot, FactLimits())))


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (FactLimits(), 8),
        (FactLimits(support=frozenset({SupportKind.TRAINING})), 3),
        (FactLimits(beneficiary=groups_named(["small"])), 6),
        (FactLimits(beneficiary=groups_named(["hợp tác xã"])), 0),
        (FactLimits(sector=sectors_named(["dệt may"])), 1),
        (FactLimits(sector=sectors_named(["manufacturing"])), 4),
        (FactLimits(words=FactWords("formation")), 3),
        (FactLimits(words=FactWords("đào tạo"), documents=Filters(language=Language.FRENCH)), 1),
        (FactLimits(documents=Filters(in_force=True)), 7),
        (FactLimits(deadline_to=2030), 4),
        (FactLimits(deadline_to=2027), 1),
    ],
)
def test_measures(snapshot: Snapshot, limits: FactLimits, expected: int) -> None:
    """Kind, beneficiaries, sectors with narrower ones, words, force and period limit the measures."""
    assert len(find_measures(snapshot, limits)) == expected


def test_measures_know_what_they_ask(snapshot: Snapshot) -> None:
    """The criteria are those of the index, none is read from the text again."""
    stored = [offer for _, offer in snapshot.generation.store.offers()]
    assert [stated.offer for stated in find_measures(snapshot, FactLimits())] == stored
    assert {str(criterion.dimension) for offer in stored for criterion in offer.asked} == {"size", "staff", "other", "sector", "year", "place"}


def test_programmes(snapshot: Snapshot) -> None:
    """What two languages say of one act is one programme with both names, found by words of either."""
    found = find_programmes(snapshot, FactLimits(words=FactWords("industries de soutien")))
    assert [set(fact.names) for fact in found] == [{Language.FRENCH, Language.VIETNAMESE}]
    assert len(find_programmes(snapshot, FactLimits())) == 3
    assert [fact.programme.names[0][0] for fact in find_programmes(snapshot, FactLimits(documents=Filters(language=Language.FRENCH), deadline_to=2030))] == [
        Language.FRENCH
    ]


def test_sectors(snapshot: Snapshot) -> None:
    """The sector that is named most often is first; a wider one finds the narrower."""
    found = find_sectors(snapshot, FactLimits())
    assert [fact.mentions for fact in found] == sorted((fact.mentions for fact in found), reverse=True)
    assert found[0].sector.id == "supporting-industries"
    assert found[0].mentions == sum(count for _, count in found[0].documents)
    assert "textile-and-garment" in {fact.sector.id for fact in find_sectors(snapshot, FactLimits(sector=frozenset({"manufacturing"})))}
    assert [fact.sector.id for fact in find_sectors(snapshot, FactLimits(words=FactWords("semi-conducteurs")))] == ["semiconductors"]


@pytest.mark.parametrize("names", [["no such sector"], ["electronics", "x"]])
def test_unknown_sectors_are_refused(names: list[str]) -> None:
    """One sentence says what is at fault and where the names are."""
    with pytest.raises(BadQuestion, match="there is no sector"):
        sectors_named(names)


def test_names_of_groups() -> None:
    """A group is given by its id or a whole name in any language; anything else is refused."""
    assert groups_named(["small", "hợp tác xã", "petites et moyennes entreprises"]) == frozenset({"small", "cooperative", "sme"})
    assert groups_named(None) is None
    with pytest.raises(BadQuestion, match="there is no group of beneficiaries 'small firms of Mars'"):
        groups_named(["small firms of Mars"])


def test_years_in_the_wrong_order_are_refused() -> None:
    """A period that ends before it begins holds nothing, which is a mistake and no empty list."""
    with pytest.raises(BadQuestion, match="deadline_from"):
        FactLimits(deadline_from=2031, deadline_to=2030)
