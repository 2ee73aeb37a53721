"""Measures of support are found with kind, rates, beneficiaries and conditions, and nothing that gives nothing is taken for one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Document, Kind, Language
from corpus.support import Measure, Size, SupportKind
from corpus.support_rules import load_support, shipped_support
from indexer.measures import find_measures
from indexer.structure import clause_tree
from tests.readings import reading_of

FR, VI = Language.FRENCH, Language.VIETNAMESE
ADVICE = """Nghị định về hỗ trợ doanh nghiệp nhỏ và vừa

Điều 12. Điều kiện hỗ trợ
1. Doanh nghiệp không có nợ thuế.

Điều 13. Hỗ trợ tư vấn
2. Doanh nghiệp dùng dịch vụ của mạng lưới tư vấn viên được hỗ trợ:
a) Doanh nghiệp siêu nhỏ: 100% giá trị hợp đồng, không quá 50 triệu đồng/năm;
b) Doanh nghiệp nhỏ: tối đa 50%, không quá 100 triệu đồng/năm.
3. Doanh nghiệp có vốn đầu tư nước ngoài không được hưởng hỗ trợ này.

Điều 14. Trách nhiệm của Sở
1. Sở hướng dẫn, thẩm định hồ sơ trong 14 ngày làm việc.

Điều 15. Hồ sơ
1. Hồ sơ đề xuất hỗ trợ gồm tờ khai và báo giá.
"""
PLAN = """Décision approuvant le Programme de soutien de la ville pour la période 2026-2030

I. Objectifs
1. 100 % des entreprises bénéficient des aides de la ville en 2030.

II. Mesures de soutien
a) la formation de la main-d'œuvre, la coopération internationale et la promotion commerciale ;
b) les essais et la certification ;

