"""`passerelle evaluate` prints the agreed figures alone unless more is asked for."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from tests.fakes import FakeEncoder
from tests.service.test_evaluation import KEYS, write_dataset
from tests.service.test_reranking import write_model

AGREED = set(KEYS.split())


@pytest.fixture(autouse=True)
def dataset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A dataset named ``set`` in the current folder, and the fake encoder."""
    monkeypatch.setattr("service.cli.loading.load_encoder", lambda *_args, **_options: FakeEncoder())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "set").mkdir()
    write_dataset(tmp_path / "set")


def run(*arguments: str) -> Result:
    """The result of `passerelle evaluate set` with more arguments."""
    return CliRunner().invoke(app, ["evaluate", "set", *arguments])


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        ((), set()),
        (("--compare", "dense,rrf"), {"compare"}),
        (("--details",), {"recall@5", "by_language"}),
        (("--half", "test"), {"half"}),
        (("--unaccented",), {"unaccented"}),
    ],
)
def test_keys(arguments: tuple[str, ...], more: set[str]) -> None:
    """The object has the agreed keys, and others only where an option asks for them."""
    result = run("--json", *arguments)
    assert result.exit_code == 0, result.stderr
    assert set(json.loads(result.stdout)) == AGREED | more


def test_compared_as_json() -> None:
    """Each way is there once, in the order in which it was named."""
    found = json.loads(run("--json", "--compare", "rrf, dense,rrf").stdout)
    assert list(found["compare"]) == ["rrf", "dense"]
    assert found["compare"]["dense"]["recall@5"] == 1


def test_compared_as_a_table() -> None:
    """The product's search comes first, then the ways as they were named, each once; the languages have a table of their own."""
    lines = run("--compare", "fused,lexical,dense").stdout.splitlines()
    assert ["fused", "lexical", "dense"] in [line.split() for line in lines]
    assert ["recall@5", "1.0000", "1.0000", "1.0000"] in [line.split() for line in lines]
    assert any(line.split() == ["fr", "→", "all", "fr", "→", "fr", "vi", "→", "all", "vi", "→", "vi"] for line in lines)


def test_what_was_asked_is_told() -> None:
    """A table says of which half it is and whether accents were left out."""
    assert "set, test half, asked without accents" in run("--half", "test", "--unaccented").stdout


def test_an_unknown_way() -> None:
    """It is one sentence with the ways that there are, and nothing is measured."""
    result = run("--compare", "dense,sparse")
    assert (result.exit_code, result.stdout) == (1, "")
    assert " ".join(result.stderr.split()) == "passerelle: there is no way of ranking 'sparse': choose among dense, lexical, rrf, minmax, fused"


def test_the_reranker_is_measured_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a reranker of random weights the product's search is worse than dense alone, which it does not touch."""
    monkeypatch.setenv("PASSERELLE_RERANKER", write_model(tmp_path / "model"))
    found = json.loads(run("--json", "--compare", "dense,fused").stdout)
    assert found["compare"]["dense"]["ndcg@10"] == 1
    assert found["ndcg@10"] == found["compare"]["fused"]["ndcg@10"] < 1


def test_a_reranker_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is one sentence on the error stream."""
    monkeypatch.setenv("PASSERELLE_RERANKER", str(tmp_path / "set"))
    result = run("--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the reranker" in result.stderr
