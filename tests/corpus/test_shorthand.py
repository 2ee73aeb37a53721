"""Document numbers are read however people shorten them."""

import re

import pytest

from corpus.nouns import DocumentNumber
from corpus.rulebook import rules
from corpus.shorthand import _number_patterns, spelled_numbers
from corpus.steps import typed

NUMBERS: list[tuple[str, DocumentNumber | None]] = [
    ("QĐ 6126", DocumentNumber(6126, None, "QĐ", None)),
    ("qd6126", DocumentNumber(6126, None, "QD", None)),
    ("QĐ số 6126", DocumentNumber(6126, None, "QĐ", None)),
    ("NĐ 205/2025", DocumentNumber(205, 2025, "NĐ", None)),
    ("NĐ-CP 205/2025", DocumentNumber(205, 2025, "NĐ", "CP")),
    ("NQ68", DocumentNumber(68, None, "NQ", None)),
    ("VBHN 113", DocumentNumber(113, None, "VBHN", None)),
    ("6126 QĐ-UBND", DocumentNumber(6126, None, "QĐ", "UBND")),
    ("302KH-UBND", DocumentNumber(302, None, "KH", "UBND")),
    ("205-2025-ND-CP", DocumentNumber(205, 2025, "ND", "CP")),
    ("80/2021/NDCP", DocumentNumber(80, 2021, "ND", "CP")),
    ("143/2025/QH 15", DocumentNumber(143, 2025, None, "QH15")),
    ("décret 32-2024", DocumentNumber(32, 2024, None, None)),
    ("nghị quyết 66.17", DocumentNumber(17, None, None, None)),
    ("6126/QĐ-UBND", DocumentNumber(6126, None, "QĐ", "UBND")),
    ("NQ 68-NQ/TW", DocumentNumber(68, None, "NQ", "TW")),
    ("NQ 2025", None),
    ("Điều 10 VBHN", None),
    ("khoản 5 NĐ", None),
    ("plan 2021-2025", None),
    ("đa dạng 5", None),
    ("6126", None),
]


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_spellings(written: str, number: DocumentNumber | None) -> None:
    """Every spelling is read as its number, and None must not be read as one."""
    assert [mention.number for mention in spelled_numbers(typed(written))] == ([number] if number else [])


@pytest.mark.parametrize(("rule", "pattern"), list(zip(rules("naming")["number"], _number_patterns(), strict=True)))
def test_patterns_match_their_examples(rule: dict[str, list[str]], pattern: re.Pattern[str]) -> None:
    """Every pattern finds its examples and none of its counterexamples."""
    assert [example for example in rule["examples"] if not pattern.search(typed(example).plain)] == []
    assert [example for example in rule["counterexamples"] if pattern.search(typed(example).plain)] == []


def test_the_whole_spelling_is_taken() -> None:
    """Of two readings that overlap the fuller one counts, and it takes up all that either read."""
    text = "Phụ lục NQ 122/NQ-CP khoản 3"
    (mention,) = spelled_numbers(typed(text))
    assert (mention.number, text[mention.span.start : mention.span.end]) == (DocumentNumber(122, None, "NQ", "CP"), "NQ 122/NQ-CP")


def test_capitals_in_a_sentence() -> None:
    """In a sentence an abbreviation in small letters may be a word, so only capitals count."""
    assert [mention.number.number for mention in spelled_numbers(typed("tt 5 và NĐ 205 ra sao"), capitals=True)] == [205]
    assert [mention.number.number for mention in spelled_numbers(typed("tt 5 và NĐ 205 ra sao"))] == [5, 205]
