"""Which figures of a document are targets, by when, of what: claims over real wordings of both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Target, Unit
from corpus.nouns import Document, Kind, Language
from indexer.facts import find_targets
from indexer.layout import assemble
from indexer.readers import read
from indexer.structure import clause_tree

_PLAN_FR = "# Plan de développement industriel\n\n## I. Objectifs\n\n"
_PLAN_VI = "# Kế hoạch phát triển công nghiệp\n\n## I. Mục tiêu\n\n"


def targets(text: str, language: str, kind: Kind = Kind.PLAN, period: str | None = None) -> tuple[Target, ...]:
    """The targets of a text as it is indexed, written in 2025."""
    reading = assemble(read(text.encode(), "text.md"))
    read_as = Language(language)
    title = text.lstrip("# ").split("\n")[0]
    document = Document("document", read_as, kind, title, date=dt.date(2025, 1, 1), period=period)
    return find_targets(reading.text, clause_tree(reading, read_as), document)


def shown(target: Target) -> str:
    """A target in short: ``about 1200 count by 2030``."""
    quantity = target.quantity
    value = f"{quantity.low}-{quantity.high}" if quantity.is_range else str(quantity.low)
    words = [str(target.comparator) if target.comparator != "exactly" else "", value, str(quantity.unit), "budget" if target.is_budget else ""]
    if target.period:
        words += [f"by {target.deadline}" if target.deadline else "", "each year" if target.period.recurring else ""]
    return " ".join(filter(None, words))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Đến năm 2030, Hà Nội có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ, trong đó trên 40% đạt tiêu chuẩn quốc tế.",
            ["about 1200 count by 2030", "more_than 40 percent by 2030"],
        ),
        ("Sản phẩm đáp ứng khoảng 45% nhu cầu sản xuất nội địa vào năm 2020 và 65% vào năm 2025.", ["about 45 percent by 2020", "65 percent by 2025"]),
        ("Đến năm 2025 cung ứng 45% nhu cầu của các ngành, đến năm 2030 cung ứng 65% nhu cầu trong nước.", ["45 percent by 2025", "65 percent by 2030"]),
        (
            "Phấn đấu đến năm 2030, tỷ lệ lấp đầy đạt trên 80%; thu hút từ 5 đến 7 tỷ USD vốn đầu tư nước ngoài.",
            ["more_than 80 percent by 2030", "5000000000-7000000000 usd by 2030"],
        ),
        ("Tốc độ tăng trưởng bình quân giai đoạn 2026-2030 đạt 8,5 - 9,5%/năm.", ["8.5-9.5 percent by 2030 each year"]),
        ("Mỗi năm đào tạo ít nhất một nghìn hai trăm lao động.", ["at_least 1200 count each year"]),
        ("Trước ngày 31/12/2027, xây dựng 15 cụm công nghiệp với tổng diện tích khoảng 450 ha.", ["15 count by 2027", "about 450 hectare by 2027"]),
        ("Thành lập 5-10 cụm công nghiệp mới, phù hợp với Quy hoạch Thủ đô thời kỳ 2021-2030, tầm nhìn đến năm 2050.", ["5-10 count"]),
        ("Hoàn thành hạ tầng của 26 cụm công nghiệp đã khởi công trong giai đoạn 2021-2025.", ["26 count"]),
        ("Năm 2024, tỷ lệ này đã đạt 35%.", []),
        ("Rút ngắn thời gian giải quyết xuống còn 5 ngày trong vòng 3 năm.", ["5 day"]),
    ],
)
def test_vietnamese_aims(sentence: str, expected: list[str]) -> None:
    """Under a heading of aims each figure has its own value, comparator and deadline; results and plans' names give none."""
    assert [shown(target) for target in targets(f"{_PLAN_VI}1. {sentence}\n", "vi")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Environ 1 200 entreprises d'ici 2030, dont plus de 40 % aux normes internationales.", ["about 1200 count by 2030", "more_than 40 percent by 2030"]),
        ("45 % des besoins couverts à la fin de 2025, 65 % de la demande nationale en 2030.", ["45 percent by 2025", "65 percent by 2030"]),
        (
            "Créer 2 000 emplois par an et former au moins 15 000 techniciens pour la période 2026-2030.",
            ["2000 count by 2030 each year", "at_least 15000 count by 2030"],
        ),
        ("Plus de 10 000 interventions (10 000 interventions) d'ici 2030.", ["more_than 10000 count by 2030"]),
        ("À l'horizon 2035, le taux d'urbanisation dépassera 75 %.", ["more_than 75 percent by 2035"]),
        ("Le pays figure parmi les trois premiers pays d'Asie en 2030.", ["3 rank by 2030"]),
        ("En 2023, 35 % des entreprises ont atteint ce niveau.", []),
        ("La 4e phase du programme suit l'article 12 et la décision n° 11 du 5 juin 2024.", []),
    ],
)
def test_french_aims(sentence: str, expected: list[str]) -> None:
    """The same in French."""
    assert [shown(target) for target in targets(f"{_PLAN_FR}1. {sentence}\n", "fr")] == expected


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("# Nghị định\n\n## Điều 5. Hỗ trợ đào tạo\n\n1. Ngân sách hỗ trợ tối đa 50% chi phí nhưng không quá 100 triệu đồng/năm.\n", "vi", Kind.DECREE),
        ("# Nghị quyết\n\n## Điều 2. Ưu đãi\n\nDoanh nghiệp có từ 30 lao động trở lên được vay tối đa 80% tổng vốn trong 5 năm.\n", "vi", Kind.RESOLUTION),
        ("# Quyết định\n\n## Điều 3. Xử phạt\n\nPhạt tiền từ 10.000.000 đồng đến 20.000.000 đồng.\n", "vi", Kind.DECISION),
        ("# Luật\n\n## Điều 4. Tiêu chí\n\nSố lao động bình quân năm không quá 200 người và doanh thu không quá 300 tỷ đồng.\n", "vi", Kind.LAW),
        ("# Tin\n\nNăm 2023, xuất khẩu đạt 40 tỷ USD, tăng 12% so với năm 2022. Hiện thành phố có 900 doanh nghiệp.\n", "vi", Kind.NEWS),
        ("# Décret\n\n## Article 10. Taux\n\nLe taux ordinaire est de 20 %. Il est de 15 % pour les petites entreprises.\n", "fr", Kind.DECREE),
        (
            "# Décision\n\n## Article 1. Aide\n\nL'aide est de 20 % des dépenses, dans la limite de 5 000 euros, versée dans les 30 jours.\n",
            "fr",
            Kind.DECISION,
        ),
        ("# Nouvelles\n\nLes exportations ont atteint 40 milliards de dollars en 2023. La ville compte 900 entreprises.\n", "fr", Kind.NEWS),
    ],
)
def test_rules_rates_and_results_are_no_targets(text: str, language: str, kind: Kind) -> None:
    """Rates of support, conditions, penalties, thresholds, taxes and what was reached are not aims."""
    assert targets(text, language, kind) == ()


