"""Clauses are found where an act has them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Language
from indexer.layout import assemble
from indexer.reading import Line, MediaType, RawDocument
from indexer.structure import clause_tree
from tests.readings import paged, paths_of, reading_of, tree_of

FR, VI = Language.FRENCH, Language.VIETNAMESE

LAW_VI = """
LUẬT
HỖ TRỢ DOANH NGHIỆP

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về hỗ trợ doanh nghiệp theo quy định tại
Điều 5 của Luật này.
Điều 2. Đối tượng áp dụng
1. Doanh nghiệp được thành lập theo pháp luật, bao gồm:
a) Doanh nghiệp nhỏ;
b) Doanh nghiệp vừa;
c) Hộ kinh doanh;
d) Hợp tác xã;
đ) Tổ chức khác;
e) Cá nhân.
2. Cơ quan, tổ chức có liên quan.
Chương II
HỖ TRỢ
Mục 1
HỖ TRỢ CHUNG
Điều 3. Nguyên tắc hỗ trợ
1. Công khai.
2. Minh bạch.
Mục 2
HỖ TRỢ RIÊNG
Điều 4. Hỗ trợ khởi nghiệp
Nhà nước hỗ trợ.
"""

DECREE_FR = """
Arrêté du 15 mai 2025 portant aide aux entreprises

TITRE Ier
DISPOSITIONS GÉNÉRALES

Article premier. Objet
Le présent arrêté fixe l'aide prévue à
l'article 4 du code.

Article 2 - Bénéficiaires
I. - Sont bénéficiaires :
1° Les petites entreprises ;
2° Les associations :
a) de quartier ;
b) de village.
II. - L'aide est versée une fois.

Article 2 bis - Exclusions
Sont exclues les banques.

Fait à Lille, le 15 mai 2025

ANNEXE
Article 1 - Formulaire
Le formulaire est libre.
"""


def test_a_vietnamese_law() -> None:
    """Chapters, sections, articles, clauses and points with đ nest, and articles count through the chapters."""
    assert paths_of(LAW_VI, VI) == [
        "chapter-1",
        "chapter-1/article-1",
        "chapter-1/article-2",
        "chapter-1/article-2/clause-1",
        *[f"chapter-1/article-2/clause-1/point-{letter}" for letter in "abcdđe"],
        "chapter-1/article-2/clause-2",
        "chapter-2",
        "chapter-2/section-1",
        "chapter-2/section-1/article-3",
        "chapter-2/section-1/article-3/clause-1",
        "chapter-2/section-1/article-3/clause-2",
        "chapter-2/section-2",
        "chapter-2/section-2/article-4",
    ]


def test_a_french_order() -> None:
    """*Article premier*, *2 bis*, paragraphs I and II, 1° and a) nest, and the annex restarts numbering."""
    assert paths_of(DECREE_FR, FR) == [
        "title-1",
        "title-1/article-1",
        "title-1/article-2",
        "title-1/article-2/roman-1",
        "title-1/article-2/roman-1/clause-1",
        "title-1/article-2/roman-1/clause-2",
        "title-1/article-2/roman-1/clause-2/point-a",
        "title-1/article-2/roman-1/clause-2/point-b",
        "title-1/article-2/roman-2",
        "title-1/article-2bis",
        "annex-1",
        "annex-1/article-1",
    ]


def test_headings_and_texts() -> None:
    """A clause knows what it is about, and its span is its own text from its label to the next clause."""
    reading = reading_of(LAW_VI)
    clauses = {clause.path: clause for clause in clause_tree(reading, VI)}
    article = clauses["chapter-1/article-2"]
    assert (article.labels, article.headings) == (("Chương I", "Điều 2"), ("QUY ĐỊNH CHUNG", "Đối tượng áp dụng"))
    text = reading.text[article.span.start : article.span.end]
    assert text.startswith("Điều 2. Đối tượng")
    assert text.endswith("có liên quan.")
    point = clauses["chapter-1/article-2/clause-1/point-đ"]
    assert reading.text[point.span.start : point.span.end] == "đ) Tổ chức khác;"
    assert point.labels[-2:] == ("Khoản 1", "Điểm đ")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Điều 1. Phạm vi\nÁp dụng theo quy định tại\nĐiều 2 Luật này và\nĐiều 3\ncủa Nghị định.\n", VI),
        ("Điều 1. Phạm vi\nThực hiện theo quy định tại khoản 1 và\nĐiều 2. Các đơn vị khác\n", VI),
        ("Article 1. Objet\nIl est fait application de\nArticle 2\ndu code.\n", FR),
        ("Article 1 - Objet\nConformément à l'article 3 et aux\nArticles 4 et 5 du code.\n", FR),
    ],
)
def test_a_cross_reference_at_the_start_of_a_line_is_no_heading(text: str, language: Language) -> None:
    """A reference that line breaking moves to the start of a line opens no clause."""
    assert paths_of(text, language) == ["article-1"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Điều 1. Sửa đổi Luật\n1. Sửa đổi Điều 8 như sau:\n“Điều 8. Thuế suất\n1. Thuế suất là 20%.\n2. Khác.”.\n2. Bãi bỏ Điều 9.\nĐiều 2. Hiệu lực\nTừ năm 2026.\n",
            VI,
        ),
        (
            "Article 1 - L'article 8 est ainsi rédigé :\n1° Le texte :\n« Article 2 - Taux\n1° Le taux est de 20 %.\n2° Autre. »\n2° Abrogé.\nArticle 2 - Effet\nDemain.\n",
            FR,
        ),
        (
            'Điều 1. Sửa đổi Luật\n1. Sửa đổi như sau:\n"Điều 2. Thuế suất\n1. Thuế suất là 20%.\n2. Khác".\n2. Bãi bỏ Điều 9.\nĐiều 2. Hiệu lực\nTừ năm 2026.\n',
            VI,
        ),
    ],
)
def test_a_quoted_article_is_no_heading(text: str, language: Language) -> None:
    """What an amending act quotes belongs to the clause that quotes it."""
    assert paths_of(text, language) == ["article-1", "article-1/clause-1", "article-1/clause-2", "article-2"]


def test_footnotes_hold_no_clauses() -> None:
    """A footnote that quotes a heading opens no clause, and no clause reaches into the footnotes."""
    reading = paged(
        [
            ("Điều 1. Thuế suất", 13.0),
            ("1. Thuế suất là 20%.1", 13.0),
            ("1 Khoản này được sửa theo", 10.0),
            ("Điều 2. Luật số 57", 10.0),
        ],
        [("2. Thuế suất khác.", 13.0), ("Điều 2. Hiệu lực", 13.0), ("Từ năm 2026.", 13.0)],
    )
    clauses = clause_tree(reading, VI)
    assert [clause.path for clause in clauses] == ["article-1", "article-1/clause-1", "article-1/clause-2", "article-2"]
    assert reading.notes is not None
    assert all(clause.span.end <= reading.body.end for clause in clauses)


def test_wrapped_headings() -> None:
    """The title of an article or chapter that runs over lines is one title, and the text below is none of it."""
    text = """
