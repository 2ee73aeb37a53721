"""Documents of older and other word processors are read through LibreOffice, or refused with what to do."""

import io
import multiprocessing
import os
import shutil
import stat
import sys
import time
import zipfile
from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.readers import media_type_of, office, read
from indexer.reading import MediaType, RawDocument

DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "docs" / "vi"
CONTRACT = DOCUMENTS / "hop-dong-dich-vu-cap-nuoc.doc"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}{\f1 .VnTime;}}"
    r"\f0 Arr\'eat\'e9 du 5 mai\par \u272?i\u7873?u 1. H\u7895? tr\u7907?\par \f1 NghÞ quyÕt cña ChÝnh phñ\par"
    r"\trowd\trhdr\cellx2000\cellx4000\intbl Commune\cell Taux\cell\row\trowd\cellx2000\cellx4000\intbl Lille\cell 20 %\cell\row\pard\par}"
).encode("cp1252")

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def odt(body: str) -> bytes:
    """An OpenDocument text."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", MediaType.ODT)
        archive.writestr(
            "content.xml",
            f'<office:document-content {names} office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>',
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{MediaType.ODT}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return written.getvalue()


def texts(raw: RawDocument) -> list[str]:
    """The lines that are not blank."""
    return [line.text.strip() for line in raw.lines if line.text.strip()]


def program(folder: Path, script: str) -> None:
    """A program of the name of LibreOffice's that does what the script says."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@needs_libreoffice
def test_rtf() -> None:
    """Rich text gives its paragraphs, with fonts of before Unicode converted, and its tables with their header."""
    raw = read(RTF, "a.rtf")
    assert raw.media_type is MediaType.RTF
    assert texts(raw) == ["Arrêté du 5 mai", "Điều 1. Hỗ trợ", "Nghị quyết của Chính phủ", "Commune | Taux", "Lille | Taux: 20 %"]


@needs_libreoffice
def test_odt() -> None:
    """An OpenDocument text gives its headings and paragraphs."""
    raw = read(odt('<text:h text:outline-level="1">Chương I</text:h><text:p>Điều 1. Hỗ trợ</text:p>'), "a.docx")
    assert raw.media_type is MediaType.ODT
    assert texts(raw) == ["Chương I", "Điều 1. Hỗ trợ"]
    assert [line.text for line in raw.lines if line.heading] == ["Chương I"]


@needs_libreoffice
@pytest.mark.skipif(not CONTRACT.is_file(), reason="the real documents are not beside the repository")
def test_a_real_old_document() -> None:
    """A real contract in the old Word format gives all its articles."""
    raw = read(CONTRACT.read_bytes(), CONTRACT.name)
    assert raw.media_type is MediaType.DOC
    articles = [text.split(".")[0] for text in texts(raw) if text.startswith("Điều ") and text.split(".")[0][5:].strip().isdigit()]
    assert articles[0] == "Điều 1"
    assert [int(article[5:]) for article in articles] == list(range(1, len(articles) + 1))
    assert len(articles) >= 8


@needs_libreoffice
@pytest.mark.parametrize("content", [OLD_OFFICE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(4000), odt("<text:p>")], ids=["doc", "odt"])
def test_damaged_documents(content: bytes) -> None:
    """A document that LibreOffice cannot open is refused, and not read as if it were plain text."""
    with pytest.raises(UnreadableFile, match="LibreOffice cannot open it"):
        read(content, "a.doc")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OLD_OFFICE + bytes(100), "it is a file of an old Office program but no Word document"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    ],
)
def test_other_old_office_files(content: bytes, reason: str) -> None:
    """Tables and slides of old Office programs, and protected documents, are refused before any program is started."""
    with pytest.raises(UnreadableFile, match=reason):
        read(content, "a.doc")


@pytest.mark.parametrize(("platform", "command"), [("linux", "apt-get install libreoffice-writer-nogui"), ("darwin", "brew install --cask libreoffice")])
def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, command: str) -> None:
    """Where LibreOffice is missing the refusal names the command that installs it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(office, "_PROGRAMS", ("soffice",))
    with pytest.raises(UnreadableFile, match=command):
        read(RTF, "a.rtf")


def test_a_program_that_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A conversion that takes too long is ended with everything that it started."""
    program(tmp_path, f'/bin/sh -c "echo $$ > {tmp_path}/child; exec /bin/sleep 60" &\nwait')
    monkeypatch.setenv("PATH", str(tmp_path))
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match=r"LibreOffice did not finish reading it in 0\.5 s"):
        office.converted(RTF, MediaType.RTF, timeout_s=0.5)
    assert time.monotonic() - started < 10
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    assert not runs(child)


def test_a_killed_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When the process that reads a document is killed, the conversion ends with it and leaves nothing."""
    program(tmp_path, f'echo "$HOME" > {tmp_path}/home; echo $$ > {tmp_path}/child; exec /bin/sleep 60')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    reader = multiprocessing.get_context("spawn").Process(target=office.converted, args=(RTF, MediaType.RTF))
    reader.start()
    child = tmp_path / "child"
    for _ in range(200):
        if child.is_file() and child.read_text(encoding="utf-8").strip():
            break
        time.sleep(0.05)
    process = int(child.read_text(encoding="utf-8"))
    os.kill(process, 0)
    reader.kill()
    reader.join()
    assert not runs(process)
    assert not Path((tmp_path / "home").read_text(encoding="utf-8").strip()).exists()


def runs(process: int) -> bool:
    """Whether a process is still running a second later; one that has ended but was not waited for does not."""
    for _ in range(20):
        state = Path(f"/proc/{process}/stat")
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        if state.is_file() and state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder in which the document and the profile stood is removed, and the profile forbids macros."""
    program(
        tmp_path,
        f'/bin/cat "${{HOME}}/profile/user/registrymodifications.xcu" > {tmp_path}/settings; /bin/ls "$HOME" > {tmp_path}/names; echo "$HOME" > {tmp_path}/home',
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="LibreOffice cannot open it"):
        office.converted(RTF, MediaType.RTF)
    assert "DisableMacrosExecution" in (tmp_path / "settings").read_text(encoding="utf-8")
    assert "document.rtf" in (tmp_path / "names").read_text(encoding="utf-8").split()
    assert not Path((tmp_path / "home").read_text(encoding="utf-8").strip()).exists()


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [(RTF, "a.doc", MediaType.RTF), (OLD_OFFICE, "a.docx", MediaType.DOC), (odt(""), "a.odt", MediaType.ODT), (b"<html><p>a", "a.doc", MediaType.HTML)],
)
def test_the_bytes_tell_the_format(content: bytes, name: str, media_type: MediaType) -> None:
    """The format is told by the bytes: many a .doc is rich text or a web page."""
    assert media_type_of(content, name) is media_type
