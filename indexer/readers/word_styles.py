"""What the styles of a Word document say of its paragraphs and runs (ECMA-376, 17.7): headings, fonts, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer.readers.word_package import Element, is_on, number, value, w

_HEADING_NAME = re.compile(r"(?:heading|titre|tiêu đề|đầu đề|đề mục)\s*\d?$|title$|(?:chapter|chapitre|chương)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|tm|mục lục)\s*\d$", re.IGNORECASE)
_BODY_LEVEL = 9
"""The outline level that Word gives to text."""
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands in a list: the list, and its level where it is said; ``style`` is the style that says so."""

    list_id: str
    level: int | None
    style: str | None


class Styles:
    """The styles of a document, from its parts ``styles`` and ``theme`` (None where it has none)."""

    def __init__(self, root: Element | None, theme: Element | None = None) -> None:
        self._root = root
        self._theme = theme
        self._styles = {value(style, "styleId"): style for style in root.iter(w("style"))} if root is not None else {}
        self._default = next(
            (identity for identity, style in self._styles.items() if value(style, "type") == "paragraph" and value(style, "default") == "1"), None
        )

    def _chain(self, identity: str | None) -> Iterator[Element]:
        """The style and those that it is based on; a circle ends it."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(identity)
            if style is None:
                return
            yield style
            identity = value(style.find(w("basedOn")))

    def _names(self, paragraph: str | None) -> Iterator[str]:
        return (value(style.find(w("name"))) or "" for style in self._chain(paragraph or self._default))

    def is_heading(self, properties: Element | None, paragraph: str | None) -> bool:
        """Whether a paragraph is a heading: by its outline level, or by the name of its style or of one below it."""
        for holder in (properties, *(style.find(w("pPr")) for style in self._chain(paragraph or self._default))):
            if holder is not None and (level := number(holder.find(w("outlineLvl")))) is not None:
                return level < _BODY_LEVEL
        return any(_HEADING_NAME.match(name) for name in self._names(paragraph))

    def is_contents(self, paragraph: str | None) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return any(_CONTENTS_NAME.match(name) for name in self._names(paragraph))

    def list_place(self, paragraph: str | None) -> ListPlace | None:
        """The list in which the style puts its paragraphs."""
        for style in self._chain(paragraph or self._default):
            found = style.find(f"{w('pPr')}/{w('numPr')}")
            if found is not None and (list_id := value(found.find(w("numId")))) is not None:
                return ListPlace(list_id, number(found.find(w("ilvl"))), value(style, "styleId"))
        return None

    def is_on(self, name: str, run: Element | None, paragraph: str | None) -> bool:
        """Whether a property of letters such as ``b`` or ``vanish`` holds for a run with these properties in a paragraph of this style."""
        for holder in self._run_properties(run, paragraph):
            if (said := is_on(holder, name)) is not None:
                return said
        return False

    def font(self, run: Element | None, paragraph: str | None) -> str | None:
        """The font in which the accented letters of a run are shown."""
        for holder in self._run_properties(run, paragraph):
            if (fonts := holder.find(w("rFonts"))) is None:
                continue
            for attribute in ("hAnsi", "ascii"):
                if (theme := value(fonts, f"{attribute}Theme")) and theme in self._theme_fonts:
                    return self._theme_fonts[theme]
                if name := value(fonts, attribute):
                    return name
        return None

    def _run_properties(self, run: Element | None, paragraph: str | None) -> Iterator[Element]:
        """The properties that hold for a run, the nearest first: its own, of its style, of its paragraph's style, of the document."""
        character = None if run is None else value(run.find(w("rStyle")))
        holders = [
            run,
            *(style.find(w("rPr")) for style in self._chain(character)),
            *(style.find(w("rPr")) for style in self._chain(paragraph or self._default)),
        ]
        if self._root is not None:
            holders.append(self._root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))
        return (holder for holder in holders if holder is not None)

    @cached_property
    def _theme_fonts(self) -> dict[str, str]:
        if self._theme is None:
            return {}
        found = {}
        for kind in ("major", "minor"):
            latin = next(self._theme.iter(f"{{*}}{kind}Font"), None)
            face = None if latin is None else next((child.get("typeface") for child in latin if child.tag.endswith("}latin")), None)
            found.update({f"{kind}{script}": face for script in ("HAnsi", "Ascii") if face})
        return found
