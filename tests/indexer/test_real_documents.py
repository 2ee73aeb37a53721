"""Real acts are read as a person who opened them reads them; the expected figures were counted in the files."""

from functools import cache
from pathlib import Path

import pytest

from corpus.nouns import ClauseLevel, Kind, Language
from indexer.extraction import Extraction, extract
from tests.fakes import word_starts
from tests.indexer.golden import extracted, golden_files

SHARED = Path(__file__).parents[2].parent / "shared"
DOCUMENTS = SHARED / "data" / "docs"
LAW = "vi/van-ban-hop-nhat-so-113-vbhn-vpqh-469596.pdf"
TAX_LAW = (
    "Phạm vi điều chỉnh",
    "Người nộp thuế",
    "Thu nhập chịu thuế",
    "Thu nhập được miễn thuế",
    "Kỳ tính thuế",
    "Căn cứ tính thuế",
    "Xác định thu nhập tính thuế",
    "Doanh thu",
    "Các khoản chi được trừ và không được trừ khi xác định thu nhập chịu thuế",
    "Thuế suất",
    "Phương pháp tính thuế",
    "Nguyên tắc, đối tượng áp dụng ưu đãi thuế thu nhập doanh nghiệp",
    "Thuế suất ưu đãi",
    "Miễn thuế, giảm thuế",
    "Các trường hợp miễn thuế, giảm thuế khác",
    "Chuyển lỗ",
    "Trích lập Quỹ phát triển khoa học và công nghệ",
    "Điều kiện áp dụng ưu đãi thuế",
    "Hiệu lực thi hành",
    "Điều khoản chuyển tiếp",
)

pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"the real documents are not in {DOCUMENTS.name} beside the repository")


@cache
def read(name: str) -> Extraction:
    """What is extracted of one of the files."""
    path = DOCUMENTS / name
    return extract(path.read_bytes(), path.name, word_starts)


def article_numbers(extraction: Extraction) -> list[str]:
    """The ordinals of the articles in order, those of attached texts and annexes apart."""
    separate = {ClauseLevel.ANNEX, ClauseLevel.ATTACHMENT}
    return [clause.steps[-1].ordinal for clause in extraction.clauses if clause.level is ClauseLevel.ARTICLE and clause.steps[0].level not in separate]


def test_the_tax_law_has_its_twenty_articles() -> None:
    """Articles 1 to 20, in order and with their titles, though the footnotes quote others: nothing more, nothing less."""
    articles = [clause for clause in read(LAW).clauses if clause.level is ClauseLevel.ARTICLE]
    assert [(clause.steps[-1].ordinal, clause.heading) for clause in articles] == [(str(number), title) for number, title in enumerate(TAX_LAW, start=1)]
    assert [clause.steps[0].ordinal for clause in articles] == ["1"] * 5 + ["2"] * 6 + ["3"] * 7 + ["4"] * 2


def test_the_tax_rate_stands_in_its_clause() -> None:
    """Article 10, clause 1 holds the rate of 20%, in its own words and no others."""
    extraction = read(LAW)
    (clause,) = [clause for clause in extraction.clauses if clause.path == "chapter-2/article-10/clause-1"]
    text = extraction.text[clause.span.start : clause.span.end]
    assert text.startswith("1. Thuế suất thuế thu nhập doanh nghiệp là 20%")
    assert text.endswith("Điều 13 của Luật này.")


def test_footnotes_of_the_tax_law_are_apart() -> None:
    """The articles that footnotes quote from amending laws stand in the notes and in no clause."""
    extraction = read(LAW)
    assert extraction.notes is not None
    assert extraction.text.index("Điều 44. Hiệu lực thi hành") >= extraction.notes.start
    assert all(clause.span.end <= extraction.notes.start for clause in extraction.clauses)


def test_news() -> None:
    """The two news items are French news of the agency and carry no number of their own."""
    files = sorted((SHARED / "seeds").glob("*.txt"))
    assert len(files) == 2
    for path in files:
        document = extract(path.read_bytes(), path.name, word_starts).document
        assert (document.language, document.kind, document.issuer, document.number) == (Language.FRENCH, Kind.NEWS, "VNA", None)


@pytest.mark.parametrize("path", list(golden_files()))
def test_invariants_hold_on_every_file(path: Path) -> None:
    """In every file, scans included, passages are exact, in order, apart, complete, and never cross an article."""
    extraction = extracted(path)
    text, end = extraction.text, 0
    articles = [clause.span for clause in extraction.clauses if clause.level is ClauseLevel.ARTICLE]
    for passage in extraction.passages:
        assert text[passage.span.start : passage.span.end] == passage.text
        assert not text[end : passage.span.start].strip()
        assert all(article.covers(passage.span) or not article.overlaps(passage.span) for article in articles)
        end = passage.span.end
    assert not text[end:].strip()


def test_footnotes_of_the_tax_law_are_linked() -> None:
    """The number of each footnote stood in the clause that the note is about, and is in no clause's text."""
    extraction = read(LAW)
    assert [note.number for note in extraction.footnotes] == [str(number) for number in range(1, len(extraction.footnotes) + 1)]
    assert len(extraction.footnotes) >= 20
    (clause,) = [clause for clause in extraction.clauses if clause.path.endswith("article-4/clause-6")]
    (note,) = [note for note in extraction.footnotes if clause.span.start <= note.at < clause.span.end]
    assert (note.number, extraction.text[clause.span.start : clause.span.start + 12]) == ("2", "6. Thu nhập ")
    assert extraction.text[note.span.start :].startswith("2 ")
