"""Where a text names one step of a clause path: *khoản 2*, *article premier*, *5e alinéa*, ``Đ5.2a``, *2°*.

The names and the forms of ordinals are data (``rules/references.toml``). They are looked for in small letters
without accents; a word that was typed with other accents is another word: *mức 5* is no *mục 5*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.clauses import read_ordinal
from corpus.folding import folded
from corpus.nouns import ClauseLevel
from corpus.step_rules import SPELLED, StepRule, fixed_rules, inverted_rules, phrase_end, step_rules, values, weak_rules

PARAGRAPH_DEPTH = len(ClauseLevel)
"""Unnumbered paragraphs lie inside everything that has a number."""

_DEPTHS = {level: level.depth for level in ClauseLevel}
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), **dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("‐‑‒–—−", "-"),
        "º": "°", "ᵉ": "e", "ʳ": "r", "Ð": "Đ", "ð": "đ",
    }
)  # fmt: skip
_NEXT_IN_LIST = re.compile(r"\s*(?:[,;/&]|\b(?:va|et|and|hoac|ou|or)\b)\s*|\s*(?P<range>-|\b(?:den|toi|a|to|au|through)\b)\s*")
_DECIMALS = re.compile(r",\d")
_SPLIT = re.compile(r"(?P<outer>\w+)\.(?P<clause>\d+)\.?(?P<point>[a-zđ])?")
_LONGEST_WORD_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One level with its ordinal; ``through`` is the last ordinal of a range. The level None is an unnumbered paragraph."""

    level: ClauseLevel | None
    ordinal: str
    through: str = ""

    @property
    def depth(self) -> int:
        """0 for the outermost level, growing inwards."""
        return PARAGRAPH_DEPTH if self.level is None else _DEPTHS[self.level]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a step: each of ``named`` is one clause that is meant, as its ordinals from the outside in.

    A ``weak`` mention counts only beside others, a ``short`` one only beside another short one at least.
    ``unnumbered`` says that a paragraph without a number may be meant by it.
    """

    named: tuple[tuple[Ordinal, ...], ...]
    start: int
    end: int
    weak: bool = False
    short: bool = False
    unnumbered: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it was typed and, letter for letter, in small letters without accents."""

    written: str
    plain: str


def typed(text: str) -> Typed:
    """The text with plain spaces, apostrophes and hyphens, of the same length in both forms.

    >>> typed("l’Œuvre, Điều\u00a05").plain
    "l'ouvre, dieu 5"
    """
    written = text.translate(_SAME_LENGTH)
    return Typed(written, "".join(map(_plain, written)))


@cache
def _plain(letter: str) -> str:
    return (folded(letter) or "_")[0]


def find_mentions(text: Typed) -> list[Mention]:
    """The steps that a text names, in order; of two that overlap the one by name wins, then the longer one."""
    found = [*_named(text), *_inverted(text), *_fixed(text), *_unnamed(text)]
    kept, taken = [], bytearray(len(text.plain))
    for mention in sorted(found, key=lambda mention: (mention.weak and not mention.short, mention.start - mention.end)):
        if not any(taken[mention.start : mention.end]):
            kept.append(mention)
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return sorted(kept, key=lambda mention: mention.start)


def _named(text: Typed) -> Iterator[Mention]:
    for rule in step_rules():
        for match in rule.named.finditer(text.plain):
            if _is_word(rule, text, match) and not _is_expression(rule, text, match):
                named, end = _listed(rule, text, match)
                cut = _DECIMALS.match(text.plain, end) or (rule.closed and not phrase_end().match(text.plain, end))
                if named and not cut:
                    yield Mention(named, match.start(), end, rule.weak, rule.short, rule.unnumbered)


def _is_word(rule: StepRule, text: Typed, match: re.Match[str]) -> bool:
    """Whether the word stands there with its own accents, or with none."""
    written = " ".join(text.written[slice(*match.span("word"))].lower().split())
    return written in rule.words or (not rule.accented and written.replace("đ", "d").isascii())


def _is_expression(rule: StepRule, text: Typed, match: re.Match[str]) -> bool:
    before = text.written[max(0, match.start() - _LONGEST_WORD_BEFORE) : match.start()]
    return bool((rule.not_after and rule.not_after.search(before)) or (rule.not_before and rule.not_before.match(text.written, match.end())))