Chương I
NHỮNG QUY ĐỊNH CHUNG VỀ HỖ TRỢ
DOANH NGHIỆP NHỎ VÀ VỪA
Điều 1. Nguyên tắc hỗ trợ doanh nghiệp nhỏ và vừa trong ngành công nghiệp
hỗ trợ và doanh nghiệp khởi nghiệp sáng tạo
1. Công khai.
Điều 2. Nhà nước hỗ trợ doanh nghiệp.
"""
    headings = {clause.path: clause.heading for clause in tree_of(text, VI)}
    assert headings == {
        "chapter-1": "NHỮNG QUY ĐỊNH CHUNG VỀ HỖ TRỢ DOANH NGHIỆP NHỎ VÀ VỪA",
        "chapter-1/article-1": "Nguyên tắc hỗ trợ doanh nghiệp nhỏ và vừa trong ngành công nghiệp hỗ trợ và doanh nghiệp khởi nghiệp sáng tạo",
        "chapter-1/article-1/clause-1": "",
        "chapter-1/article-2": "",
    }


def test_decimal_articles() -> None:
    """Articles numbered 1.1.1, 1.1.2, 1.2.1 follow one another inside their chapters."""
    text = """
TITRE 1 - PORTÉE DE L'AUTORISATION

CHAPITRE 1.1 - Bénéficiaire

Article 1.1.1 - Exploitant
La société est autorisée.

Article 1.1.2 - Modifications
Elles sont déclarées.

CHAPITRE 1.2 - Nature des installations

Article 1.2.1 - Liste
La liste suit.
"""
    assert [path for path in paths_of(text, FR) if "article" in path] == [
        "title-1/chapter-1.1/article-1.1.1",
        "title-1/chapter-1.1/article-1.1.2",
        "title-1/chapter-1.2/article-1.2.1",
    ]


def test_a_plan() -> None:
    """A plan without articles nests I., 1., a) and dashes."""
    text = """
