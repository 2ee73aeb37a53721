"""A profile is held against criteria with three outcomes; what is not answered is never met."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.criteria import Criterion, Dimension, Ownership
from corpus.eligibility import Verdict, judge, judge_all, standing
from corpus.facts import Comparator, Quantity, Unit
from corpus.nouns import Span
from corpus.profiles import Profile
from corpus.support import Size

MET, NOT_MET, UNKNOWN = Verdict
SPAN = Span(0, 5)
BILLION = Decimal(1_000_000_000)


def figure(dimension: Dimension, comparator: Comparator, low: int, high: int | None = None, unit: Unit = Unit.COUNT) -> Criterion:
    """A criterion with a figure."""
    quantity = Quantity(Decimal(low), None if high is None else Decimal(high), unit, SPAN)
    return Criterion(dimension, SPAN, "words", quantity=quantity, comparator=comparator)


def allowing(dimension: Dimension, *allowed: str, excludes: bool = False) -> Criterion:
    """A criterion with allowed values."""
    return Criterion(dimension, SPAN, "words", allowed=allowed, excludes=excludes)


STAFF = figure(Dimension.STAFF, Comparator.AT_MOST, 200)
SME = allowing(Dimension.SIZE, "micro", "small", "medium")
NOT_FOREIGN = allowing(Dimension.OWNERSHIP, "foreign", "state", excludes=True)
TEXTILE = allowing(Dimension.SECTOR, "textile-and-garment")
SEMICONDUCTORS = allowing(Dimension.SECTOR, "semiconductors")
YOUNG = figure(Dimension.YEAR, Comparator.AT_MOST, 5, unit=Unit.YEAR)
YEARS = allowing(Dimension.YEAR, "2026", "2027")
PROJECT = Criterion(Dimension.OTHER, SPAN, "có dự án khả thi")
LISTED = Criterion(Dimension.PRODUCT_LIST, SPAN, "Danh mục ưu tiên")
INNOVATIVE = allowing(Dimension.GROUP, "innovative", "cooperative")
SUPPORTING = allowing(Dimension.GROUP, "supporting_industry")
EITHER = Criterion(Dimension.GROUP, SPAN, "một trong", any_of=(SME, INNOVATIVE))
HANOI = Criterion(Dimension.PLACE, SPAN, "tại Hà Nội", allowed=("Hà Nội",))
POOR = Criterion(Dimension.PLACE, SPAN, "tại địa bàn khó khăn")
CERTIFIED = Criterion(Dimension.CERTIFICATE, SPAN, "có chứng nhận ISO 9001 còn hiệu lực")
BOTH = Criterion(Dimension.CERTIFICATE, SPAN, "có chứng nhận ISO 9001 và IATF 16949")
ALL = (STAFF, SME, NOT_FOREIGN, TEXTILE, SEMICONDUCTORS, YOUNG, YEARS, PROJECT, LISTED, INNOVATIVE, SUPPORTING, EITHER, HANOI, POOR, CERTIFIED, BOTH)


@pytest.mark.parametrize("criterion", ALL)
def test_an_empty_profile_meets_nothing_and_fails_nothing(criterion: Criterion) -> None:
    """Without any answer everything is unknown, and says what is missing."""
    judgement = judge(criterion, Profile())
    assert judgement.verdict is UNKNOWN
    assert judgement.missing


@pytest.mark.parametrize(
    ("criterion", "profile", "expected"),
    [
        (STAFF, Profile(staff=200), MET),
        (STAFF, Profile(staff=201), NOT_MET),
        (figure(Dimension.REVENUE, Comparator.MORE_THAN, 3), Profile(revenue=Decimal(3)), NOT_MET),
        (figure(Dimension.REVENUE, Comparator.LESS_THAN, 3), Profile(revenue=Decimal(2)), MET),
        (figure(Dimension.CAPITAL, Comparator.AT_LEAST, 3), Profile(capital=Decimal(3)), MET),
        (figure(Dimension.STAFF, Comparator.ABOUT, 100), Profile(staff=100), UNKNOWN),
        (figure(Dimension.STAFF, Comparator.EXACTLY, 10, 20), Profile(staff=15), MET),
        (SME, Profile(staff=201), NOT_MET),
        (SME, Profile(staff=50), UNKNOWN),
        (SME, Profile(staff=50, revenue=BILLION), MET),
        (SME, Profile(size=Size.LARGE), NOT_MET),
        (allowing(Dimension.SIZE, "small"), Profile(staff=80, revenue=BILLION, code="2610"), MET),
        (allowing(Dimension.SIZE, "small"), Profile(staff=80, revenue=BILLION, code="4711"), NOT_MET),
        (allowing(Dimension.SIZE, "small"), Profile(staff=80, revenue=BILLION), UNKNOWN),
        (allowing(Dimension.SIZE, "small"), Profile(staff=80, revenue=BILLION, sector="supporting-industries"), MET),
        (NOT_FOREIGN, Profile(ownership=Ownership.FOREIGN), NOT_MET),
        (NOT_FOREIGN, Profile(ownership=Ownership.PRIVATE), MET),
        (TEXTILE, Profile(sector="garment"), MET),
        (TEXTILE, Profile(sector="manufacturing"), UNKNOWN),
        (TEXTILE, Profile(sector="tourism"), NOT_MET),
        (TEXTILE, Profile(code="1410"), MET),
        (TEXTILE, Profile(code="62"), NOT_MET),
        (SEMICONDUCTORS, Profile(code="2610"), UNKNOWN),
        (SEMICONDUCTORS, Profile(code="2610", sector="semiconductors"), MET),
        (YOUNG, Profile(founded=2022, year=2026), MET),
        (YOUNG, Profile(founded=2019, year=2026), NOT_MET),
        (YOUNG, Profile(founded=2020, year=2026), UNKNOWN),
        (YOUNG, Profile(founded=2022), UNKNOWN),
        (YEARS, Profile(year=2027), MET),
        (YEARS, Profile(year=2028), NOT_MET),
        (PROJECT, Profile(answers={PROJECT.key: True}), MET),
        (PROJECT, Profile(answers={PROJECT.key: False}), NOT_MET),
        (PROJECT, Profile(answers={"other:something else": True}), UNKNOWN),
        (LISTED, Profile(product_list=True), MET),
        (INNOVATIVE, Profile(answers={"innovative": True}), MET),
        (INNOVATIVE, Profile(answers={"innovative": False}), UNKNOWN),
        (INNOVATIVE, Profile(answers={"innovative": False, "cooperative": False}), NOT_MET),
        (SUPPORTING, Profile(sector="components-and-parts"), MET),
        (SUPPORTING, Profile(code="47"), NOT_MET),
        (EITHER, Profile(size=Size.LARGE), UNKNOWN),
        (EITHER, Profile(size=Size.LARGE, answers={INNOVATIVE.key: False}), NOT_MET),
        (EITHER, Profile(size=Size.MICRO), MET),
        (HANOI, Profile(place="thành phố hà nội"), MET),
        (HANOI, Profile(place="Hanoï"), MET),
        (HANOI, Profile(place="Đà Nẵng"), NOT_MET),
        (HANOI, Profile(place="Quảng Nam"), UNKNOWN),
        (HANOI, Profile(place="Lyon"), UNKNOWN),
        (HANOI, Profile(answers={"place": True}), UNKNOWN),
        (POOR, Profile(place="Hà Nội"), UNKNOWN),
        (POOR, Profile(answers={POOR.key: True}), MET),
        (POOR, Profile(answers={"place": True}), UNKNOWN),
        (YOUNG, Profile(answers={"year": True}), UNKNOWN),
        (LISTED, Profile(product_list=True, answers={LISTED.key: False}), NOT_MET),
        (SEMICONDUCTORS, Profile(code="2610", answers={"sector:semiconductors": True}), MET),
        (SUPPORTING, Profile(answers={"sector:supporting-industries": True}), MET),
        (CERTIFIED, Profile(certificates=("iso 9001",)), MET),
        (CERTIFIED, Profile(certificates=("ISO",)), UNKNOWN),
        (CERTIFIED, Profile(certificates=("ISO 14001",)), UNKNOWN),
        (CERTIFIED, Profile(answers={CERTIFIED.key: False}), NOT_MET),
        (BOTH, Profile(certificates=("ISO 9001",)), UNKNOWN),
    ],
)
def test_verdicts(criterion: Criterion, profile: Profile, expected: Verdict) -> None:
    """Each kind of criterion is met, not met or open as the answers say."""
    judgement = judge(criterion, profile)
    assert judgement.verdict is expected
    assert bool(judgement.missing) is (expected is UNKNOWN)


PROFILES = st.builds(
    Profile,
    sector=st.sampled_from([None, "garment", "tourism", "manufacturing", "semiconductors", "high-technology"]),
    code=st.sampled_from([None, "13", "2610", "C", "47"]),
    staff=st.one_of(st.none(), st.integers(0, 300)),
    revenue=st.one_of(st.none(), st.integers(0, 400).map(lambda count: count * BILLION)),
    capital=st.one_of(st.none(), st.integers(0, 400).map(lambda count: count * BILLION)),
    ownership=st.sampled_from([None, *Ownership]),
    place=st.sampled_from([None, "Hà Nội", "Huế"]),
    product_list=st.sampled_from([None, True, False]),
    founded=st.one_of(st.none(), st.integers(2000, 2025)),
    year=st.one_of(st.none(), st.integers(2025, 2030)),
    answers=st.dictionaries(st.sampled_from(["innovative", "cooperative", PROJECT.key]), st.booleans()),
)
FIELDS = st.sampled_from(["staff", "revenue", "capital", "ownership", "place", "product_list", "founded", "year"])
DEPENDS = {
    "ownership": {NOT_FOREIGN},
    "place": {HANOI},  # and not POOR, which no name of a place answers
    "product_list": {LISTED},
    "founded": {YOUNG},
    "year": {YOUNG, YEARS},
    "staff": {STAFF, SME, EITHER},
    "revenue": {SME, EITHER},
    "capital": {SME, EITHER},
}


@given(PROFILES, FIELDS)
def test_an_answer_taken_away_only_opens(profile: Profile, name: str) -> None:
    """Without one answer no criterion is decided that was open, none is decided the other way, and those it does not concern stay as they are."""
    without = dataclasses.replace(profile, **{name: None})  # type: ignore[arg-type]
    for criterion in ALL:
        before, after = judge(criterion, without).verdict, judge(criterion, profile).verdict
        assert before in {UNKNOWN, after}
        if criterion not in DEPENDS[name]:
            assert before is after


@given(PROFILES)
def test_what_is_missing_stays_unknown(profile: Profile) -> None:
    """A criterion that asks what the profile does not hold is unknown, whatever else it holds."""
    assert judge(Criterion(Dimension.OTHER, SPAN, "never answered"), profile).verdict is UNKNOWN
    if profile.ownership is None:
        assert judge(NOT_FOREIGN, profile).verdict is UNKNOWN


def test_standing() -> None:
    """One criterion that is not met rules a measure out; all must be met; without criteria nothing is sure."""
    assert standing(judge_all([SME, NOT_FOREIGN], Profile(size=Size.MICRO, ownership=Ownership.STATE))) is NOT_MET
    assert standing(judge_all([SME], Profile(size=Size.MICRO))) is MET
    assert standing(judge_all([SME, PROJECT], Profile(size=Size.MICRO))) is UNKNOWN
    assert standing([]) is UNKNOWN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({"staff": -1}, "not negative"), ({"code": "zz"}, "no VSIC code"), ({"founded": 2027, "year": 2026}, "cannot ask")],
)
def test_a_profile_that_cannot_be_is_refused(arguments: dict[str, object], said: str) -> None:
    """A wrong answer is said in one sentence."""
    with pytest.raises(ValueError, match=said):
        Profile(**arguments)  # type: ignore[arg-type]
