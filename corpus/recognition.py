"""Which lines of a text are Vietnamese of before Unicode; all others are left as they are.

A line speaks for an encoding when that makes Vietnamese words of what cannot be words as it stands. A text
is taken to hold an encoding when enough different words say so; its lines that can be read both ways then
follow the nearest that cannot. So a French or English text with ®, ©, « or µ is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from corpus.folding import nfc
from corpus.languages import word_share
from corpus.legacy import LegacyEncoding, convert, convert_pieces, encoding_of_font
from corpus.nouns import Language
from corpus.spelling import is_vietnamese_syllable, sense_of, syllable_share

_LEAST_WORDS = 4
"""Different words that must speak for an encoding before anything is converted."""
_LEAST_FRENCH_WORDS = 3
_FRENCH_LINE = 0.2
"""Share of common French words from which a line is French, though a sign in it (*n°*) would make a syllable of Vietnamese."""
_VIETNAMESE_LINE = 0.6
"""Share of words of a line that must be possible Vietnamese syllables for the line to speak for an encoding."""
_BEYOND_WESTERN = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
"""Letters that no Western encoding has: where they stand, text is in Unicode already."""
_WORD = re.compile(r"[^\W\d_]+")
_FRENCH_NUMBER = re.compile(r"(?<!\w)[nN]°\s?\d")
_AS_IT_STANDS: Final = "as it stands"
_Verdict: TypeAlias = LegacyEncoding | Literal["as it stands"] | None


@dataclass(frozen=True, slots=True)
class Converted:
    """Lines in Unicode, and the encodings that some of them were in."""

    lines: tuple[str, ...]
    encodings: frozenset[LegacyEncoding]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a line becomes in an encoding, and by how much more (or less) sense that makes."""

    text: str
    gain: int
    sound: bool


def in_unicode(lines: Sequence[str]) -> Converted:
    """The lines with those converted that are in an encoding of before Unicode; the very same lines when none is.

    >>> in_unicode(["C«ng nghiÖp hç trî lµ g×?", "L'été « à Hanoï » ® 20 µm", "Hµ Néi"]).lines
    ('Công nghiệp hỗ trợ là gì?', "L'été « à Hanoï » ® 20 µm", 'Hà Nội')
    """
    present = _encodings_in(lines)
    if not present:
        return Converted(tuple(lines), frozenset())
    read = [_readings(line, present) for line in lines]
    verdicts = [_verdict(line, readings) for line, readings in zip(lines, read, strict=True)]
    used = [_settled(index, verdicts, readings) for index, readings in enumerate(read)]
    converted = tuple(readings[encoding].text if encoding else line for line, readings, encoding in zip(lines, read, used, strict=True))
    return Converted(converted, frozenset(encoding for encoding in used if encoding))


def recognise(text: str) -> LegacyEncoding | None:
    """The encoding that most lines of a text are in that are in any; None for a text in Unicode."""
    speaking = _words_for(text.split("\n"))
    best = max(speaking, key=lambda encoding: len(speaking[encoding]))
    return best if len(speaking[best]) >= _LEAST_WORDS else None


def _words_for(lines: Iterable[str]) -> Mapping[LegacyEncoding, set[str]]:
    """The different Vietnamese words that each encoding makes of lines that make no sense as they stand."""
    speaking: dict[LegacyEncoding, set[str]] = {encoding: set() for encoding in LegacyEncoding}
    for line in lines:
        if line.isascii() or _is_unicode(line) or not sense_of(line).bad:
            continue
        readings = _readings(line, speaking)
        best = max(readings, key=lambda encoding: readings[encoding].gain, default=None)
        if best and readings[best].gain > 1 and syllable_share(readings[best].text) >= _VIETNAMESE_LINE:
            words = _WORD.findall(readings[best].text)
            speaking[best] |= {word.lower() for word in words if len(word) > 1 and not word.isascii() and is_vietnamese_syllable(word)}
    return speaking


def _encodings_in(lines: Sequence[str]) -> list[LegacyEncoding]:
    """The encodings that enough words speak for, the strongest first."""
    speaking = _words_for(lines)
    return sorted((encoding for encoding in speaking if len(speaking[encoding]) >= _LEAST_WORDS), key=lambda encoding: -len(speaking[encoding]))


