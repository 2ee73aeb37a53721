"""Whether words that somebody typed, in any of the three languages, name a fact that documents state in another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from corpus.folding import folded, has_accents, nfc
from corpus.glossary import Term, find_terms, folded_words
from corpus.nouns import Language
from corpus.provinces import find_provinces

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Notion:
    """Something that words name whatever the language: its id, the words themselves, and its names by language."""

    id: str
    words: tuple[str, ...]
    names: dict[Language, tuple[str, ...]]


@dataclass(frozen=True)
class FactWords:
    """Words that must all stand in what names a fact, each as the beginning of a word, or be named there by the glossary.

    Accents that are typed count, and what is typed without them is found with any. No words stand in everything.
    """

    text: str = ""

    @cached_property
    def _readings(self) -> list[tuple[tuple[_Notion, ...], tuple[str, ...]]]:
        """The notions that the words name as each language reads them, and the words that are left."""
        return [_read(nfc(self.text), language) for language in Language] if self.text.strip() else []

    def stand_in(self, texts: Iterable[tuple[Language, str]], terms: frozenset[str] = frozenset()) -> bool:
        """Whether all words stand in the texts, each of which is in a language; ``terms`` are ids of what the fact is about."""
        if not self._readings:
            return True
        known = [(language, _spaced(nfc(text).lower())) for language, text in texts]
        exact = " ".join(text for _, text in known)
        plain = folded(exact)
        return any(
            _all_stand(words, exact, plain)
            and all(notion.id in terms or _is_named(notion, known) or _all_stand(notion.words, exact, plain) for notion in notions)
            for notions, words in self._readings
        )


def _read(text: str, language: Language) -> tuple[tuple[_Notion, ...], tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    mentions = [one for one in find_terms(text, language) if _is_spelled(words[one.first_word : one.last_word], one.term)]
    taken = {position for mention in mentions for position in range(mention.first_word, mention.last_word)}
    notions = [_Notion(one.term.id, tuple(words[one.first_word : one.last_word]), one.term.names) for one in mentions]
    for province, span in find_provinces(text, language):
        first = len(folded_words(text[: span.start]))
        places = range(first, first + len(folded_words(text[span.start : span.end])))
        if taken.isdisjoint(places):
            taken.update(places)
            notions.append(_Notion(province.id, tuple(words[places.start : places.stop]), dict.fromkeys(Language, (province.name,))))
    return tuple(notions), tuple(word for position, word in enumerate(words) if position not in taken)


def _is_spelled(words: list[str], term: Term) -> bool:
    """Whether a name of a term, which was found with its accents folded, has the accents that were typed; endings may differ."""
    if not has_accents("".join(words)):
        return True
    names = [_WORD.findall(name.lower()) for known in term.names.values() for name in known]
    return any(len(name) == len(words) and all(one.startswith(two) or two.startswith(one) for one, two in zip(name, words, strict=True)) for name in names)


def _spaced(text: str) -> str:
    """The words of a text with one blank before each, so that a search can ask for beginnings of words."""
    return "".join(f" {word}" for word in _WORD.findall(text))


def _all_stand(words: Iterable[str], exact: str, plain: str) -> bool:
    return all(f" {word}" in (exact if has_accents(word) else plain) for word in words)


def _is_named(notion: _Notion, texts: Iterable[tuple[Language, str]]) -> bool:
    """Whether a text names a notion in its own language."""
    return any(_spaced(name.lower()) in text for language, text in texts for name in notion.names.get(language, ()))
