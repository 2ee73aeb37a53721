"""The numbers that Word writes in front of paragraphs, computed from the definitions of its lists (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.readers.list_numbers import written
from indexer.readers.word_package import Element, is_on, number, value, w

_PLACE = re.compile("%([1-9])")
_KEPT_BULLETS = frozenset("-–—+*•")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; ``restart`` is the level (from 1) after which it begins again, 0 for never, None for any above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    ending: str = " "
    restart: int | None = None
    in_digits: bool = False
    style: str | None = None
    font: str | None = None
    language: str = ""

    def begins_again_after(self, level: int) -> bool:
        """Whether a paragraph of this higher level (from 0) makes the next of this level the first again."""
        return self.restart is None or level < self.restart


@dataclass(frozen=True, slots=True)
class _List:
    """A use of a list: the definition that it shares with others, and what it changes of it."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


@dataclass(slots=True)
class Numbering:
    """Gives each numbered paragraph its number, in the order of the document; uses of one definition go on counting together."""

    lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, list_id: str, style: str | None) -> int | None:
        """The level that the list ties to a paragraph style."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((index for index, level in levels.items() if style and level.style == style), None)

    def advance(self, list_id: str, level: int) -> tuple[str, Level] | None:
        """Counts one paragraph and gives its number with what follows it, and its level; None where the list has no such level."""
        used = self.lists.get(list_id)
        if used is None or level not in used.levels:
            return None
        counts = self._counts.setdefault(used.definition, {})
        begins = (list_id, level) not in self._begun and level in used.starts
        self._begun.add((list_id, level))
        counts[level] = counts[level] + 1 if level in counts and not begins else used.start(level)
        for deeper in [index for index in counts if index > level]:
            if deeper not in used.levels or used.levels[deeper].begins_again_after(level):
                del counts[deeper]
        mark = self._mark(used, level, counts)
        return (mark + used.levels[level].ending if mark else "", used.levels[level])

    @staticmethod
    def _mark(used: _List, level: int, counts: dict[int, int]) -> str:
        shown = used.levels[level]
        if shown.form == "bullet":
            return shown.text if shown.text in _KEPT_BULLETS else _BULLET if shown.text.strip() else ""

        def count(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = used.levels.get(index, Level())
            form = "decimal" if shown.in_digits else other.form
            return written(counts.get(index, used.start(index)), form, shown.language)

        return _PLACE.sub(count, shown.text)


def read_numbering(root: Element | None, styles: Element | None = None) -> Numbering:
    """The numbering of a document from its part ``numbering`` (None without one) and, for lists defined by a style, its part ``styles``."""
    if root is None:
        return Numbering()
    definitions = {value(element, "abstractNumId") or "": element for element in root.iter(w("abstractNum"))}
    uses = {value(element, "numId") or "": element for element in root.iter(w("num"))}
    lists = {}
    for list_id, use in uses.items():
        definition = value(use.find(w("abstractNumId"))) or ""
        definition = _linked(definition, definitions, uses, styles)
        if definition in definitions:
            lists[list_id] = _list(definition, definitions[definition], use)
    return Numbering(lists)


def _linked(definition: str, definitions: dict[str, Element], uses: dict[str, Element], styles: Element | None) -> str:
    """The definition itself, or the one that it takes over from a style of lists (``w:numStyleLink``)."""
    link = value(definitions[definition].find(w("numStyleLink"))) if definition in definitions else None
    if link is None:
        return definition
    for other, element in definitions.items():
        if value(element.find(w("styleLink"))) == link:
            return other
    style = next((style for style in (styles.iter(w("style")) if styles is not None else ()) if value(style, "styleId") == link), None)
    use = uses.get(value(style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")) or "") if style is not None else None
    return value(use.find(w("abstractNumId"))) or definition if use is not None else definition


def _list(definition: str, element: Element, use: Element) -> _List:
    levels = {index: _level(level) for level in element.iter(w("lvl")) if (index := number(level, "ilvl")) is not None}
    starts: dict[int, int] = {}
    for override in use.iter(w("lvlOverride")):
        index = number(override, "ilvl")
        if index is None:
            continue
        if (level := override.find(w("lvl"))) is not None:
            levels[index] = _level(level)
        if (start := number(override.find(w("startOverride")))) is not None:
            starts[index] = start
    return _List(definition, levels, starts)


def _level(element: Element) -> Level:
    start, properties = number(element.find(w("start"))), element.find(w("rPr"))
    fonts = None if properties is None else properties.find(w("rFonts"))
    picture = element.find(w("lvlPicBulletId")) is not None
    return Level(
        start=1 if start is None else start,
        form="bullet" if picture else value(element.find(w("numFmt"))) or "decimal",
        text=_BULLET if picture else value(element.find(w("lvlText"))) or "",
        ending="" if value(element.find(w("suff"))) == "nothing" else " ",
        restart=number(element.find(w("lvlRestart"))),
        in_digits=bool(is_on(element, "isLgl")),
        style=value(element.find(w("pStyle"))),
        font=value(fonts, "hAnsi") or value(fonts, "ascii"),
        language=(value(properties.find(w("lang"))) if properties is not None else None) or "",
    )
