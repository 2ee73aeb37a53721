"""Kinds of documents have names and abbreviations in the languages."""

import pytest

from corpus.folding import folded
from corpus.kinds import abbreviation_of_name, kind_names, kind_of_abbreviation, name_of_kind, names_pattern
from corpus.nouns import Kind, Language


@pytest.mark.parametrize(
    ("abbreviation", "kind"),
    [("QĐ", Kind.DECISION), ("QD", Kind.DECISION), ("nđ", Kind.DECREE), ("KH", Kind.PLAN), ("VBHN", Kind.CONSOLIDATED), ("CTr", Kind.PROGRAMME), ("X", None)],
)
def test_abbreviations(abbreviation: str, kind: Kind | None) -> None:
    """The abbreviation of a number tells the kind, accents and case aside."""
    assert kind_of_abbreviation(abbreviation) is kind


@pytest.mark.parametrize(
    ("name", "abbreviation"), [("décision", "QĐ"), ("decision", "QĐ"), ("Quyết định", "QĐ"), ("ke hoach", "KH"), ("arrêté", None), ("chaise", None)]
)
def test_names_give_abbreviations(name: str, abbreviation: str | None) -> None:
    """A kind named in any language gives the abbreviation that numbers carry."""
    assert abbreviation_of_name(name) == abbreviation


def test_every_kind_of_act_has_a_name() -> None:
    """Only news and what is of no kind have no entry; each kind has one entry."""
    listed = [names.kind for names in kind_names()]
    assert len(listed) == len(set(listed))
    assert set(Kind) - set(listed) == {Kind.NEWS, Kind.OTHER}


def test_an_abbreviation_means_one_kind() -> None:
    """No two kinds share an abbreviation, accents aside."""
    known = [folded(abbreviation) for names in kind_names() for abbreviation in names.abbreviations]
    assert len(known) == len(set(known))


@pytest.mark.parametrize(
    ("kind", "language", "name"),
    [
        (Kind.DECISION, Language.VIETNAMESE, "quyết định"),
        (Kind.DECISION, Language.FRENCH, "décision"),
        (Kind.DELIBERATION, Language.VIETNAMESE, "deliberation"),
        (Kind.OTHER, Language.FRENCH, "other"),
    ],
)
def test_shown_names(kind: Kind, language: Language, name: str) -> None:
    """Readers see the first name of their language, and the code where it has none."""
    assert name_of_kind(kind, language) == name


def test_the_longest_name_matches() -> None:
    """A name that begins with another is found whole."""
    assert names_pattern().findall("bo luat lao dong, van ban hop nhat, plan") == ["bo luat", "van ban hop nhat", "plan"]
