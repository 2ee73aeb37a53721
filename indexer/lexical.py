"""Word-for-word search with BM25 through tantivy; the only module that knows tantivy.

Each language has an index of its own, so that how rare a word is and how long a text is are measured against
texts of that language: within one index a language with few texts would have an average length near zero, and
BM25 would bury it. Fields are the text (exact and folded) and its headings (folded). What is weighed is a unit,
all passages of one article or of one text without articles: an article that answers may say each word in another
paragraph.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.folding import folded
from corpus.nouns import Language
from indexer.errors import IndexMismatch
from indexer.terms import terms

_LANGUAGES = (Language.FRENCH, Language.VIETNAMESE)
_HEAP_BYTES = 128_000_000
_FIRST, _LAST = "first", "last"
_SATURATION = 2.2
"""BM25 with k1 = 1.2 gives a term at most k1 + 1 times its inverse document frequency."""


FOLDED_SHARE = 0.25
"""What the folded twin counts for when accents were typed; without accents it counts for all."""
HEADING_SHARE = 0.1
"""What a term in a heading counts for beside one in the passage."""


class Field(StrEnum):
    """What a term is looked for in."""

    TEXT = "text"
    FOLDED = "folded"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class WantedTerm:
    """A term to look for and how much it weighs; ``accented`` says whether its accents were typed, and so are meant."""

    term: str
    weight: float = 1.0
    accented: bool = True


@dataclass(frozen=True, slots=True)
class WantedName:
    """One thing to look for under any of several names, of which the best one counts; each name is some terms."""

    names: tuple[tuple[WantedTerm, ...], ...]


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """Rows with the share of what is wanted that the unit of each holds, from 0 to a little over 1, best unit first."""

    rows: NDArray[np.int64]
    shares: NDArray[np.float32]


def language_of_fields(language: Language) -> Language:
    """The language whose fields hold a passage: English passages are kept with the French ones."""
    return Language.VIETNAMESE if language is Language.VIETNAMESE else Language.FRENCH


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (_FIRST, _LAST):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for field in Field:
        builder.add_text_field(str(field), tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalWriter:
    """Writes a new lexical index into an empty folder."""

    def __init__(self, folder: Path) -> None:
        self._writers: dict[Language, tantivy.IndexWriter] = {}
        for language in _LANGUAGES:
            (folder / language).mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(folder / language))
            self._writers[language] = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        self.units = 0

    def add(self, rows: range, language: Language, text: str, headings: Iterable[str]) -> None:
        """Adds one unit, the passages with these rows."""
        language = language_of_fields(language)
        exact = terms(text, language)
        fields = {
            Field.TEXT: exact,
            Field.FOLDED: [folded(term) for term in exact],
            Field.HEADING: [folded(term) for heading in headings for term in terms(heading, language)],
        }
        document = tantivy.Document()
        document.add_unsigned(_FIRST, rows.start)
        document.add_unsigned(_LAST, rows.stop - 1)
        for field, values in fields.items():
            document.add_text(str(field), " ".join(values))
        self._writers[language].add_document(document)
        self.units += 1

    def close(self) -> None:
        """Commits everything."""
        for writer in self._writers.values():
            writer.commit()
            writer.wait_merging_threads()


class LexicalIndex:
    """Reads a lexical index; safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        try:
            self._parts = {language: _Part(tantivy.Index.open(str(folder / language))) for language in _LANGUAGES}
        except ValueError as error:
            raise IndexMismatch(f"{folder} cannot be read: build the index again with `passerelle index`") from error

    def __len__(self) -> int:
        return sum(part.units for part in self._parts.values())

    def inverse_frequency(self, language: Language, field: Field, term: str) -> float:
        """BM25's weight of a term: ln(1 + (N - n + 0.5) / (n + 0.5)) for n of N units of the language that hold it."""
        return self._parts[language_of_fields(language)].inverse_frequency(field, term)

    def worth(self, language: Language, wanted: WantedName) -> float:
        """What a unit that holds a thing scores for it: all terms of its first name, whichever name the unit uses."""
        return self._parts[language_of_fields(language)].worth(wanted)

    def search(self, language: Language, wanted: Sequence[WantedName], count: int, among: NDArray[np.int64] | None = None) -> LexicalHits:
        """The passages of the ``count`` units of one language that hold most of what is wanted; ``among`` limits them to some rows."""
        return self._parts[language_of_fields(language)].search(wanted, count, among)


