"""The clauses that a question names, in every usual way of both legal traditions and of English.

``khoản 2 Điều 3``, ``article 3, paragraphe 2``, ``Đ5.2a`` and ``5(2)(a)`` are clauses, ``các điểm a, b khoản 1`` several,
``articles 3 à 5`` a range, ``deuxième alinéa de l'article 3`` a paragraph without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from corpus.clauses import read_ordinal
from corpus.folding import nfc
from corpus.nouns import ClauseLevel, ClauseStep, Span
from corpus.rulebook import rules
from corpus.steps import PARAGRAPH_DEPTH, Mention, Ordinal, Typed, find_mentions, typed

_MOST_LINKED = 60
"""No reference has more steps; what goes on beyond them is read as another one."""
_SENTENCE_END = re.compile(r"[.?!;](?:\s|$)")


@dataclass(frozen=True, slots=True)
class ClauseReference:
    """One clause that a text names, or a range of clauses, and where it names it.

    ``steps`` run from the outermost inwards. ``block`` is the unnumbered paragraph of the clause that is meant: the
    first is 1, the last -1, and 0 means none. ``through`` is the ordinal of the last clause of a range.
    ``unnumbered`` says that the last step may be meant of an unnumbered paragraph where none has a number.
    """

    steps: tuple[ClauseStep, ...]
    span: Span
    block: int = 0
    through: str = ""
    unnumbered: bool = False

    def __str__(self) -> str:
        path = "/".join(map(str, self.steps))
        return path + (f"..{self.through}" if self.through else "") + (f"#{self.block}" if self.block else "")

    @property
    def numbered(self) -> tuple[ClauseStep, ...]:
        """The steps, with an unnumbered paragraph of an article counted as if it had a number."""
        inner = {step.level for step in self.steps}
        if self.block < 1 or inner & {ClauseLevel.CLAUSE, ClauseLevel.POINT, ClauseLevel.SUBCLAUSE, ClauseLevel.ROMAN}:
            return self.steps
        return (*self.steps, ClauseStep(ClauseLevel.CLAUSE, str(self.block)))


def find_references(text: str) -> tuple[ClauseStep, ...]:
    """The clause that a question names first, as steps from the outermost inwards; empty when it names none.

    >>> "/".join(map(str, find_references("art. 9 al. 1")))
    'article-9/clause-1'
    """
    found = read_references(text)
    return found[0].numbered if found else ()


def read_references(text: str) -> tuple[ClauseReference, ...]:
    """The clauses that a text names, in the order in which it names them.

    >>> [str(reference) for reference in read_references("khoản 2, 3 Điều 5 và đoạn 2 Điều 7")]
    ['article-5/clause-2', 'article-5/clause-3', 'article-7#2']
    """
    view = typed(nfc(text))
    if bare := _bare(view):
        return (bare,)
    chains = [chain for chain in _chains(view, find_mentions(view)) if _counts(chain, view)]
    groups = [(_assembled(chain), chain) for chain in chains]
    return tuple(_reference(path, Span(chain[0].mention.start, chain[-1].mention.end)) for paths, chain in _completed(groups, view) for path in paths)


@cache
def _bare_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\s*(?:{rule['pattern']})[\s.)]*") for rule in rules("references")["bare"])


def _bare(view: Typed) -> ClauseReference | None:
    """The clause when nothing but its ordinals is written."""
    for pattern in _bare_patterns():
        if match := pattern.fullmatch(view.plain):
            parts = {ClauseLevel(name): view.written[slice(*match.span(name))].lower() for name, value in match.groupdict().items() if value}
            steps = [ClauseStep(level, _bare_ordinal(level, value)) for level, value in parts.items()]
            return ClauseReference(tuple(sorted(steps, key=lambda step: step.level.depth)), Span(0, len(view.plain)))
    return None


def _bare_ordinal(level: ClauseLevel, written: str) -> str:
    """The ordinal of a step; the letter of a point is no Roman numeral, and an annex that is named alone is the first."""
    return "1" if level is ClauseLevel.ANNEX else written if level is ClauseLevel.POINT else read_ordinal(written)


@dataclass(frozen=True, slots=True)
class _Link:
    """A mention in a chain and how it is joined to the one before."""

    mention: Mention
    begins: bool = False
    """After "and" or a semicolon."""
    after_comma: bool = False
    ranges: bool = False

    @property
    def depth(self) -> int:
        return self.mention.named[0][0].depth


@cache
def _joints() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """One sign or word that may stand between two mentions, what begins another reference, and what makes a range."""
    words = {rule["kind"]: "|".join(map(re.escape, sorted(rule["words"], key=len, reverse=True))) for rule in rules("references")["joint"]}
    return (
        re.compile(rf"[\s,:;()/-]+|(?<!\w)(?:{'|'.join(words.values())})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{words['and']})(?!\w)|;"),
        re.compile(rf"[\s]*(?:-|(?:{words['to']})(?!\w))\s*(?:{words['of']})?\s*"),
    )


def _only_joins(text: str) -> bool:
    """Whether a text holds nothing but joints."""
    return not _joints()[0].sub("", text)


def _chains(view: Typed, mentions: list[Mention]) -> Iterator[list[_Link]]:
    """The mentions that stand together, with nothing but joints between them."""
    _, begins, ranges = _joints()
    chain: list[_Link] = []
    for mention in mentions:
        gap = view.plain[chain[-1].mention.end : mention.start] if chain else ""
        if chain and len(chain) < _MOST_LINKED and _only_joins(gap):
            same = chain[-1].depth == mention.named[0][0].depth
            chain.append(_Link(mention, bool(begins.search(gap)), "," in gap, same and bool(ranges.fullmatch(gap))))
            continue
        if chain:
            yield chain
        chain = [_Link(mention)]
    if chain:
        yield chain


def _counts(chain: list[_Link], view: Typed) -> bool:
    """Whether a chain is a reference: one mention is a full one, two are abbreviations, or nothing else is written."""
    mentions = [link.mention for link in chain]
    rest = view.plain[: mentions[0].start] + view.plain[mentions[-1].end :]
    return not all(mention.weak for mention in mentions) or sum(mention.short for mention in mentions) > 1 or _only_joins(rest)


@dataclass(slots=True)
class _Path:
    """A reference that is being put together, outermost ordinal first."""

    ordinals: list[Ordinal]
    unnumbered: bool = False
    outward: bool = field(default=False)
    """Put together from the inside out, as Vietnamese does, and French with *de*."""

    @property
    def inside(self) -> int:
        """The depth that a further step inside must exceed; a paragraph that was named from the outside in may hold points."""
        last = self.ordinals[-1]
        return ClauseLevel.CLAUSE.depth if last.level is None and not self.outward else last.depth


def _assembled(chain: list[_Link]) -> list[_Path]:
    paths: list[_Path] = []
    for link in chain:
        if link.ranges and paths:
            _range(paths, link)
        elif (open_paths := [path for path in paths if path.ordinals[0].depth > link.depth]) and not link.begins:
            _lead(paths, open_paths, link)
        else:
            _follow(paths, link)
    for before, path in pairwise(paths):
        if not path.outward and path.ordinals[0].depth > ClauseLevel.ARTICLE.depth:
            path.ordinals = [ordinal for ordinal in before.ordinals if ordinal.depth < path.ordinals[0].depth] + path.ordinals
    return paths


def _range(paths: list[_Path], link: _Link) -> None:
    """*từ Điều 5 đến Điều 8*: the last path is a range."""
    first = paths[-1].ordinals[-1]
    paths[-1].ordinals[-1] = Ordinal(first.level, first.ordinal, link.mention.named[-1][-1].ordinal)


def _lead(paths: list[_Path], open_paths: list[_Path], link: _Link) -> None:
    """*khoản 2 ← Điều 5*: what contains all the paths that do not reach so far out."""
    first, *others = link.mention.named
    for path in open_paths:
        path.ordinals = [*first, *path.ordinals]
        path.outward = True
    paths += [_Path(list(ordinals), link.mention.unnumbered) for ordinals in others]


def _follow(paths: list[_Path], link: _Link) -> None:
    """*article 5 → paragraphe 2*: what lies inside the last path, beside its last step, or apart from it."""
    last = paths[-1] if paths else _Path([])
    if paths and last.outward and not (link.begins or link.after_comma) and _fills(last, link):
        last.ordinals = sorted([*last.ordinals, *link.mention.named[0]], key=lambda ordinal: ordinal.depth)
        return
    deeper = bool(paths) and link.depth > last.inside
    apart = link.begins or (last.outward and link.after_comma)
    if deeper and not apart:
        paths.pop()
        kept, outward = last.ordinals, last.outward
    else:
        kept, outward = ([] if last.outward or deeper else [ordinal for ordinal in last.ordinals if ordinal.depth < link.depth]), False
    paths += [_Path([*kept, *ordinals], link.mention.unnumbered, outward) for ordinals in link.mention.named]


def _fills(path: _Path, link: _Link) -> bool:
    """Whether a step belongs between those of a path that was put together outwards: *point (b) of article 2 → (2)*."""
    depths = [ordinal.depth for ordinal in path.ordinals]
    return len(link.mention.named) == 1 and depths[0] < link.depth < depths[-1] and link.depth not in depths


def _completed(groups: list[tuple[list[_Path], list[_Link]]], view: Typed) -> list[tuple[list[_Path], list[_Link]]]:
    """The groups, where one clause told in two places of a sentence (*in article 5, what does clause 2 say*) is one."""
    done: list[tuple[list[_Path], list[_Link]]] = []
    for paths, chain in groups:
        if done and len(done[-1][0]) == 1 and not _SENTENCE_END.search(view.plain[done[-1][1][-1].mention.end : chain[0].mention.start]):
            before, inside = done[-1][0][0], min(path.ordinals[0].depth for path in paths)
            if before.ordinals[-1].depth < inside:
                done[-1] = ([_Path([*before.ordinals, *path.ordinals], path.unnumbered, path.outward) for path in paths], [*done[-1][1], *chain])
                continue
            if len(paths) == 1 and paths[0].ordinals[-1].depth < before.ordinals[0].depth:
                done[-1] = ([_Path([*paths[0].ordinals, *before.ordinals], before.unnumbered, outward=True)], [*done[-1][1], *chain])
                continue
        done.append((paths, chain))
    return done


def _reference(path: _Path, span: Span) -> ClauseReference:
    """The reference of a path; an unnumbered paragraph that has points has a number after all (*art. 5 al. 2 let. a*)."""
    levels = {ordinal.level for ordinal in path.ordinals}
    lettered = ClauseLevel.POINT in levels and ClauseLevel.CLAUSE not in levels and not path.outward
    steps, block = [], 0
    for ordinal in path.ordinals:
        level = ClauseLevel.CLAUSE if ordinal.depth == PARAGRAPH_DEPTH and lettered else ordinal.level
        if level is None:
            block = int(ordinal.ordinal)
        else:
            steps.append(ClauseStep(level, ordinal.ordinal))
    ordered = tuple(sorted(steps, key=lambda step: step.level.depth))
    return ClauseReference(ordered, span, block, path.ordinals[-1].through, path.unnumbered)
