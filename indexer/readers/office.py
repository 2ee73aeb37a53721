"""Reads documents of older and other word processors (.doc, .rtf, .odt): LibreOffice turns them into .docx, which is then read.

Each call has a profile of its own, so that calls run side by side and none changes the person's LibreOffice;
in it macros do not run and linked files are not fetched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from indexer.errors import UnreadableFile
from indexer.readers import docx
from indexer.reading import MediaType, RawDocument

TIMEOUT_S = 120
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALLED_WITH = {"darwin": "brew install --cask libreoffice", "linux": "apt-get install libreoffice-writer-nogui"}
_SUFFIXES = {MediaType.DOC: ".doc", MediaType.RTF: ".rtf", MediaType.ODT: ".odt"}
_FILTERS = {MediaType.DOC: "MS Word 97", MediaType.RTF: "Rich Text Format", MediaType.ODT: "writer8"}
"""How LibreOffice is to read each format; left to choose, it takes a damaged document for plain text."""
_WORD_STREAM, _ENCRYPTED_STREAM = "WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
_WATCHED = 'folder=$1; shift; exec 3<&0; "$@" </dev/null 3<&- & program=$!; (read -r _ <&3; rm -rf -- "$folder"; kill -KILL 0) & wait "$program"'
"""Runs a program in the shell; when the input is closed, as it is when the process that writes to it is killed, its folder and its process group go."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_doc(content: bytes) -> RawDocument:
    """The lines of a document of the old Word format (.doc).

    Raises ``UnreadableFile`` for another old Office file, and where ``converted`` does.
    """
    if _ENCRYPTED_STREAM in content:
        raise UnreadableFile("it is protected by a password: remove the password and index it again")
    if _WORD_STREAM not in content:
        raise UnreadableFile("it is a file of an old Office program but no Word document: save it as .docx or PDF")
    return _read(content, MediaType.DOC)


def read_rtf(content: bytes) -> RawDocument:
    """The lines of a document in Rich Text Format (.rtf). Raises ``UnreadableFile`` where ``converted`` does."""
    return _read(content, MediaType.RTF)


def read_odt(content: bytes) -> RawDocument:
    """The lines of an OpenDocument text (.odt). Raises ``UnreadableFile`` where ``converted`` does."""
    return _read(content, MediaType.ODT)


def _read(content: bytes, media_type: MediaType) -> RawDocument:
    return replace(docx.read(converted(content, media_type)), media_type=media_type)


def converted(content: bytes, media_type: MediaType, *, timeout_s: float = TIMEOUT_S) -> bytes:
    """The document as .docx.

    Raises ``UnreadableFile`` where LibreOffice is missing, cannot open the document, or takes too long.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="passerelle-office-") as name:
        folder = Path(name)
        document = folder / f"document{_SUFFIXES[media_type]}"
        document.write_bytes(content)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        arguments = (
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"--infilter={_FILTERS[media_type]}",
            "--convert-to",
            "docx",
            "--outdir",
            str(folder / "made"),
        )
        _run([program, profile, *arguments, str(document)], timeout_s, folder)
        made = folder / "made" / "document.docx"
        if not made.is_file():
            raise UnreadableFile("LibreOffice cannot open it, because it is damaged or protected by a password: open and save it again as .docx")
        return made.read_bytes()


def _program() -> str:
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return found
    command = _INSTALLED_WITH.get(sys.platform, "a download from libreoffice.org")
    raise UnreadableFile(f"it is read with LibreOffice, which is not installed: install it with `{command}` and index it again")


def _run(command: list[str], timeout_s: float, folder: Path) -> None:
    """Runs the program to its end; when it takes too long, or this process is killed, it and all that it started are ended."""
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    # The program is found on the person's own path, and what it is given are names that were chosen here.
    process = subprocess.Popen(  # noqa: S603
        ["/bin/sh", "-c", _WATCHED, "sh", str(folder), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=environment,
        cwd=folder,
    )
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"LibreOffice did not finish reading it in {timeout_s:g} s: open and save it again as .docx") from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all have ended, as they should
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
