"""The words of aims, results, rules and budgets are data whose examples are tested both ways."""

import re

import pytest

from corpus.goals import Sense, Zone, announces, find_senses, reports, words, zone_of
from corpus.nouns import Language
from corpus.rulebook import compiled, rules

RULES = rules("targets")
TABLES = ["doing", "opening", "gauge", "comparing", "unit_column", "past_column", "part"]


def cases(table: str, kind: str) -> list[tuple[dict[str, str], Language, str]]:
    """The examples or counterexamples of a table with their rule and each of its languages."""
    return [(rule, Language(language), text) for rule in RULES[table] for language in rule["languages"] for text in rule[kind]]


@pytest.mark.parametrize(("rule", "language", "heading"), cases("heading", "examples"))
def test_a_heading_says_its_zone(rule: dict[str, str], language: Language, heading: str) -> None:
    """Each example of a heading is of its zone."""
    assert zone_of(heading, language) is Zone(rule["zone"])


@pytest.mark.parametrize(("rule", "language", "said"), cases("wording", "examples"))
def test_words_have_their_sense(rule: dict[str, str], language: Language, said: str) -> None:
    """Each example of a wording holds words of its sense."""
    assert Sense(rule["sense"]) in [mention.sense for mention in find_senses(said, language)]


@pytest.mark.parametrize(
    ("rule", "language", "said"), [case for table in ("heading", "wording", "announcement", "reporting", *TABLES) for case in cases(table, "counterexamples")]
)
def test_a_counterexample_is_not_matched(rule: dict[str, str], language: Language, said: str) -> None:
    """No counterexample holds a match of its own pattern."""
    assert language
    assert not compiled(rule["pattern"], re.IGNORECASE).search(said)


@pytest.mark.parametrize(("table", "rule", "language", "said"), [(table, *case) for table in TABLES for case in cases(table, "examples")])
def test_an_example_of_other_words_is_matched(table: str, rule: dict[str, str], language: Language, said: str) -> None:
    """Each example of the other tables is found by its own pattern and by those of its table."""
    assert compiled(rule["pattern"], re.IGNORECASE).search(said)
    assert words(table, language).search(said)


@pytest.mark.parametrize(("rule", "language", "said"), cases("reporting", "examples"))
def test_sentences_of_statistics(rule: dict[str, str], language: Language, said: str) -> None:
    """Each example of statistics is known as such."""
    assert reports(said, language), rule["pattern"]


@pytest.mark.parametrize(("rule", "language", "said"), cases("announcement", "examples"))
def test_a_sentence_announces_aims(rule: dict[str, str], language: Language, said: str) -> None:
    """A sentence that ends where a list of aims begins announces them."""
    assert rule
    assert announces(said, language)


def test_every_zone_and_sense_has_words_in_both_languages() -> None:
    """Nothing can be said in one language only."""
    both = {Language.FRENCH, Language.VIETNAMESE}
    assert {(rule["zone"], language) for rule in RULES["heading"] for language in rule["languages"]} == {(zone, language) for zone in Zone for language in both}
    assert {(rule["sense"], language) for rule in RULES["wording"] for language in rule["languages"]} == {
        (sense, language) for sense in Sense for language in both
    }
