"""A collection is checked: its catalogue, its texts, and what its documents cite."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import corpus.catalogue
from corpus.catalogue import CatalogueError, corpus_folder, shipped_catalogues
from indexer.corpus_check import check_corpus
from indexer.findings import Check, CheckReport, Severity
from indexer.sources import find_sources

LAW = """Nghị định số 80/2021/NĐ-CP

Hà Nội, ngày 26 tháng 8 năm 2021

Điều 1. Phạm vi
1. Nghị định này quy định việc hỗ trợ doanh nghiệp.
2. Nghị định này không quy định thuế.
Điều 2. Đối tượng
Doanh nghiệp nhỏ và vừa.
"""
CITING = """Thông tư số 06/2022/TT-BKHĐT

Điều 1. Phạm vi
Thông tư này hướng dẫn khoản {clause} Điều 1 Nghị định số 80/2021/NĐ-CP.
Điều 2. Kinh phí
Kinh phí thực hiện theo Nghị định số 45/2012/NĐ-CP và Thông tư số 28/2018/TT-BCT.
Điều 3. Khác
Thực hiện theo Nghị định số 45/2012/NĐ-CP.
"""
CATALOGUE = """
[[document]]
file = "law.txt"
number = "80/2021/NĐ-CP"
date = 2021-08-26
[[document]]
file = "citing.txt"
number = "06/2022/TT-BKHĐT"
cites = ["45/2012/NĐ-CP", "39/2018/NĐ-CP"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents that cite one another, with a catalogue; nothing is wrong with it."""
    (tmp_path / "law.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "citing.txt").write_text(CITING.format(clause=2), encoding="utf-8")
    (tmp_path / "catalogue.toml").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path


def found(report: CheckReport) -> dict[Check, Severity]:
    """What was found, with its severity."""
    return {finding.check: finding.severity for finding in report.findings}


def sentence(report: CheckReport) -> str:
    """The sentence of the one finding."""
    (finding,) = report.findings
    return finding.sentence


def written(path: Path, old: str, new: str) -> None:
    """Changes a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_wrong(folder: Path) -> None:
    """Where nothing is wrong nothing is found, and the absent acts are listed with how often and by whom they are cited."""
    report = check_corpus(folder)
    assert (report.documents, report.findings) == (2, ())
    assert [(act.number, act.mentions) for act in report.absent] == [("45/2012/NĐ-CP", 2), ("28/2018/TT-BCT", 1), ("39/2018/NĐ-CP", 1)]
    assert {act.documents for act in report.absent} == {(folder / "citing.txt",)}


def test_a_dead_reference(folder: Path) -> None:
    """A clause of another document that is cited and not there is an error that says what is there."""
    (folder / "citing.txt").write_text(CITING.format(clause=9), encoding="utf-8")
    report = check_corpus(folder)
    assert found(report) == {Check.DEAD_REFERENCE: Severity.ERROR}
    assert "citing.txt cites 'khoản 9 Điều 1 Nghị định số 80/2021/NĐ-CP', but Điều 1 has no khoản 9; it has khoản 1 and 2" in sentence(report)


def test_a_reference_to_what_an_account_leaves_out(folder: Path) -> None:
    """Of an account, which tells only some clauses, it is a note."""
    (folder / "citing.txt").write_text(CITING.format(clause=9), encoding="utf-8")
    written(folder / "catalogue.toml", "date = 2021-08-26", "record = true")
    assert found(check_corpus(folder)) == {Check.DEAD_REFERENCE: Severity.NOTE}


def test_a_clause_that_the_citing_act_adds(folder: Path) -> None:
    """What an act adds to another need not be there."""
    written(folder / "citing.txt", "Thông tư này hướng dẫn khoản 2 Điều 1", "Bổ sung khoản 9 vào Điều 1 của")
    assert found(check_corpus(folder)) == {}


@pytest.mark.parametrize(
    ("old", "new", "severity", "says"),
    [
        ("2021-08-26", "2021-08-27", Severity.ERROR, "law.txt: the catalogue has date = 2021-08-27, the text shows 2021-08-26: look it up"),
        ('"80/2021/NĐ-CP"', '"81/2021/NĐ-CP"', Severity.ERROR, "the catalogue has number = 81/2021/NĐ-CP, the text shows 80/2021/NĐ-CP"),
    ],
)
def test_a_catalogue_that_disagrees_with_the_text(folder: Path, old: str, new: str, severity: Severity, says: str) -> None:
    """A number or a date that the text does not have, while it has another, is an error."""
    written(folder / "catalogue.toml", old, new)
    report = check_corpus(folder)
    told = [finding for finding in report.findings if finding.check is Check.DISAGREEMENT]
    assert [finding.severity for finding in told] == [severity]
    assert says in told[0].sentence


def test_a_value_that_the_text_has_elsewhere(folder: Path) -> None:
    """Where the text has the value of the catalogue, too, it is a note, since the reading may be at fault."""
    written(folder / "law.txt", "Doanh nghiệp nhỏ và vừa.", "Doanh nghiệp nhỏ và vừa, từ ngày 27 tháng 8 năm 2021.")
    written(folder / "catalogue.toml", "2021-08-26", "2021-08-27")
    assert found(check_corpus(folder)) == {Check.DISAGREEMENT: Severity.NOTE}


def test_two_languages_of_one_act(folder: Path) -> None:
    """Two entries of one act that say different things of it are an error."""
    (folder / "loi.txt").write_text("Décret n° 80/2021/NĐ-CP\n\nArticle 1. Objet\nLe décret fixe les aides.\n", encoding="utf-8")
    twin = '[[document]]\nfile = "loi.txt"\nsubject = "sme"\nnumber = "80/2021/NĐ-CP"\ndate = 2021-08-25\n'
    (folder / "catalogue.toml").write_text(CATALOGUE.replace("date =", 'subject = "sme"\ndate =') + twin, encoding="utf-8")
    report = check_corpus(folder)
    assert "law.txt has date = 2021-08-26, loi.txt, the same act, date = 2021-08-25" in sentence(report)


@pytest.mark.parametrize(
    ("field", "check", "says"),
    [
        ('sectors = ["electronics", "spaceships"]', Check.UNKNOWN_SECTOR, "sectors has 'spaceships', which is none of corpus/rules/sectors.toml"),
        ('measures = ["grant", "gift"]', Check.UNKNOWN_MEASURE, "measures has 'gift', which is none of corpus/rules/measures.toml"),
        ('kind = "poem"', Check.WRONG_FIELD, "kind = 'poem' is not a kind of document"),
        ('title = "Nghi\u0323"', Check.NOT_NFC, "the field 'title' is not NFC"),
        (f'sha256 = "{"0" * 64}"', Check.WRONG_CHECKSUM, "the file is not the one that the entry was written for"),
    ],
)
def test_fields(folder: Path, field: str, check: Check, says: str) -> None:
    """Codes that no taxonomy has, wrong values, and a checksum of another file are errors."""
    written(folder / "catalogue.toml", "date = 2021-08-26", f"date = 2021-08-26\n{field}")
    report = check_corpus(folder)
    assert any(finding.check is check and finding.severity is Severity.ERROR and says in finding.sentence for finding in report.findings)


def test_files_and_entries(folder: Path) -> None:
    """An entry without its file and a sidecar without its document are errors, a file that the catalogue leaves out is a note."""
    (folder / "law.txt").rename(folder / "loi.txt")
    (folder / "gone.pdf.toml").write_text('kind = "plan"\n', encoding="utf-8")
    (folder / "citing.txt.toml").write_text("kind = 3\n", encoding="utf-8")
    assert found(check_corpus(folder)) == {
        Check.ENTRY_WITHOUT_FILE: Severity.ERROR,
        Check.WRONG_FIELD: Severity.ERROR,
        Check.FILE_WITHOUT_ENTRY: Severity.NOTE,
    }


def test_texts(folder: Path) -> None:
    """A text that is not composed is a note in a folder of a user, and a file that cannot be read an error."""
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    written(folder / "law.txt", "Phạm vi", "Pha\u0323m vi")
    assert found(check_corpus(folder)) == {Check.UNREADABLE: Severity.ERROR, Check.NOT_NFC: Severity.NOTE, Check.FILE_WITHOUT_ENTRY: Severity.NOTE}


def test_a_folder_without_a_catalogue(folder: Path) -> None:
    """Nobody need catalogue anything."""
    (folder / "catalogue.toml").unlink()
    assert check_corpus(folder).findings == ()


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of one part of the shipped documents that passes for the whole."""
    package = tmp_path / "corpus"
    catalogue = package / "catalogue" / "sme-tax.toml"
    catalogue.parent.mkdir(parents=True)
    shutil.copy(next(path for path in shipped_catalogues() if path.name == catalogue.name), catalogue)
    for line in catalogue.read_text(encoding="utf-8").splitlines():
        if line.startswith("file = "):
            name = line.split('"')[1]
            (package / "documents" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(corpus_folder() / name, package / "documents" / name)
    monkeypatch.setattr(corpus.catalogue, "files", lambda _package: package)
    return package


def test_a_shipped_catalogue(shipped: Path) -> None:
    """Of shipped documents much is asked: an entry with all fields and a checksum for each, composed text, no file without an entry."""
    assert check_corpus().of(Severity.ERROR) == ()
    catalogue = shipped / "catalogue" / "sme-tax.toml"
    text = catalogue.read_text(encoding="utf-8").replace('status = "in_force"\n', "", 1)
    catalogue.write_text("\n".join(line for line in text.split("\n") if not line.startswith("sha256")), encoding="utf-8")
    (shipped / "documents" / "vi" / "new.md").write_text("# Nghi\u0323", encoding="utf-8")
    report = check_corpus()
    assert {finding.check for finding in report.of(Severity.ERROR)} == {
        Check.MISSING_FIELD, Check.MISSING_CHECKSUM, Check.FILE_WITHOUT_ENTRY, Check.NOT_NFC,
    }  # fmt: skip


def test_a_shipped_document_that_was_not_read_again(shipped: Path) -> None:
    """A shipped document is to be read against its sources by two; one that was not is a note until it is."""
    catalogue = shipped / "catalogue" / "sme-tax.toml"
    text = re.sub(r"(?ms)^reread\w* = (\[.*?\]|[^\n]*)\n", "", catalogue.read_text(encoding="utf-8"))
    catalogue.write_text(text.replace("checked = 2026-11-22", "checked = 2026-11-22\nreread = 2026-11-30", 1), encoding="utf-8")
    told = [finding for finding in check_corpus().of(Severity.NOTE) if finding.check is Check.NOT_REREAD]
    assert len(told) == text.count("[[document]]") - 1
    assert "the entry has no `reread`: let one who did not write it read it against its sources" in told[0].sentence


def test_a_shipped_document_that_was_changed(shipped: Path) -> None:
    """It is not indexed until it is sealed or put back, which the sentence says."""
    changed = next((shipped / "documents" / "vi").glob("nd-*.md"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="check the entry and run `passerelle corpus seal`; else put the file back") as refusal:
        find_sources(((shipped / "documents").resolve(),))
    assert changed.name in str(refusal.value)


def test_two_catalogues_with_one_entry(shipped: Path) -> None:
    """An entry that two files of the catalogue have is told."""
    shutil.copy(shipped / "catalogue" / "sme-tax.toml", shipped / "catalogue" / "twice.toml")
    assert Check.TWO_ENTRIES in {finding.check for finding in check_corpus().of(Severity.ERROR)}


def test_the_shipped_documents_hold() -> None:
    """Nothing in the shipped documents must be mended."""
    report = check_corpus()
    assert [finding.sentence for finding in report.of(Severity.ERROR)] == []
    assert report.documents >= 60