class _Part:
    """The index of one language."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.units = int(self._searcher.num_docs)
        everything = self._searcher.search(tantivy.Query.all_query(), limit=max(1, self.units), count=False).hits
        self._firsts = np.sort(np.array(self._searcher.fast_field_values(_FIRST, [address for _, address in everything]), dtype=np.int64))

    def inverse_frequency(self, field: Field, term: str) -> float:
        holding = self._searcher.doc_freq(str(field), term)
        return math.log(1 + (self.units - holding + 0.5) / (holding + 0.5))

    def worth(self, wanted: WantedName) -> float:
        return self._worth_of_name(wanted.names[0]) if wanted.names else 0.0

    def _worth_of_name(self, name: tuple[WantedTerm, ...]) -> float:
        return sum(term.weight * self.inverse_frequency(Field.FOLDED, folded(term.term)) for term in name) * _SATURATION

    def search(self, wanted: Sequence[WantedName], count: int, among: NDArray[np.int64] | None) -> LexicalHits:
        clauses = [(tantivy.Occur.Should, self._name_query(item)) for item in wanted if item.names]
        if not clauses or count <= 0 or not self.units or (among is not None and not len(among)):
            return LexicalHits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        query = tantivy.Query.boolean_query(clauses)
        if among is not None:
            units = np.unique(self._firsts[np.maximum(np.searchsorted(self._firsts, among, side="right") - 1, 0)])
            allowed = tantivy.Query.term_set_query(self._schema, _FIRST, units.tolist())
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0))])
        hits = self._searcher.search(query, limit=count, count=False).hits
        best = sum(self.worth(item) for item in wanted)
        rows = self._rows_of([address for _, address in hits])
        shares = np.array([score for score, _ in hits], dtype=np.float32) / np.float32(max(best, 1e-9))
        found = LexicalHits(np.concatenate(rows) if rows else np.empty(0, dtype=np.int64), np.repeat(shares, [len(part) for part in rows]))
        if among is None:
            return found
        kept = np.isin(found.rows, among)
        return LexicalHits(found.rows[kept], found.shares[kept])

    def _rows_of(self, addresses: list[tantivy.DocAddress]) -> list[NDArray[np.int64]]:
        """The rows of each of some units."""
        firsts, lasts = (np.array(self._searcher.fast_field_values(name, addresses), dtype=np.int64) for name in (_FIRST, _LAST))
        return [np.arange(first, last + 1, dtype=np.int64) for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]

    def _name_query(self, wanted: WantedName) -> tantivy.Query:
        """The best of the names counts, and each is worth as much as the first, so that a long name is no better than a short one."""
        worth = self.worth(wanted)
        names = []
        for name in wanted.names:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for term in name for part in self._term_queries(term)])
            names.append(tantivy.Query.boost_query(query, worth / max(self._worth_of_name(name), 1e-9)))
        return names[0] if len(names) == 1 else tantivy.Query.disjunction_max_query(names)

    def _term_queries(self, term: WantedTerm) -> list[tantivy.Query]:
        exact = {Field.TEXT: 1 - FOLDED_SHARE, Field.FOLDED: FOLDED_SHARE} if term.accented else {Field.FOLDED: 1.0}
        weights = {**exact, Field.HEADING: HEADING_SHARE}
        return [self._term_query(field, term.term if field is Field.TEXT else folded(term.term), term.weight * share) for field, share in weights.items()]

    def _term_query(self, field: Field, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, str(field), term, index_option="freq"), weight)
