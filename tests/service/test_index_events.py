"""The command that the service builds with tells each step, keeps uploads in every index, and is a process that can be ended."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from indexer.generation import building, current_name, open_current
from service.building import BuildFailed, BuildStopped, Built, FileRead, NotBuilt, Step, read_event
from service.cli import app
from service.cli.progress import Lines
from service.settings import Settings
from service.uploads.command import CommandBuilder
from tests.fakes import FakeEncoder
from tests.service.library import TEXTS, write_library
from tests.service.uploading import BAMBOO


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a folder of its own, no settings, and no model but in processes of its own."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PASSERELLE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("service.cli.loading.load_encoder", lambda *_arguments, **_options: FakeEncoder())


def run(*arguments: str) -> Result:
    """The result of a command."""
    return CliRunner().invoke(app, list(arguments))


def sources() -> set[str]:
    """The names of the files in the index."""
    return {Path(stored.source).name for stored in open_current(Path("index")).store.documents}


def upload() -> Path:
    """An uploaded document in its folder."""
    kept = Path("index-uploads") / "0123456789abcdef" / "tre.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text(BAMBOO, encoding="utf-8")
    return kept


def test_events() -> None:
    """Every line is an event: steps that come to their end, and at last the report with what failed."""
    write_library(Path("documents"))
    Path("documents", "empty.txt").touch()
    result = run("index", "documents", "--events")
    events = [read_event(line) for line in result.stdout.splitlines()]
    steps = [event for event in events if isinstance(event, Step)]
    assert result.exit_code == 0
    assert {Path(event.path).name for event in events if isinstance(event, FileRead)} == {"empty.txt", *(f"{name}.txt" for name in TEXTS)}
    assert len(steps) == len(events) - 1 - 1 - len(TEXTS)
    assert {step.stage for step in steps if step.done == step.total} >= {"reading", "encoding"}
    built = events[-1]
    assert isinstance(built, Built)
    assert (built.generation, built.failed) == (current_name(Path("index")), {str(Path("documents/empty.txt").resolve()): "it is empty"})


def test_events_of_a_failure() -> None:
    """A build that cannot begin says why in a line and in a sentence, and whether it is worth another attempt."""
    write_library(Path("documents"))
    with building(Path("index")):
        result = run("index", "documents", "--events")
    event = read_event(result.stdout)
    assert isinstance(event, NotBuilt)
    assert (result.exit_code, event.busy, "another process is writing" in event.detail) == (1, True, True)
    event = read_event(run("index", "nowhere", "--events").stdout)
    assert isinstance(event, NotBuilt)
    assert (event.busy, "nowhere does not exist" in event.detail) == (False, True)


def test_lines_are_not_too_many(tmp_path: Path) -> None:
    """Of many steps at once only some are told, and always the last."""
    with (tmp_path / "lines").open("w+", encoding="utf-8") as stream:
        lines = Lines(stream, clock=lambda: 0.0)
        lines.stage("reading", 1000)
        for _ in range(1000):
            lines.advance("reading", 1)
        stream.seek(0)
        told = [read_event(line) for line in stream]
    assert told == [Step("reading", 0, 1000), Step("reading", 1000, 1000)]


def test_an_index_made_anew_has_the_uploads() -> None:
    """An index that was thrown away has the uploaded documents again, without naming them; `--only` leaves them out."""
    write_library(Path("documents"))
    upload()
    run("index", "documents")
    assert "tre.txt" in sources()
    shutil.rmtree("index")
    run("index", "documents")
    assert sources() >= {"tre.txt", "decision.txt"}
    run("index", "documents", "--only")
    assert "tre.txt" not in sources()


def test_a_process_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own builder makes an index with the default model in another process, tells its stages, and hands on no key."""
    monkeypatch.setenv("PASSERELLE_UPLOAD_KEY", "x" * 20)
    monkeypatch.setenv("PASSERELLE_UNKNOWN", "what another program sets does not keep a build from beginning")
    folder = upload().parent.parent
    settings = Settings(index=Path("index"), upload_key=SecretStr("x" * 20), workers=1)
    builder, told = CommandBuilder(settings), list[Step | FileRead]()
    built = builder.build(folder, told.append)
    assert (built.generation, built.failed, sources()) == (current_name(Path("index")), {}, {"tre.txt"})
    assert {step.stage for step in told if isinstance(step, Step)} >= {"reading", "encoding"}
    assert [Path(event.path).name for event in told if isinstance(event, FileRead)] == ["tre.txt"]
    environment = builder._environment()
    assert "x" * 20 not in environment.values()
    assert (environment["PASSERELLE_WORKERS"], environment["PASSERELLE_INDEX"]) == ("1", "index")


def test_a_process_that_fails() -> None:
    """A build that says why it fails, and one that ends without a word, are failures and change nothing."""
    builder = CommandBuilder(Settings(index=Path("index")))
    with pytest.raises(BuildFailed, match="nowhere does not exist"):
        builder.build(Path("nowhere"), lambda _: None)
    with pytest.raises(BuildFailed, match=r"ended before it was done \(status 1\)"):
        CommandBuilder(Settings(index=Path("index"), glossary=Path("missing.toml"))).build(upload().parent.parent, lambda _: None)
    assert current_name(Path("index")) is None


def test_a_process_is_ended() -> None:
    """A build that is told to stop ends at once, and none begins after it."""
    folder = upload().parent.parent
    builder = CommandBuilder(Settings(index=Path("index")))
    threading.Timer(0.5, builder.stop).start()
    started = time.monotonic()
    for _ in range(2):
        with pytest.raises(BuildStopped):
            builder.build(folder, lambda _: None)
    assert time.monotonic() - started < 10
    assert current_name(Path("index")) is None
