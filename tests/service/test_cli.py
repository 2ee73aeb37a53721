"""The command does what it says, prints JSON where asked, and for each mistake one sentence and exit status 1."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from tests.fakes import FakeEncoder
from tests.service.library import DECISION, index_of, write_library
from tests.service.test_api import ANSWER, CITATION, GOAL
from tests.service.test_evaluation import KEYS, write_dataset


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The fake encoder in an empty folder without settings."""
    for name in [name for name in os.environ if name.startswith("PASSERELLE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("service.cli.loading.load_encoder", lambda *_args, **_options: FakeEncoder())
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index of the small library."""
    return str(index_of(tmp_path_factory.mktemp("cli")))


def run(*arguments: str) -> Result:
    """The result of a command; a failure that is no exit status is raised."""
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def printed(*arguments: str) -> Any:
    """The JSON that a command prints."""
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_index(tmp_path: Path) -> None:
    """Files are added, and the second time nothing changes; what cannot be read is told with its reason."""
    folder = write_library(tmp_path / "documents")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "picture.xyz").write_text("x", encoding="utf-8")
    first = printed("index", "documents", "--json")
    assert (len(first["added"]), first["documents"], list(map(Path, first["failed"])), list(map(Path, first["skipped"]))) == (
        6,
        6,
        [folder / "empty.txt"],
        [folder / "picture.xyz"],
    )
    second = run("index", "documents")
    assert second.exit_code == 0
    assert (
        f"0 added, 0 changed, 6 unchanged, 0 removed, 1 skipped, 1 failed: 6 documents, {first['passages']} passages in generation {first['generation']}"
        in second.stdout
    )
    assert "empty.txt: " in second.stdout


def test_forget_and_only(tmp_path: Path) -> None:
    """A folder can be taken out of the index, and an index be made of one folder only."""
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"Văn bản {name} về thuế.", encoding="utf-8")
    assert printed("index", "one", "two", "--json")["documents"] == 2
    assert printed("index", "three", "--forget", "one", "--json")["documents"] == 2
    assert printed("index", "one", "--only", "--json")["documents"] == 1


def test_ask(index: str) -> None:
    """An answer in text has the quotation and its source, as JSON the agreed keys."""
    shown = run("ask", GOAL, "--index", index)
    assert shown.exit_code == 0
    assert GOAL in shown.stdout
    assert "[1] 6126/QĐ-UBND — Phê duyệt Chương trình phát triển công nghiệp hỗ trợ — 10/12/2025 — Khoản 1 Điều 1" in shown.stdout
    found = printed("ask", GOAL, "--index", index, "--json")
    assert (set(found), set(found["citations"][0]), found["status"]) == (ANSWER, CITATION, "answered")


def test_a_refusal_is_no_failure(index: str) -> None:
    """A refusal is told with exit status 0."""
    found = printed("ask", "recette bœuf bourguignon carottes oignons", "--index", index, "--json")
    assert (found["status"], found["refusal"]["reason"]) == ("refused", "no_evidence")
    assert "Les documents ne contiennent pas" in run("ask", "recette bœuf bourguignon carottes oignons", "--index", index).stdout


def test_ask_with_options(index: str) -> None:
    """The language of the question and limits on the documents are taken."""
    assert printed("ask", GOAL, "--kind", "news", "--index", index, "--json")["status"] == "refused"
    assert printed("ask", GOAL, "--lang", "en", "--lang-doc", "vi", "--index", index, "--json")["language"] == "en"


def test_search(index: str) -> None:
    """As many passages as asked for, with the filters, in JSON and as a table."""
    found = printed("search", "doanh nghiệp", "-k", "3", "--lang-doc", "vi", "--index", index, "--json")
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    assert {hit["document"]["language"] for hit in found["hits"]} == {"vi"}
    assert "6126/Q" in run("search", "1.200 doanh nghiệp", "--kind", "decision", "--index", index).stdout


def test_what_was_misspelt_is_said(index: str) -> None:
    """Both commands say which word was read as which."""
    for command in ("ask", "search"):
        assert "“ngiệp” được hiểu là “nghiệp”." in run(command, "hỗ trợ doanh ngiệp", "--index", index).stdout


def test_filters_may_be_given_several_times(index: str) -> None:
    """Each filter takes several values and years from one to another, and the JSON counts what each further one would leave."""
    found = printed("search", "doanh nghiệp", "--kind", "plan", "--kind", "news", "--index", index, "--json")
    assert {hit["document"]["kind"] for hit in found["hits"]} == {"plan", "news"}
    assert [(item["value"], item["chosen"]) for item in found["facets"]["kind"] if item["chosen"]] == [("plan", True), ("news", True)]
    found = printed("search", "doanh nghiệp", "--year", "2016-2017", "--index", index, "--json")
    assert {hit["document"]["date"][:4] for hit in found["hits"]} == {"2016", "2017"}
    asked = printed("ask", GOAL, "--issuer", "UBND thành phố Hà Nội", "--sector", "CNHT", "--in-force", "--index", index, "--json")
    assert (asked["status"], [item["value"] for item in asked["facets"]["in_force"]]) == ("answered", ["true"])
    assert printed("ask", GOAL, "--not-in-force", "--index", index, "--json")["status"] == "refused"


def test_a_quoted_phrase(index: str) -> None:
    """What stands in quotation marks stands in every passage, with its accents where it was typed with some."""
    assert printed("search", '"45% doanh nghiệp"', "--index", index, "--json")["hits"][0]["text"].startswith("Điều 1")
    assert printed("search", '"45% doành nghiệp"', "--index", index, "--json")["hits"] == []


@pytest.mark.parametrize("number", ["6126/QĐ-UBND", "n° 6126/QD-UBND", "6126/qd-ubnd"])
@pytest.mark.parametrize("clause", ["Điều 1 khoản 2", "article 1, paragraphe 2"])
def test_show_a_clause(index: str, number: str, clause: str) -> None:
    """A clause is shown in full whichever way it is named."""
    assert "2. Đến năm 2035 có 45% doanh nghiệp đạt tiêu chuẩn quốc tế." in run("show", number, clause, "--index", index).stdout
    assert [item["path"] for item in printed("show", number, clause, "--index", index, "--json")["clauses"]] == ["article-1/clause-2"]


def test_show_a_document(index: str) -> None:
    """Without a clause the document's fields and articles are listed."""
    shown = run("show", "6126/QĐ-UBND", "--index", index).stdout
    assert "Điều 1  Mục tiêu" in shown
    assert "Điều 3  Hiệu lực" in shown


def test_show_what_is_ambiguous_or_only_cited(index: str) -> None:
    """All candidates of a bare number are shown; of a number that is only cited, the places."""
    shown = run("show", "6126", "--index", index).stdout
    assert "several documents bear this number" in shown
    assert shown.count("6126/QĐ") == 2
    assert "4159/QD-UBND is not in the index; it is cited here:" in run("show", "4159/QD-UBND", "--index", index).stdout


def test_extract(tmp_path: Path) -> None:
    """One file is read and nothing is indexed; every span leads to its text."""
    (tmp_path / "a.txt").write_text(DECISION, encoding="utf-8")
    found = printed("extract", "a.txt", "--json")
    assert [clause["path"] for clause in found["clauses"]][:3] == ["article-1", "article-1/clause-1", "article-1/clause-2"]
    assert all(found["text"][passage["start"] : passage["end"]] == passage["text"] for passage in found["passages"])
    assert [found["text"][number["start"] : number["end"]] for number in found["numbers"]] == ["4159/QĐ-UBND"]
    assert "Điều 2  Hỗ trợ" in run("extract", "a.txt").stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_evaluate(tmp_path: Path) -> None:
    """The figures are printed as one JSON object under the agreed keys, or one a line."""
    (tmp_path / "set").mkdir()
    write_dataset(tmp_path / "set")
    found = printed("evaluate", "set", "--json")
    assert (sorted(found), found["ndcg@10"]) == (sorted(KEYS.split()), 1)
    assert "1.0000" in run("evaluate", "set").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("index", "nowhere"), "nowhere does not exist: give a file or a folder"),
        (("index", "wrong"), "entry nothing.txt: there is no such file"),
        (("index", "empty.txt", "--index", "file"), "file cannot be used: "),
        (("ask", "thuế", "--index", "none"), "there is no index in "),
        (("ask", ""), "the question is empty: write what you want to know"),
        (("ask", "x" * 10_000), "the question has 10000 characters, at most 2000 are taken: shorten it"),
        (("ask", "\x01\x02"), "the question is not text"),
        (("search", " "), "the question is empty"),
        (("search", "thuế", "--year", "soon"), "--year 'soon' is no year: write one such as 2025, or 2021-2025"),
        (("search", "thuế", "--year", "2030-2020"), "--year '2030-2020' is no year"),
        (("ask", "thuế", "--sector", "poetry"), "there is no sector 'poetry'"),
        (("search", "thuế", "--index", "file"), "there is no index in "),
        (("show", "302/KH-UBND", "--index", "none"), "there is no index in "),
        (("show", "bonjour"), "'bonjour' is not a document number: write one such as 302/KH-UBND"),
        (("show", "302/KH-UBND", "au début"), "'au début' does not name a clause"),
        (("extract", "nowhere.pdf"), "nowhere.pdf is not a file: give one document"),
        (("extract", "empty.txt"), ""),
        (("evaluate", "nowhere"), "corpus.jsonl is missing: a dataset is a folder with"),
        (("serve", "--port", "0"), "the setting port is wrong: "),
        (("serve", "--index", "none"), "there is no index in "),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """Every mistake is one line on the error stream, nothing on the other, and exit status 1."""
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "catalogue.toml").write_text('[[document]]\nfile = "nothing.txt"\n', encoding="utf-8")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = [line for line in result.stderr.splitlines() if line.strip()]
    assert line.startswith("passerelle: ")
    assert sentence in line


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "777/QĐ-BTC"), "no document of the index bears or cites '777/QĐ-BTC'"),
        (("show", "6126/QĐ-UBND", "Điều 99"), "has no clause 'Điều 99': `passerelle show '6126/QĐ-UBND'` lists its clauses"),
    ],
)
def test_what_the_index_does_not_have(index: str, arguments: tuple[str, ...], sentence: str) -> None:
    """The sentence says what is not there."""
    result = run(*arguments, "--index", index)
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_an_unknown_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped variable is not passed over."""
    monkeypatch.setenv("PASSERELLE_PROT", "1")
    result = run("ask", "thuế")
    assert result.exit_code == 1
    assert "there is no setting PASSERELLE_PROT" in result.stderr


@pytest.mark.parametrize("arguments", [("ask",), ("search", "x", "-k", "0"), ("ask", "x", "--kind", "poem"), ("nothing",)])
def test_a_command_line_that_is_wrong(arguments: tuple[str, ...]) -> None:
    """What does not follow the usage is exit status 2, with the usage."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage" in result.stderr


def test_the_command_itself_prints_no_traceback(tmp_path: Path) -> None:
    """Started as a person starts it, the command says one sentence and exits with 1."""
    command = [sys.executable, "-c", "from service.cli import main; main()", "show", "302/KH-UBND"]
    result = subprocess.run(  # noqa: S603 - our own command
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("passerelle: there is no index in ")
    assert "Traceback" not in result.stderr