def test_a_part_has_the_population_of_the_whole() -> None:
    """*Dont plus de 40 %* counts the enterprises of the figure before, and its indicator is what they should meet."""
    whole, part = targets(f"{_PLAN_FR}1. Environ 1 200 entreprises d'industries de soutien d'ici 2030, dont plus de 40 % aux normes internationales.\n", "fr")
    assert whole.population == part.population == "entreprises d'industries de soutien"
    assert part.indicator == "aux normes internationales"
    assert (whole.wording, part.wording) == ("Environ", "plus de")


def test_one_fact_in_two_languages_has_one_subject() -> None:
    """The same aims stated in French and in Vietnamese are about the same things and say the same of them."""
    french = targets(f"{_PLAN_FR}1. Environ 1 200 entreprises d'industries de soutien d'ici 2030, dont plus de 40 % aux normes internationales.\n", "fr")
    vietnamese = targets(f"{_PLAN_VI}1. Khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ đến năm 2030, trong đó trên 40% đạt tiêu chuẩn quốc tế.\n", "vi")
    assert [target.subject for target in french] == [target.subject for target in vietnamese]
    assert [target.value for target in french] == [target.value for target in vietnamese]


def test_the_heading_gives_the_year_and_the_clause_its_place() -> None:
    """Without a year of its own a figure counts by that of the heading above it; its clause is the innermost."""
    text = "# Quyết định\n\n## II. Mục tiêu\n\n### 1. Đến năm 2030\n\na) có 2.000 doanh nghiệp;\n\n### 2. Tầm nhìn đến năm 2045\n\na) có 3.000 doanh nghiệp.\n"
    found = targets(text, "vi", Kind.DECISION)
    assert [shown(target) for target in found] == ["2000 count by 2030", "3000 count by 2045"]
    assert [target.clause.path if target.clause else "" for target in found] == ["roman-2/clause-1/point-a", "roman-2/clause-2/point-a"]


def test_a_list_takes_the_year_and_the_act_of_its_lead() -> None:
    """What stands above a list gives its items their year, and names the act whose aims they are."""
    text = "# Kế hoạch\n\n## IV. So sánh\n\nKế hoạch số 20/KH-UBND năm 2025 đặt mục tiêu:\n\na) hoàn thành 30 cụm công nghiệp;\n\nb) thành lập 15-20 cụm công nghiệp.\n"
    found = targets(text, "vi")
    assert [shown(target) for target in found] == ["30 count by 2025", "15-20 count by 2025"]
    assert {target.programme for target in found} == {"Kế hoạch số 20/KH-UBND"}


@pytest.mark.parametrize(("title", "expected"), [("Plan industriel 2026-2030", "1200 count by 2030"), ("Plan industriel", "1200 count")])
def test_the_document_gives_its_period_only_if_it_says_so(title: str, expected: str) -> None:
    """The last resort is the period in the title; a document that names none gives none, whatever its catalogue says."""
    found = targets(f"# {title}\n\n## Objectifs\n\n1. Soutenir 1 200 entreprises.\n", "fr", period="2026-2030")
    assert [shown(target) for target in found] == [expected]


