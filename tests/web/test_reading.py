"""A document is shown whole, in blocks that are spans of its text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Clause, ClauseLevel, ClauseStep, Document, Footnote, Kind, Language, Page, Span
from indexer.store import DocumentText
from service.engine import Snapshot
from service.web.outline import outline
from service.web.reading import Block, blocks, flowed
from tests.web.library import RENT

ACT = Document("act", Language.VIETNAMESE, Kind.DECISION, "Quyết định")
TEXT = "QUYẾT ĐỊNH\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Mục tiêu\n1. Hỗ trợ doanh nghiệp nhỏ\nvà vừa.\na) Kỹ sư;\nGhi chú."


def step(level: ClauseLevel, ordinal: str) -> ClauseStep:
    """A step of a clause."""
    return ClauseStep(level, ordinal)


def act(*, pages: tuple[Page, ...] = (), footnotes: tuple[Footnote, ...] = ()) -> DocumentText:
    """A decision with a chapter, an article, a clause and a point."""
    chapter, article, clause, point = (
        step(ClauseLevel.CHAPTER, "1"),
        step(ClauseLevel.ARTICLE, "1"),
        step(ClauseLevel.CLAUSE, "1"),
        step(ClauseLevel.POINT, "a"),
    )
    labels, headings = ("Chương I", "Điều 1", "Khoản 1", "Điểm a"), ("QUY ĐỊNH CHUNG", "Mục tiêu", "", "")
    starts = [TEXT.index(sought) for sought in ("Chương", "Điều", "1. Hỗ", "a) ")]
    end = TEXT.index("\nGhi chú")
    clauses = tuple(Clause((chapter, article, clause, point)[:n], labels[:n], headings[:n], Span(starts[n - 1], end)) for n in (1, 2, 3, 4))
    return DocumentText(TEXT, clauses, pages, None, footnotes=footnotes)


def said(block: Block) -> str:
    """The text of a block."""
    return "".join(part.text for part in block.parts)


def test_headings_and_clauses() -> None:
    """A heading of two lines is one block, its rank follows from nesting, clauses carry their address and points stand in."""
    found = [(said(block), block.rank, block.path, block.indent) for block in blocks(ACT, act())]
    assert found == [
        ("QUYẾT ĐỊNH", 0, "", 0),
        ("Chương I\nQUY ĐỊNH CHUNG", 2, "chapter-1", 0),
        ("Điều 1. Mục tiêu", 3, "chapter-1/article-1", 0),
        ("1. Hỗ trợ doanh nghiệp nhỏ", 0, "chapter-1/article-1/clause-1", 0),
        ("và vừa.", 0, "", 0),
        ("a) Kỹ sư;", 0, "chapter-1/article-1/clause-1/point-a", 1),
        ("Ghi chú.", 0, "", 0),
    ]


def test_lines_of_pages_go_on() -> None:
    """A full line of a page goes on in the next block line; in a format without pages each line stands for itself."""
    whole = Page(1, Span(0, len(TEXT)))
    assert "1. Hỗ trợ doanh nghiệp nhỏ\nvà vừa." in [said(block) for block in blocks(ACT, act(pages=(whole,)))]
    start = TEXT.index("1. Hỗ")
    assert flowed(act(pages=(whole,)), Span(start, start + 35)) == "1. Hỗ trợ doanh nghiệp nhỏ và vừa.\n"


def test_pages_and_notes_are_called_in_place() -> None:
    """A page begins at its first block, or within one, and a footnote is called where its number stood."""
    second = TEXT.index("doanh")
    note = Footnote("1", TEXT.index("\nvà vừa"), Span(TEXT.index("Ghi chú"), len(TEXT)))
    found = list(blocks(ACT, act(pages=(Page(1, Span(0, second)), Page(2, Span(second, len(TEXT)))), footnotes=(note,))))
    parts = [part for block in found for part in block.parts]
    assert [(part.page, part.text[:5]) for part in parts if part.page] == [(1, "QUYẾT"), (2, "doanh")]
    assert [part.note for part in parts if part.note] == ["1"]
    assert found[-1].note == "1"


def test_a_quotation_is_marked_across_blocks(snapshot: Snapshot) -> None:
    """What is marked is the quotation, letter for letter, wherever it begins and ends."""
    document = next(document for document in snapshot.documents if document.kind is Kind.PLAN and document.number and document.number.number == 40)
    text = snapshot.generation.store.text(document.id)
    start = text.text.index(RENT[3:])
    span = Span(start - 10, start + 30)
    found = " ".join(part.text for block in blocks(document, text, [span]) for part in block.parts if part.marked)
    assert found.split() == text.text[span.start : span.end].split()


@pytest.mark.parametrize("highlight", [None, (5, 60)])
def test_every_document_is_shown_whole(snapshot: Snapshot, highlight: tuple[int, int] | None) -> None:
    """Blocks follow one another, lie where they say and leave out nothing but white space."""
    for document in snapshot.documents:
        text = snapshot.generation.store.text(document.id)
        found = list(blocks(document, text, [Span(*highlight)] if highlight else []))
        assert all(text.text[block.span.start : block.span.end] == said(block) for block in found)
        assert all(first.span.end <= following.span.start for first, following in itertools.pairwise(found))
        assert "".join("".join(said(block).split()) for block in found) == "".join(text.text.split())


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)), max_size=4))
def test_marks_never_change_the_text(marks: list[tuple[int, int]]) -> None:
    """Whatever is highlighted, the text stays the same."""
    spans = [Span(start, min(start + length, len(TEXT))) for start, length in marks]
    assert [said(block) for block in blocks(ACT, act(), spans)] == [said(block) for block in blocks(ACT, act())]


def test_the_outline_is_nested() -> None:
    """Articles lie below their chapter; clauses and points are left to the text."""
    (chapter,) = outline(act().clauses)
    assert (chapter.label, chapter.heading, [(entry.label, entry.path) for entry in chapter.below]) == (
        "Chương I", "QUY ĐỊNH CHUNG", [("Điều 1", "chapter-1/article-1")],
    )  # fmt: skip


def test_a_document_of_points_is_outlined_by_them() -> None:
    """A document without articles is outlined by its outermost clauses."""
    points = tuple(Clause((step(ClauseLevel.POINT, name),), (f"Point {name}",), ("",), Span(at, at + 1)) for at, name in enumerate("ab"))
    assert [entry.label for entry in outline(points)] == ["Point a", "Point b"]
