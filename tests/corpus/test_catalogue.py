"""Catalogues are checked when they are loaded."""

from datetime import date
from pathlib import Path

import pytest

from corpus.catalogue import CatalogueEntry, CatalogueError, Flaw, load_catalogue, load_sidecar, read_catalogue, shipped_catalogue
from corpus.checksums import checksum_of, seal, sealed
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


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('reread_sources = ["Công báo"]', "it has `reread_sources` and no `reread`: write the date on which they were read"),
        ("reread = 2026-11-30", "reread = 2026-11-30 is the second reading: write the date of the first one, not after it, as `checked`"),
        ("checked = 2026-12-01\nreread = 2026-11-30", "reread = 2026-11-30 is the second reading"),
        ('reread = "yes"', "reread = 'yes' is not a date"),
        ("date = 2025-12-10T08:00:00", "is not a date: write one such as 2025-12-10, without quotation marks and without an hour"),
        ('period = "từ 2026"', "period = 'từ 2026' is not a period: write one such as \"2026-2030\""),
        ('vision = "2035"', "vision = '2035' is not a year: write one such as 2035, without quotation marks"),
        ('record = "yes"', "record = 'yes' is neither true nor false"),
        ('kind_of_text = "copy"', 'write "record" for an account of an act'),
        ('language = "en"', "language = 'en' is not the language of a document: write one of fr, vi"),
        ('level = "world"', "is not a level: write one of state, ministry"),
        ('issuer = ""', "issuer = '' is not a text"),
        ("issuer = 3", "issuer = 3 is not a text: write it between quotation marks"),
        ('cites = "80/2021/NĐ-CP"', "is not a list: write one such as"),
        ('cites = ["nghị định"]', "cites = ['nghị định'] holds 'nghị định', which is not a document number"),
        ('sha256 = "abc"', "is not a SHA-256: leave the field out, or let `passerelle corpus seal` write it"),
        ("colour = 1", "unknown field 'colour': the fields are file, language, kind"),
    ],
)
def test_every_mistake_says_what_to_write(tmp_path: Path, line: str, says: str) -> None:
    """The sentence names file, entry, field and value, and says what to write instead."""
    with pytest.raises(CatalogueError) as refusal:
        load(tmp_path, f'[[document]]\nfile = "plan.md"\n{line}\n')
    assert str(refusal.value).startswith(f"{tmp_path / 'catalogue.toml'}, entry plan.md: ")
    assert says in str(refusal.value)


def test_a_second_reading(tmp_path: Path) -> None:
    """A second reading is told by its date and by what it found beyond the sources of the first; the entry says the same of the act."""
    read_again = ENTRY + 'checked = 2026-11-22\nreread = 2026-11-30\nreread_sources = ["Công báo"]\n'
    assert load(tmp_path, read_again)["plan.md"] == load(tmp_path, ENTRY)["plan.md"]


def test_all_mistakes_of_a_catalogue(tmp_path: Path) -> None:
    """Reading tells everything that is wrong, by what it is, and keeps what is right."""
    (tmp_path / "plan.md").write_text("# Plan", encoding="utf-8")
    path = tmp_path / "catalogue.toml"
    entry = '[[document]]\nfile = "plan.md"\n'
    path.write_text(f'{entry}kind = "poem"\ntitle = "Kế hoạch"\n{entry}[[document]]\nkind = "plan"\n[[document]]\nfile = "gone.md"\n', encoding="utf-8")
    reading = read_catalogue(path, tmp_path, checksums=True)
    assert [error.flaw for error in reading.errors] == [
        Flaw.WRONG_FIELD, Flaw.MISSING_CHECKSUM, Flaw.TWO_ENTRIES, Flaw.MISSING_FIELD, Flaw.ENTRY_WITHOUT_FILE,
    ]  # fmt: skip
    assert reading.entries[tmp_path / "plan.md"].title == "Kế hoạch"


@pytest.mark.parametrize("toml", ["document = 3\n", '[entry]\nfile = "plan.md"\n', "[document]\nkind = 1\n"])
def test_other_tables(tmp_path: Path, toml: str) -> None:
    """What is not a list of entries is told rather than passed over."""
    with pytest.raises(CatalogueError, match=r"write each entry below a line \[\[document\]\]"):
        load(tmp_path, toml)


