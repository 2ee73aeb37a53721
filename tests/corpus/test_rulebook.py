"""Rules are data with examples; these claims hold for every rule there is."""

import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from corpus.rulebook import compiled, rules

PARTS = frozenset(
    {"acts", "claims", "eligibility", "measures", "naming", "periods", "programmes", "quantities", "questions", "references", "relations", "targets"}
)
"""Rules whose patterns are parts of larger ones; the tests of the modules that join them hold them against their examples."""
RULES = sorted(path.name.removesuffix(".toml") for path in (files("corpus") / "rules").iterdir() if path.name.endswith(".toml"))


def patterned() -> Iterator[Any]:
    """Every rule that has a pattern, with a name by which a failure is found."""
    for name in sorted(set(RULES) - PARTS):
        for table, entries in rules(name).items():
            for position, rule in enumerate(entries):
                if "pattern" in rule:
                    yield pytest.param(rule, id=f"{name}-{table}-{position}-{rule['examples'][0][:20]}")


def matches(rule: dict[str, Any], text: str) -> bool:
    """Whether the rule applies to a line; marks of papers may stand anywhere in theirs."""
    pattern = compiled(rule["pattern"])
    return bool(pattern.search(text) if "publisher" in rule else pattern.match(text))


@pytest.mark.parametrize("rule", list(patterned()))
def test_pattern_matches_its_examples(rule: dict[str, Any]) -> None:
    """Every pattern matches each of its own examples."""
    assert rule["examples"]
    assert [example for example in rule["examples"] if not matches(rule, example)] == []


@pytest.mark.parametrize("rule", list(patterned()))
def test_pattern_matches_no_counterexample(rule: dict[str, Any]) -> None:
    """No pattern matches one of its own counterexamples."""
    assert rule["counterexamples"]
    assert [example for example in rule["counterexamples"] if matches(rule, example)] == []


def strings(value: object) -> Iterator[str]:
    """Every string inside a table, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("name", RULES)
def test_rules_are_composed(name: str) -> None:
    """Every string of every rule file is NFC, as the texts are that it is compared with."""
    table = tomllib.loads((files("corpus") / "rules" / f"{name}.toml").read_text(encoding="utf-8"))
    assert [text for text in strings(table) if not unicodedata.is_normalized("NFC", text)] == []


def test_a_missing_rule_file_is_an_error() -> None:
    """Rules that do not exist are not taken for rules that are empty."""
    with pytest.raises(FileNotFoundError):
        rules("no-such-rules")


@pytest.mark.parametrize(("letter", "capital"), [("Ứ", True), ("Đ", True), ("É", True), ("A", True), ("ứ", False), ("đ", False), ("é", False), ("1", False)])
def test_capital_letters_of_both_languages(letter: str, capital: bool) -> None:  # noqa: FBT001 - a column of the table
    r"""``\p{Lu}`` in a rule is a capital letter of any of the languages."""
    assert bool(compiled(r"^[\p{Lu}]$").match(letter)) is capital