III. Organisation
1. Le Département délivre les certificats et contrôle les aides.
"""


def measures(text: str, language: Language, kind: Kind = Kind.DECREE, **fields: str) -> tuple[Measure, ...]:
    """The measures of a text."""
    reading = reading_of(text)
    document = Document(id="own", language=language, kind=kind, title=fields.pop("title", "x"), **fields)  # type: ignore[arg-type]
    return find_measures(reading.text, clause_tree(reading, language), document)


def told(text: str, language: Language) -> list[tuple[str, str]]:
    """Kinds and innermost clauses."""
    return [(str(measure.kind), measure.clause.labels[-1] if measure.clause else "") for measure in measures(text, language)]


def test_each_point_is_a_measure_with_its_rates() -> None:
    """The lead gives, the points say to whom and how much; conditions come from elsewhere, duties and files are no measures."""
    assert told(ADVICE, VI) == [("consultancy", "Điểm a"), ("consultancy", "Điểm b")]
    first, second = measures(ADVICE, VI)
    assert [(rate.quantity.low, rate.of) for rate in first.rates] == [(100, "giá trị hợp đồng"), (Decimal(50_000_000), "")]
    assert (first.sizes, second.sizes) == (frozenset({Size.MICRO}), frozenset({Size.SMALL}))
    assert first.name == "Doanh nghiệp siêu nhỏ"


def test_conditions_are_linked() -> None:
    """Those of the same article and those of an article of conditions; what is refused is marked."""
    text = reading_of(ADVICE).text
    conditions = [(text[one.span.start : one.span.end], one.excludes) for one in measures(ADVICE, VI)[0].conditions]
    assert conditions == [
        ("Doanh nghiệp có vốn đầu tư nước ngoài không được hưởng hỗ trợ này.", True),
        ("Doanh nghiệp không có nợ thuế.", False),
    ]


def test_a_list_of_help_is_cut_where_its_kind_changes() -> None:
    """One item may give several kinds; aims and tasks are no measures; the years are those of the title."""
    found = measures(PLAN, FR, Kind.DECISION, title="Programme", period="2026-2030", issuer="Comité populaire")
    assert [str(measure.kind) for measure in found] == ["training", "trade_promotion", "certification_standards"]
    assert {str(measure.period) for measure in found} == {"2026-2030"}
    assert {measure.authority for measure in found} == {"Comité populaire"}


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("Doanh nghiệp được miễn thuế thu nhập doanh nghiệp 03 năm.", VI, ["tax"]),
        ("Nhà nước cấp bù chênh lệch lãi suất tối đa 5%/năm cho khoản vay trung và dài hạn.", VI, ["interest_subsidy"]),
        ("Dự án được miễn tiền thuê đất 11 năm và vay vốn tín dụng đầu tư không quá 70% tổng mức đầu tư.", VI, ["land_rent", "loan"]),
        ("Áp dụng thuế suất 10% trong 15 năm đối với:\na) Dự án mới;\nb) Dự án mở rộng.", VI, ["tax"]),
        ("Doanh nghiệp không được hưởng hỗ trợ mặt bằng.", VI, []),
        ("Doanh nghiệp phải hoàn trả toàn bộ khoản hỗ trợ đã nhận.", VI, []),
        ("Có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ.", VI, []),
        ("Ngành công nghiệp hỗ trợ phát triển nhanh.", VI, []),
        ("La garantie couvre au plus 100 % de l'emprunt.", FR, ["credit_guarantee"]),
        ("Les PME sont exonérées d'impôt sur les sociétés pendant trois ans.", FR, ["tax"]),
        ("Le salarié qui suit une formation est aidé une seule fois.", FR, ["training"]),
        ("Les entreprises à capitaux étrangers n'ont pas droit à l'aide aux locaux.", FR, []),
        ("L'organisme répond dans les 14 jours ouvrables.", FR, []),
        ("Le chiffre d'affaires a augmenté de 20 %.", FR, []),
        ("Les salariés bénéficieront du statut collectif en vigueur.", FR, []),
        ("Les projets bénéficient des incitations environnementales.", FR, ["other"]),
    ],
)
def test_sentences(text: str, language: Language, kinds: list[str]) -> None:
    """What a sentence gives has a kind; what it refuses, asks or reports is none."""
    article = "Điều 1. Quy định" if language is VI else "Article 1. Règles"
    clause = f"{article}\n1. {text}\n"
    assert [kind for kind, _ in told(clause, language)] == kinds


def test_a_sentence_that_points_back_has_the_beneficiaries_before_it() -> None:
    """*Các doanh nghiệp này* are those of the paragraph before, not the partner that the sentence names."""
    text = (
        "Điều 7. Hỗ trợ đất đai\n1. Tỉnh dành đất cho doanh nghiệp nhỏ và vừa.\n"
        "2. Các doanh nghiệp này được giảm 30% tiền thuê lại đất kể từ ngày ký hợp đồng với chủ đầu tư hạ tầng.\n"
    )
    [measure] = [one for one in measures(text, VI) if one.rates]
    assert measure.groups == ("sme",)


def test_the_subject_is_the_beneficiary() -> None:
    """Large firms get the deduction; the small ones that they train do not."""
    text = "Điều 10. Thuế\n5. Doanh nghiệp lớn được trừ chi phí đào tạo nhân lực cho doanh nghiệp nhỏ và vừa.\n"
    [measure] = measures(text, VI)
    assert measure.sizes == {Size.LARGE}


def test_english_documents_have_none() -> None:
    """English is a language of questions only."""
    assert measures("Article 1\nFirms are exempt from tax.", Language.ENGLISH) == ()


def test_a_users_taxonomy_counts(tmp_path: object) -> None:
    """A pattern of a user's file tells the kind."""
    path = tmp_path / "own.toml"  # type: ignore[operator]
    path.write_text("[[kind]]\nid = \"premises\"\n[kind.patterns]\nvi = ['kho lạnh']\n", encoding="utf-8")
    reading = reading_of("Điều 1. Hỗ trợ\n1. Doanh nghiệp được hỗ trợ kho lạnh.\n")
    document = Document(id="own", language=VI, kind=Kind.DECREE, title="x")
    clauses = clause_tree(reading, VI)
    assert [measure.kind for measure in find_measures(reading.text, clauses, document, load_support(path))] == [SupportKind.PREMISES]
    assert [measure.kind for measure in find_measures(reading.text, clauses, document, shipped_support())] != [SupportKind.PREMISES]


@given(
    st.lists(
        st.sampled_from(
            [
                "Điều 1. Hỗ trợ", "Điều 2. Điều kiện", "1. Doanh nghiệp nhỏ được hỗ trợ:", "a) tối đa 50% chi phí; đào tạo, tư vấn;", "b) miễn thuế 03 năm nếu có dự án.",
                "Được hỗ trợ", "(a; b", "100%", ":", "không được hưởng hỗ trợ", "\n",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)  # fmt: skip
def test_whatever_the_text(lines: list[str]) -> None:
    """Every measure stands in its clause with its name and rates, and statements do not overlap."""
    reading = reading_of("Quy định\n" + "\n".join(lines) + "\n")
    document = Document(id="own", language=VI, kind=Kind.DECREE, title="x")
    found = find_measures(reading.text, clause_tree(reading, VI), document)
    assert all(measure.clause is None or measure.clause.span.covers(measure.span) for measure in found)
    assert all(reading.text[measure.name_span.start : measure.name_span.end] == measure.name for measure in found)
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))
