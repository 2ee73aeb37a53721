"""From the bytes of one file to everything that is indexed of it: fields, text, clauses, passages, mentions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from corpus.catalogue import CatalogueEntry
from corpus.criteria import Offer
from corpus.facts import Target
from corpus.nouns import Clause, Document, Footnote, Page, Passage, PlacedWord, Relation, Span
from corpus.numbers import NumberMention, find_numbers
from corpus.support import Measure, Programme, SectorMention
from indexer.criteria import find_offers
from indexer.facts import find_targets
from indexer.fields import read_document
from indexer.layout import Reading, assemble
from indexer.measures import find_measures
from indexer.passages import TokenStarts, cut_passages
from indexer.programmes import find_programmes, find_sector_mentions
from indexer.readers import read
from indexer.reading import MediaType, RawDocument
from indexer.recognition import recognise
from indexer.relations import find_relations
from indexer.structure import clause_tree

EXTRACTION_VERSION = 6
"""Raised when the same bytes would give another result, so that indexes know what to read again."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The pages of a file that are images whose text could not be recognised, with the reason.

    ``attempt`` says with which program and within which limits it was tried; empty where there was no program.
    """

    pages: frozenset[int]
    reason: str
    attempt: str

    @property
    def sentence(self) -> str:
        """What is said of them: ``without pages 2, 5-7: ...``."""
        return f"without {'page' if len(self.pages) == 1 else 'pages'} {ranges(self.pages)}: {self.reason}"


def ranges(numbers: Iterable[int]) -> str:
    """Whole numbers in short.

    >>> ranges({7, 2, 5, 6})
    '2, 5-7'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document states that needs no reading: targets, measures of support with what they ask, programmes, and the sectors that it names."""

    targets: tuple[Target, ...] = ()
    offers: tuple[Offer, ...] = ()
    programmes: tuple[Programme, ...] = ()
    sectors: tuple[SectorMention, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of support, without what they ask."""
        return tuple(offer.measure for offer in self.offers)


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document with its text; all spans are offsets into ``text``.

    ``fields`` says where the fields of the document that were read in its text stand (``number``, ``date``, ...).
    ``recognised`` are the pages whose text was recognised on an image, ``words`` the places of the words there;
    ``footnotes`` link the numbers of notes in the text with the notes below it, ``gaps`` are the pages that could not be recognised.
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
    footnotes: tuple[Footnote, ...] = ()
    gaps: Gaps | None = None
    facts: Facts = field(default_factory=Facts)

    @property
    def unread(self) -> frozenset[int]:
        """The pages whose text could not be recognised."""
        return self.gaps.pages if self.gaps else frozenset()


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def id_of_digest(digest: str) -> str:
    """The id of a document: the first 16 digits of the digest of its bytes, so that equal files are one document."""
    return digest[:16]


def document_id_of(content: bytes) -> str:
    """The id of the document that these bytes are."""
    return id_of_digest(digest_of(content))


def extract(content: bytes, name: str, token_starts: TokenStarts, entry: CatalogueEntry | None = None) -> Extraction:
    """Reads one file in this process and without limits; ``indexer.batch`` reads files of strangers.

    ``name`` tells the format where bytes do not, and ``entry`` what the catalogue knows.
    Raises ``UnreadableFile`` with the reason when nothing can be read, or a page that is an image cannot be recognised.
    """
    raw = read(content, name)
    raw = raw.with_recognised({page: recognise(content, raw.media_type, page) for page in sorted(raw.unread)})
    return extract_raw(document_id_of(content), raw, name, token_starts, entry)


def extract_raw(
    document_id: str, raw: RawDocument, name: str, token_starts: TokenStarts, entry: CatalogueEntry | None = None, gaps: Gaps | None = None
) -> Extraction:
    """The same from lines that were read already; ``gaps`` are the pages that could not be."""
    return replace(extract_reading(document_id, assemble(raw), name, token_starts, entry), gaps=gaps)


def extract_reading(document_id: str, reading: Reading, name: str, token_starts: TokenStarts, entry: CatalogueEntry | None = None) -> Extraction:
    """The same from a text that was put together already."""
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
        footnotes=reading.footnotes,
        facts=find_facts(reading.text, clauses, document),
    )


def find_facts(text: str, clauses: tuple[Clause, ...], document: Document) -> Facts:
    """The facts that a document states; spans are offsets into its text."""
    return Facts(
        targets=find_targets(text, clauses, document),
        offers=find_offers(find_measures(text, clauses, document), text, document),
        programmes=find_programmes(text, clauses, document),
        sectors=find_sector_mentions(text, clauses, document),
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