def test_news_carry_the_year_and_the_aim_to_the_next_sentences() -> None:
    """In news later sentences of the same account are aims of the same year, until they tell what is today."""
    text = (
        "# Nghị quyết mới\n\nĐến năm 2030, Nghị quyết muốn có 2 triệu doanh nghiệp. Kinh tế tư nhân tăng bình quân khoảng 10-12%/năm, đóng góp khoảng 55-58% GDP.\n\n"
        "Hiện khu vực tư nhân có hơn 940 nghìn doanh nghiệp.\n"
    )
    assert [shown(target) for target in targets(text, "vi", Kind.NEWS)] == [
        "2000000 count by 2030", "about 10-12 percent by 2030 each year", "about 55-58 percent by 2030",
    ]  # fmt: skip


def test_a_title_says_nothing_twice() -> None:
    """The figure in the title of news is that of its text and no second fact."""
    text = "# Hà Nội đặt mục tiêu hơn 1.000 doanh nghiệp vào năm 2026\n\nThành phố đặt mục tiêu đến năm 2026 có hơn 1.000 doanh nghiệp.\n"
    assert [shown(target) for target in targets(text, "vi", Kind.NEWS)] == ["more_than 1000 count by 2026"]


def test_budgets_are_told_apart() -> None:
    """What a programme costs is a budget, also in parts whose currency is not said again."""
    text = "# Programme 2026-2030\n\n## III. Budget\n\n1. Le budget total est de plus de 120 millions d'euros, dont 80 millions de l'État.\n"
    assert [shown(target) for target in targets(text, "fr")] == ["more_than 120000000 eur budget by 2030", "80000000 eur budget by 2030"]


def test_a_baseline_is_kept() -> None:
    """Where a value starts from, and what it is compared with, is its baseline and no target."""
    [risen] = targets(f"{_PLAN_VI}1. Tỷ lệ nội địa hóa tăng từ 30% năm 2024 lên 45% vào năm 2030.\n", "vi")
    [compared] = targets(f"{_PLAN_FR}1. D'ici 2030, porter à 45 % la part des exportations, contre 30 % en 2020.\n", "fr")
    for target in (risen, compared):
        assert shown(target) == "45 percent by 2030"
        assert target.baseline is not None
        assert target.baseline.low == Decimal(30)


def test_rows_of_tables() -> None:
    """A row is named by its label; its columns say unit and year, and one of what was gives no target."""
    text = (
        "# Plan 2026-2030\n\n## Objectifs\n\nIndicateur | Unité | Situation 2024 | Cible 2030\n\n"
        "Part des énergies renouvelables | Unité: % | Situation 2024: 18 | Cible 2030: ≥ 35\n\nLogements rénovés | Unité: nombre | Situation 2024: 1 200 | Cible 2030: 12 000\n"
    )
    found = targets(text, "fr")
    assert [shown(target) for target in found] == ["at_least 35 percent by 2030", "12000 count by 2030"]
    assert [target.indicator for target in found] == ["Part des énergies renouvelables", "Logements rénovés"]


def test_numbers_of_rows_are_no_targets() -> None:
    """The number of a row and figures in its name count nothing."""
    text = "# Kế hoạch\n\n## Mục tiêu\n\nTT | Chỉ tiêu | Năm 2025 | Năm 2030\n\n1 | Số xã loại 1 | Năm 2025: 10 | Năm 2030: 25\n"
    assert [shown(target) for target in targets(text, "vi")] == ["10 count by 2025", "25 count by 2030"]


def test_english_documents_have_none() -> None:
    """Only French and Vietnamese are read."""
    document = Document("document", Language.ENGLISH, Kind.PLAN, "Plan")
    assert find_targets("By 2030, 40% of firms", (), document) == ()


_VALUES = st.lists(st.integers(1, 99), min_size=1, max_size=4)


@given(_VALUES, st.integers(2026, 2050))
def test_each_figure_of_a_list_of_aims_is_one_target(values: list[int], year: int) -> None:
    """However many items a list has, each of its figures is one target of the heading's year, covered by its statement."""
    items = "\n\n".join(f"{index}. Ít nhất {value}% doanh nghiệp được đào tạo." for index, value in enumerate(values, 1))
    text = f"# Kế hoạch\n\n## I. Mục tiêu đến năm {year}\n\n{items}\n"
    found = targets(text, "vi")
    assert [shown(target) for target in found] == [f"at_least {value} percent by {year}" for value in values]
    assert all(target.span.covers(target.quantity.span) for target in found)


@given(st.text(alphabet="0123456789.,;:%()\n -|dont trong đó environ khoảng mục tiêu objectif 2030 năm en est đã", max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    """Whatever a document holds, its targets lie inside it and name what they measure."""
    for language in (Language.FRENCH, Language.VIETNAMESE):
        document = Document("document", language, Kind.PLAN, "Plan")
        for target in find_targets(text, (), document):
            assert target.span.end <= len(text)
            assert target.indicator
            assert target.quantity.unit in Unit
