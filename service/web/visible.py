"""Makes text of documents safe to look at: control characters, which could turn or hide what is read, are shown by their code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

_HARMLESS = frozenset("\t\n\r\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


_LINE_BREAKS = re.compile(r"[^\S\n]*\n\s*")
_BEFORE_SIGN = re.compile(r" (?=[?!;»])")
_BEFORE_COLON = re.compile(r" (?=:)")
_AFTER_QUOTE = re.compile(r"(?<=«) ")


def is_hidden(letter: str) -> bool:
    """Whether a character has no look of its own but may change how others look or what is read: controls, marks of direction, tags."""
    return letter not in _HARMLESS and unicodedata.category(letter) in _HIDDEN


def shown(text: str) -> Markup:
    r"""The text escaped, with each hidden character replaced by a mark that shows its code and is not copied with the text.

    >>> shown("a<b\u202e")
    Markup('a&lt;b<span class="control" data-code="U+202E"></span>')
    """
    return Markup("").join(_shown(text))


def _shown(text: str) -> Iterator[Markup]:
    for hidden, letters in groupby(text, is_hidden):
        if hidden:
            yield from (Markup('<span class="control" data-code="U+{:04X}"></span>').format(ord(letter)) for letter in letters)
        else:
            yield escape("".join(letters))


def plain(text: str) -> str:
    """The text without hidden characters, for places that hold no markup: the title of a page, a file to download."""
    return "".join(letter for letter in text if not is_hidden(letter))


def tight(text: str) -> str:
    """The text without blank lines, to be shown in little room."""
    return _LINE_BREAKS.sub("\n", text)


def spaced(text: str) -> str:
    """French of ours with the spaces that keep a sign beside its word (Imprimerie nationale: narrow ones, but for the colon).

    >>> spaced("« Oui » : où ?").count(" ")
    1
    """
    text = _AFTER_QUOTE.sub("\N{NARROW NO-BREAK SPACE}", _BEFORE_SIGN.sub("\N{NARROW NO-BREAK SPACE}", text))
    return _BEFORE_COLON.sub("\N{NO-BREAK SPACE}", text)
