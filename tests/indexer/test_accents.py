"""Vietnamese typed without accents gets them back from the texts of the index."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from indexer.accents import AccentCounter, Accents

_TEXTS = (
    "Hỗ trợ lãi suất cho doanh nghiệp nhỏ và vừa. Hồ sơ đề nghị hỗ trợ gồm đơn và kế hoạch.",
    "Mục tiêu công nghiệp hỗ trợ đến năm 2030. Doanh nghiệp được hỗ trợ tư vấn, đào tạo; đường giao thông.",
    "Chương trình phát triển công nghiệp hỗ trợ của Hà Nội, đường lối và chính sách.",
)


@pytest.fixture
def accents(tmp_path: Path) -> Accents:
    """What the texts above say of accents."""
    counter = AccentCounter()
    for text in _TEXTS:
        counter.add(text)
    counter.save(tmp_path / "accents.json")
    return Accents.load(tmp_path / "accents.json")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ho tro doanh nghiep", "hỗ trợ doanh nghiệp"),
        ("ho so", "hồ sơ"),
        ("muc tieu cong nghiep ho tro den nam 2030", "mục tiêu công nghiệp hỗ trợ đến năm 2030"),
        ("Ha Noi", "Hà Nội"),
        ("duong giao thong", "đường giao thông"),
        ("302/KH-UBND cua Ha Noi", "302/KH-UBND của Hà Nội"),
        ("", ""),
    ],
)
def test_neighbours_decide_the_accents(accents: Accents, typed: str, meant: str) -> None:
    """The reading whose pairs the texts hold is taken; what no text holds stays as it is."""
    assert accents.restored(typed) == meant


def test_typed_accents_are_kept(accents: Accents) -> None:
    """A syllable that was typed with accents is never changed."""
    assert accents.restored("hồ tro") == "hồ trợ"


@given(st.lists(st.sampled_from(["ho", "tro", "doanh", "nghiep", "ha", "noi", "xyz", "AI", "2030", "so"])))
def test_only_accents_change(words: list[str]) -> None:
    """Folded and in small letters, what comes out is what went in."""
    counts = Accents({"hỗ": 3, "trợ": 3, "hồ": 2, "sơ": 2, "nội": 1}, [("hỗ", "trợ", 3), ("hồ", "sơ", 2)])
    text = " ".join(words)
    assert folded(counts.restored(text)) == folded(text)
