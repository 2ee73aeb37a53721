"""A real act in the encodings of before Unicode is read as the act."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from corpus.legacy import LegacyEncoding
from indexer.readers import read
from tests.indexer.edits import distance, error_rate

DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "docs" / "vi"
ACT = "nghi-quyet-so-113-nq-cp-469448"
LARGEST_ERROR_RATE = 0.01

LETTERS = st.text("abc", max_size=8)


@given(LETTERS, LETTERS, LETTERS)
def test_distance(first: str, second: str, third: str) -> None:
    """The distance is that of the textbook's table, the same both ways, and never longer than by way of a third text."""
    assert distance(first, second) == by_table(first, second) == distance(second, first)
    assert distance(first, third) <= distance(first, second) + distance(second, third)


def by_table(first: str, second: str) -> int:
    """The distance by dynamic programming, letter by letter."""
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first, start=1):
        above, row = row, [index]
        for place, other in enumerate(second):
            row.append(min(above[place + 1] + 1, row[place] + 1, above[place] + (letter != other)))
    return row[-1]


def test_error_rate() -> None:
    """One wrong letter in ten is a tenth; white space and capitals do not count."""
    assert error_rate("nghị\n quyết", "Nghị  quyêt") == 0.1


STAMP = re.compile(r"Ký bởi:.*?\+07:00", re.DOTALL | re.IGNORECASE)
"""The electronic signature drawn on the first sheet, which is no part of the text layer; the files in old encodings were made with it."""
TITLE = "Về thanh toán các chi phí"


@cache
def act() -> str:
    """The text layer of the act in Unicode, as it stands in the file."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO((DOCUMENTS / f"{ACT}.pdf").read_bytes())).pages)


def comparable(text: str) -> str:
    """The text with the words above its title sorted, since the two columns there were read in another order when the files were made."""
    head, title, body = STAMP.sub("", text).partition(TITLE)
    assert title
    return " ".join([*sorted(head.casefold().split()), title, body])


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the real documents are not beside the repository")
@pytest.mark.parametrize("encoding", [LegacyEncoding.TCVN3, LegacyEncoding.VNI])
@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_the_act_in_old_encodings(encoding: LegacyEncoding, suffix: str) -> None:
    """At most one letter in a hundred of the act differs from its text in Unicode, case aside, since TCVN3 has no capitals with tones."""
    path = DOCUMENTS / "derived" / f"{ACT}.{encoding.lower()}.{suffix}"
    raw = read(path.read_bytes(), path.name)
    assert raw.metadata["encoding"] == encoding
    assert error_rate(comparable("\n".join(line.text for line in raw.lines)), comparable(act())) <= LARGEST_ERROR_RATE
