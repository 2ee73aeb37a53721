"""The ordinary sentences are there in both languages of documents."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.background import background_texts
from corpus.nouns import Language


@pytest.mark.parametrize("language", [Language.FRENCH, Language.VIETNAMESE])
def test_sentences_are_enough_and_different(language: Language) -> None:
    """Each language has at least twenty different sentences in NFC, each ended by a full stop."""
    texts = background_texts()[language]
    assert len(set(texts)) == len(texts) >= 20
    assert all(unicodedata.is_normalized("NFC", text) and text.endswith(".") for text in texts)
