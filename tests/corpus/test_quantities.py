"""Quantities are read with unit, scale, range and comparator; the rules are data whose examples are tested both ways."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import Comparator, Unit
from corpus.nouns import Language
from corpus.quantities import QuantityMention, find_quantities
from corpus.rulebook import rules

RULES = rules("quantities")
FRENCH, VIETNAMESE = Language.FRENCH, Language.VIETNAMESE


def cases(table: str, kind: str) -> list[tuple[dict[str, str], Language, str]]:
    """The examples or counterexamples of a table with their rule and each of its languages."""
    return [(rule, Language(language), text) for rule in RULES[table] for language in rule["languages"] for text in rule[kind]]


def shown(mention: QuantityMention) -> str:
    """A quantity in short: ``about 40-45 percent``."""
    quantity = mention.quantity
    value = f"{quantity.low}-{quantity.high}" if quantity.is_range else str(quantity.low)
    return f"{mention.comparator} {value} {quantity.unit}".removeprefix("exactly ")


@pytest.mark.parametrize(("rule", "language", "example"), cases("unit", "examples"))
def test_an_example_of_a_unit_is_read_with_it(rule: dict[str, str], language: Language, example: str) -> None:
    """Each example of a unit holds a quantity of this unit."""
    assert rule["unit"] in [mention.quantity.unit for mention in find_quantities(example, language)]


@pytest.mark.parametrize(("rule", "language", "example"), [case for case in cases("unit", "counterexamples") if "factor" not in case[0]])
def test_a_counterexample_of_a_unit_is_not(rule: dict[str, str], language: Language, example: str) -> None:
    """No counterexample of a unit holds a quantity of it."""
    assert rule["unit"] not in [mention.quantity.unit for mention in find_quantities(example, language)]


@pytest.mark.parametrize(("rule", "language", "example"), cases("comparator", "examples"))
def test_an_example_of_a_comparator_is_read_with_it(rule: dict[str, str], language: Language, example: str) -> None:
    """Each example of a comparator is read so, and its words are kept."""
    found = [mention for mention in find_quantities(example, language) if mention.comparator == rule["comparator"]]
    assert found
    assert found[0].words is not None


@pytest.mark.parametrize(("rule", "language", "example"), [case for case in cases("comparator", "counterexamples") if case[0]["comparator"] != "exactly"])
def test_a_counterexample_of_a_comparator_is_not(rule: dict[str, str], language: Language, example: str) -> None:
    """No counterexample of a comparator is read with it."""
    assert rule["comparator"] not in [mention.comparator for mention in find_quantities(example, language)]


@pytest.mark.parametrize(("rule", "language", "example"), cases("excluded", "examples"))
def test_what_is_no_quantity_is_passed_over(rule: dict[str, str], language: Language, example: str) -> None:
    """Numbers of clauses and acts, dates, names of standards and denominators are no quantities."""
    assert rule
    assert find_quantities(example, language) == []


@pytest.mark.parametrize(("rule", "language", "example"), cases("excluded", "counterexamples"))
def test_what_only_looks_so_is_a_quantity(rule: dict[str, str], language: Language, example: str) -> None:
    """What only resembles them is read."""
    assert rule
    assert find_quantities(example, language)


@pytest.mark.parametrize(
    ("table", "rule", "language", "example"), [(t, *case) for t in ("scale", "fixed", "counted", "filler", "adjective") for case in cases(t, "examples")]
)
def test_other_words_at_figures(table: str, rule: dict[str, str], language: Language, example: str) -> None:
    """Scales multiply, fixed words have their value, and counted nouns make a quantity of what looks like a year."""
    found = find_quantities(example, language)
    assert found
    if table == "fixed":
        assert (found[0].quantity.low, found[0].quantity.unit) == (Decimal(rule["value"]), rule["unit"])
    if table == "scale":
        assert found[0].quantity.low % Decimal(rule["value"]) == 0 or "," in example


@pytest.mark.parametrize(("rule", "language", "example"), cases("rank", "examples"))
def test_places_in_rankings(rule: dict[str, str], language: Language, example: str) -> None:
    """A place among the first is a rank and no count."""
    assert rule
    assert [mention.quantity.unit for mention in find_quantities(example, language)] == [Unit.RANK]


@pytest.mark.parametrize(
    ("rule", "language", "example"), [*cases("rank", "counterexamples"), *cases("fixed", "counterexamples"), *cases("counted", "counterexamples")]
)
def test_words_that_only_resemble_are_not_read_so(rule: dict[str, str], language: Language, example: str) -> None:
    """Counterexamples hold no rank, no fixed value and no year taken for a count."""
    found = find_quantities(example, language)
    assert Unit.RANK not in [mention.quantity.unit for mention in found]
    assert all(str(mention.quantity.low) not in {"2000", rule.get("value")} for mention in found)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("khoảng 1.200 doanh nghiệp", VIETNAMESE, ["about 1200 count"]),
        ("1,2 nghìn doanh nghiệp", VIETNAMESE, ["1200 count"]),
        ("một nghìn hai trăm doanh nghiệp", VIETNAMESE, ["1200 count"]),
        ("hơn 20 tỷ đồng", VIETNAMESE, ["more_than 20000000000 vnd"]),
        ("đạt 75 - 80%", VIETNAMESE, ["75-80 percent"]),
        ("từ 14 đến 15%", VIETNAMESE, ["14-15 percent"]),
        ("khoảng từ 6.000 đến 7.000 tỷ đồng", VIETNAMESE, ["about 6000000000000-7000000000000 vnd"]),
        ("500 triệu đến 1 tỷ đồng", VIETNAMESE, ["500000000-1000000000 vnd"]),
        ("từ 6.000 tỷ đồng trở lên", VIETNAMESE, ["at_least 6000000000000 vnd"]),
        ("tăng từ 30% năm 2024 lên 45%", VIETNAMESE, ["45 percent"]),
        ("12 người nghiên cứu trên một vạn dân", VIETNAMESE, ["12 count"]),
        ("870,7 nghìn tỷ đồng", VIETNAMESE, ["870700000000000 vnd"]),
        ("0,5 triệu ha", VIETNAMESE, ["500000 hectare"]),
        ("6 GW điện gió", VIETNAMESE, ["6000 megawatt"]),
        ("trên 2000 doanh nghiệp vào năm 2000", VIETNAMESE, ["more_than 2000 count"]),
        ("tăng gấp đôi số doanh nghiệp", VIETNAMESE, ["2 times"]),
        ("environ 1 200 entreprises", FRENCH, ["about 1200 count"]),
        ("plus de 40 % d'entre elles", FRENCH, ["more_than 40 percent"]),
        ("de 40 à 45 %", FRENCH, ["40-45 percent"]),
        ("de 6 % à 8 % par an", FRENCH, ["6-8 percent"]),
        ("entre 200 et 250 entreprises", FRENCH, ["200-250 count"]),
        ("1,5 million d'euros", FRENCH, ["1500000 eur"]),
        ("une part d'environ plus de 60 % du PIB", FRENCH, ["more_than 60 percent"]),
        (
            "plus de 50 milliards de dollars par an et plus de 485 milliards pour l'électronique",
            FRENCH,
            ["more_than 50000000000 usd", "more_than 485000000000 usd"],
        ),
        ("24 000 milliards de dôngs pour 2 millions d'entreprises", FRENCH, ["24000000000000 vnd", "2000000 count"]),
        ("passer de 30 % en 2024 à 45 %", FRENCH, ["45 percent"]),
        ("la moitié de la valeur et les deux tiers du budget", FRENCH, ["50 percent", "66.67 percent"]),
        ("20 entreprises pour 1 000 habitants", FRENCH, ["20 count"]),
        ("1,234,567 dollars", FRENCH, ["1234567 usd"]),
        ("12 M€ en 2030", FRENCH, ["12000000 eur"]),
        ("≥ 95 %, < 5 %", FRENCH, ["at_least 95 percent", "less_than 5 percent"]),
        ("3. Le taux est de 20 %", FRENCH, ["20 percent"]),
        ("Quyết định số 71/QĐ-TTg ngày 17/01/2024, tại khoản 2 Điều 27, giai đoạn 2026-2030, mạng 5G", VIETNAMESE, []),
    ],
)
def test_quantities_of_real_wordings(text: str, language: Language, expected: list[str]) -> None:
    """Wordings of plans in both languages are read with value, unit, range and comparator."""
    assert [shown(mention) for mention in find_quantities(text, language)] == expected


def test_a_rise_keeps_where_it_starts() -> None:
    """The value from which a rise starts is the baseline and no quantity of its own."""
    [found] = find_quantities("nâng tỷ lệ từ 30% lên 45%", VIETNAMESE)
    assert found.baseline is not None
    assert (found.baseline.low, found.baseline.unit) == (Decimal(30), Unit.PERCENT)


def test_places_are_offsets_into_the_text_also_over_lines() -> None:
    """A quantity broken over two lines is read, and its places are those of the text itself."""
    text = "Có ít\nnhất 20\u00a0tỷ\nđồng"
    [found] = find_quantities(text, VIETNAMESE)
    assert text[found.quantity.span.start : found.quantity.span.end] == "20\u00a0tỷ\nđồng"
    assert found.words is not None
    assert text[found.words.start : found.words.end] == "ít\nnhất"
    assert (found.comparator, found.span.start) == (Comparator.AT_LEAST, 3)


_WRITTEN_UNITS = {
    (FRENCH, Unit.PERCENT): " %",
    (FRENCH, Unit.EUR): " euros",
    (VIETNAMESE, Unit.VND): " đồng",
    (VIETNAMESE, Unit.HECTARE): " ha",
    (VIETNAMESE, Unit.PERCENT): "%",
}
_WRITTEN_COMPARATORS = {
    (FRENCH, Comparator.ABOUT): "environ ", (FRENCH, Comparator.AT_LEAST): "au moins ", (FRENCH, Comparator.MORE_THAN): "plus de ", (FRENCH, Comparator.AT_MOST): "au plus ",
    (FRENCH, Comparator.LESS_THAN): "moins de ", (FRENCH, Comparator.EXACTLY): "", (VIETNAMESE, Comparator.ABOUT): "khoảng ", (VIETNAMESE, Comparator.AT_LEAST): "tối thiểu ",
    (VIETNAMESE, Comparator.MORE_THAN): "trên ", (VIETNAMESE, Comparator.AT_MOST): "không quá ", (VIETNAMESE, Comparator.LESS_THAN): "dưới ", (VIETNAMESE, Comparator.EXACTLY): "",
}  # fmt: skip


@given(st.integers(1, 10**9), st.sampled_from(sorted(_WRITTEN_UNITS)), st.sampled_from(list(Comparator)))
def test_what_is_written_is_read_back(number: int, of: tuple[Language, Unit], comparator: Comparator) -> None:
    """Any whole number with any unit and comparator is read as it was written."""
    language, unit = of
    mark = " " if language is FRENCH else "."
    text = f"{_WRITTEN_COMPARATORS[language, comparator]}{number:,}".replace(",", mark) + _WRITTEN_UNITS[of]
    [found] = find_quantities(text, language)
    assert (found.quantity.low, found.quantity.unit, found.comparator) == (Decimal(number), unit, comparator)


@given(st.integers(1, 900), st.integers(1, 90), st.sampled_from([FRENCH, VIETNAMESE]))
def test_a_range_is_read_back(low: int, more: int, language: Language) -> None:
    """Any growing range of percentages is one quantity with two ends."""
    [found] = find_quantities(f"de {low} à {low + more} %" if language is FRENCH else f"từ {low} đến {low + more}%", language)
    assert (found.quantity.low, found.quantity.high) == (Decimal(low), Decimal(low + more))


@given(st.text(alphabet="0123456789.,%-–() khoảng trên tỷ đồng năm environ plus de à milliards", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    """Whatever stands in a text, its quantities are inside it and in order."""
    for language in (FRENCH, VIETNAMESE):
        spans = [mention.quantity.span for mention in find_quantities(text, language)]
        assert all(span.end <= len(text) for span in spans)
        assert [span.start for span in spans] == sorted(span.start for span in spans)
