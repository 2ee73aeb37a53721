"""Reads a question as it was meant where it was misspelt; figures, numbers of documents, abbreviations and quoted phrases stay as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.folding import folded, has_accents
from corpus.nouns import Language, Span
from corpus.spelling import is_vietnamese_syllable
from indexer.accents import Accents
from service.dimensions import Dimension
from service.messages import Message, say
from service.phrases import quoted_spans
from service.questions import Correction, Question, read_question
from service.spelling import Spelling
from service.syllables import Syllables

_WORD = re.compile(r"[^\W\d_]+")


class Reader:
    """Reads questions by the words of one collection."""

    def __init__(self, words: Mapping[str, int], accents: Accents) -> None:
        self._spellings = {language: Spelling(words, language) for language in (Language.FRENCH, Language.ENGLISH)}
        self._vietnamese = frozenset(accents.syllables)
        self._syllables = Syllables(accents, words)

    def read(self, question: Question) -> Question:
        """The question as it was meant, with what was corrected; one that was read already stays as it is."""
        if question.typed:
            return question
        taken = [*quoted_spans(question.text), *_named_spans(question)]
        changes = [
            Correction(match.group(), _in_case_of(match.group(), meant), Span(*match.span()))
            for match, meant in self._meant(question)
            if meant != match.group().lower() and not any(span.overlaps(Span(*match.span())) for span in taken)
        ]
        if not changes:
            return replace(question, typed=question.text)
        read = read_question(_with(question.text, changes), language=question.language, longest=2 * len(question.text) + 2000)
        return replace(read, typed=question.text, corrections=tuple(change for change in changes if _is_told(change, question.language)))

    def _meant(self, question: Question) -> Iterator[tuple[re.Match[str], str]]:
        """Each word of the question, in its place, as it was meant."""
        words = [match for match in _WORD.finditer(question.text) if not _is_sign(match, question.text)]
        if question.language is not Language.VIETNAMESE:
            spelling = self._spellings[question.language]
            yield from ((match, match.group().lower() if self._is_vietnamese(match.group()) else spelling.meant(_cased(match))) for match in words)
            return
        accented = has_accents(question.text)
        for phrase in _phrases(words, question.text):
            syllables = [match.group().lower() for match in phrase]
            yield from ((match, self._syllables.meant(syllables, at, accented=accented)) for at, match in enumerate(phrase) if not _is_foreign_name(match))

    def _is_vietnamese(self, word: str) -> bool:
        return has_accents(word) and word.lower() in self._vietnamese


def _named_spans(question: Question) -> Iterator[Span]:
    """Where a question names documents by number, and clauses."""
    yield from (item.span for item in question.understood if item.dimension in {Dimension.NUMBER, Dimension.CLAUSE})


def _is_foreign_name(match: re.Match[str]) -> bool:
    """Whether a word within a Vietnamese question is a name that is spelled as no Vietnamese syllable is."""
    return match.start() > 0 and match.group()[0].isupper() and match.group().isascii() and not is_vietnamese_syllable(match.group())


def _cased(match: re.Match[str]) -> str:
    """The word, in lower case at the beginning of the question, where a capital makes no name of it."""
    return match.group().lower() if match.start() == 0 else match.group()


def _is_sign(match: re.Match[str], text: str) -> bool:
    """Whether letters are an abbreviation, or part of a number, an address or a figure."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    shouted = match.group().isupper() and len(match.group()) > 1 and not text.isupper()
    return shouted or bool(before and (before.isdigit() or before in "/@._")) or bool(after and (after.isdigit() or after in "/@_"))


def _phrases(words: Sequence[re.Match[str]], text: str) -> Iterator[list[re.Match[str]]]:
    """The words between marks of punctuation, which part what stands beside one another."""
    phrase: list[re.Match[str]] = []
    for match in words:
        if phrase and text[phrase[-1].end() : match.start()].strip():
            yield phrase
            phrase = []
        phrase.append(match)
    if phrase:
        yield phrase


def _with(text: str, changes: Sequence[Correction]) -> str:
    for change in reversed(changes):
        text = text[: change.span.start] + change.meant + text[change.span.end :]
    return text


def _is_told(change: Correction, language: Language) -> bool:
    """Whether a reader is told: of other letters always, of accents where they make another word, as in Vietnamese that was typed with them."""
    return folded(change.typed) != folded(change.meant) or (language is Language.VIETNAMESE and has_accents(change.typed))


def _in_case_of(written: str, meant: str) -> str:
    if written.isupper() and len(written) > 1:
        return meant.upper()
    return meant.capitalize() if written[:1].isupper() else meant


def remarks(question: Question) -> list[str]:
    """What a reader is told of words that were taken for misspelt ones, in the language of the question."""
    return [say(Message.SPELLING, question.language, typed=change.typed, meant=change.meant) for change in question.corrections]
