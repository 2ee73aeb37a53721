"""Folding is a second form beside the real text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded, has_accents, nfc, single_spaced

WRITTEN = st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0x1EFF), max_size=80)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hỗ trợ doanh nghiệp", "ho tro doanh nghiep"),
        ("Nghị định số 80/2021/NĐ-CP", "nghi dinh so 80/2021/nd-cp"),
        ("Đường", "duong"),
        ("Œuvre, cæcum", "oeuvre, caecum"),
        ("À l'été, où ça ?", "a l'ete, ou ca ?"),
        ("plain", "plain"),
    ],
)
def test_folded(written: str, expected: str) -> None:
    """Accents, đ and ligatures fold to plain small letters; signs and figures stay."""
    assert folded(written) == expected


@given(WRITTEN)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent."""
    assert folded(folded(text)) == folded(text)


@given(WRITTEN)
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    """Whether a file writes accents composed or apart makes no difference to the folded form."""
    assert folded(unicodedata.normalize("NFD", text)) == folded(nfc(text))


@pytest.mark.parametrize(("text", "accents"), [("hỗ trợ", True), ("ho tro", False), ("Đ", True), ("HO TRO", False), ("été", True)])
def test_has_accents(text: str, accents: bool) -> None:  # noqa: FBT001 - a column of the table
    """Accents count whatever the case of the letters."""
    assert has_accents(text) is accents


def test_single_spaced() -> None:
    """Line breaks, tabs and no-break spaces become one space, none at the ends."""
    assert single_spaced("  a\n\tb\u00a0 c ") == "a b c"