I. MỤC TIÊU
1. Mục tiêu chung
Phát triển công nghiệp hỗ trợ.
2. Mục tiêu cụ thể
a) Đến năm 2030:
- Có 1.200 doanh nghiệp.
- Đáp ứng 45% nhu cầu.
b) Đến năm 2035:
- Có 1.500 doanh nghiệp.
II. NHIỆM VỤ
1. Hỗ trợ vốn
"""
    assert paths_of(text, VI) == [
        "roman-1",
        "roman-1/clause-1",
        "roman-1/clause-2",
        "roman-1/clause-2/point-a",
        "roman-1/clause-2/point-a/indent-1",
        "roman-1/clause-2/point-a/indent-2",
        "roman-1/clause-2/point-b",
        "roman-1/clause-2/point-b/indent-1",
        "roman-2",
        "roman-2/clause-1",
    ]


def test_an_attached_plan_restarts_numbering() -> None:
    """After the signatures, a plan that is attached to a decision is a text of its own."""
    text = """
Điều 1. Ban hành Kế hoạch
Kèm theo Quyết định này.
Điều 2. Hiệu lực
Từ ngày ký.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KẾ HOẠCH
PHÁT TRIỂN CÔNG NGHIỆP HỖ TRỢ
(Kèm theo Quyết định số 12/QĐ-UBND ngày 01 tháng 01 năm 2026)
I. MỤC TIÊU
1. Mục tiêu chung
"""
    clauses = tree_of(text, VI)
    assert [clause.path for clause in clauses] == ["article-1", "article-2", "attachment-1", "attachment-1/roman-1", "attachment-1/roman-1/clause-1"]
    assert clauses[2].heading == "KẾ HOẠCH PHÁT TRIỂN CÔNG NGHIỆP HỖ TRỢ"


def test_signatures_end_the_last_clause() -> None:
    """Nothing from the signatures on belongs to the last article, dashes of the recipients included."""
    text = "Điều 1. Hiệu lực\nTừ ngày ký.\nNơi nhận:\n- Như trên;\n1. Lưu\nTM. CHÍNH PHỦ\n"
    reading = reading_of(text)
    (clause,) = clause_tree(reading, VI)
    assert reading.text[clause.span.start : clause.span.end] == "Điều 1. Hiệu lực\nTừ ngày ký."


def test_numbers_out_of_sequence_open_nothing() -> None:
    """A number that is not the next one is part of the text, as a year or a figure at the start of a line is."""
    assert paths_of("Điều 1. Vốn\n1. Vốn là\n20. Mười tỷ đồng\n2. Khác.\n", VI) == ["article-1", "article-1/clause-1", "article-1/clause-2"]


def test_a_table_of_contents_opens_nothing() -> None:
    """Lines with dot leaders are no headings; the headings proper are."""
    text = "Article 1 - Objet .......... 3\nArticle 2 - Aides .......... 4\n\nArticle 1 - Objet\nTexte.\n\nArticle 2 - Aides\nTexte.\n"
    assert paths_of(text, FR) == ["article-1", "article-2"]
    assert tree_of(text, FR)[0].heading == "Objet"


def test_marked_headings() -> None:
    """Headings that the format marks open clauses of their own, except the title of the whole."""
    text = "Politique\n\nPrincipes\n\nTexte un.\n\nRègles\n\nTexte deux.\n"
    clauses = tree_of(text, FR, headings=("Politique", "Principes", "Règles"))
    assert [(clause.path, clause.labels) for clause in clauses] == [("heading-1", ("Principes",)), ("heading-2", ("Règles",))]


LINES = st.lists(
    st.sampled_from([
        "Chương I", "Chương II", "Mục 1", "Điều 1. Phạm vi", "Điều 2. Vốn", "Điều 3", "1. Một", "2. Hai", "a) Một", "b) Hai", "- gạch", "I. MỤC TIÊU", "“Điều 4", "kết thúc”",
        "Nơi nhận:", "PHỤ LỤC I", "(Kèm theo Quyết định số 1/QĐ-UBND", "Văn bản thường.", "",
    ]),
    max_size=30,
)  # fmt: skip


@given(LINES)
def test_the_tree_is_a_tree(lines: list[str]) -> None:
    """Whatever the lines, clauses nest: each lies in the span of its parent, siblings are apart, no address comes twice in one parent."""
    reading = reading_of("\n".join(["đầu", *lines]))
    clauses = clause_tree(reading, VI)
    for index, clause in enumerate(clauses):
        assert reading.body.covers(clause.span)
        assert [step.level.depth for step in clause.steps] == sorted({step.level.depth for step in clause.steps})
        for other in clauses[index + 1 :]:
            assert not clause.span.overlaps(other.span) or (clause.span.covers(other.span) and other.steps[: len(clause.steps)] == clause.steps)


def test_a_quotation_that_is_never_closed_hides_no_article() -> None:
    """Where the printer forgot the closing mark, the quoted articles stay quoted and the act's own next article is found."""
    text = """
LOI N° 2025-07
Article 1er : Sont modifiées les dispositions des articles 5 et 10 ainsi qu'il suit :
« Article 5 nouveau : Les magistrats sont sélectionnés.
Article 10 nouveau : Le président est nommé.
Article 2 : La présente loi sera exécutée.
Fait à Cotonou, le 24 mars 2025
"""
    assert [path for path in paths_of(text, FR) if "/" not in path] == ["article-1", "article-2"]


