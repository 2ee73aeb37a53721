"""The wordings of relations are data; each finds its examples and nothing of its counterexamples."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Language, RelationKind
from corpus.relations import Place, counts_from, find_wordings, gives_tasks, joins, leads_away, on_one_line, speaks_of_itself, wordings
from corpus.rulebook import compiled, rules

RULES = rules("relations")
WORDINGS = [
    (RelationKind(rule["kind"]), Place(rule["place"]), rule["pattern"], Language(language), rule) for rule in RULES["wording"] for language in rule["languages"]
]
EXAMPLES = [(kind, place, pattern, language, example) for kind, place, pattern, language, rule in WORDINGS for example in rule["examples"]]
COUNTEREXAMPLES = [(pattern, example) for _, _, pattern, _, rule in WORDINGS for example in rule["counterexamples"]]
TABLES: dict[str, Callable[[str, Language], bool]] = {"joining": joins, "leading_away": leads_away, "task": gives_tasks}
SELF = [(Language(language), rule.get("account", False), rule) for rule in RULES["self"] for language in rule["languages"]]


@pytest.mark.parametrize(("kind", "place", "pattern", "language", "example"), EXAMPLES)
def test_an_example_is_found(kind: RelationKind, place: Place, pattern: str, language: Language, example: str) -> None:
    """Each example holds a match of its own pattern, and among all wordings it is found with its kind and place."""
    assert compiled(pattern, re.IGNORECASE).search(example)
    assert (kind, place) in [(mention.wording.kind, mention.wording.place) for mention in find_wordings(example, language)]


@pytest.mark.parametrize(("pattern", "example"), COUNTEREXAMPLES)
def test_a_counterexample_is_not_matched(pattern: str, example: str) -> None:
    """No counterexample holds a match of its pattern."""
    assert not compiled(pattern, re.IGNORECASE).search(example)


@pytest.mark.parametrize(("kind", "language", "example"), [(kind, language, example) for kind, _, _, language, example in EXAMPLES])
def test_an_example_may_run_over_lines_and_in_capitals(kind: RelationKind, language: Language, example: str) -> None:
    """A wording is found where lines break inside it and where a title has it in capitals."""
    assert kind in [mention.wording.kind for mention in find_wordings(example.replace(" ", "\n"), language)]
    assert kind in [mention.wording.kind for mention in find_wordings(example.upper(), language)]


def test_every_kind_but_citing_has_wordings_in_both_languages() -> None:
    """Each relation can be stated in French and in Vietnamese; what is only cited needs no words."""
    stated = {(wording.kind, language) for wording in wordings() for language in wording.languages}
    assert stated == {(kind, language) for kind in set(RelationKind) - {RelationKind.CITES} for language in (Language.FRENCH, Language.VIETNAMESE)}


@pytest.mark.parametrize(
    ("table", "language", "example"),
    [(table, Language(language), text) for table in TABLES for rule in RULES[table] for language in rule["languages"] for text in rule["examples"]],
)
def test_examples_of_the_surroundings(table: str, language: Language, example: str) -> None:
    """What stands around a wording is recognised in each example."""
    assert TABLES[table](example, language)


@pytest.mark.parametrize(
    ("table", "language", "example"),
    [(table, Language(language), text) for table in TABLES for rule in RULES[table] for language in rule["languages"] for text in rule["counterexamples"]],
)
def test_counterexamples_of_the_surroundings(table: str, language: Language, example: str) -> None:
    """And in no counterexample."""
    assert not TABLES[table](example, language)


@pytest.mark.parametrize(("language", "account", "example"), [(language, account, text) for language, account, rule in SELF for text in rule["examples"]])
def test_a_document_that_speaks_of_itself(language: Language, account: bool, example: str) -> None:  # noqa: FBT001 - a column of the table
    """In each example the document is the one that does what follows."""
    assert speaks_of_itself(example, language, account=account)


@pytest.mark.parametrize(
    ("language", "account", "example"), [(language, account, text) for language, account, rule in SELF for text in rule["counterexamples"]]
)
def test_a_document_that_speaks_of_others(language: Language, account: bool, example: str) -> None:  # noqa: FBT001 - a column of the table
    """In a counterexample somebody else is."""
    assert not speaks_of_itself(example, language, account=account)


@pytest.mark.parametrize(
    ("language", "example"), [(Language(language), text) for rule in RULES["counts_from"] for language in rule["languages"] for text in rule["examples"]]
)
def test_a_day_from_which_it_counts(language: Language, example: str) -> None:
    """Each example gives the day."""
    assert counts_from(example, language)


@pytest.mark.parametrize(
    ("language", "example"), [(Language(language), text) for rule in RULES["counts_from"] for language in rule["languages"] for text in rule["counterexamples"]]
)
def test_no_day_from_which_it_counts(language: Language, example: str) -> None:
    """The date of an act, or a day that is not named, is none."""
    assert counts_from(example, language) is None


def test_the_first_day_counts() -> None:
    """Of several days the one that is named first is meant."""
    assert counts_from("est abrogé à compter du 1er janvier 2026, puis à compter du 1er mars 2027", Language.FRENCH) == date(2026, 1, 1)


def test_an_account_speaks_of_the_act_as_itself() -> None:
    """Only an account may call its act *le décret*; in an act that is another decree."""
    assert speaks_of_itself("Le décret ", Language.FRENCH, account=True)
    assert not speaks_of_itself("Le décret ", Language.FRENCH)


@given(st.text(alphabet="bãi bỏ thay thế sửa đổi, est abrogé modifie\n.;", max_size=120), st.sampled_from([Language.VIETNAMESE, Language.FRENCH]))
def test_wordings_stand_in_order_and_apart(text: str, language: Language) -> None:
    """Whatever the text, wordings never overlap, and a text keeps its length on one line."""
    spans = [mention.span for mention in find_wordings(text, language)]
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert len(on_one_line(text)) == len(text)
