"""What is told of facts is in the asker's language, points to exact quotations and hides no contradiction."""

import re

import pytest

from corpus.nouns import Kind, Language
from service.engine import Engine, Snapshot
from service.factbook import FactLimits, find_measures
from service.facts import TargetFact, target_facts
from service.telling import label_of, told, told_measures, value_of

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH


@pytest.fixture
def snapshot(policies: Engine) -> Snapshot:
    """The generation of the acts."""
    return policies.snapshot()


def fact_of(snapshot: Snapshot, value: int) -> TargetFact:
    """The target with this figure."""
    return next(fact for fact in target_facts(snapshot.generation.store) if fact.target.quantity.low == value)


@pytest.mark.parametrize(("language", "value"), [(FR, "environ 1\u00a0200, d'ici 2030"), (VI, "khoảng 1.200, đến năm 2030"), (EN, "about 1,200, by 2030")])
def test_the_value_in_each_language(snapshot: Snapshot, language: Language, value: str) -> None:
    """Comparator, figure and deadline are said in the reader's language; the comparator is never dropped."""
    fact = fact_of(snapshot, 1200)
    assert value_of(fact.target, language) == value
    assert value in told(snapshot, [fact], language).lines[0]


def test_every_number_points_to_an_exact_quotation(snapshot: Snapshot) -> None:
    """Each line ends with the number of a quotation that stands in its document exactly, and each quotation is pointed to."""
    facts = target_facts(snapshot.generation.store)
    for language in Language:
        result = told(snapshot, facts, language)
        numbers = [int(found) for line in result.lines for found in re.findall(r"\[(\d+)\]$", line)]
        assert len(numbers) == len(result.lines)
        assert set(numbers) == set(range(1, len(result.evidence) + 1))
        for item in result.evidence:
            item.verify(snapshot)


def test_a_contradiction_is_told(snapshot: Snapshot) -> None:
    """The figure of news is told beside that of the act, with its source; a fact without a rival has no such line."""
    result = told(snapshot, [fact_of(snapshot, 1200)], FR)
    assert result.conflict
    assert len(result.lines) == 2
    assert "1\u00a0500" in result.lines[1]
    assert "VNA" in result.lines[1]
    assert {item.document.kind for item in result.evidence} == {Kind.DECISION, Kind.NEWS}
    assert not told(snapshot, [fact_of(snapshot, 50000)], FR).conflict


def test_the_official_text_is_quoted(snapshot: Snapshot) -> None:
    """Of two tellings of an act the official text is quoted, though the reader's language is that of the account."""
    [first, *_] = told(snapshot, [fact_of(snapshot, 1200)], FR).evidence
    assert (first.document.language, first.document.record) == (VI, False)


def test_labels(snapshot: Snapshot) -> None:
    """A fact is named in the words of a document in the reader's language, else as the glossary names its terms."""
    firms, ours = fact_of(snapshot, 1200), fact_of(snapshot, 80)
    assert label_of(firms, FR) == "entreprises d'industries de soutien"
    assert label_of(firms, VI) == "doanh nghiệp công nghiệp hỗ trợ"
    assert "supporting industries" in label_of(firms, EN)
    assert "eaux usées" in label_of(ours, FR)


def test_measures_are_told_with_what_they_give(snapshot: Snapshot) -> None:
    """The kind and the rate are in the reader's language, the name in the words of the act."""
    measures = find_measures(snapshot, FactLimits())
    result = told_measures(snapshot, measures, EN)
    assert len(result.lines) == len(measures)
    assert any("at most 70%" in line for line in result.lines)
    assert [fact.citation for fact in result.facts] == [int(re.findall(r"\[(\d+)\]$", line)[0]) for line in result.lines]
    for item in result.evidence:
        item.verify(snapshot)
