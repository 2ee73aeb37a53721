"""Real acts are read as a person who opened them reads them; the expected figures were counted in the files."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from corpus.nouns import ClauseLevel, DocumentNumber, Kind, Language
from indexer.errors import UnreadableFile
from indexer.extraction import Extraction, extract
from indexer.readers import READABLE_SUFFIXES
from tests.fakes import word_starts

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


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        (LAW, 20),
        ("vi/van-ban-hop-nhat-so-9716-vbhn-bkhdt-43315.pdf", 76),
        ("vi/nghi-dinh-so-148-2026-nd-cp-469501.pdf", 3),
        ("vi/quyet-dinh-so-844-qd-ttg-469526.pdf", 3),
        ("vi/quyet-dinh-so-2416-qd-bkhdt-43016.pdf", 3),
        ("vi/nghi-quyet-so-113-nq-cp-469448.pdf", 2),
        ("vi/nghi-quyet-so-122-nq-cp-469492.pdf", 0),
        ("vi/hop-dong-gia-cong-co-khi.docx", 13),
        ("fr/arrete-nomination.pdf", 2),
        ("fr/be-bastogne-Reglement-communal-d-aide-a-l-amenagement-d-un-nouveau-comme.txt", 12),
        ("fr/be-marche-en-famenne-Office-Communal-du-Tourisme-OCT-Concours-Marche-commun.txt", 15),
        ("fr/cc-by_4.0_fr.html", 8),
    ],
)
def test_articles(name: str, articles: int) -> None:
    """Each act has exactly its articles, numbered from 1 without a gap."""
    assert article_numbers(read(name)) == [str(number) for number in range(1, articles + 1)]


@pytest.mark.parametrize(
    ("name", "language", "kind", "number", "signed"),
    [
        (LAW, Language.VIETNAMESE, Kind.CONSOLIDATED, DocumentNumber(113, None, "VBHN", "VPQH"), date(2026, 5, 20)),
        (
            "vi/van-ban-hop-nhat-so-9716-vbhn-bkhdt-43315.pdf",
            Language.VIETNAMESE,
            Kind.CONSOLIDATED,
            DocumentNumber(9716, None, "VBHN", "BKHĐT"),
            date(2024, 11, 26),
        ),
        ("vi/nghi-dinh-so-148-2026-nd-cp-469501.pdf", Language.VIETNAMESE, Kind.DECREE, DocumentNumber(148, 2026, "NĐ", "CP"), date(2026, 5, 12)),
        ("vi/quyet-dinh-so-844-qd-ttg-469526.pdf", Language.VIETNAMESE, Kind.DECISION, DocumentNumber(844, None, "QĐ", "TTg"), date(2026, 5, 13)),
        ("vi/quyet-dinh-so-2416-qd-bkhdt-43016.pdf", Language.VIETNAMESE, Kind.DECISION, DocumentNumber(2416, None, "QĐ", "BKHĐT"), date(2024, 10, 17)),
        ("vi/nghi-quyet-so-113-nq-cp-469448.pdf", Language.VIETNAMESE, Kind.RESOLUTION, DocumentNumber(113, None, "NQ", "CP"), date(2026, 4, 25)),
        ("vi/nghi-quyet-so-122-nq-cp-469492.pdf", Language.VIETNAMESE, Kind.RESOLUTION, DocumentNumber(122, None, "NQ", "CP"), date(2026, 5, 6)),
        ("vi/hop-dong-gia-cong-co-khi.docx", Language.VIETNAMESE, Kind.CONTRACT, None, None),
        ("fr/arrete-nomination.pdf", Language.FRENCH, Kind.ORDER, None, date(2025, 5, 15)),
        ("fr/arrete-icpe-0003013459-2021-09-24-AP.pdf", Language.FRENCH, Kind.ORDER, None, date(2021, 9, 24)),
        ("fr/be-bastogne-Reglement-communal-d-aide-a-l-amenagement-d-un-nouveau-comme.txt", Language.FRENCH, Kind.REGULATION, None, None),
        ("fr/cc-by_4.0_fr.html", Language.FRENCH, Kind.OTHER, None, None),
    ],
)
def test_fields(name: str, language: Language, kind: Kind, number: DocumentNumber | None, signed: date | None) -> None:
    """Language, kind, number and date of signature are those on the first sheet."""
    document = read(name).document
    assert (document.language, document.kind, document.number, document.date) == (language, kind, number, signed)


@pytest.mark.parametrize("name", ["fr/arrete-circulation.pdf", "fr/benin-loi-2025-7.pdf", "vi/derived/nghi-quyet-so-113-nq-cp-469448.scan.pdf"])
def test_scans(name: str) -> None:
    """A scan without a text layer is refused with what to do."""
    with pytest.raises(UnreadableFile, match=r"it is a scan: none of its \d pages"):
        read(name)


def test_old_word_files() -> None:
    """The old Word format is refused with what to do."""
    with pytest.raises(UnreadableFile, match="save it as"):
        read("vi/hop-dong-dich-vu-cap-nuoc.doc")


def test_news() -> None:
    """The two news items are French news of the agency and carry no number of their own."""
    files = sorted((SHARED / "seeds").glob("*.txt"))
    assert len(files) == 2
    for path in files:
        document = extract(path.read_bytes(), path.name, word_starts).document
        assert (document.language, document.kind, document.issuer, document.number) == (Language.FRENCH, Kind.NEWS, "VNA", None)


def test_invariants_hold_on_every_file() -> None:
    """In every file that can be read, passages are exact, in order, apart, complete, and never cross an article."""
    checked = 0
    for path in sorted(DOCUMENTS.rglob("*")):
        if path.suffix.lower() not in READABLE_SUFFIXES:
            continue
        try:
            extraction = read(str(path.relative_to(DOCUMENTS)))
        except UnreadableFile:
            continue
        checked += 1
        text, end = extraction.text, 0
        articles = [clause.span for clause in extraction.clauses if clause.level is ClauseLevel.ARTICLE]
        for passage in extraction.passages:
            assert text[passage.span.start : passage.span.end] == passage.text
            assert not text[end : passage.span.start].strip()
            assert all(article.covers(passage.span) or not article.overlaps(passage.span) for article in articles)
            end = passage.span.end
        assert not text[end:].strip()
    assert checked >= 15
