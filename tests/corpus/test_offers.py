"""Measures are ordered by what a firm may have, and the question that settles most comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.criteria import Criterion, Dimension, Offer, Ownership
from corpus.eligibility import Verdict, judge_all, standing
from corpus.nouns import Span
from corpus.offers import judge_offer, open_questions
from corpus.profiles import Profile
from corpus.support import Measure, Size, SupportKind
from tests.corpus.test_eligibility import ALL, HANOI, NOT_FOREIGN, PROFILES, PROJECT, SEMICONDUCTORS, SME, TEXTILE

MET, NOT_MET, UNKNOWN = Verdict
MEASURE = Measure(SupportKind.TRAINING, Span(0, 20), "đào tạo", Span(0, 7))


@pytest.mark.parametrize(
    ("criteria", "profile", "expected"),
    [
        ((), Profile(place="Hà Nội"), UNKNOWN),
        ((), Profile(place="Đà Nẵng"), NOT_MET),
        ((SME,), Profile(place="Hà Nội", size=Size.MICRO), MET),
        ((SME,), Profile(size=Size.MICRO), UNKNOWN),
        ((SME,), Profile(place="Hà Nội"), UNKNOWN),
        ((SME,), Profile(place="Đà Nẵng", size=Size.MICRO), NOT_MET),
    ],
)
def test_the_place_of_an_act_rules_out_and_never_lets_in(criteria: tuple[Criterion, ...], profile: Profile, expected: Verdict) -> None:
    """A firm elsewhere has no measure of Hanoi; one in Hanoi has it only when what the measure itself asks is met."""
    judged = judge_offer(Offer(MEASURE, criteria, HANOI), profile)
    assert judged.standing is expected
    assert [one.criterion for one in judged.judgements] == [*criteria, HANOI]


def test_an_act_of_the_country_asks_for_no_place() -> None:
    """Without a place of the act only the criteria of the measure count."""
    assert judge_offer(Offer(MEASURE, (SME,)), Profile(size=Size.SMALL)).standing is MET
    assert judge_offer(Offer(MEASURE), Profile(place="Hà Nội")).standing is UNKNOWN


def test_the_place_of_an_act_has_a_name() -> None:
    """What is no named place is refused."""
    with pytest.raises(ValueError, match="a place with a name"):
        Offer(MEASURE, (), PROJECT)


@given(PROFILES, st.lists(st.lists(st.sampled_from(ALL), min_size=1, max_size=4), max_size=5))
def test_a_question_is_one_that_a_measure_waits_for(profile: Profile, measures: list[list[Criterion]]) -> None:
    """The open questions are those that are missing in measures that are not ruled out, and name the measures that wait."""
    judged = [judge_all(criteria, profile) for criteria in measures]
    found = open_questions(judged)
    undecided = [place for place, judgements in enumerate(judged) if standing(judgements) is UNKNOWN]
    assert {one.key for one in found} == {key for place in undecided for judgement in judged[place] for key in judgement.missing}
    for one in found:
        assert one.waiting == tuple(place for place in undecided if any(one.key in judgement.missing for judgement in judged[place]))


def test_the_question_that_settles_most_comes_first() -> None:
    """Two measures wait for the size, one for the project, and two that are ruled out for nothing."""
    profile = Profile(ownership=Ownership.FOREIGN)
    judged = [judge_all(criteria, profile) for criteria in ([SME, PROJECT], [SME], [PROJECT, NOT_FOREIGN], [PROJECT, NOT_FOREIGN])]
    first, second = open_questions(judged)
    assert (first.key, first.waiting) == ("size", (0, 1))
    assert (second.key, second.waiting) == (PROJECT.key, (0,))


def test_a_sector_that_a_code_leaves_open_is_asked_for_by_name() -> None:
    """Before anything is known the sector is asked; a firm that gave its code is asked whether it makes semiconductors, and no more about textiles."""
    assert [one.key for one in open_questions([judge_all([SEMICONDUCTORS, TEXTILE], Profile())])] == ["sector"]
    [one] = open_questions([judge_all([SEMICONDUCTORS], Profile(code="2610")), judge_all([TEXTILE], Profile(code="2610"))])
    assert (one.key, one.criterion, one.waiting) == ("sector:semiconductors", SEMICONDUCTORS, (0,))
    assert one.criterion.dimension is Dimension.SECTOR