def _listed(rule: StepRule, text: Typed, match: re.Match[str]) -> tuple[tuple[tuple[Ordinal, ...], ...], int]:
    """The ordinals that follow one name (*khoản 1, 2 và 3*, *articles 3 à 5*) and where they end; none when the first is no ordinal."""
    form = str(match.lastgroup)
    first = _ordinals(rule, form, text, match)
    named, end = ([first] if first else []), match.end()
    while named and (joint := _NEXT_IN_LIST.match(text.plain, end)) and (further := rule.further.match(text.plain, joint.end())):
        ordinals = _ordinals(rule, str(further.lastgroup), text, further)
        if further.lastgroup != form or not ordinals or not phrase_end().match(text.plain, further.end()) or (rule.singular and "," in joint.group()):
            break
        if joint["range"]:
            named[-1] = (*named[-1][:-1], Ordinal(named[-1][-1].level, named[-1][-1].ordinal, ordinals[-1].ordinal))
        else:
            named.append(ordinals)
        end = further.end()
    return tuple(named), end


def _ordinals(rule: StepRule, form: str, text: Typed, match: re.Match[str]) -> tuple[Ordinal, ...]:  # noqa: PLR0911 - one return for each form reads as a table
    written = text.written[slice(*match.span(form))].lower()
    closed = phrase_end().match(text.plain, match.end()) is not None
    if form in SPELLED:
        value = values(SPELLED[form])[" ".join(match[form].split())]
        return (Ordinal(rule.level, str(value)),) if form != "cardinal" or closed else ()
    if form == "split" and (parts := _SPLIT.fullmatch(written)):
        inner = ((ClauseLevel.CLAUSE, parts["clause"]), (ClauseLevel.POINT, parts["point"]))
        return (Ordinal(rule.level, read_ordinal(parts["outer"])), *(Ordinal(level, ordinal) for level, ordinal in inner if ordinal))
    if form == "capital" and not text.written[match.start(form)].isupper():
        return ()
    if form == "letter" and rule.level is not ClauseLevel.POINT and not closed:
        return ()
    if form == "code":
        return (Ordinal(rule.level, ".".join(re.findall(r"[a-z]|\d+", written))),)
    if form == "item":
        return (Ordinal(rule.level, re.sub(r"^([a-zđ])\.?", r"\1.", written)),)
    return (Ordinal(_level_of(rule, form), written if form in {"letter", "lettered", "capital"} else read_ordinal(written)),)


def _level_of(rule: StepRule, form: str) -> ClauseLevel | None:
    """The level of what is named: *điểm 2* is a numbered clause, *khoản 2.1* and *điểm 2.1* are one below it."""
    if form == "dotted" and rule.level in {ClauseLevel.CLAUSE, ClauseLevel.POINT}:
        return ClauseLevel.SUBCLAUSE
    return ClauseLevel.CLAUSE if form == "number" and rule.level is ClauseLevel.POINT else rule.level


def _inverted(text: Typed) -> Iterator[Mention]:
    pattern, by_word = inverted_rules()
    for match in pattern.finditer(text.plain):
        rule = by_word[" ".join(match["word"].split())]
        if _is_word(rule, text, match):
            written = match["ordinal"]
            first = values("words").get(" ".join(written.split())) or int(re.sub(r"\D", "", written))
            count = values("cardinals")[match["many"] or match["count"]] if match["many"] or match["count"] else 1
            counted = range(-count, 0) if first == -1 else range(first, first + count)
            level = None if rule.unnumbered else rule.level  # "the second paragraph" counts paragraphs, "paragraph 2" may be numbered
            yield Mention(tuple((Ordinal(level, str(value)),) for value in counted), *match.span())


def _fixed(text: Typed) -> Iterator[Mention]:
    for level, pattern, unless_after in fixed_rules():
        for match in pattern.finditer(text.plain):
            if not unless_after.search(text.plain[: match.start()]):
                yield Mention(((Ordinal(level, "1"),),), *match.span())


def _unnamed(text: Typed) -> Iterator[Mention]:
    for rule, pattern in weak_rules():
        level = ClauseLevel(rule["level"])
        for match in pattern.finditer(text.written if rule.get("as_typed") else text.plain):
            written = "1" if level is ClauseLevel.ANNEX else text.written[slice(*match.span("ordinal"))].lower()
            if not rule.get("closed") or phrase_end().match(text.plain, match.end()):
                ordinal = Ordinal(level, written if level is ClauseLevel.POINT else read_ordinal(written))
                yield Mention(((ordinal,),), *match.span(), weak=True, short=bool(rule.get("short")))
