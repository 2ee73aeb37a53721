"""A reply is cut into the same sentences however it arrives, and nothing of it is shown that nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.replies import Sentence, SentenceReader, read_sentence

REPLY = (
    "Hà Nội compte environ 1 200 entreprises d'ici 2030 [1]. Dont 40 % aux normes.[2] Selon l'art. 3, rien.\n- **Point** un [1, 3].\n\n- Deux [2]\n"
    "Au total [1][2] : trois 【3】."
)
SENTENCES = [
    ("Hà Nội compte environ 1 200 entreprises d'ici 2030 [1].", (1,), False),
    ("Dont 40 % aux normes. [2]", (2,), False),
    ("Selon l'art. 3, rien.", (), False),
    ("Point un [1] [3].", (1, 3), True),
    ("Deux [2]", (2,), True),
    ("Au total [1] [2] : trois [3].", (1, 2, 3), True),
]


def read(pieces: list[str]) -> list[Sentence]:
    """The sentences of a reply that arrives in these pieces."""
    reader = SentenceReader()
    return [*(sentence for piece in pieces for sentence in reader.feed(piece)), *reader.close()]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 1000])
def test_sentences_do_not_depend_on_the_pieces(size: int) -> None:
    """Each sentence has its pointers, those behind its full stop too, in pieces of any size."""
    pieces = [REPLY[start : start + size] for start in range(0, len(REPLY), size)]
    assert [(sentence.text, sentence.pointers, sentence.begins_line) for sentence in read(pieces)] == SENTENCES


def test_a_sentence_is_given_as_soon_as_it_is_complete() -> None:
    """The first sentence comes with the first letter of the second, and not before its pointer has come."""
    reader = SentenceReader()
    assert [*reader.feed("Un mot. ")] == []
    assert [*reader.feed("[1")] == []
    assert [sentence.text for sentence in reader.feed("] Le")] == ["Un mot. [1]"]


@given(st.lists(st.text(alphabet=st.sampled_from("ab. [1]\n\t2,;:!-*\u200b\u202e é"), max_size=12), max_size=8))
def test_pieces_of_any_text(pieces: list[str]) -> None:
    """Any text gives the same words and pointers in pieces as at once."""
    parted, whole = read(pieces), read(["".join(pieces)])
    assert [(sentence.text, sentence.pointers) for sentence in parted] == [(sentence.text, sentence.pointers) for sentence in whole]


@given(st.text(max_size=80))
def test_nothing_unseen_is_left(written: str) -> None:
    """No control character, no mark of direction and no line break is in what is shown."""
    sentence = read_sentence(written)
    if sentence:
        assert not {unicodedata.category(letter) for letter in sentence.text} & {"Cc", "Cf", "Cn", "Co", "Cs"}
        assert unicodedata.is_normalized("NFC", sentence.text)