def test_a_byte_order_mark(tmp_path: Path) -> None:
    """A catalogue that an editor began with a byte order mark is read."""
    assert load(tmp_path, "\ufeff" + ENTRY)["plan.md"].title == "Kế hoạch"


def test_checksums(tmp_path: Path) -> None:
    """Sealing writes the checksum of each document and leaves the rest as it is; a changed document is then refused with what to do."""
    said = ENTRY.replace("title", "# đã kiểm tra\ntitle")
    load(tmp_path, said)
    path = tmp_path / "catalogue.toml"
    assert seal(path, tmp_path) == ["plan.md"]
    assert path.read_text(encoding="utf-8").replace(f'sha256 = "{checksum_of(tmp_path / "plan.md")}"\n', "") == said
    assert seal(path, tmp_path) == []
    sealed_text = path.read_text(encoding="utf-8")
    assert load(tmp_path, sealed_text)["plan.md"].digest == load(tmp_path, said)["plan.md"].digest
    path.write_text(sealed_text, encoding="utf-8")
    (tmp_path / "plan.md").write_text("# Plan 2", encoding="utf-8")
    with pytest.raises(CatalogueError, match="if the change is meant, check the entry and run `passerelle corpus seal") as refusal:
        load_catalogue(path, tmp_path)
    assert refusal.value.flaw is Flaw.WRONG_CHECKSUM
    assert seal(path, tmp_path) == ["plan.md"]
    assert load_catalogue(path, tmp_path)


@pytest.mark.parametrize(
    ("catalogue", "expected"),
    [
        ("[[document]]\nfile = 'a.md'\n", "[[document]]\nfile = 'a.md'\nsha256 = \"1\"\n"),
        ('[[ document ]] # một\n  file = "a.md" # hai\nsha256 = "0"\n', '[[ document ]] # một\n  file = "a.md" # hai\nsha256 = "1"\n'),
        ('[[document]]\nsources = [\n  "x",\n]\nfile = "a.md"', '[[document]]\nsources = [\n  "x",\n]\nfile = "a.md"\nsha256 = "1"'),
        ('[[document]]\nfile = "b.md"\n', '[[document]]\nfile = "b.md"\n'),
    ],
)
def test_sealed_text(catalogue: str, expected: str) -> None:
    """Only the line of the checksum is written, after that of the file."""
    assert sealed(catalogue, {"a.md": "1"}) == expected


@pytest.mark.parametrize("catalogue", ['document = [{file = "a.md"}]', '[[document]]\nsha256 = "0"\nfile = "a.md"\n'])
def test_what_cannot_be_sealed(catalogue: str) -> None:
    """A catalogue whose lines cannot be told apart is left alone, with the reason."""
    with pytest.raises(ValueError, match=r"write each field of the entries on a line of its own|Cannot overwrite"):
        sealed(catalogue, {"a.md": "1"})


def test_a_sidecar(tmp_path: Path) -> None:
    """What stands beside a document tells of it alone; a mistake in it names it."""
    document = tmp_path / "plan.pdf"
    document.write_bytes(b"x")
    assert load_sidecar(document) is None
    path = tmp_path / "plan.pdf.toml"
    path.write_text('number = "302/KH-UBND"\nrecord = true\n', encoding="utf-8")
    entry = load_sidecar(document)
    assert entry
    assert (entry.file, entry.number, entry.record, entry.title) == (document, DocumentNumber(302, None, "KH", "UBND"), True, None)
    for toml, says in (
        ('kind = "poem"', "kind = 'poem' is not a kind of document: write one of law"),
        ('file = "plan.pdf"', "take the field out"),
        ("=", "TOML"),
    ):
        path.write_text(toml, encoding="utf-8")
        with pytest.raises(CatalogueError) as refusal:
            load_sidecar(document)
        assert str(refusal.value).startswith(str(path))
        assert says in str(refusal.value)


def test_one_entry_over_another() -> None:
    """What an entry says goes before what the other says, and what it leaves out does not."""
    file = Path("a.md")
    merged = CatalogueEntry(file, title="A", record=True).over(CatalogueEntry(Path("b.md"), title="B", kind=Kind.PLAN, status=Status.IN_FORCE))
    assert merged == CatalogueEntry(file, title="A", record=True, kind=Kind.PLAN, status=Status.IN_FORCE)


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
