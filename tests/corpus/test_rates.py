"""Rates of support are read with what they are of, for what and for whom they count."""

from decimal import Decimal

import pytest

from corpus.facts import Comparator, Unit
from corpus.nouns import Language
from corpus.rates import find_rates
from corpus.support import Per, Size

FR, VI = Language.FRENCH, Language.VIETNAMESE
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "tối đa 50% giá trị hợp đồng, không quá 100 triệu đồng/hợp đồng/năm/doanh nghiệp.",
            VI,
            [
                (50, Unit.PERCENT, Comparator.AT_MOST, "giá trị hợp đồng", ()),
                (100 * MILLION, Unit.VND, Comparator.AT_MOST, "", (Per.CONTRACT, Per.YEAR, Per.ENTERPRISE)),
            ],
        ),
        (
            "au plus 50 % du contrat, dans la limite de 100 millions de dongs par contrat, par an et par entreprise.",
            FR,
            [
                (50, Unit.PERCENT, Comparator.AT_MOST, "contrat", ()),
                (100 * MILLION, Unit.VND, Comparator.AT_MOST, "", (Per.CONTRACT, Per.YEAR, Per.ENTERPRISE)),
            ],
        ),
        ("mức cao nhất là 30%", VI, [(30, Unit.PERCENT, Comparator.AT_MOST, "", ())]),
        ("le taux le plus élevé est de 30 %", FR, [(30, Unit.PERCENT, Comparator.AT_MOST, "", ())]),
        ("Mức hỗ trợ là 2%/năm", VI, [(2, Unit.PERCENT, Comparator.EXACTLY, "", (Per.YEAR,))]),
        (
            "Miễn thuế tối đa 04 năm và giảm 50% số thuế phải nộp tối đa không quá 09 năm tiếp theo",
            VI,
            [
                (4, Unit.YEAR, Comparator.AT_MOST, "", ()),
                (50, Unit.PERCENT, Comparator.EXACTLY, "số thuế phải nộp", ()),
                (9, Unit.YEAR, Comparator.AT_MOST, "", ()),
            ],
        ),
        ("100 % des entreprises bénéficieront du programme", FR, []),
        ("80% doanh nghiệp được hỗ trợ", VI, []),
        ("vào năm 2025, theo Điều 10", VI, []),
    ],
)
def test_rates(text: str, language: Language, expected: list[tuple[int, Unit, Comparator, str, tuple[Per, ...]]]) -> None:
    """Value, unit, comparator, what it is of, and for what; shares of firms, years and numbers of clauses are none."""
    found = find_rates(text, language)
    assert [(rate.quantity.low, rate.quantity.unit, rate.comparator, rate.of, rate.per) for rate in found] == [(Decimal(low), *rest) for low, *rest in expected]


def test_one_ceiling_for_each_size() -> None:
    """A list of ceilings keeps the comparator of its first, and each is for its size."""
    text = "không quá 20 triệu đồng/năm với doanh nghiệp siêu nhỏ, 50 triệu đồng/năm với doanh nghiệp nhỏ và 100 triệu đồng/năm với doanh nghiệp vừa"
    found = find_rates(text, VI)
    assert [(rate.quantity.low, rate.comparator, set(rate.sizes)) for rate in found] == [
        (Decimal(20 * MILLION), Comparator.AT_MOST, {Size.MICRO}),
        (Decimal(50 * MILLION), Comparator.AT_MOST, {Size.SMALL}),
        (Decimal(100 * MILLION), Comparator.AT_MOST, {Size.MEDIUM}),
    ]


def test_sizes_in_parentheses() -> None:
    """French lists of ceilings name the size behind each, and say the currency once."""
    text = "dans la limite annuelle de 20 millions de dongs (micro-entreprise), 50 millions (petite) ou 100 millions (moyenne)"
    found = find_rates(text, FR)
    assert [(rate.quantity.low, rate.quantity.unit, rate.comparator, set(rate.sizes)) for rate in found] == [
        (Decimal(20 * MILLION), Unit.VND, Comparator.AT_MOST, {Size.MICRO}),
        (Decimal(50 * MILLION), Unit.VND, Comparator.AT_MOST, {Size.SMALL}),
        (Decimal(100 * MILLION), Unit.VND, Comparator.AT_MOST, {Size.MEDIUM}),
    ]
    assert found[0].per == (Per.YEAR,)


def test_spans_are_exact() -> None:
    """A rate covers the words of its comparator and its figure."""
    text = "hỗ trợ tối đa 70% kinh phí"
    [rate] = find_rates(text, VI)
    assert text[rate.span.start : rate.span.end] == "tối đa 70%"
