"""One step of a clause path is found wherever a text names it, by rules that are data with examples."""

import re

import pytest

from corpus.nouns import ClauseLevel
from corpus.rulebook import rules
from corpus.step_rules import SPELLED, step_rules, weak_rules
from corpus.steps import Mention, find_mentions, typed

RULES = rules("references")
STEPS = list(zip(RULES["step"], step_rules(), strict=True))
_COUNTED_AS = {"point": {"point", "clause", "subclause"}, "clause": {"clause", "subclause", "paragraph"}, "paragraph": {"paragraph"}}
"""Levels that a rule may name beside its own: *điểm 2* is a numbered clause, *second paragraph* one without a number."""


def levels(mention: Mention) -> list[str]:
    """The levels of all ordinals of a mention."""
    return [str(ordinal.level or "paragraph") for named in mention.named for ordinal in named]


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule, _ in STEPS for example in rule["examples"]])
def test_examples_of_steps(rule: dict[str, object], example: str) -> None:
    """Every example of a step is one mention, of the level of its rule."""
    (mention,) = find_mentions(typed(example))
    level = str(rule["level"])
    assert levels(mention)[0] in _COUNTED_AS.get(level, {level})


@pytest.mark.parametrize(("rule", "counterexample"), [(rule, counterexample) for rule, _ in STEPS for counterexample in rule["counterexamples"]])
def test_counterexamples_of_steps(rule: dict[str, object], counterexample: str) -> None:
    """No counterexample is a step, though its words may look like one."""
    assert rule["words"]
    assert [mention for mention in find_mentions(typed(counterexample)) if not mention.weak] == []


@pytest.mark.parametrize("position", range(len(STEPS)))
def test_every_rule_reads_an_example_of_its_own(position: int) -> None:
    """No rule is idle: each one matches at least one of its examples, with its name before the ordinal or after it."""
    rule, compiled = STEPS[position]
    found = [example for example in rule["examples"] if compiled.named.search(typed(example).plain)]
    assert found


@pytest.mark.parametrize("table", ["weak", "bare", "numeral"])
def test_patterns_match_their_examples(table: str) -> None:
    """Every pattern without a name matches its examples, and no counterexample from end to end."""
    for rule in RULES[table]:
        pattern = re.compile(rule["pattern"])
        for example in rule["examples"]:
            view = typed(example)
            assert pattern.search(view.written if rule.get("as_typed") else view.plain), (rule["pattern"], example)
        for counterexample in rule["counterexamples"]:
            view = typed(counterexample)
            text = view.written if rule.get("as_typed") else view.plain
            allowed = rule.get("closed", False)  # the end of the phrase is looked for beside the pattern
            assert allowed or not pattern.fullmatch(text), (rule["pattern"], counterexample)


@pytest.mark.parametrize(("rule", "counterexample"), [(rule, example) for rule, _ in weak_rules() for example in rule["counterexamples"]])
def test_counterexamples_of_ordinals_without_a_name(rule: dict[str, object], counterexample: str) -> None:
    """No counterexample has an ordinal of the rule's level, even a weak one that starts and ends where the text does."""
    found = [mention for mention in find_mentions(typed(counterexample)) if levels(mention) == [rule["level"]]]
    assert [mention for mention in found if mention.end - mention.start == len(counterexample)] == []


@pytest.mark.parametrize("rule", RULES["fixed"])
def test_texts_that_follow_an_act(rule: dict[str, list[str]]) -> None:
    """What is attached is named without an ordinal; an annex that is said to be attached is an annex."""
    for example in rule["examples"]:
        assert [levels(mention) for mention in find_mentions(typed(example))] == [["attachment"]], example
    for counterexample in rule["counterexamples"]:
        assert all(levels(mention) != ["attachment"] for mention in find_mentions(typed(counterexample))), counterexample


@pytest.mark.parametrize(("value", "word"), [(rule["value"], word) for rule in RULES["ordinal"] for word in rule["words"]])
def test_ordinals_in_words(value: int, word: str) -> None:
    """Every ordinal in words counts its value, after the name in Vietnamese, before it in French and English."""
    texts = [f"đoạn {word}", f"{word} alinéa", f"{word} paragraph"]
    found = [mention.named[0][-1].ordinal for text in texts for mention in find_mentions(typed(text))]
    assert str(value) in found


def test_every_form_of_ordinals_is_used() -> None:
    """No numeral and no list of words is there in vain."""
    used = {name for rule in RULES["step"] for name in rule["numerals"]}
    assert used == {rule["name"] for rule in RULES["numeral"]} | set(SPELLED)


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("khoản 1, 2 và 3", ["1", "2", "3"]),
        ("khoản 2,3 Điều 5", ["2", "3"]),
        ("các điểm a, b, đ khoản 1", ["a", "b", "đ"]),
        ("Chương I và II", ["1", "2"]),
        ("articles 3, 4 et 5", ["3", "4", "5"]),
        ("article 16, 2", ["16"]),
        ("khoản 2, 3 tỷ đồng", ["2"]),
        ("Điều 5, 20 doanh nghiệp", ["5"]),
        ("les deux premiers alinéas", ["1", "2"]),
        ("the first two paragraphs", ["1", "2"]),
        ("the last two paragraphs", ["-2", "-1"]),
    ],
)
def test_lists(text: str, ordinals: list[str]) -> None:
    """One name may be followed by several ordinals; figures that count something else end the list."""
    assert [named[-1].ordinal for named in find_mentions(typed(text))[0].named] == ordinals


def test_decimals_are_no_ordinals() -> None:
    """An amount with decimals is no clause, with a comma or a point."""
    assert find_mentions(typed("khoản 2,5 triệu đồng, khoản 1.200 người, mục 5,5%")) == []


def test_the_typed_text_keeps_its_length() -> None:
    """Both forms of a text have the length of the text, whatever letters it has, so that places are the same in all three."""
    text = "Œuvre, Đ\u0301, ﬁ, İ, “l’article 5”, Điều\u202f5"
    assert len(typed(text).written) == len(typed(text).plain) == len(text)


def test_the_level_of_a_paragraph() -> None:
    """Paragraphs without a number lie inside every level that has one."""
    (mention,) = find_mentions(typed("deuxième alinéa"))
    assert mention.named[0][0].depth > max(level.depth for level in ClauseLevel)
