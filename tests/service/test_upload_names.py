"""Names of strangers' files are made harmless, and what readers say of files is understood."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indexer
from indexer.limits import Limits
from service.building import Built, FileRead, NotBuilt, Step, read_event, write_event
from service.uploads.names import LONGEST_BYTES, safe_name
from service.uploads.reasons import SENTENCES, Reason, reason_of

_PIECES = st.sampled_from(
    ["..", "/", "\\", "\x00", "\u202e", "con", ".", " ", "é", "e\u0301", "Kế hoạch", ".pdf", ".toml", "<", "\n", "\u2028", "😀", "\ud800"]
)


@given(st.text(st.characters()) | st.lists(_PIECES, max_size=30).map("".join) | st.text(min_size=200, max_size=400).map(lambda text: text + ".pdf"))
def test_names_are_harmless(sent: str) -> None:
    """A safe name is one part of a path, not hidden, composed, visible, of a length that any disk takes, and is safe again; or it is empty."""
    name = safe_name(sent)
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= LONGEST_BYTES
    assert Path("folder", name or "x").resolve().parent == Path("folder").resolve()
    assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


_LETTERS = "AbcZ09àâçéèêëîïôùûüœĂăĐđƠơƯưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


@given(st.text(_LETTERS, min_size=1, max_size=30).flatmap(lambda word: st.text(_LETTERS + " _()-", max_size=30).map(lambda rest: f"{word}{rest}{word}.pdf")))
def test_ordinary_names_stay(name: str) -> None:
    """What a person would call a file is kept, composed and with single spaces."""
    assert safe_name(name) == unicodedata.normalize("NFC", " ".join(name.split()))


def sentences() -> list[str]:
    """The sentences with which the indexer gives up a file, what is filled in written as 5."""
    found = []
    for path in sorted(Path(indexer.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"UnreadableFile", "RecognitionUnavailable"}:
                found += [text for argument in node.args[:1] if (text := _text(argument))]
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "5" for part in node.values)
    return ""


LIMITS = Limits()


@pytest.mark.parametrize(
    "sentence",
    [*sentences(), LIMITS.too_large(9**9), LIMITS.too_slow(25), LIMITS.too_slow_page(2), LIMITS.too_much_memory, LIMITS.too_many_pages(9), LIMITS.too_much_text(9)],
)  # fmt: skip
def test_every_sentence_has_a_reason(sentence: str) -> None:
    """Each sentence with which a reader gives up a file has a code, for which every language of the interface has words."""
    assert reason_of(sentence) is not Reason.UNREADABLE


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("it ends in .pdf but is not a PDF: open and save it again with the program that made it", Reason.DAMAGED),
        ("LibreOffice cannot open it, because it is damaged or protected by a password: open and save it again as .docx", Reason.DAMAGED),
        ("it is read with LibreOffice, which is not installed: install it with `apt` and index it again", Reason.PROGRAM),
        ("it holds no text", Reason.NO_TEXT),
        ("it has 9 pages, more than the 5 that are read: split it", Reason.TOO_MUCH),
        ("it could not be read within 25 s: split it or save it in another format, or raise PASSERELLE_FILE_SECONDS", Reason.TOO_SLOW),
        ("it is a scan, and tesseract, which reads scans in Vietnamese and French, is not here: x", Reason.SCAN),
        ("something that nobody has foreseen", Reason.UNREADABLE),
    ],
)
def test_reasons(sentence: str, reason: Reason) -> None:
    """What a reader says is the reason that a person would name."""
    assert reason_of(sentence) is reason


def test_sentences_of_ours() -> None:
    """Every reason that no reader gives has a sentence."""
    of_readers = {Reason.DAMAGED, Reason.LOCKED, Reason.NO_TEXT, Reason.ENCODING, Reason.TOO_SLOW, Reason.TOO_MUCH, Reason.SCAN, Reason.PROGRAM}
    assert set(Reason) - of_readers - {Reason.PAGES_MISSING, Reason.UNREADABLE} == set(SENTENCES)


_REPORT = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])), max_size=3)
_EVENTS = (
    st.builds(Step, st.text(), st.integers(0), st.integers(0))
    | st.builds(Built, st.text(), _REPORT, _REPORT, _REPORT)
    | st.builds(NotBuilt, st.text(), st.booleans())
    | st.builds(FileRead, st.text())
)


@given(_EVENTS)
def test_events_are_read_as_they_were_written(event: Step | FileRead | Built | NotBuilt) -> None:
    """An event is one line, and the line is the same event again."""
    line = write_event(event)
    assert line.count("\n") == 1
    assert read_event(line) == event


@pytest.mark.parametrize("line", ["", "hello", "[]", "{}", '{"event": "step"}', '{"event": "other"}', "5", "null"])
def test_other_lines_are_no_events(line: str) -> None:
    """What a library prints in between is passed over."""
    assert read_event(line) is None
