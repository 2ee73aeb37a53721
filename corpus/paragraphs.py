"""The paragraphs of a clause, as drafters count them: every line that begins anew is one, with a number or without."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from corpus.clauses import match_heading
from corpus.folding import single_spaced
from corpus.nouns import Clause, Language, Span

_SENTENCE_ENDS = (".", ";", ":", "!", "?", "…", "”", "»")
_LIST_LABEL = re.compile(r"[a-zđ]\d{0,2}\s?[).]")
_FULL_LINE = 0.9
"""A line that has this share of a full one may go on in the next line."""
_FULL_SHARE = 0.95
_LONGEST_TITLE_LINES = 8
_LABELS = {Language.VIETNAMESE: "Đoạn {block} {label}", Language.FRENCH: "{label}, alinéa {block}"}


def paragraphs_of(clause: Clause, text: str, clauses: tuple[Clause, ...], language: Language) -> list[Span]:
    """The paragraphs of a clause in order, without its label and heading.

    Blank lines set them apart, and where there are none the beginnings of inner clauses and full stops at the end of a short line.
    """
    start = _body_start(clause, text, language)
    body = text[start : clause.span.end]
    lines = [Span(match.start() + start, match.end() + start) for match in re.finditer(r"[^\n]+", body)]
    width = 0 if "\n\n" in body else _width(text)
    begins = {inner.span.start for inner in clauses if clause.span.covers(inner.span)}
    found: list[Span] = []
    for line in lines:
        if found and line.start not in begins and not _ends_between(text, found[-1], line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


@lru_cache(maxsize=64)
def _width(text: str) -> int:
    """How many characters a full line of a text has: one line in twenty is longer."""
    lengths = sorted(len(line) for line in text.split("\n") if line)
    return lengths[int(len(lengths) * _FULL_SHARE)] if lengths else 0


def _ends_between(text: str, before: Span, line: Span, width: int) -> bool:
    """Whether a paragraph ends before a line; ``width`` is the length of a full line where blank lines do not tell."""
    if "\n\n" in text[before.end : line.start + 1]:
        return True
    last_line = text[before.start : before.end].rpartition("\n")[2]
    begins_anew = not text[line.start].islower() or _LIST_LABEL.match(text, line.start) is not None
    return begins_anew and len(last_line) < _FULL_LINE * width and last_line.rstrip().endswith(_SENTENCE_ENDS)


def _body_start(clause: Clause, text: str, language: Language) -> int:
    """Where the text of a clause begins after its label and heading; where there is nothing after them, its end."""
    start, end = clause.span.start, clause.span.end
    line_end = text.find("\n", start, end)
    headings = [heading for heading in match_heading(text[start : line_end if line_end != -1 else end], language) if heading.level is clause.level]
    if not headings:
        return start
    body = start + headings[0].title_offset
    if not clause.heading:
        return body
    for match in list(re.finditer(r"\n|$", text[body:end]))[:_LONGEST_TITLE_LINES]:
        if single_spaced(text[body : body + match.end()]).startswith(clause.heading):
            return min(body + match.end(), end)
    return body


def narrowed(clause: Clause, span: Span) -> Clause:
    """The clause with the span of a part of it."""
    return replace(clause, span=span)


def numbered_paragraph(clause: Clause, block: int, paragraphs: list[Span], language: Language) -> Clause | None:
    """The clause with the span and the name of its ``block``-th paragraph alone (the first is 1, the last -1); None when it has fewer."""
    position = block - 1 if block > 0 else len(paragraphs) + block
    if not 0 <= position < len(paragraphs):
        return None
    label = _LABELS.get(language, "{label}, paragraph {block}").format(label=clause.labels[-1], block=position + 1)
    return replace(clause, span=paragraphs[position], labels=(*clause.labels[:-1], label))
