"""The sections of the site, in the order of the navigation; a new part of the page adds its line here and its name to the strings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key in the strings (``navigation.<name>``) and the address below the language."""

    name: str
    path: str


SECTIONS = (
    Section("ask", ""),
    Section("search", "search"),
    Section("documents", "documents"),
    Section("explore", "explore"),
    Section("eligibility", "eligibility"),
)
