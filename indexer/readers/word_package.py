"""The parts of a Word document: an archive of XML files that name each other by relations (ECMA-376, part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cache
from typing import Any

from lxml import etree

from indexer.errors import UnreadableFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST_PART = 96 * 1024 * 1024
"""Bytes of XML; a thousand pages have about twenty million."""

Element = Any
"""An element of lxml, which carries no types."""


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of the main vocabulary of Word documents."""
    return f"{{{WORD}}}{name}"


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element that may be absent, as may be the attribute."""
    return None if element is None else element.get(w(name))


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number; None where it is absent or none."""
    try:
        return int(value(element, name) or "")
    except ValueError:
        return None


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a property such as ``w:b`` is switched on or off; None where it is not said."""
    element = None if parent is None else parent.find(w(name))
    return None if element is None else value(element) not in {"0", "false", "off", "none"}


class WordPackage:
    """The main part of a Word document and what belongs to it.

    Raises ``KeyError``, ``zipfile.BadZipFile`` and lxml's errors for a damaged archive, ``UnreadableFile`` for one
    that unpacks to too much.
    """

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._package = self._targets("")
        self._main_name = self._package["officeDocument"]
        self._related = self._targets(self._main_name)
        self.main: Element = self._root(self._main_name)

    def part(self, kind: str) -> Element | None:
        """The root of the part that is related as ``styles``, ``numbering``, ``footnotes``, ...; None without one."""
        name = self._related.get(kind)
        return self._root(name) if name in self._archive.namelist() else None

    def properties(self) -> dict[str, str]:
        """What the document says of itself, by the names of Dublin Core: ``title``, ``creator``, ``created``, ..."""
        name = self._package.get("core-properties")
        if name not in self._archive.namelist():
            return {}
        return {etree.QName(element).localname: element.text.strip() for element in self._root(name) if isinstance(element.tag, str) and element.text}

    def _root(self, name: str | None) -> Element:
        information = self._archive.getinfo(name or "")
        if information.file_size > _LARGEST_PART:
            raise UnreadableFile(f"it unpacks to more than {_LARGEST_PART // 1024**2} MiB of text: split it into several documents")
        content = self._archive.read(information).replace(_STRICT, _TRANSITIONAL)
        content = content.replace(_TRANSITIONAL + b"wordprocessingml/main", WORD.encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        return etree.fromstring(content, parser)

    def _targets(self, name: str) -> dict[str, str]:
        """The parts that a part (``""``: the whole package) is related to, by the last word of the kind of relation."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._archive.namelist():
            return {}
        found: dict[str, str] = {}
        for relation in self._root(relations).iter(_RELATIONS):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                found.setdefault(posixpath.basename(relation.get("Type", "")), target)
        return found
