"""Pieces of a text in which one thing is said: sentences that keep to their clause, without what they quote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.nouns import Clause, ClauseLevel, Span

_LONGEST_QUOTE = 6_000
"""Characters after which a quotation mark that was never closed no longer hides anything."""
_CLOSING = {"“": "”", "„": "”", "«": "»", '"': '"'}
_LONGEST_HEAD = 3_000
_SENTENCE_END = re.compile(
    r"(?<![\s(.][A-ZĐLRDN])(?<!\b[Aa]rt)(?<!\b[Nn]o)(?<!\bMM)[.!?…][”»\")]*(?=\s+[“«(]?[A-ZÀ-ỸĐ\d])|[;:](?=\n\s*(?:[-–•+*]|\d{1,3}[.)°]|[a-zđ]\)))|\n(?=\n|\s*[-–•]\s)|:(?=\n)"
)
_RECITAL = re.compile(
    r"\n(?=\s*(?:[-–•*]\s*)?(?:Căn cứ|Theo đề nghị|Xét|Trên cơ sở|V[Uu]|Considérant|CONSIDÉRANT|Attendu|Sur (?:la )?proposition)\b)"
    r"|\n(?=(?:Chính phủ|Quốc hội|Ủy ban|Hội đồng|Thủ tướng|Bộ trưởng|Chủ tịch)[^\n;]{0,120}\sban\s+hành\b)"
)
_LABEL = re.compile(
    r"\s*(?:(?:Điều|ĐIỀU|Article|ARTICLE|Art\.)\s+(?:\d{1,3}(?:[.-]\d{1,3})*\s?(?:er|ER|[a-zđ]\b)?|premier|PREMIER)(?:\s(?:bis|ter|quater))?\s*[.:–—-]*\s*)?"
    r"(?:(?:\d{1,3}[a-zđ]?\s?[.)/°](?:\d{1,2}(?=\s))?|[a-zđ]\s?\)|[IVX]{1,5}\s*[.)]\s*[–—-]*|[-–—•+*])\s+)*"
)
_BULLET = re.compile(r"\s*[-–•]\s+")
_STRUCTURE = frozenset(ClauseLevel(level) for level in ("part", "title", "chapter", "section", "article"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; ``clause`` is the innermost clause in which it begins, ``leads`` that a list hangs on it."""

    span: Span
    clause: Clause | None
    leads: bool

    def inside(self, level: ClauseLevel) -> bool:
        """Whether it stands in a clause of this level."""
        return self.clause is not None and any(step.level is level for step in self.clause.steps)


def quotations(text: str) -> list[Span]:
    """What stands between quotation marks, without the marks; a mark that is never closed hides a limited stretch.

    >>> [text[span.start : span.end] for text in ["từ “và” bằng « ou »"] for span in quotations(text)]
    ['và', ' ou ']
    """
    found: list[Span] = []
    opened, depth, closing = -1, 0, ""
    for match in re.finditer(r"[“”„«»\"]", text):
        mark = match.group()
        if opened >= 0 and match.start() - opened > _LONGEST_QUOTE:
            opened = -1
        if opened < 0:
            if mark in _CLOSING and not (mark == '"' and _is_inch(text, match.start())):
                opened, depth, closing = match.end(), 1, _CLOSING[mark]
            continue
        depth += (mark == "“" and closing == "”") - (mark == closing)
        if depth <= 0:
            if opened < match.start():
                found.append(Span(opened, match.start()))
            opened = -1
    return found


def _is_inch(text: str, at: int) -> bool:
    """A straight mark that closes nothing: after a figure, or with no other before the line ends."""
    end = text.find("\n\n", at, at + _LONGEST_QUOTE)
    return (at > 0 and text[at - 1].isalnum()) or text.find('"', at + 1, end if end > 0 else at + _LONGEST_QUOTE) < 0


def masked(text: str, quoted: list[Span]) -> str:
    """The text with dots for the letters of its quotations, so that offsets stay."""
    parts, end = [], 0
    for span in quoted:
        parts += [text[end : span.start], re.sub(r"[^\n]", "·", text[span.start : span.end])]
        end = span.end
    return "".join([*parts, text[end:]])


def head_end(text: str, clauses: tuple[Clause, ...]) -> int:
    """Where the title of an act is over: at its first recital or its first clause, headings of a page aside."""
    recital = _RECITAL.search(text)
    first = next((clause.span.start for clause in clauses if clause.level in _STRUCTURE), None)
    if first is None:
        first = next((clause.span.start for clause in clauses if clause.level is not ClauseLevel.HEADING), _LONGEST_HEAD)
    return min(first, recital.start() if recital else len(text), len(text))


def segments(text: str, clauses: tuple[Clause, ...]) -> list[Segment]:
    """The segments of a text whose quotations are masked, in order; labels of clauses are left out of them."""
    cuts = {0, len(text), *_clause_cuts(text, clauses)}
    cuts |= {match.end() for match in _SENTENCE_END.finditer(text)} | {match.end() for match in _RECITAL.finditer(text)}
    for clause in clauses:  # the full stop of "1." ends no sentence
        if label := _LABEL.match(text, clause.span.start, clause.span.end):
            cuts -= set(range(clause.span.start + 1, label.end()))
    labels = {clause.span.start for clause in clauses}
    waiting = sorted(clauses, key=lambda clause: (clause.span.start, len(clause.steps)), reverse=True)
    around: list[Clause] = []  # the clauses that are open where a segment begins, the innermost last
    found = []
    for start, end in pairwise(sorted(cuts)):
        content = start
        if label := (_LABEL if start in labels else _BULLET).match(text, start, end):
            content = label.end()
        content += len(text[content:end]) - len(text[content:end].lstrip())
        last = content + len(text[content:end].rstrip())
        while waiting and waiting[-1].span.start <= content:
            around.append(waiting.pop())
        while around and around[-1].span.end <= content:
            around.pop()
        if content < last:
            found.append(Segment(Span(content, last), around[-1] if around else None, text[last - 1] == ":"))
    return found


def _clause_cuts(text: str, clauses: tuple[Clause, ...]) -> set[int]:
    cuts = set()
    for clause in clauses:
        cuts |= {clause.span.start, clause.span.end}
        if clause.heading:
            words = r"\s+".join(map(re.escape, clause.heading.split()))
            if (heading := re.compile(words).search(text, clause.span.start, min(clause.span.end, clause.span.start + 2 * len(clause.heading) + 60))) and text[
                heading.end() : heading.end() + 1
            ] in {"\n", ""}:
                cuts.add(heading.end())
    return cuts
