"""Ordinary sentences of each language, against which the nearness of a text to a question is read."""

from __future__ import annotations

from functools import cache

from corpus.nouns import Language
from corpus.rulebook import rules


@cache
def background_texts() -> dict[Language, tuple[str, ...]]:
    """The sentences by language of documents."""
    return {Language(rule["language"]): tuple(rule["texts"]) for rule in rules("background")["background"]}
