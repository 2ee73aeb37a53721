"""The acts that a document names, and what it says of each: based on, amends, replaces, repeals, guides, approves, cites."""

from __future__ import annotations

from corpus.nouns import Clause, Document, Relation


def find_relations(text: str, clauses: tuple[Clause, ...], document: Document) -> tuple[Relation, ...]:
    """The relations of a document to other acts, in the order of their spans."""
    return ()
