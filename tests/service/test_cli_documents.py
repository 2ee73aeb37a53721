"""The commands that look after documents: check, seal, import, and an index that follows its folders."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus.checksums import checksum_of
from indexer.generation import current_name, open_current
from service.cli import app
from service.cli.corpus import corpus_app
from tests.fakes import FakeEncoder
from tests.indexer.acts import DECISION, NEWS, ORDER, write_folder
from tests.indexer.web import Page, Site, serving

PATIENCE_SECONDS = 90
FOLLOWING = """
import service.cli.loading
from tests.fakes import FakeEncoder
service.cli.loading.load_encoder = lambda *_arguments, **_options: FakeEncoder()
from service.cli import main
main()
"""


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a folder of its own and no model."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PASSERELLE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("service.cli.loading.load_encoder", lambda *_arguments, **_options: FakeEncoder())


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with a page and a feed."""
    with serving() as running:
        running.pages["/1"] = Page(b"<html><body><h1>Hanoi</h1><p>La ville aide les entreprises.</p></body></html>")
        running.pages["/rss"] = Page(b"<rss><channel><item><title>Hanoi aide</title><link>/1</link></item></channel></rss>")
        yield running


def run(*arguments: str) -> Result:
    """The result of a command; a failure that is no exit status is raised."""
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def printed(*arguments: str, status: int = 0) -> Any:
    """The JSON that a command prints."""
    result = run(*arguments)
    assert result.exit_code == status, result.stderr
    return json.loads(result.stdout)


def test_check(tmp_path: Path) -> None:
    """Errors end with status 1 and are told with what to do; with notes alone the status is 0."""
    write_folder(tmp_path / "files", one=DECISION, two=ORDER)
    catalogue = tmp_path / "files" / "catalogue.toml"
    catalogue.write_text('[[document]]\nfile = "one.txt"\ncites = ["302/KH-UBND"]\n', encoding="utf-8")
    found = printed("corpus", "check", "files", "--json")
    assert (found["documents"], found["errors"], [note["check"] for note in found["notes"]]) == (2, [], ["file_without_entry"])
    assert found["absent"] == [{"number": "302/KH-UBND", "mentions": 1, "documents": ["files/one.txt"]}]
    catalogue.write_text('[[document]]\nfile = "one.txt"\nkind = "poem"\n', encoding="utf-8")
    shown = run("corpus", "check", "files")
    assert shown.exit_code == 1
    assert "error  wrong_field: files/catalogue.toml, entry one.txt: kind = 'poem' is not a kind of document: write one of law" in shown.stdout
    assert "2 documents: 1 errors, 1 notes, 0 acts cited but absent" in shown.stdout


