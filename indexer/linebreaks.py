"""Line breaks that layout put inside words are taken out; line breaks that a conversion lost are put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from corpus.nouns import PlacedWord, Span
from corpus.rulebook import compiled, rules
from indexer.reading import Line

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS_HYPHENATED = re.compile(r"(?P<left>[^\W_]+(?:-[^\W_]+)*)-$")
_BEGINS = re.compile(r"(?P<right>[^\s]+)(?:\s+|$)")
_KEEPING = frozenset(
    [
        "sous",
        "vice",
        "non",
        "ex",
        "anti",
        "auto",
        "co",
        "inter",
        "demi",
        "mi",
        "semi",
        "quasi",
        "contre",
        "avant",
        "après",
        "arrière",
        "entre",
        "peut",
        "celui",
        "celle",
        "ceux",
        "celles",
        "ci",
        "là",
        "est",
        "sont",
        "dit",
        "nord",
        "sud",
        "centre",
        "saint",
        "sainte",
        "grand",
        "micro",
        "mini",
        "multi",
        "plus",
        "moins",
        "quatre",
        "vingt",
        "soixante",
        "soi",
        "elle",
        "lui",
        "eux",
        "tiers",
        "chef",
    ]
)
"""First parts of French compounds, whose hyphen is part of the word."""
_FLATTENED = 700
"""Characters of a line from which it is a page whose line breaks were lost."""
_TITLE_UP_TO = 160
_RULED = re.compile(r"(?<=\S) _{5,} (?=\S)")
"""A rule drawn with underscores between two lines of a cover."""


def join_hyphenated(lines: list[Line]) -> list[Line]:
    """The lines of one page where a word that a hyphen cut at the end of a line stands whole on the first of the two.

    The hyphen stays where it belongs to the word: before a capital or a figure (``29-NQ/TW``), in compounds that
    the page itself writes so, after the first part of a French compound.
    """
    known = Counter(token.lower() for line in lines for token in _TOKEN.findall(line.text))
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        cut = _ENDS_HYPHENATED.search(before.text) if before else None
        rest = _BEGINS.match(line.text) if cut else None
        if before is None or cut is None or rest is None or not line.text[0].isalnum():
            joined.append(line)
            continue
        kept = 1 if _keeps_hyphen(cut["left"], rest["right"], known) else 0
        joined[-1], following = _moved(before, line, rest.end("right"), rest.end(), kept)
        if following.text:
            joined.append(following)
    return joined


def _keeps_hyphen(left: str, right: str, known: Counter[str]) -> bool:
    last = left.rsplit("-", 1)[-1].lower()
    word = _TOKEN.match(right)
    if word is None or not right[0].islower():
        return True
    if known[f"{last}-{word.group().lower()}"]:
        return True
    return not known[last + word.group().lower()] and last in _KEEPING


def _moved(before: Line, line: Line, end: int, rest: int, kept: int) -> tuple[Line, Line]:
    """Both lines with the first ``end`` characters of the second at the end of the first; ``kept`` is 1 where the hyphen stays."""
    stem = len(before.text) - 1 + kept
    words = [word if word.span.end <= stem else PlacedWord(Span(word.span.start, stem), word.place) for word in before.words if word.span.start < stem]
    moved = [PlacedWord(Span(word.span.start + stem, min(word.span.end, end) + stem), word.place) for word in line.words if word.span.start < end]
    left = [PlacedWord(Span(word.span.start - rest, word.span.end - rest), word.place) for word in line.words if word.span.start >= rest]
    first = replace(before, text=before.text[:stem] + line.text[:end], words=tuple(words + moved))
    return first, replace(line, text=line.text[rest:], words=tuple(left))


@cache
def _starts() -> re.Pattern[str]:
    clauses = (f"(?<=[.;:/”] )(?:{rule['pattern']})" for rule in rules("layout")["clause_start"])
    letterheads = (f"(?:{rule['pattern']})" for rule in rules("layout")["letterhead"])
    return compiled("|".join([*clauses, *letterheads]))


@cache
def _capitals() -> re.Pattern[str]:
    return compiled(r"(?<![\w/-])[\p{Lu}]{2,}(?:[ ,–-]+[\p{Lu}]{2,})+(?![\w/-])(?:\s*:)?|(?<=\s)[\p{Lu}]{5,}:")


def split_flattened(line: Line) -> Iterator[Line]:
    """The line itself, or where it is a whole page whose line breaks were lost the lines that a page begins anew.

    New lines begin at clauses after the end of a sentence, at the marks of letterheads, and around words in capitals.
    """
    if line.words or (len(line.text) < _FLATTENED and not _RULED.search(line.text)):
        yield line
        return
    if len(line.text) < _FLATTENED:
        yield from (replace(line, text=part.strip()) for part in _RULED.split(line.text) if part.strip())
        return
    cuts = {match.start() for match in _starts().finditer(line.text)}
    for match in _capitals().finditer(line.text):
        cuts |= {match.start(), match.end()}
    ordered = [0, *sorted(cut for cut in cuts if 0 < cut < len(line.text)), len(line.text)]
    for start, end in pairwise(ordered):
        for piece in _title_and_first_clause(line.text[start:end].strip()):
            if piece:
                yield replace(line, text=piece)


def _title_and_first_clause(text: str) -> tuple[str, ...]:
    """An article's title apart from its first clause, which follows without a full stop: *Điều 2. Tổ chức thực hiện 1. Nghị quyết này ...*."""
    match = re.match(r"(?P<title>(?:Điều|Article) \d+\..{3,}?[^\W\d_.;,])\s+(?P<clause>1\.\s.*)$", text)
    return (match["title"], match["clause"]) if match and len(match["title"]) <= _TITLE_UP_TO else (text,)