def test_numbers_go_on_under_unnumbered_headings() -> None:
    """Questions numbered through a whole text are found under each of its headings."""
    text = "Questions\nEmbauche\n1. Première ?\n2. Deuxième ?\nSalaires\n3. Troisième ?\n"
    paths = paths_of(text, FR, headings=("Questions", "Embauche", "Salaires"))
    assert [path.rsplit("/", 1)[-1] for path in paths if "clause" in path] == ["clause-1", "clause-2", "clause-3"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "b) Khoản chi khác, bao gồm:\nb1) Chi thứ nhất;\nb2) Chi thứ hai;\nc) Khoản chi khác.",
            ["point-a", "point-b", "point-b/indent-b1", "point-b/indent-b2", "point-c"],
        ),
        ("b) Trung tâm đổi mới;\nb1) Trung tâm nghiên cứu;\nc) Cá nhân.", ["point-a", "point-b", "point-b1", "point-c"]),
    ],
)
def test_points_inside_points_and_points_put_in(lines: str, expected: list[str]) -> None:
    """``b1)`` is below point b where b announces a list, and a point of its own that an amendment put in where it does not."""
    text = f"Điều 9. Chi phí\n1. Các khoản chi:\na) Khoản chi thực tế;\n{lines}\n"
    assert [path.removeprefix("article-9/clause-1/") for path in paths_of(text, VI) if "point" in path] == expected


def test_a_law_below_the_decree_that_promulgates_it() -> None:
    """A further act after the signatures is attached: its articles do not go on from those of the first."""
    text = """
DECRET N° 99-452
Article 1 : Est promulguée la loi.
Article 2 : Le présent décret sera publié.
OUAGADOUGOU, le 10 décembre 1999
Blaise COMPAORE
LOI N° 025/99/AN
Article 1 : La présente loi a pour objet les sociétés.
Article 2 : Elle sera exécutée.
"""
    assert paths_of(text, FR) == ["article-1", "article-2", "attachment-1", "attachment-1/article-1", "attachment-1/article-2"]


def test_lists_above_the_first_article_are_no_clauses() -> None:
    """The laws that a consolidated text lists in its head are not clauses of it."""
    text = "LUẬT\nĐược sửa đổi bởi:\n1. Luật số 116/2025/QH15;\n2. Luật số 127/2025/QH15.\nĐiều 1. Phạm vi\n1. Luật này quy định thuế.\n"
    assert paths_of(text, VI) == ["article-1", "article-1/clause-1"]


def test_bold_letters_tell_headings_from_text() -> None:
    """Where headings are bold, a heading goes as far as its bold letters, and an article whose text follows its label has none."""
    lines = [
        ("Article 1. Champ", True),
        ("d'application", True),
        ("Le présent arrêté s'applique", False),
        ("Article 2. Le préfet", False),
        ("est chargé.", False),
    ]
    lines += [("Article 3. Délais", True), ("Un mois.", False), ("Article 4. Recours", True), ("Deux mois.", False)]
    reading = assemble(RawDocument(MediaType.PDF, tuple(Line(text, 1, 12.0, bold=bold) for text, bold in lines)))
    assert [clause.heading for clause in clause_tree(reading, FR)] == ["Champ d'application", "", "Délais", "Recours"]


@pytest.mark.parametrize(
    ("ordinals", "found"),
    [(["1.1", "1.2", "1.2.1", "1.3", "2.1"], 5), (["1.1", "9.4", "1.2"], 2), (["1.1", "10.4.2"], 1)],
)
def test_decimal_numbers_follow_each_other(ordinals: list[str], found: int) -> None:
    """A decimal number opens a clause when it is the next one; figures of a table that leap are none."""
    text = "I. MỤC TIÊU\n" + "".join(f"{ordinal}. Nội dung.\n" for ordinal in ordinals)
    assert sum("subclause" in path for path in paths_of(text, VI)) == found
