"""Real files against golden data that a reader wrote down without looking at what the program finds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from corpus.clauses import pages_of
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Span
from corpus.numbers import write_number
from corpus.places import resolve
from indexer.extraction import Extraction
from tests.indexer.edits import error_rate
from tests.indexer.golden import GOLDEN, extracted, golden, golden_files, plain

FIELDS = ("kind", "issuer", "level", "place", "date", "signatory", "effective", "period", "vision")
ENOUGH = 25
"""Letters of a clause's beginning, and fewer of its end, that tell it from all others."""


def own(clauses: tuple[Clause, ...], level: ClauseLevel, *, attached: bool = False) -> list[Clause]:
    """The clauses of a level that belong to the act itself, or those of texts attached to it."""
    outer = {ClauseLevel.ATTACHMENT, ClauseLevel.ANNEX} - {level}
    return [clause for clause in clauses if clause.level is level and any(step.level in outer for step in clause.steps) is attached]


def steps_of(path: str) -> tuple[ClauseStep, ...]:
    """The steps of a path in the golden data."""
    parts = (step.partition("-") for step in path.split("/"))
    return tuple(ClauseStep(ClauseLevel(level), ordinal.lower()) for level, _, ordinal in parts)


def field_misses(expected: dict[str, Any], found: Extraction) -> dict[str, object]:
    """The fields that are read otherwise than expected, with what was read."""
    misses: dict[str, object] = {}
    for name in FIELDS:
        have, want = getattr(found.document, name), expected.get(name)
        if plain(str(have or "")) != plain(str(want or "")):
            misses[name] = have
    for name in ("number", "consolidates"):
        number = getattr(found.document, name)
        spellings = {plain(write_number(number)), plain(number.written)} if number else {""}
        if plain(expected.get(name, "")) not in spellings:
            misses[name] = number
    title, want = plain(found.document.title), plain(expected.get("title", ""))
    if want and title[:140] != want[:140]:
        misses["title"] = found.document.title
    return misses


def span_misses(expected: dict[str, str], found: Extraction) -> dict[str, object]:
    """The fields whose place in the text does not hold the words that say them."""
    misses: dict[str, object] = {}
    for name, words in expected.items():
        span = found.fields.get(name)
        said = plain(found.text[span.start : span.end]) if span else ""
        if not said or (plain(words) not in said and said not in plain(words)):
            misses[f"span of {name}"] = span and found.text[span.start : span.end]
    return misses


def count_misses(expected: dict[str, int], found: Extraction) -> dict[str, object]:
    """The numbers of articles, annexes, chapters and titles that differ."""
    counts = {
        "articles": len(own(found.clauses, ClauseLevel.ARTICLE)),
        "attached_articles": len(own(found.clauses, ClauseLevel.ARTICLE, attached=True)),
        "annexes": sum(clause.level is ClauseLevel.ANNEX for clause in found.clauses),
        "chapters": len(own(found.clauses, ClauseLevel.CHAPTER)),
        "titles": len(own(found.clauses, ClauseLevel.TITLE)),
    }
    return {f"count of {name}": counts[name] for name, want in expected.items() if counts[name] != want}


def heading_misses(expected: dict[str, str], found: Extraction) -> dict[str, object]:
    """The articles whose heading is read otherwise, or that are missing."""
    headings = {clause.steps[-1].ordinal: clause.heading for clause in own(found.clauses, ClauseLevel.ARTICLE)}
    return {f"article {ordinal}": headings.get(ordinal) for ordinal, want in expected.items() if plain(headings.get(ordinal, "missing")) != plain(want)}


def clause_misses(expected: list[dict[str, Any]], found: Extraction) -> dict[str, object]:
    """The clauses that are not found under their path, or begin, end or stand elsewhere than they should."""
    misses: dict[str, object] = {}
    for want in expected:
        if not want["path"]:  # no number that the levels know: its words must be there
            if plain(want["starts"])[:ENOUGH] not in plain(found.text):
                misses[want["reference"]] = "not in the text"
            continue
        candidates = resolve(steps_of(want["path"]), found.clauses)
        texts = {clause.path: found.text[clause.span.start : clause.span.end] for clause in candidates}
        right = next((clause for clause in candidates if plain(want["starts"])[:ENOUGH] in plain(texts[clause.path][:150])), None)
        if right is None:
            misses[want["path"]] = [text[:50] for text in texts.values()]
        elif not plain(texts[right.path]).endswith(plain(want["ends"])[-20:]):
            misses[want["path"]] = texts[right.path][-60:]
        elif found.pages and pages_of(found.pages, Span(right.span.start, right.span.start + 1)) != (want["page"], want["page"]):
            misses[want["path"]] = pages_of(found.pages, right.span)
    return misses


def trap_misses(expected: list[dict[str, Any]], found: Extraction) -> dict[str, object]:
    """The lines that were taken for the heading of a numbered clause and are none."""
    numbered = [clause for clause in found.clauses if clause.level not in {ClauseLevel.INDENT, ClauseLevel.HEADING}]
    lines = {plain(found.text[clause.span.start :].split("\n", 1)[0]): clause.path for clause in numbered}
    return {trap["line"]: lines[plain(trap["line"])] for trap in expected if plain(trap["line"]) in lines}


def text_misses(expected: list[dict[str, Any]], found: Extraction) -> dict[str, object]:
    """The lines that the text does not hold letter by letter."""
    whole = plain(found.text)
    return {line["says"]: line["page"] for line in expected if plain(line["says"]) not in whole}


@pytest.mark.parametrize("path", list(golden_files()))
def test_a_real_file_is_read_as_a_reader_reads_it(path: Path) -> None:
    """Fields, their places, counts, headings, clauses, traps and lines are as the golden data says, but for what it names as out of reach with the reason."""
    expected, found = golden(path), extracted(path)
    misses = (
        field_misses(expected["fields"], found)
        | span_misses({name: words for name, words in expected["fields"].get("spans", {}).items() if name != "kind"}, found)
        | count_misses(expected["counts"], found)
        | heading_misses(expected.get("articles", {}), found)
        | clause_misses(expected.get("clauses", []), found)
        | trap_misses(expected.get("not_headings", []), found)
        | text_misses(expected.get("text", []), found)
    )
    out_of_reach = {name for entry in expected.get("out_of_reach", []) for name in entry["what"]}
    assert {name: value for name, value in misses.items() if name not in out_of_reach} == {}
    if not found.recognised:  # what recognition gets right by luck differs between its versions
        assert out_of_reach - misses.keys() == set()


def test_golden_data_covers_twenty_files_and_more() -> None:
    """At least twenty real files have golden data, each with fields, and with three clauses where the file has so many."""
    paths = sorted(GOLDEN.glob("*/*.toml"))
    assert len(paths) >= 20
    assert all(golden(path)["fields"]["kind"] for path in paths)
    assert sum(len(golden(path).get("clauses", [])) >= 3 for path in paths) >= 20
    assert all(re.fullmatch(r"(?:fr|vi|seeds)/.+", golden(path)["file"]) for path in paths)


def test_a_scan_is_read_letter_by_letter() -> None:
    """At most four letters in a hundred of the skewed and noisy scan differ from the text of the act, page furniture aside."""
    scan, act = (extracted(GOLDEN / "vi" / f"nghi-quyet-so-113-nq-cp-469448{suffix}.toml") for suffix in (".scan", ""))
    assert scan.recognised == {1, 2}
    assert error_rate(scan.text, act.text) <= 0.04
