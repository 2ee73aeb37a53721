"""What `passerelle extract` and `passerelle index` say of files, good and bad."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.nouns import ClauseLevel, ClauseStep, DocumentNumber, Relation, RelationKind, Span
from indexer.extraction import Gaps, extract
from service.schemas.extracts import extract_out, field_value
from tests.fakes import word_starts
from tests.service.library import DECISION
from tests.service.test_cli import fake, printed, run

__all__ = ["fake"]  # the fixture that every test of commands needs

EXTRACTION = extract(DECISION.encode(), "a.txt", word_starts)


def test_everything_has_its_place() -> None:
    """Fields, relations and gaps are told with their offsets, and the whole is JSON."""
    relation = Relation(
        RelationKind.REPLACES,
        Span(5, 15),
        DocumentNumber(80, 2021, "NĐ", "CP"),
        date=dt.date(2021, 8, 26),
        steps=(ClauseStep(ClauseLevel.ARTICLE, "5"), ClauseStep(ClauseLevel.CLAUSE, "2")),
    )
    found = replace(EXTRACTION, fields={"title": Span(11, 20)}, relations=(relation,), gaps=Gaps(frozenset({3, 2}), "dark", ""), recognised=frozenset({1}))
    out = json.loads(json.dumps(extract_out(found)))
    assert out["fields"] == {"title": {"value": EXTRACTION.document.title, "start": 11, "end": 20}}
    assert out["relations"] == [
        {
            "kind": "replaces",
            "number": "80/2021/NĐ-CP",
            "name": "",
            "date": "2021-08-26",
            "clause": "article-5/clause-2",
            "effective": None,
            "start": 5,
            "end": 15,
        }
    ]
    assert (out["recognised"], out["unread"], out["incomplete"]) == ([1], [2, 3], "without pages 2-3: dark")


def test_fields_as_json_has_them() -> None:
    """Numbers are spelled officially, dates are ISO 8601, and what a document does not have is null."""
    document = replace(EXTRACTION.document, number=DocumentNumber(68, None, "NQ", "TW"), date=dt.date(2025, 5, 4), vision=2045)
    names = ("number", "date", "vision", "kind", "record", "place", "unheard_of")
    assert [field_value(document, name) for name in names] == ["68-NQ/TW", "2025-05-04", 2045, str(document.kind), False, None, None]


@pytest.mark.parametrize("name", ["a[red].txt", "a[/].txt".replace("/", "b"), "a\u202e.txt"])
def test_names_are_shown_as_they_are(tmp_path: Path, name: str) -> None:
    """Signs in a name that mean something to the terminal's library are shown, not obeyed."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / name).write_text(DECISION, encoding="utf-8")
    (tmp_path / "files" / "[bad].txt").write_text("", encoding="utf-8")
    shown = run("index", "files").stdout
    assert f"added  {tmp_path / 'files' / name}" in shown
    assert f"failed  {tmp_path / 'files' / '[bad].txt'}: it is empty" in shown


def test_the_summary(tmp_path: Path) -> None:
    """The last line of a build counts the pages and the seconds."""
    (tmp_path / "a.txt").write_text("\f".join(f"{DECISION}\nTrang {number}" for number in range(3)), encoding="utf-8")
    assert "3 pages read, 0 of them recognised on images, in " in run("index", "a.txt").stdout.splitlines()[-1]


@pytest.mark.parametrize(("content", "sentence"), [(b"", "it is empty"), (b"PK\x03\x04", "damaged"), (b"%PDF-1.4", "damaged")])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, sentence: str) -> None:
    """The sentence names the file and what is wrong with it."""
    (tmp_path / "bad.pdf").write_bytes(content)
    result = run("extract", "bad.pdf")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("passerelle: bad.pdf: ")
    assert sentence in result.stderr


def test_limits_are_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of the largest file is taken from the settings, for one file and for many."""
    monkeypatch.setenv("PASSERELLE_FILE_MB", "1")
    monkeypatch.setenv("PASSERELLE_WORKERS", "1")
    (tmp_path / "large.txt").write_bytes(b"mot\n" * 250_001)
    assert "more than the 1 MB that are read" in run("extract", "large.txt").stderr
    assert "more than the 1 MB that are read" in next(iter(printed("index", "large.txt", "--json")["failed"].values()))
