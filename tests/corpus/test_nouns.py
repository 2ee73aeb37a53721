"""The nouns refuse a wrong part when they are made."""

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Authority, Clause, ClauseLevel, ClauseStep, Document, DocumentNumber, Kind, Language, Page, Passage, Span

ARTICLE = ClauseStep(ClauseLevel.ARTICLE, "5")
SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Span(3, 3), "start 3, end 3"),
        (lambda: Span(4, 3), "start 4, end 3"),
        (lambda: Span(-1, 3), "start -1"),
        (lambda: DocumentNumber(0), "not 0"),
        (lambda: DocumentNumber(1, 21), "21"),
        (lambda: Document(id="a b", language=Language.FRENCH, kind=Kind.PLAN, title="Plan"), "'a b'"),
        (lambda: Document(id="", language=Language.FRENCH, kind=Kind.PLAN, title="Plan"), "''"),
        (lambda: Document(id="a", language=Language.FRENCH, kind=Kind.PLAN, title="  "), "no title"),
        (lambda: Document(id="a", language=Language.FRENCH, kind=Kind.PLAN, title="e\u0301te\u0301"), "not NFC"),
        (lambda: Page(0, Span(0, 1)), "not 0"),
        (lambda: ClauseStep(ClauseLevel.ARTICLE, ""), "''"),
        (lambda: ClauseStep(ClauseLevel.ARTICLE, "5A"), "'5A'"),
        (lambda: ClauseStep(ClauseLevel.ARTICLE, " 5"), "' 5'"),
        (lambda: Clause((), (), (), Span(0, 1)), "label and a heading"),
        (lambda: Clause((ARTICLE,), (), ("",), Span(0, 1)), "label and a heading"),
        (lambda: Passage("a", Span(0, 3), "four", Language.FRENCH), "4 characters"),
    ],
)
def test_refused_at_birth(make: Callable[[], object], says: str) -> None:
    """A wrong value cannot be made, and the message gives it."""
    with pytest.raises(ValueError, match=says):
        make()


def test_frozen() -> None:
    """A value cannot be changed after it was made."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(0, 1).start = 2  # type: ignore[misc]


@given(SPANS, SPANS)
def test_spans_share_characters(one: Span, other: Span) -> None:
    """Covering and overlapping are what they are for sets of characters."""
    ours, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.covers(other) is (theirs <= ours)
    assert one.overlaps(other) is bool(ours & theirs)


def test_places_never_share_an_id() -> None:
    """Figures that run together differently are different ids: (1, 112) and (11, 12)."""
    first = Passage("d", Span(1, 112), "x" * 111, Language.FRENCH)
    second = Passage("d", Span(11, 12), "x", Language.FRENCH)
    assert (first.id, second.id) == ("d:1-112", "d:11-12")


def test_clause_address() -> None:
    """A clause is addressed by its steps, and is of the level and about the heading of its last one."""
    clause = Clause(
        (ClauseStep(ClauseLevel.CHAPTER, "2"), ARTICLE, ClauseStep(ClauseLevel.POINT, "đ")),
        ("Chương II", "Điều 5", "Điểm đ"),
        ("ƯU ĐÃI", "Thuế suất", ""),
        Span(0, 9),
    )
    assert (clause.path, clause.level, clause.heading) == ("chapter-2/article-5/point-đ", ClauseLevel.POINT, "")


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [(Kind.DECISION, Kind.PLAN), (Kind.LAW, Kind.PROGRAMME), (Kind.PLAN, Kind.NOTICE), (Kind.LETTER, Kind.NEWS), (Kind.NEWS, Kind.CONTRACT)],
)
def test_authority(stronger: Kind, weaker: Kind) -> None:
    """Decisions go before plans, plans before notices, those before news."""
    assert stronger.authority.rank < weaker.authority.rank


def test_every_kind_that_is_not_named_binds() -> None:
    """A kind of act binds unless the table of authorities says otherwise."""
    binding = {kind for kind in Kind if kind.authority is Authority.BINDING}
    assert binding == {
        Kind.LAW, Kind.RESOLUTION, Kind.DECREE, Kind.DECISION, Kind.ORDER, Kind.CIRCULAR, Kind.DIRECTIVE, Kind.DELIBERATION, Kind.REGULATION, Kind.CONSOLIDATED,
    }  # fmt: skip


def test_depth_is_the_order_of_nesting() -> None:
    """An article stands inside a chapter and around its clauses, points and indents."""
    nested = [ClauseLevel.ANNEX, ClauseLevel.CHAPTER, ClauseLevel.SECTION, ClauseLevel.ARTICLE, ClauseLevel.CLAUSE, ClauseLevel.POINT, ClauseLevel.INDENT]
    depths = [level.depth for level in nested]
    assert depths == sorted(set(depths))


def test_a_bare_number() -> None:
    """A number of which only the figure is known may mean several documents."""
    assert DocumentNumber(6126).bare
    assert not DocumentNumber(6126, None, "QĐ", None).bare
