"""What readers are asked and told exists in each language, and what they choose is understood in each."""

import pytest

from corpus.criteria import Criterion, Dimension, Ownership
from corpus.eligibility import Verdict
from corpus.interview import NO, YES, choice_name, choice_named, choices, notice, question_for, question_text, verdict_name
from corpus.nouns import Language, Span
from corpus.support import Size

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH
SPAN = Span(0, 9)
POOR = Criterion(Dimension.PLACE, SPAN, "tại địa bàn  khó khăn")
HANOI = Criterion(Dimension.PLACE, SPAN, "Hanoï", allowed=("Hà Nội",))
CHIPS = Criterion(Dimension.SECTOR, SPAN, "bán dẫn", allowed=("semiconductors",))


def test_every_dimension_has_a_question() -> None:
    """What is asked can be asked in each language of readers."""
    assert len({question_text(dimension, language) for dimension in Dimension for language in Language}) == len(Dimension) * len(Language)


def test_everything_is_said_in_three_languages() -> None:
    """Verdicts, choices and the notice differ from language to language."""
    assert len({notice(language) for language in Language}) == len(Language)
    assert all(len({verdict_name(verdict, language) for language in Language}) == len(Language) for verdict in Verdict)
    assert all(len({choice_name(choice, language) for language in (FR, VI)}) == 2 for choice in (YES, NO, *Ownership, "small", "medium", "large"))


@pytest.mark.parametrize(
    ("key", "criterion", "language", "expected"),
    [
        ("place", HANOI, FR, "Où l'entreprise est-elle établie ?"),
        (POOR.key, POOR, VI, "Doanh nghiệp có đáp ứng điều kiện này không? “tại địa bàn khó khăn”"),
        ("sector:semiconductors", CHIPS, FR, "L'entreprise travaille-t-elle dans ce secteur : semi-conducteurs ?"),
        ("sector", CHIPS, EN, "In which sector does the firm work (name or VSIC code)?"),
    ],
)
def test_questions(key: str, criterion: Criterion, language: Language, expected: str) -> None:
    """A province is asked for, a kind of place as it is worded; a sector that a code leaves open is asked for by name."""
    assert question_for(key, criterion, language) == expected


def test_a_long_wording_is_cut() -> None:
    """The question stays readable; the whole wording stands beside it."""
    long = Criterion(Dimension.OTHER, SPAN, "điều kiện " * 100)
    assert len(question_for(long.key, long, VI)) < 400
    assert question_for(long.key, long, VI).endswith("…”")


@pytest.mark.parametrize(
    ("key", "criteria", "expected"),
    [
        ("size", (), tuple(map(str, Size))),
        ("ownership", (), tuple(map(str, Ownership))),
        ("place", (HANOI, POOR), ("Hà Nội",)),
        ("sector", (CHIPS,), ("semiconductors",)),
        ("sector:semiconductors", (CHIPS,), (YES, NO)),
        (POOR.key, (POOR,), (YES, NO)),
        ("staff", (), ()),
    ],
)
def test_choices(key: str, criteria: tuple[Criterion, ...], expected: tuple[str, ...]) -> None:
    """The values of an answer are those that are possible, or that the waiting criteria name."""
    assert choices(key, criteria) == expected


@pytest.mark.parametrize(
    ("typed", "among", "expected"),
    [
        ("Nhỏ", tuple(Size), "small"),
        ("nho", tuple(Size), "small"),
        ("siêu nhỏ", tuple(Size), "micro"),
        ("petite", tuple(Size), "small"),
        ("m", tuple(Size), None),
        ("", (YES, NO), None),
        ("n", (YES, NO), NO),
        ("Hanoï", ("Hà Nội", "Đà Nẵng"), "Hà Nội"),
        ("étrangers", tuple(Ownership), None),
        ("foreign", tuple(Ownership), "foreign"),
    ],
)
def test_what_was_chosen(typed: str, among: tuple[str, ...], expected: str | None) -> None:
    """An id, a name or the beginning of one is enough where it means one choice."""
    assert choice_named(typed, tuple(map(str, among))) == expected
