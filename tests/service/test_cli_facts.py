"""The commands that list facts, hold a firm against measures, and show the facts of a file."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus.interview import notice
from corpus.nouns import Language
from service.cli import app
from service.engine import Engine
from service.schemas.fact_rows import BYTE_ORDER_MARK
from tests.service.policies import DECREE, HANOI
from tests.service.test_cli import fake, printed, run

__all__ = ["fake"]  # the fixture that every test of commands needs


@pytest.fixture
def index(policies: Engine) -> str:
    """An index of the acts."""
    return str(policies.index)


def said(text: str) -> str:
    """What was printed on one line, without the frames of tables."""
    return " ".join(re.sub(r"[│┃━─┏┓┗┛┡┩╇┳┼├┤┴└┘]", " ", text).split())


@pytest.mark.parametrize(("kind", "total"), [("targets", 7), ("measures", 8), ("programmes", 3), ("sectors", 6)])
def test_lists_as_json(index: str, kind: str, total: int) -> None:
    """Each list is given whole as the JSON of the service."""
    found = printed("facts", kind, "--index", index, "--json")
    assert (found["total"], len(found["facts"])) == (total, total)


def test_filters(index: str) -> None:
    """Words in any language, unit, deadline and documents limit the targets; without a name targets are listed."""
    found = printed("facts", "--index", index, "-q", "industries de soutien", "--unit", "count", "--lang-doc", "vi", "--lang", "fr", "--json")
    assert [fact["said"] for fact in found["facts"]] == ["environ 1\u00a0200, d'ici 2030"]
    assert printed("facts", "targets", "--index", index, "--deadline-from", "2031", "--sort", "value", "--desc", "--json")["facts"][0]["low"] == "35"
    assert printed("facts", "measures", "--index", index, "--support", "training", "--beneficiary", "sme", "--place", "Danang", "--json")["total"] == 1
    assert printed("facts", "--index", index, "--conflicts", "--json")["total"] == 2


def test_csv(index: str) -> None:
    """The table for spreadsheets is that of the service."""
    result = run("facts", "sectors", "--index", index, "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix(BYTE_ORDER_MARK))))
    assert result.stdout.startswith(BYTE_ORDER_MARK)
    assert rows[0]["id"] == "supporting-industries"


@pytest.mark.parametrize("kind", ["targets", "measures", "programmes", "sectors"])
def test_tables(index: str, kind: str) -> None:
    """Without --json a table is shown, and how much of the list it is."""
    result = run("facts", kind, "--index", index, "--limit", "2", "--lang", "vi")
    assert result.exit_code == 0
    assert re.search(rf"2 of \d+ {kind}", said(result.stderr))
    assert said(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sectors", "--unit", "percent"], "--unit limits targets, not sectors"),
        (["targets", "--support", "training"], "--support limits measures, not targets"),
        (["targets", "--json", "--csv"], "give one of them"),
        (["targets", "--sector", "alchemy"], "there is no sector 'alchemy'"),
        (["measures", "--beneficiary", "alchemists"], "there is no group of beneficiaries"),
    ],
)
def test_mistakes_of_lists(index: str, arguments: list[str], sentence: str) -> None:
    """One sentence says what is at fault; the exit status is 1."""
    result = run("facts", *arguments, "--index", index)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in said(result.stderr)


def test_eligible(index: str) -> None:
    """The result says what is met, what is open, what to ask next, and that it is no decision."""
    result = run("eligible", "--index", index, "--size", "small", "--place", "Hanoï", "--revenue", "60 tỷ", "--lang", "vi")
    shown = said(result.stdout)
    assert result.exit_code == 0
    assert "ĐÁP ỨNG (1)" in shown
    assert "KHÔNG ĐÁP ỨNG (1)" in shown
    assert "tối đa 50%" in shown
    assert notice(Language.VIETNAMESE) in shown
    assert "? " in shown


def test_eligible_as_json(index: str) -> None:
    """The JSON is that of the service; answers are given by key."""
    found = printed("eligible", "--index", index, "--size", "small", "--staff", "40", "--answer", "other:Có dự án khả thi=yes", "--lang", "vi", "--json")
    met = [one["source"]["document"]["number"] for one in found["measures"] if one["verdict"] == "met"]
    assert met == ["80/2021/NĐ-CP"]
    nothing = printed("eligible", "--index", index, "--json")
    assert nothing["counts"]["met"] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--code", "zz"], "no VSIC code"),
        (["--place", "Atlantis"], "names no province"),
        (["--revenue", "much"], "is no sum"),
        (["--answer", "size"], "write KEY=yes or KEY=no"),
        (["--answer", "size=perhaps"], "none of the answers"),
        (["--founded", "2030", "--year", "2025"], "cannot ask for support"),
    ],
)
def test_mistakes_about_a_firm(index: str, arguments: list[str], sentence: str) -> None:
    """What no firm is, is said in one sentence."""
    result = run("eligible", *arguments, "--index", index)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in said(result.stderr)


def dialogue(index: str, replies: str, *arguments: str) -> Result:
    """The result of a dialogue with these replies, one a line."""
    return CliRunner().invoke(app, ["eligible", "--index", index, "--lang", "en", "--interactive", *arguments], input=replies)


def test_nothing_is_asked_unless_it_is_wanted(index: str) -> None:
    """Without --interactive the command reads no reply."""
    result = CliRunner().invoke(app, ["eligible", "--index", index], input="small\n")
    assert result.exit_code == 0
    assert ">" not in result.stderr


def test_a_dialogue(index: str) -> None:
    """Replies settle measures; a wrong one is said and asked again, an empty one passes over, and the end of the input ends it."""
    result = dialogue(index, "Atlantis\nHà Nội\nnhỏ\n\n", "--json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == 0
    assert "'Atlantis' names no province" in result.stderr
    assert result.stderr.count("Where is the firm located?") == 1
    assert {one["source"]["document"]["number"]: one["verdict"] for one in found["measures"] if one["kind"] == "training"} == {
        "6126/QĐ-UBND": "met",
        "154/QĐ-UBND": "not_met",
    }


def test_a_dialogue_that_is_gone_through(index: str) -> None:
    """When nothing is left to ask, the result is shown without a question."""
    result = dialogue(index, "Hà Nội\nsmall\n" + "\n" * 20, "--json")
    found = json.loads(result.stdout)
    assert (found["next_question"], found["counts"]["met"]) == (None, 1)
    assert 2 <= result.stderr.count("> ") <= 12


def test_facts_of_a_file(tmp_path: Path) -> None:
    """`extract` shows the facts of a file, each with its clause, and as JSON with offsets into its text."""
    (tmp_path / "act.txt").write_text(HANOI, encoding="utf-8")
    found = printed("extract", "act.txt", "--json")
    [firms, _] = found["facts"]["targets"]
    assert (firms["low"], firms["comparator"], firms["clause"]) == ("1200", "about", "article-1/clause-1")
    assert found["text"][firms["start"] : firms["end"]].startswith("Đến năm 2030")
    assert [measure["kind"] for measure in found["facts"]["measures"]] == ["training", "consultancy"]
    assert found["facts"]["programmes"][0]["own"]
    assert "supporting-industries" in {mention["sector"] for mention in found["facts"]["sectors"]}
    shown = run("extract", "act.txt").stdout
    assert "target  doanh nghiệp công nghiệp hỗ trợ: khoảng 1.200, đến năm 2030  (Khoản 1 Điều 1)" in shown
    assert re.search(r"programme  Chương trình phát triển công nghiệp hỗ trợ", shown)


def test_criteria_of_a_file(tmp_path: Path) -> None:
    """What a measure asks is shown with it."""
    (tmp_path / "act.txt").write_text(DECREE, encoding="utf-8")
    [consultancy, _] = printed("extract", "act.txt", "--json")["facts"]["measures"]
    assert [criterion["key"] for criterion in consultancy["criteria"]] == ["size", "staff", "other:Có dự án khả thi"]
    assert "tối đa 100 triệu đồng, 3 criteria  (Khoản 1 Điều 1)" in run("extract", "act.txt").stdout