def test_seal(tmp_path: Path) -> None:
    """Sealing writes checksums; then a changed document stops the index with a sentence that says what to do, until it is sealed again."""
    folder = write_folder(tmp_path / "files", one=DECISION)
    catalogue = folder / "catalogue.toml"
    catalogue.write_text('[[document]]\nfile = "one.txt"\n', encoding="utf-8")
    assert "1 checksums written, 1 catalogues" in run("corpus", "seal", "files").stdout
    assert checksum_of(folder / "one.txt") in catalogue.read_text(encoding="utf-8")
    write_folder(folder, one=NEWS)
    refused = run("index", "files")
    assert refused.exit_code == 1
    assert "entry one.txt: the file is not the one that the entry was written for" in refused.stderr
    assert "run `passerelle corpus seal FOLDER`; else put the file back" in refused.stderr
    assert run("corpus", "seal", "files").exit_code == run("index", "files").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("corpus", "check", "nowhere"), "nowhere does not exist"),
        (("corpus", "seal", "nowhere"), "nowhere does not exist"),
        (("corpus", "seal", "empty"), "empty has no catalogue.toml: write one"),
        (("corpus", "seal", "wrong"), "wrong/catalogue.toml cannot be sealed: "),
        (("import",), "nothing to import: give addresses"),
        (("import", "--list", "list.txt"), "list.txt, line 3: 'example.org' is not a web address"),
        (("import", "--list", "nowhere.txt"), "nowhere.txt cannot be used"),
        (("index", "nowhere", "--watch"), "nowhere does not exist"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """Every mistake is one line on the error stream and exit status 1."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "catalogue.toml").write_text("[[document", encoding="utf-8")
    (tmp_path / "list.txt").write_text("# danh sách\nhttps://example.org/1 # một\nexample.org\n", encoding="utf-8")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = [line for line in result.stderr.splitlines() if line.strip()]
    assert line.startswith("passerelle: ")
    assert sentence in line


def test_import(tmp_path: Path, site: Site) -> None:
    """Addresses, a list of them and a feed are imported into the folder of the index and indexed; the second time nothing changes."""
    (tmp_path / "list.txt").write_text(f"# một\n{site.url('/1')}  # trang\n\n", encoding="utf-8")
    arguments = ("import", "--list", "list.txt", "--feed", site.url("/rss"), "--kind", "news", "--pause", "0", "--allow-private")
    found = printed(*arguments, "--json")
    assert (list(found["added"]), found["unchanged"], found["failed"]) == ([site.url("/1")], [], {})
    assert Path(found["folder"]) == Path("index/imported")
    (stored,) = open_current(tmp_path / "index").store.documents
    assert (stored.document.published, stored.document.kind, found["index_generation"]) == (site.url("/1"), "news", current_name(tmp_path / "index"))
    again = run(*arguments)
    assert again.exit_code == 0
    assert "0 added, 0 changed, 1 unchanged, 0 failed in index/imported" in again.stdout


def test_an_import_that_gives_nothing(tmp_path: Path, site: Site) -> None:
    """A machine of a private network is not asked unless that is wanted, and an import without any document has status 1."""
    found = printed("import", site.url("/1"), "--no-index", "--into", "news", "--json", status=1)
    assert "private network" in found["failed"][site.url("/1")]
    assert site.asked == []
    assert current_name(tmp_path / "index") is None


def test_the_commands_of_the_group() -> None:
    """The group names its commands."""
    assert [command.name for command in corpus_app.registered_commands] == ["check", "seal"]


class Program:
    """The command itself in a process of its own, with the fake encoder, and what it printed so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._out = (folder / "out.txt").open("w+", encoding="utf-8")
        self._err = (folder / "err.txt").open("w+", encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
        command = [sys.executable, "-c", FOLLOWING, *arguments]
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=self._out, stderr=self._err, start_new_session=True)  # noqa: S603 - our own command

    def wait_for(self, lines: int) -> list[Any]:
        """The JSON of so many builds."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(found := Path(self._out.name).read_text(encoding="utf-8").splitlines()) < lines:
            assert self.process.poll() is None, self.errors()
            assert time.monotonic() < deadline, (found, self.errors())
            time.sleep(0.1)
        return [json.loads(line) for line in found]

    def errors(self) -> str:
        """What stands on the error stream."""
        return Path(self._err.name).read_text(encoding="utf-8")

    def interrupt(self) -> int:
        """What Ctrl-C does, which reaches all processes of the group; gives the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        """Makes sure that nothing is left."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self._out.close()
        self._err.close()


def test_watch(tmp_path: Path) -> None:
    """The command indexes on each change, one line of JSON a build, survives a mistake, and Ctrl-C ends it without a traceback."""
    folder = write_folder(tmp_path / "files", one=DECISION)
    program = Program(tmp_path, "index", "files", "--watch", "--json")
    try:
        assert [Path(name).name for name in program.wait_for(1)[0]["added"]] == ["one.txt"]
        (folder / "one.txt.toml").write_text("kind = 1\n", encoding="utf-8")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "the index stays as it was" not in program.errors():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        (folder / "one.txt.toml").unlink()
        write_folder(folder, two=ORDER)
        builds = program.wait_for(2)
        while not builds[-1]["added"]:  # the sidecar went first
            builds = program.wait_for(len(builds) + 1)
        assert [Path(name).name for name in builds[-1]["added"]] == ["two.txt"]
        assert current_name(tmp_path / "index") == builds[-1]["generation"]
        assert program.interrupt() == 0
    finally:
        program.close()
    assert "stopped; the index stays as it is" in program.errors()
    assert "Traceback" not in program.errors()
