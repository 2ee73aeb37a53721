"""The fakes keep the contracts of what they stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.encoder import Encoder, TextTooLong
from tests.fakes import FakeEncoder, word_starts


def test_the_fake_is_an_encoder() -> None:
    """The fake has the type of the protocol, which the type checker and this call confirm."""
    encoder: Encoder = FakeEncoder()
    assert encoder.encode_passages(["a", "b"]).shape == (2, encoder.card.dimensions)
    assert encoder.encode_passages([]).shape == (0, encoder.card.dimensions)


@given(st.text(max_size=60))
def test_vectors_have_length_one(text: str) -> None:
    """Every text, the empty one too, becomes a vector of length 1, the same each time."""
    vector = FakeEncoder().encode_query(text)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-6)
    assert np.array_equal(vector, FakeEncoder().encode_passages([text])[0])


def test_common_words_bring_texts_together() -> None:
    """A text is nearer to one that shares its words than to one that shares none."""
    encoder = FakeEncoder()
    question, near, far = map(encoder.encode_query, ("taux de la taxe", "le taux de taxe", "hỗ trợ doanh nghiệp nhỏ"))
    assert question @ near > 0.5 > question @ far


def test_what_was_encoded_is_remembered() -> None:
    """The fake keeps the passages in order and tells how many are done."""
    encoder, told = FakeEncoder(), list[int]()
    encoder.encode_passages(["un", "deux"], told.append)
    encoder.encode_passages(["trois"], told.append)
    assert (encoder.encoded, told) == (["un", "deux", "trois"], [2, 1])


def test_nothing_is_cut() -> None:
    """A text that is too long is refused as the real encoders refuse it."""
    with pytest.raises(TextTooLong, match="3 tokens, at most 2"):
        FakeEncoder(max_tokens=2).encode_passages(["un deux trois"])


@given(st.text(max_size=60))
def test_word_starts_ascend(text: str) -> None:
    """Token starts ascend and none is a space."""
    starts = word_starts(text)
    assert starts == sorted(set(starts))
    assert not any(text[start].isspace() for start in starts)
