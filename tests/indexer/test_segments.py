"""A text is cut where one thing is said and another begins, and what it quotes is set aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import ClauseLevel, Language, Span
from indexer.segments import head_end, masked, quotations, segments
from indexer.structure import clause_tree
from tests.readings import reading_of

LAW = """LUẬT
Sửa đổi Luật Giá
Căn cứ Hiến pháp;
Quốc hội ban hành Luật sửa đổi Luật Giá.
Điều 1. Sửa đổi
1. Sửa đổi khoản 2 Điều 5. Bãi bỏ khoản 3.
2. Bãi bỏ:
a) Điều 6;
b) Điều 7.
"""


def pieces(text: str, language: Language = Language.VIETNAMESE) -> list[tuple[str, str, bool]]:
    """The words of each segment, the address of its clause, and whether a list hangs on it."""
    reading = reading_of(text)
    found = segments(reading.text, clause_tree(reading, language))
    return [(reading.text[s.span.start : s.span.end], s.clause.path if s.clause else "", s.leads) for s in found]


def test_the_segments_of_an_act() -> None:
    """Title, recitals, headings, sentences and items are segments of their own, without the labels of clauses."""
    assert pieces(LAW) == [
        ("LUẬT\nSửa đổi Luật Giá", "", False),
        ("Căn cứ Hiến pháp;", "", False),
        ("Quốc hội ban hành Luật sửa đổi Luật Giá.", "", False),
        ("Sửa đổi", "article-1", False),
        ("Sửa đổi khoản 2 Điều 5.", "article-1/clause-1", False),
        ("Bãi bỏ khoản 3.", "article-1/clause-1", False),
        ("Bãi bỏ:", "article-1/clause-2", True),
        ("Điều 6;", "article-1/clause-2/point-a", False),
        ("Điều 7.", "article-1/clause-2/point-b", False),
    ]


def test_an_abbreviation_ends_no_segment() -> None:
    """The point of *art.* or of *L. 512-1* is no full stop."""
    text = "Vu l'art. L. 512-1 du code et M. Dupont."
    assert [words for words, _, _ in pieces(text, Language.FRENCH)] == [text]


def test_the_head_ends_at_the_first_recital_or_article() -> None:
    """What stands before is the title; a text without either has a head of limited length."""
    reading = reading_of(LAW)
    assert reading.text[: head_end(reading.text, clause_tree(reading, Language.VIETNAMESE))] == "LUẬT\nSửa đổi Luật Giá"
    assert head_end("x" * 10_000, ()) == 3_000


def test_a_segment_knows_the_levels_it_stands_in() -> None:
    """A point of an article stands in the article."""
    reading = reading_of(LAW)
    found = segments(reading.text, clause_tree(reading, Language.VIETNAMESE))
    assert [segment.inside(ClauseLevel.ARTICLE) for segment in found] == [False] * 3 + [True] * 6


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("từ “và” bằng “hoặc”", ["và", "hoặc"]),
        ("les mots : « un an » et « deux ans »", [" un an ", " deux ans "]),
        ('le mot "aide" est', ["aide"]),
        ("“a “b” c” d", ["a “b” c"]),
        ("« Article 1\n« suite »", [" Article 1\n« suite "]),
        ('un tube de 5" et rien', []),
        ("không có gì", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    """Marks of every kind set aside what stands between them, also over lines and one inside the other."""
    assert [text[span.start : span.end] for span in quotations(text)] == quoted


def test_a_quotation_that_is_never_closed_hides_a_limited_stretch() -> None:
    """A forgotten mark does not hide the rest of a long text."""
    text = "“" + "a" * 7_000 + " “b” c"
    assert [text[span.start : span.end] for span in quotations(text)] == ["b"]


@given(st.text(alphabet='abc “”«»"\n', max_size=200))
def test_masking_keeps_every_offset(text: str) -> None:
    """A masked text is as long as the text and differs from it only inside its quotations."""
    quoted = quotations(text)
    hidden = masked(text, quoted)
    assert len(hidden) == len(text)
    outside = [at for at in range(len(text)) if not any(span.covers(Span(at, at + 1)) for span in quoted)]
    assert all(hidden[at] == text[at] for at in outside)


@given(st.text(alphabet="Điều 1. a)\n;:bBãi", max_size=150))
def test_segments_stand_in_order_and_lose_no_word(text: str) -> None:
    """Whatever the text, segments are in order and apart, and what lies between them is labels and white space."""
    reading = reading_of(f"LUẬT\n{text}")
    end = 0
    for segment in segments(reading.text, clause_tree(reading, Language.VIETNAMESE)):
        assert segment.span.start >= end
        end = segment.span.end
