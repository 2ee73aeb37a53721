"""Cuts what a generator writes into sentences as it arrives, each with the quotations that it points to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.folding import nfc, single_spaced
from corpus.nouns import Span
from indexer.sentences import sentences
from service.verifying import Part

_POINTERS = re.compile(r"(?:\s*\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\])+")
_LEADING = re.compile(r"\s*(?:\[[\d\s,;]*\]\s*)+[.;:!?…]*")
_MARKUP = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}\s+|[-*•+]\s+)")
_BRACKETS = str.maketrans({"【": "[", "】": "]", "［": "[", "］": "]"})
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_TIGHT = re.compile(r"(?<=[.!?…»”\")])(?=\[)")
_UNFINISHED = re.compile(r"\[[\d\s,;]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a reply; ``parts`` are its text cut at its pointers, ``begins_line`` whether it stood at the beginning of a line."""

    parts: tuple[Part, ...]
    begins_line: bool = False

    @property
    def text(self) -> str:
        """The sentence as it is shown, each pointer in brackets of its own."""
        written = "".join(part.text + "".join(f" [{pointer}]" for pointer in dict.fromkeys(part.pointers)) for part in self.parts)
        return single_spaced(written)

    @property
    def pointers(self) -> tuple[int, ...]:
        """The numbers of the quotations that it points to, each once."""
        return tuple(dict.fromkeys(pointer for part in self.parts for pointer in part.pointers))


class SentenceReader:
    """Takes a text piece by piece and gives its sentences as soon as each is complete, with the pointers that follow it."""

    def __init__(self) -> None:
        self._rest = ""
        self._new_line = False

    def feed(self, piece: str) -> Iterator[Sentence]:
        """The sentences that the piece completes."""
        self._rest = _TIGHT.sub(" ", self._rest + piece.translate(_BRACKETS))
        yield from self._take(whole=False)

    def close(self) -> Iterator[Sentence]:
        """The sentences that are left at the end."""
        yield from self._take(whole=True)

    def _take(self, *, whole: bool) -> Iterator[Sentence]:
        spans = _with_pointers(self._rest)
        complete = spans if whole else spans[:-1]
        if complete and not whole and _UNFINISHED.fullmatch(self._rest[spans[-1].start :]):
            complete = complete[:-1]  # what follows may still be its pointer
        start = 0
        for span in complete:
            self._new_line |= "\n" in self._rest[start : span.start]
            if sentence := read_sentence(self._rest[span.start : span.end], begins_line=self._new_line):
                self._new_line = False
                yield sentence
            start = span.end
        self._rest = self._rest[start:]


def _with_pointers(text: str) -> list[Span]:
    """The sentences of a text; pointers behind a full stop belong to the sentence before them."""
    found: list[Span] = []
    for span in _of_lines(text):
        leading = _LEADING.match(text, span.start, span.end) if found else None
        if leading is None:
            found.append(span)
            continue
        found[-1] = Span(found[-1].start, leading.end())
        begin = leading.end() + len(text[leading.end() : span.end]) - len(text[leading.end() : span.end].lstrip())
        if begin < span.end:
            found.append(Span(begin, span.end))
    return found


def _of_lines(text: str) -> Iterator[Span]:
    """The sentences of each line: a reply wraps no lines."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield from sentences(text, Span(start, start + len(line)))
        start += len(line)


def read_sentence(written: str, *, begins_line: bool = False) -> Sentence | None:
    """A sentence without what nobody sees and without marks of emphasis; None when no letter and no figure is left.

    >>> read_sentence("**Environ** 1 200 entreprises [1, 2].").text
    'Environ 1 200 entreprises [1] [2].'
    """
    seen = "".join(" " if letter in "\n\r\t" else letter for letter in nfc(written) if letter in "\n\r\t" or unicodedata.category(letter) not in _UNSEEN)
    text = single_spaced(_MARKUP.sub("", seen))
    parts: list[Part] = []
    start = 0
    for match in _POINTERS.finditer(text):
        parts.append(Part(text[start : match.start()], tuple(int(number) for number in re.findall(r"\d+", match.group()))))
        start = match.end()
    if text[start:]:
        parts.append(Part(text[start:], ()))
    return Sentence(tuple(parts), begins_line) if any(letter.isalnum() for part in parts for letter in part.text) else None
