"""Passages are exact spans that fit the encoder and keep to one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indexer.passages
from corpus.nouns import ClauseLevel, Language, Passage
from indexer.layout import Reading
from indexer.passages import LARGEST_TOKENS, TARGET_TOKENS, cut_passages, units
from indexer.structure import clause_tree
from tests.fakes import word_starts
from tests.readings import paged, reading_of

VI = Language.VIETNAMESE
LINES = st.lists(
    st.sampled_from([
        "Chương I", "Điều 1. Phạm vi", "Điều 2. Vốn", "Điều 3. Thuế", "1. Doanh nghiệp nhỏ được hỗ trợ vốn.", "2. Doanh nghiệp vừa.", "a) Một;", "b) Hai;", "- gạch đầu dòng",
        "I. MỤC TIÊU", "", "từ ngữ " * 70, "câu ngắn. " * 120, "không dấu chấm " * 200, "x," * 500, "\u00a0".join(["liền"] * 300),
    ]),
    max_size=25,
)  # fmt: skip


def passages_of(reading: Reading) -> tuple[Passage, ...]:
    """The passages of a reading with words and signs as tokens."""
    return cut_passages("d", reading, clause_tree(reading, VI), word_starts, VI)


@given(LINES)
def test_passages_are_exact_spans(lines: list[str]) -> None:
    """The text of a passage is the text of the document at its offsets, without white space at its ends."""
    reading = reading_of("\n".join(["đầu", *lines]))
    for passage in passages_of(reading):
        assert reading.text[passage.span.start : passage.span.end] == passage.text == passage.text.strip()


@given(LINES)
def test_passages_hold_everything_once(lines: list[str]) -> None:
    """Passages are in order and apart, and hold every character that is not white space."""
    reading = reading_of("\n".join(["đầu", *lines]))
    held = [index for passage in passages_of(reading) for index in range(passage.span.start, passage.span.end)]
    assert held == sorted(set(held))
    assert {index for index, letter in enumerate(reading.text) if not letter.isspace()} <= set(held)


@given(LINES)
def test_no_passage_crosses_an_article(lines: list[str]) -> None:
    """A passage lies wholly in an article or wholly outside, and the clause it names covers it."""
    reading = reading_of("\n".join(["đầu", *lines]))
    articles = [clause.span for clause in clause_tree(reading, VI) if clause.level is ClauseLevel.ARTICLE]
    for passage in passages_of(reading):
        assert all(article.covers(passage.span) or not article.overlaps(passage.span) for article in articles)
        assert passage.clause is None or passage.clause.span.covers(passage.span)


@given(LINES)
def test_passages_fit_the_encoder(lines: list[str]) -> None:
    """No passage has more tokens than the limit, even where there is no space to cut at."""
    reading = reading_of("\n".join(["đầu", *lines]))
    assert all(len(word_starts(passage.text)) <= LARGEST_TOKENS for passage in passages_of(reading))


def test_small_clauses_are_joined() -> None:
    """Clauses that are small together are one passage, which names the article that holds them."""
    (passage,) = passages_of(reading_of("Điều 1. Hỗ trợ\n1. Vốn.\n2. Đất.\n3. Thuế."))
    assert passage.clause is not None
    assert passage.clause.path == "article-1"


def test_a_clause_that_is_enough_stands_alone() -> None:
    """A numbered clause of some size ends its passage where the next one begins."""
    clause = "hỗ trợ " * 45
    passages = passages_of(reading_of(f"Điều 1. Hỗ trợ\n1. {clause}.\n2. {clause}."))
    assert [passage.clause.path if passage.clause else None for passage in passages] == ["article-1", "article-1/clause-2"]
    assert passages[1].text.startswith("2. ")


def test_long_texts_are_cut_at_sentences() -> None:
    """What is too large is cut where sentences end, near the target size."""
    sentence = "Nhà nước hỗ trợ doanh nghiệp nhỏ và vừa theo quy định của pháp luật."
    passages = passages_of(reading_of(" ".join([sentence] * 60)))
    assert all(passage.text.endswith("pháp luật.") for passage in passages)
    assert all(len(word_starts(passage.text)) <= TARGET_TOKENS for passage in passages)


def test_footnotes_are_passages_of_their_own() -> None:
    """No passage holds both body and footnote, and a footnote keeps the page that it stands on."""
    reading = paged([("Điều 1. Thuế suất là 20%.1", 13.0), ("Hết điều một nhé.", 13.0), ("1 Được sửa đổi.", 10.0)], [("Điều 2. Hiệu lực.", 13.0)])
    assert [(passage.text.split()[0], passage.pages, passage.clause is None) for passage in passages_of(reading)] == [
        ("Điều", (1, 1), False),
        ("Điều", (2, 2), False),
        ("1", (1, 1), True),
    ]


@given(LINES)
def test_blocks_of_tokens_change_nothing(lines: list[str]) -> None:
    """A text that is tokenised in blocks is cut as one that is tokenised whole, since no block ends within a word, and no block is larger than said."""
    reading = reading_of("\n".join(["đầu", *lines]))
    whole = passages_of(reading)
    asked: list[str] = []

    def noted(text: str) -> list[int]:
        asked.append(text)
        return word_starts(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer.passages, "_LARGEST_BLOCK", 500)
        assert cut_passages("d", reading, clause_tree(reading, VI), noted, VI) == whole
    assert "".join(asked) == reading.text
    assert all(len(text) <= 500 for text in asked)


def test_each_passage_has_its_language() -> None:
    """In a document of both languages each passage is of its own."""
    french = "Le présent accord fixe les aides aux entreprises de la ville et les conditions dans lesquelles elles sont versées."
    vietnamese = "Thỏa thuận này quy định việc hỗ trợ doanh nghiệp của thành phố và điều kiện hỗ trợ."
    passages = passages_of(reading_of(f"Điều 1. {french}\nĐiều 2. {vietnamese}"))
    assert [passage.language for passage in passages] == [Language.FRENCH, VI]


def test_units() -> None:
    """Passages of one article are one unit, and units hold all passages in their order."""
    clause = "hỗ trợ " * 45
    passages = passages_of(reading_of(f"Điều 1. Hỗ trợ\n1. {clause}.\n2. {clause}.\nĐiều 2. Vốn\n1. {clause}."))
    assert [len(unit) for unit in units(passages)] == [2, 1]
    assert tuple(passage for unit in units(passages) for passage in unit) == passages
