"""Catalogues are checked when they are loaded."""

from datetime import date
from pathlib import Path

import pytest

from corpus.catalogue import CatalogueEntry, CatalogueError, load_catalogue, shipped_catalogue
from corpus.nouns import DocumentNumber, Kind, Language, Status

ENTRY = """
[[document]]
file = "plan.md"
language = "vi"
kind = "plan"
number = "302/KH-UBND"
title = "Kế hoạch"
date = 2025-11-10
status = "in_force"
kind_of_text = "record"
"""


def load(folder: Path, toml: str) -> dict[str, CatalogueEntry]:
    """The entries of a catalogue beside one document, by the names of their files."""
    (folder / "plan.md").write_text("# Plan", encoding="utf-8")
    path = folder / "catalogue.toml"
    path.write_text(toml, encoding="utf-8")
    return {file.name: entry for file, entry in load_catalogue(path, folder).items()}


def test_an_entry(tmp_path: Path) -> None:
    """What an entry says is typed, and what it leaves out is None."""
    entry = load(tmp_path, ENTRY)["plan.md"]
    assert entry.file == tmp_path / "plan.md"
    assert (entry.language, entry.kind, entry.number) == (Language.VIETNAMESE, Kind.PLAN, DocumentNumber(302, None, "KH", "UBND"))
    assert (entry.title, entry.date, entry.status, entry.record) == ("Kế hoạch", date(2025, 11, 10), Status.IN_FORCE, True)
    assert (entry.issuer, entry.effective, entry.published) == (None, None, None)


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ('file = "plan.md"', "", "no `file`"),
        ('file = "plan.md"', 'file = "other.md"', "other.md: there is no such file"),
        ('language = "vi"', 'language = "xx"', "'xx'"),
        ('kind = "plan"', 'kind = "poem"', "'poem'"),
        ("302/KH-UBND", "Kế hoạch hay", "not a document number"),
        ("date = 2025-11-10", 'date = "hier"', "'hier' is not a date"),
        ('status = "in_force"', 'status = "asleep"', "'asleep'"),
        ('status = "in_force"', 'statut = "in_force"', "unknown field 'statut'"),
        ('title = "Kế hoạch"', 'title = "Ke\u0302\u0301 hoa\u0323ch"', "'title' is not NFC"),
        ("[[document]]", "[[document", "not valid TOML"),
    ],
)
def test_wrong_entries(tmp_path: Path, written: str, instead: str, says: str) -> None:
    """A wrong field is refused with a sentence that names the file and the field."""
    with pytest.raises(CatalogueError, match=r"catalogue\.toml") as refusal:
        load(tmp_path, ENTRY.replace(written, instead))
    assert says in str(refusal.value)


def test_the_digest_is_that_of_the_entry(tmp_path: Path) -> None:
    """The digest changes with what the entry says, and not with the order in which it is said."""
    digest = load(tmp_path, ENTRY)["plan.md"].digest
    lines = ENTRY.strip().splitlines()
    reordered = "\n".join([lines[0], *reversed(lines[1:])])
    assert load(tmp_path, reordered)["plan.md"].digest == digest
    assert load(tmp_path, ENTRY.replace("2025-11-10", "2025-11-11"))["plan.md"].digest != digest


def test_the_shipped_catalogue_holds() -> None:
    """Every shipped entry is valid, its file exists, and its title is known."""
    entries = shipped_catalogue()
    assert entries
    assert [path for path, entry in entries.items() if not path.is_file() or not entry.title] == []
