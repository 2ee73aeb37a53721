"""What a measure asks becomes criteria, each with its words; what it only tells, or spares, does not."""

import pytest

from corpus.catalogue import corpus_folder
from corpus.criteria import Criterion, Dimension, Ownership
from corpus.eligibility import Verdict, judge_all, standing
from corpus.nouns import Document, Kind, Language, Span
from corpus.profiles import Profile
from corpus.support import Measure, Size, SupportKind
from indexer.criteria import find_criteria, find_offers
from indexer.fields import read_document
from indexer.layout import assemble
from indexer.measures import find_measures
from indexer.readers import read
from indexer.structure import clause_tree
from tests.readings import reading_of

FR, VI = Language.FRENCH, Language.VIETNAMESE


def criteria(text: str, language: Language) -> tuple[Criterion, ...]:
    """The criteria of the only measure of a text."""
    reading = reading_of(text)
    document = Document(id="own", language=language, kind=Kind.DECREE, title="x")
    [measure] = find_measures(reading.text, clause_tree(reading, language), document)
    found = find_criteria(measure, reading.text, language)
    assert all(" ".join(reading.text[one.span.start : one.span.end].split()) == one.wording for one in found)
    return found


def told(found: tuple[Criterion, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Dimensions with what they allow."""
    return [(str(one.dimension), one.allowed) for one in found]


GRANT = "Điều 1. Hỗ trợ đào tạo\n1. Doanh nghiệp nhỏ và vừa được hỗ trợ tối đa 50% chi phí đào tạo.\n2. Điều kiện:\n"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a) Không quá 200 lao động;", ("staff", "at_most", 200)),
        ("a) Doanh thu không quá 300 tỷ đồng;", ("revenue", "at_most", 300_000_000_000)),
        ("a) Tổng nguồn vốn không quá 100 tỷ đồng;", ("capital", "at_most", 100_000_000_000)),
        ("a) Hoạt động không quá 05 năm kể từ giấy đăng ký đầu tiên;", ("year", "at_most", 5)),
        ("a) Dự án có vốn tối thiểu 3.000 tỷ đồng;", ("other", "", 0)),
        ("a) Có dự án khả thi;", ("other", "", 0)),
        ("a) Có giấy chứng nhận doanh nghiệp công nghệ cao;", ("certificate", "", 0)),
        ("a) Sản phẩm thuộc Danh mục ưu tiên;", ("product_list", "", 0)),
        ("a) Trong lĩnh vực bán dẫn: doanh thu tối thiểu 10.000 tỷ đồng;", ("other", "", 0)),
    ],
)
def test_conditions(condition: str, expected: tuple[str, str, int]) -> None:
    """A figure of the firm is compared; one of a project, or for one case only, is asked as it is worded."""
    size, asked = criteria(f"{GRANT}{condition}\n", VI)
    assert (size.dimension, size.allowed) == (Dimension.SIZE, ("medium", "micro", "small"))
    figure = (str(asked.dimension), str(asked.comparator or ""), int(asked.quantity.low) if asked.quantity else 0)
    assert figure == expected


def test_a_condition_that_spares_something_asks_nothing() -> None:
    """*Không phải* … is no criterion."""
    assert told(criteria(f"{GRANT}a) Không phải đạt mức vốn nếu thuộc diện ưu đãi;\n", VI)) == [("size", ("medium", "micro", "small"))]


def test_alternatives_are_one_criterion() -> None:
    """Of two limits joined with *or* one is enough, and so of a list of which one is asked."""
    _, either = criteria(f"{GRANT}a) Doanh thu không quá 3 tỷ đồng hoặc tổng nguồn vốn không quá 2 tỷ đồng;\n", VI)
    assert [part.dimension for part in either.any_of] == [Dimension.REVENUE, Dimension.CAPITAL]
    text = GRANT.replace("Điều kiện:", "Điều kiện, cần một trong các mức sau:")
    _, listed = criteria(f"{text}a) Không quá 10 lao động;\nb) Doanh thu không quá 3 tỷ đồng;\n", VI)
    assert [part.dimension for part in listed.any_of] == [Dimension.STAFF, Dimension.REVENUE]


def test_who_is_refused() -> None:
    """Firms with foreign capital are not helped; the law says so in another paragraph."""
    text = "Article 11. Aide aux locaux\n2. La province peut soutenir le loyer des PME.\n4. Les PME à capitaux étrangers n'ont pas droit à l'aide aux locaux.\n"
    size, refused = criteria(text, FR)
    assert size.dimension is Dimension.SIZE
    assert (refused.dimension, refused.allowed, refused.excludes) == (Dimension.OWNERSHIP, (str(Ownership.FOREIGN),), True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Điều 1. Hỗ trợ đào tạo\n1. Doanh nghiệp không phải nhỏ và vừa được hỗ trợ đào tạo.\n", VI),
        ("Article 1. Aide à la formation\n1. L'État finance la formation dans les entreprises autres que les petites et moyennes entreprises.\n", FR),
    ],
)
def test_who_is_not_meant(text: str, language: Language) -> None:
    """A group that the words before it take out is the one that is not helped."""
    [asked] = [one for one in criteria(text, language) if one.dimension is Dimension.SIZE]
    assert (asked.allowed, asked.excludes) == (("medium", "micro", "small"), True)


def test_an_average_is_no_medium_firm() -> None:
    """*Moyenne annuelle* names no size."""
    found = criteria("Article 1. Aide à la formation\n1. L'État finance la formation de 500 travailleurs en moyenne annuelle.\n", FR)
    assert not any(one.dimension is Dimension.SIZE for one in found)


def test_beneficiaries_are_alternatives() -> None:
    """One of the groups is enough; where any enterprise is named beside them there is no criterion."""
    [either] = criteria("Điều 1. Hỗ trợ đào tạo\n1. Doanh nghiệp nhỏ và vừa, hợp tác xã được hỗ trợ đào tạo.\n", VI)
    assert [part.dimension for part in either.any_of] == [Dimension.SIZE, Dimension.GROUP]
    assert criteria("Điều 1. Hỗ trợ đào tạo\n1. Doanh nghiệp, hợp tác xã được hỗ trợ đào tạo.\n", VI) == ()


def test_sectors_and_years_that_are_asked() -> None:
    """A firm of the sector, in the years that the statement says; a sector that is only the subject of help is not asked."""
    found = criteria("Điều 1. Hỗ trợ đào tạo\n1. Doanh nghiệp dệt may, da giày được hỗ trợ đào tạo giai đoạn 2026-2027.\n", VI)
    assert told(found) == [("sector", ("textile-and-garment", "leather-and-footwear")), ("year", ("2026", "2027"))]
    assert criteria("Điều 1. Hỗ trợ\n1. Doanh nghiệp được hỗ trợ ứng dụng công nghệ thông tin.\n", VI) == ()


def test_a_shipped_decree_is_judged() -> None:
    """Advice of decree 80/2021: a micro firm meets point a, not points b and c; without figures all three stay open."""
    path = corpus_folder() / "vi" / "nd-80-2021-nd-cp-ho-tro-dnnvv.md"
    reading = assemble(read(path.read_bytes(), path.name))
    document, _ = read_document("own", reading, path.name, None)
    found = find_measures(reading.text, clause_tree(reading, document.language), document)
    advice = [one for one in found if one.clause and one.clause.path.startswith("article-13/clause-2/point")]
    asked = [find_criteria(one, reading.text, document.language) for one in advice]
    micro = [standing(judge_all(one, Profile(size=Size.MICRO))) for one in asked]
    assert micro == [Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MET]
    assert {standing(judge_all(one, Profile())) for one in asked} == {Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("place", "kind", "text", "expected"),
    [
        ("Hà Nội", Kind.DECISION, "QUYẾT ĐỊNH\nThành phố Hà Nội hỗ trợ doanh nghiệp.", "Hà Nội"),
        ("Hanoï", Kind.LAW, "LUẬT THỦ ĐÔ\nChính sách.", "LUẬT THỦ ĐÔ"),
        ("Việt Nam", Kind.LAW, "LUẬT\nTại Hà Nội.", ""),
        ("Hà Nội", Kind.NEWS, "Hà Nội hỗ trợ doanh nghiệp.", ""),
        (None, Kind.DECISION, "Hà Nội hỗ trợ doanh nghiệp.", ""),
    ],
)
def test_the_place_of_an_act(place: str | None, kind: Kind, text: str, expected: str) -> None:
    """An act that holds in one province asks the firm to be there, in its own words; the country and news ask for no place."""
    measure = Measure(SupportKind.OTHER, Span(0, 8), "x", Span(0, 1))
    [offer] = find_offers([measure], text, Document(id="own", language=VI, kind=kind, title="x", place=place))
    found = offer.place
    assert (text[found.span.start : found.span.end] if found else "") == expected
    assert found is None or (found.wording == expected and found.allowed == ("Hà Nội",))
