"""Pictures are laid out by pure functions: every mark has its place, says what it shows and leads to its clause."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Comparator, Period, Quantity, Target, Unit
from corpus.nouns import Document, Kind, Language, RelationKind, Span
from corpus.numbers import read_number
from corpus.sectors import shipped_sectors
from corpus.support import SectorMention
from service.facts import Statement, TargetFact
from service.standing import Standing
from service.web.pictures.matrix import matrix_picture
from service.web.pictures.scales import scale_of
from service.web.pictures.targets import targets_picture
from service.web.pictures.timeline import Changing, timeline
from service.web.tellings import acts

PLAN = Document("plan", Language.VIETNAMESE, Kind.PLAN, "Kế hoạch một", date=dt.date(2024, 1, 1))
NEWS = Document("news", Language.FRENCH, Kind.NEWS, "Nouvelle", date=dt.date(2024, 2, 1))
SHOWN = {"plan": PLAN, "news": NEWS}
WIDTH, HEIGHT = 320, 208


def fact(value: int, year: int | None, *, unit: Unit = Unit.PERCENT, document: Document = PLAN, high: int | None = None, rival: bool = False) -> TargetFact:
    """A target that a document states; ``rival`` says that the news contradicts it."""
    quantity = Quantity(Decimal(value), None if high is None else Decimal(high), unit, Span(10, 12))
    target = Target("Kế hoạch", f"chỉ tiêu {value}", "", quantity, Comparator.AT_LEAST, Span(5, 20), period=Period(end=year) if year else None)
    rivals = (Statement(NEWS, target, frozenset()),) if rival else ()
    return TargetFact((Statement(document, target, frozenset()),), rivals)


def test_one_unit_is_drawn_at_a_time() -> None:
    """Without a wish the unit of most targets is drawn, and each other one can be; what has no deadline is counted and not drawn."""
    facts = [fact(10, 2030), fact(20, 2035), fact(5, 2030, unit=Unit.COUNT), fact(1, None)]
    found = targets_picture(facts, SHOWN, Language.ENGLISH)
    assert found is not None
    assert (found.unit, found.count, found.undated) == (Unit.PERCENT, 2, 1)
    assert [(unit, count) for unit, _, count in found.units] == [(Unit.PERCENT, 2), (Unit.COUNT, 1)]
    other = targets_picture(facts, SHOWN, Language.ENGLISH, Unit.COUNT)
    assert other is not None
    assert (other.unit, other.count) == (Unit.COUNT, 1)
    assert targets_picture([fact(1, None)], SHOWN, Language.FRENCH) is None


def test_a_mark_says_what_it_shows() -> None:
    """A mark has value with comparator and deadline, source, shape of its comparator, range and conflict, and leads to its words."""
    found = targets_picture([fact(20, 2030, high=30, rival=True)], SHOWN, Language.ENGLISH)
    assert found is not None
    (mark,) = found.panels[0].marks
    assert (mark.said, mark.source, mark.shape, mark.conflicts) == ("at least 20 to 30%, by 2030", "Kế hoạch một", Comparator.AT_LEAST, True)
    assert mark.address == "/en/documents/plan?highlight=5-20#highlight"
    assert mark.high is not None
    assert mark.high < mark.y


def test_targets_stand_by_programme() -> None:
    """Each document has a panel of its own, the press last, all on one scale with the years from left to right."""
    found = targets_picture([fact(80, 2035, document=NEWS), fact(10, 2030, document=NEWS), fact(40, 2030)], SHOWN, Language.VIETNAMESE)
    assert found is not None
    assert [panel.document.id for panel in found.panels] == ["plan", "news"]
    early, late = found.panels[1].marks
    assert early.x < late.x
    assert early.y > found.panels[0].marks[0].y > late.y


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(2020, 2045)), min_size=1, max_size=60))
def test_marks_lie_in_the_picture(targets: list[tuple[int, int]]) -> None:
    """Whatever the figures and years, every mark, tick and year lies inside, and the larger value never lower."""
    found = targets_picture([fact(value, year) for value, year in targets], SHOWN, Language.FRENCH)
    assert found is not None
    marks = found.panels[0].marks
    assert all(0 < mark.x < WIDTH and 0 < mark.y < HEIGHT for mark in marks)
    assert all(0 <= y <= HEIGHT for y, _ in found.ticks)
    assert all(0 < x < WIDTH and y < HEIGHT for x, y, _ in found.years)
    ordered = sorted(zip((value for value, _ in sorted(targets, key=lambda item: (item[1], item[0]))), (mark.y for mark in marks), strict=True))
    assert all(lower[1] >= higher[1] for lower, higher in itertools.pairwise(ordered))


def test_marks_do_not_cover_one_another() -> None:
    """Equal targets of one year stand side by side."""
    found = targets_picture([fact(50, 2030) for _ in range(5)] + [fact(50, 2045)], SHOWN, Language.FRENCH)
    assert found is not None
    xs = sorted(mark.x for mark in found.panels[0].marks)
    assert all(right - left >= 10 for left, right in itertools.pairwise(xs))


@pytest.mark.parametrize(
    ("values", "ticks", "logarithmic"),
    [
        ([12, 87], [0, 20, 40, 60, 80, 100], False),
        ([3], [0, 1, 2, 3], False),
        ([0, 5000], [0, 1000, 2000, 3000, 4000, 5000], False),
        ([10, 2000], [10, 100, 1000, 10000], True),
        ([0], [0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8"), 1], False),
    ],
)
def test_scales(values: list[int], ticks: list[int], logarithmic: bool) -> None:  # noqa: FBT001 - a column of the table
    """A scale begins at nothing, and goes by powers of ten where the largest value is hundreds of times the smallest."""
    found = scale_of([Decimal(value) for value in values], 0, 100)
    assert (list(found.ticks), found.is_logarithmic) == ([Decimal(tick) for tick in ticks], logarithmic)


def test_the_matrix_counts_places() -> None:
    """A cell counts how often its programme names its sector and leads to those places; the most named sector comes first."""
    mentions = [(PLAN, SectorMention("electronics", Span(at, at + 5))) for at in (40, 10)]
    mentions += [(PLAN, SectorMention("tourism", Span(60, 65))), (NEWS, SectorMention("tourism", Span(1, 5)))]
    found = matrix_picture([(PLAN, "Kế hoạch")], mentions, shipped_sectors().by_id, Language.ENGLISH)
    assert found is not None
    assert [(row.name, row.count) for row in found.rows] == [("electronics", 2), ("tourism", 1)]
    (cell,) = found.rows[0].cells
    assert (cell.count, cell.depth, cell.address) == (2, 4, "/en/documents/plan?highlight=10-15&highlight=40-45#highlight")
    assert matrix_picture([(NEWS, "x")], mentions[:2], shipped_sectors().by_id, Language.ENGLISH) is None


def act(id_: str, year: int) -> Document:
    """An act of a year."""
    return Document(id_, Language.VIETNAMESE, Kind.DECREE, f"Nghị định {id_}", date=dt.date(year, 1, 1))


def test_the_timeline_tells_what_changed_what() -> None:
    """Acts stand from the latest on; of several changes of one act by another the gravest is drawn, and it leads to its words."""
    old, middle, new = act("old", 2015), act("middle", 2020), act("new", 2025)
    shown = {one.id: one for one in (old, middle, new)}
    changes = [Changing(new, old, RelationKind.AMENDS, Span(1, 2)), Changing(new, old, RelationKind.REPLACES, Span(3, 4))]
    standings = dict.fromkeys(shown, Standing.IN_FORCE)
    found = timeline(shown, changes, standings, Language.FRENCH)
    assert found is not None
    assert [(row.document.id, row.year) for row in found.rows] == [("new", "2025"), ("middle", "2020"), ("old", "2015")]
    (arc,) = found.arcs
    assert (arc.kind, arc.address) == (RelationKind.REPLACES, "/fr/documents/new?highlight=3-4#highlight")
    linked = timeline(shown, changes, standings, Language.FRENCH, linked_only=True)
    assert linked is not None
    assert [row.document.id for row in linked.rows] == ["new", "old"]
    assert timeline({"news": NEWS}, [], {"news": Standing.IN_FORCE}, Language.FRENCH) is None


def test_arcs_that_meet_lie_in_lanes() -> None:
    """Two arcs over the same rows do not cover one another."""
    documents = [act(str(year), year) for year in (2010, 2015, 2020, 2025)]
    shown = {one.id: one for one in documents}
    changes = [Changing(documents[3], documents[1], RelationKind.AMENDS, Span(1, 2)), Changing(documents[2], documents[0], RelationKind.AMENDS, Span(1, 2))]
    found = timeline(shown, changes, dict.fromkeys(shown, Standing.IN_FORCE), Language.FRENCH)
    assert found is not None
    assert len({arc.path.split("V")[0].split("Q")[1].split()[0] for arc in found.arcs}) == 2


def test_an_act_is_shown_once() -> None:
    """Of two tellings of one act the one in the reader's language is shown, for both ids."""
    day = dt.date(2020, 1, 1)
    number = read_number("10/2020/NĐ-CP")
    told = [Document(language, language, Kind.DECREE, "t", number=number, date=day) for language in (Language.VIETNAMESE, Language.FRENCH)]
    assert {id_: one.id for id_, one in acts(told, Language.FRENCH).items()} == {"vi": "fr", "fr": "fr"}
    assert {id_: one.id for id_, one in acts(told, Language.ENGLISH).items()} == {"vi": "vi", "fr": "vi"}