def _is_unicode(line: str) -> bool:
    return bool(_BEYOND_WESTERN.search(nfc(line)))


def _is_french(line: str) -> bool:
    """Whether common words of French, each standing whole between spaces, are a good part of the line, or it gives a number as French does."""
    if _FRENCH_NUMBER.search(line):
        return True
    tokens = [token.strip(".,;:()«»\"'’") for token in line.split()]
    whole = [token for token in tokens if len(token) > 1 and token.isalpha()]
    return word_share(" ".join(whole), Language.FRENCH) * len(whole) >= max(_LEAST_FRENCH_WORDS, _FRENCH_LINE * len(tokens))


def _readings(line: str, encodings: Iterable[LegacyEncoding]) -> dict[LegacyEncoding, _Reading]:
    """The line in each encoding that changes it; none for a line that is in Unicode or plainly French."""
    if line.isascii() or _is_unicode(line) or _is_french(line):
        return {}
    before = sense_of(line).balance
    texts = ((encoding, convert(line, encoding)) for encoding in encodings)
    senses = ((encoding, text, sense_of(text)) for encoding, text in texts if text != line)
    return {encoding: _Reading(text, sense.balance - before, sense.good > 0 and not sense.bad) for encoding, text, sense in senses}


def _verdict(line: str, readings: Mapping[LegacyEncoding, _Reading]) -> _Verdict:
    """What the line itself says: the encoding in which it makes more sense, that it stands as it is, or nothing."""
    best = max(readings, key=lambda encoding: readings[encoding].gain, default=None)
    if best and readings[best].gain > 0:
        return best
    either_way = any(reading.gain == 0 and reading.sound for reading in readings.values())
    return None if either_way or line.isascii() else _AS_IT_STANDS


def _settled(index: int, verdicts: Sequence[_Verdict], readings: Mapping[LegacyEncoding, _Reading]) -> LegacyEncoding | None:
    """The line's own encoding, or that of the nearest line that says one where the line can be read both ways."""
    if not readings:
        return None
    verdict = verdicts[index] or next((said for said in _outwards(index, verdicts) if said), None)
    if not isinstance(verdict, LegacyEncoding) or verdict not in readings:
        return None
    return verdict if readings[verdict].gain > 0 or (readings[verdict].gain == 0 and readings[verdict].sound) else None


def _outwards(index: int, verdicts: Sequence[_Verdict]) -> Iterator[_Verdict]:
    """What the other lines say, nearest first, of two at the same distance the one before."""
    for distance in range(1, len(verdicts)):
        for neighbour in (index - distance, index + distance):
            if 0 <= neighbour < len(verdicts):
                yield verdicts[neighbour]


def trusted(paragraphs: Iterable[Sequence[tuple[str, str | None]]]) -> bool:
    """Whether the fonts of a document tell its encoding; not where its text was converted and its fonts were kept."""
    votes = [vote for pieces in paragraphs if (vote := _vote(pieces))]
    return sum(votes) >= 0


def convert_by_font(pieces: Sequence[tuple[str, str | None]], *, trust: bool) -> str:
    """One paragraph out of pieces with the names of their fonts; ``trust`` decides where the text itself does not.

    >>> convert_by_font([("§iÒu 1. ", ".VnTime"), ("Objet : l'été", "Arial")], trust=True)
    "Điều 1. Objet : l'été"
    """
    vote = _vote(pieces)
    return convert_pieces(pieces) if vote > 0 or (trust and vote == 0) else "".join(text for text, _ in pieces)


def _vote(pieces: Sequence[tuple[str, str | None]]) -> int:
    """1 when the fonts make sense of the text, -1 when they make nonsense of it, 0 when it makes no difference."""
    old = [(text, font) for text, font in pieces if font and encoding_of_font(font)]
    plain = "".join(text for text, _ in old)
    if plain.isascii():
        return 0
    if _is_unicode(plain):
        return -1
    gain = sense_of(convert_pieces(old)).balance - sense_of(plain).balance
    return (gain > 0) - (gain < 0)
