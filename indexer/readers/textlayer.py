"""Judges and mends the text layer of PDF pages with a second reading by pdfium, which places every glyph.

A page is unread when it shows an image and holds no text, when its text is garbage, or when its text comes from
an earlier recognition that does not agree with ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

from corpus.folding import nfc
from corpus.languages import word_share
from corpus.nouns import Language
from corpus.spelling import syllable_share
from indexer.pdfium import Printed

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 25
"""A page with fewer words is not judged by its words."""
_LEAST_SYLLABLES = 0.8
"""Share of words that are syllables of Vietnamese: 0.94 and more in Vietnamese text, 0.55 to 0.63 in garbage of it."""
_LEAST_COMMON = 0.15
"""Share of common French or English words: 0.3 and more in text."""
_MOST_UNPRINTABLE = 0.15
_LETTERS_AS_OUTLINES = 20
"""Drawn shapes on a page without text or image, from which the shapes are its letters."""
_SCANNED_SHARE = 0.6
"""Of a page that an image covers: a scan, whatever text lies under or over it."""
_LEAST_AGREEMENT = 0.9
"""Of the words of an earlier recognition with ours; below it ours is better."""


def is_scan(page: Printed) -> bool:
    """Whether an image covers the page, whatever text lies under or over it."""
    return page.covered >= _SCANNED_SHARE


def is_drawn(page: Printed) -> bool:
    """Whether the page has no text of its own, but images or outlines that may show some."""
    return not page.text.strip() and (page.images > 0 or page.outlines >= _LETTERS_AS_OUTLINES)


def is_garbage(text: str) -> bool:
    """Whether a text layer is no text of French, Vietnamese or English: fonts without their encoding, a failed recognition.

    Short texts are given the benefit of the doubt unless they are unprintable.
    """
    letters = [character for character in text if not character.isspace()]
    unprintable = sum(unicodedata.category(character) in {"Co", "Cn", "Cc", "Cs"} or character == "\ufffd" for character in letters)
    if letters and unprintable > _MOST_UNPRINTABLE * len(letters):
        return True
    words = _WORD.findall(text)
    if len(words) < _ENOUGH_WORDS:
        return False
    if max(word_share(text, Language.FRENCH), word_share(text, Language.ENGLISH)) >= _LEAST_COMMON:
        return False
    return syllable_share(text) < _LEAST_SYLLABLES


def agrees(layer: str, recognised: str) -> bool:
    """Whether an earlier recognition says the same as ours, word for word, so that it can stay."""
    ours, theirs = _WORD.findall(nfc(recognised)), _WORD.findall(nfc(layer))
    matching = sum(block.size for block in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks())
    return 2 * matching >= _LEAST_AGREEMENT * (len(ours) + len(theirs))


def with_spaces_of(text: str, reference: str) -> str:
    """``text`` with the white space inside its lines where ``reference`` has it, wherever both have the same letters.

    pypdf guesses spaces from the widths that a font declares, which in some gazettes are wrong (``v ăn b ản``);
    pdfium knows where each glyph stands. Lines stay as they are.
    """
    letters, gaps = _without_space(reference)
    cursor = 0
    lines = []
    for line in text.split("\n"):
        squeezed = "".join(line.split())
        at = letters.find(squeezed, cursor) if squeezed else -1
        at = letters.find(squeezed) if at < 0 and squeezed and _is_unique(letters, squeezed) else at
        if at < 0 or not squeezed:
            lines.append(line)
            continue
        cursor = at + len(squeezed)
        lines.append(_spaced(line, at, gaps))
    return "\n".join(lines)


def _without_space(text: str) -> tuple[str, frozenset[int]]:
    """The text without white space, and before which of its characters there was some."""
    letters: list[str] = []
    gaps: set[int] = set()
    for character in text:
        if character.isspace():
            gaps.add(len(letters))
        else:
            letters.append(character)
    return "".join(letters), frozenset(gaps)


def _is_unique(letters: str, part: str) -> bool:
    return letters.count(part) == 1


def _spaced(line: str, at: int, gaps: frozenset[int]) -> str:
    squeezed = "".join(line.split())
    return "".join(f" {letter}" if position and at + position in gaps else letter for position, letter in enumerate(squeezed))


def doubtful(pages: Mapping[int, Printed]) -> int | None:
    """The scanned page whose text layer is to be compared with our own recognition, one for the file; None without any."""
    lengths = {number: len(page.text.split()) for number, page in pages.items() if is_scan(page)}
    ordered = sorted((number for number, length in lengths.items() if length >= _ENOUGH_WORDS), key=lengths.__getitem__)
    return ordered[len(ordered) // 2] if ordered else None
