"""From the bytes of one file to everything that is indexed of it: fields, text, clauses, passages, mentions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.catalogue import CatalogueEntry
from corpus.nouns import Clause, Document, Page, Passage, PlacedWord, Relation, Span
from corpus.numbers import NumberMention, find_numbers
from indexer.fields import read_document
from indexer.layout import Reading, assemble
from indexer.passages import TokenStarts, cut_passages
from indexer.readers import read
from indexer.reading import MediaType
from indexer.relations import find_relations
from indexer.structure import clause_tree

EXTRACTION_VERSION = 4
"""Raised when the same bytes would give another result, so that indexes know what to read again."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document with its text; all spans are offsets into ``text``.

    ``fields`` says where the fields of the document that were read in its text stand (``number``, ``date``, ...).
    ``recognised`` are the pages whose text was recognised on an image, ``words`` the places of the words there.
    """

    document: Document
    media_type: MediaType
    text: str
    notes: Span | None
    pages: tuple[Page, ...]
    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    mentions: tuple[NumberMention, ...]
    fields: Mapping[str, Span]
    relations: tuple[Relation, ...]
    recognised: frozenset[int]
    words: tuple[PlacedWord, ...]


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def document_id_of(content: bytes) -> str:
    """The id of a document: the first 16 digits of the digest of its bytes, so that equal files are one document."""
    return digest_of(content)[:16]


def extract(content: bytes, name: str, token_starts: TokenStarts, entry: CatalogueEntry | None = None) -> Extraction:
    """Reads one file.

    ``name`` tells the format where bytes do not, and ``entry`` what the catalogue knows.
    Raises ``UnreadableFile`` with the reason when nothing can be read.
    """
    return extract_reading(document_id_of(content), assemble(read(content, name)), name, token_starts, entry)


def extract_reading(document_id: str, reading: Reading, name: str, token_starts: TokenStarts, entry: CatalogueEntry | None = None) -> Extraction:
    """The same from a text that was read already."""
    document, fields = read_document(document_id, reading, name, entry)
    clauses = clause_tree(reading, document.language)
    return Extraction(
        document=document,
        media_type=reading.media_type,
        text=reading.text,
        notes=reading.notes,
        pages=reading.pages,
        clauses=clauses,
        passages=cut_passages(document_id, reading, clauses, token_starts, document.language),
        mentions=tuple(find_numbers(reading.text)),
        fields=fields,
        relations=find_relations(reading.text, clauses, document),
        recognised=reading.recognised,
        words=reading.words,
    )


_LONGEST_TITLE, _LONGEST_HEAD = 100, 240


def headings_of(document: Document, passage: Passage) -> list[str]:
    """What stands above a passage, outermost first: the document's title, then each clause with its heading."""
    if passage.clause is None:
        return [document.title]
    named = zip(passage.clause.labels, passage.clause.headings, strict=True)
    return [document.title, *(f"{label}. {heading}" if heading and heading != label else label for label, heading in named)]


def embedded_text(document: Document, passage: Passage) -> str:
    """What the encoder sees of a passage: where it stands, then its words on one line.

    The text shown to readers is never this one; it is the passage's own.
    """
    parts = headings_of(document, passage)
    words = " ".join(passage.text.split())
    if words.startswith(parts[0].rstrip("…")):  # a title that the text itself begins with adds nothing
        parts = parts[1:]
    else:
        parts[0] = parts[0][:_LONGEST_TITLE]
    head = " · ".join(parts)
    if len(head) > _LONGEST_HEAD:  # the innermost clause tells most
        head = parts[0] + " · " + head[-(_LONGEST_HEAD - len(parts[0])) :]
    return f"{head}\n{words}" if head else words
