"""Word-for-word search with BM25 through tantivy; the only module that knows tantivy.

Each language has an index of its own, so that how rare a word is and how long a text is are measured against
texts of that language: within one index a language with few texts would have an average length near zero, and
BM25 would bury it. Fields are the text (exact and folded) and its headings (folded). What is weighed is a unit,
all passages of one article or of one text without articles: an article that answers may say each word in another
paragraph.

What a search costs is bounded: no address of a unit is fetched but those of hits, and of the terms of a long question
the commonest are left out when together they stand in more units than a processor reads in some 30 ms.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
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
_UNIT = "unit"
_ROWS = "rows.npy"
_SATURATION = 2.2
"""BM25 with k1 = 1.2 gives a term at most k1 + 1 times its inverse document frequency."""


FOLDED_SHARE = 0.25
"""What the folded twin counts for when accents were typed; without accents it counts for all."""
HEADING_SHARE = 0.1
"""What a term in a heading counts for beside one in the passage."""
MOST_POSTINGS = 4_000_000
"""Places of its terms that a search reads, counted in the folded field; of the question's terms the rarest are kept."""
_RARE = 250
"""One unit of so many passes a filter: such units are named in the query, others found by asking for more hits."""
_DEEPEST = 100_000
"""Hits among which no more is looked for units that pass."""

Analysis = Callable[[str, Language], list[str]]
"""What gives the terms of a text, as ``terms`` does."""

_folded_term = lru_cache(maxsize=1 << 17)(folded)


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


_NOTHING = LexicalHits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
_Hits = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Units and their scores, best first."""


def language_of_fields(language: Language) -> Language:
    """The language whose fields hold a passage: English passages are kept with the French ones."""
    return Language.VIETNAMESE if language is Language.VIETNAMESE else Language.FRENCH


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_UNIT, indexed=True, fast=True)
    for field in Field:
        builder.add_text_field(str(field), tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalWriter:
    """Writes a new lexical index into an empty folder."""

    def __init__(self, folder: Path, analysis: Analysis = terms) -> None:
        self._folder = folder
        self._analysis = analysis
        self._writers: dict[Language, tantivy.IndexWriter] = {}
        self._rows = {language: array("q") for language in _LANGUAGES}
        for language in _LANGUAGES:
            (folder / language).mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(folder / language))
            self._writers[language] = index.writer(heap_size=_HEAP_BYTES, num_threads=1)

    @property
    def units(self) -> int:
        """How many units were added."""
        return sum(len(rows) for rows in self._rows.values()) // 2

    def add(self, rows: range, language: Language, text: str, headings: Iterable[str]) -> None:
        """Adds one unit, the passages with these rows, which come after those of all units before."""
        language = language_of_fields(language)
        exact = self._analysis(text, language)
        fields = {
            Field.TEXT: exact,
            Field.FOLDED: [_folded_term(term) for term in exact],
            Field.HEADING: [_folded_term(term) for heading in headings for term in self._analysis(heading, language)],
        }
        document = tantivy.Document()
        document.add_unsigned(_UNIT, len(self._rows[language]) // 2)
        for field, values in fields.items():
            document.add_text(str(field), " ".join(values))
        self._writers[language].add_document(document)
        self._rows[language].extend((rows.start, rows.stop))

    def close(self) -> None:
        """Commits everything, and writes beside each index the first row of each unit and the one after its last."""
        for language, writer in self._writers.items():
            writer.commit()
            writer.wait_merging_threads()
            np.save(self._folder / language / _ROWS, np.array(self._rows[language], dtype=np.int32).reshape(-1, 2))


class LexicalIndex:
    """Reads a lexical index; safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        try:
            self._parts = {language: _Part(folder / language) for language in _LANGUAGES}
        except (OSError, EOFError, ValueError) as error:
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

    def __init__(self, folder: Path) -> None:
        """Raises ``OSError`` or ``ValueError`` when it cannot be read."""
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()
        self.units = int(self._searcher.num_docs)
        self._starts, self._stops = np.load(folder / _ROWS).astype(np.int64).reshape(self.units, 2).T.copy()

    def inverse_frequency(self, field: Field, term: str) -> float:
        holding = self._searcher.doc_freq(str(field), term)
        return math.log(1 + (self.units - holding + 0.5) / (holding + 0.5))

    def worth(self, wanted: WantedName) -> float:
        return self._worth_of_name(wanted.names[0]) if wanted.names else 0.0

    def _worth_of_name(self, name: tuple[WantedTerm, ...]) -> float:
        return sum(term.weight * self.inverse_frequency(Field.FOLDED, folded(term.term)) for term in name) * _SATURATION

    def search(self, wanted: Sequence[WantedName], count: int, among: NDArray[np.int64] | None) -> LexicalHits:
        wanted = self._affordable([item for item in wanted if item.names])
        admitted = None if among is None else self._units_of(among)
        if not wanted or count <= 0 or not self.units or (admitted is not None and not len(admitted)):
            return _NOTHING
        query = self._query(wanted)
        units, scores = self._hits(query, count) if admitted is None else self._hits_among(query, count, admitted)
        shares = scores / np.float32(max(sum(self.worth(item) for item in wanted), 1e-9))
        found = LexicalHits(self._rows_of(units), np.repeat(shares, self._stops[units] - self._starts[units]))
        if among is None:
            return found
        kept = np.isin(found.rows, among)
        return LexicalHits(found.rows[kept], found.shares[kept])

    def _affordable(self, wanted: list[WantedName]) -> list[WantedName]:
        """What is wanted in its order, without what is commonest where all of it would take too long to look for."""
        postings = [sum(self._searcher.doc_freq(str(Field.FOLDED), folded(term.term)) for name in item.names for term in name) for item in wanted]
        if sum(postings) <= MOST_POSTINGS:
            return wanted
        rarest = sorted(range(len(wanted)), key=postings.__getitem__)
        total = np.cumsum([postings[place] for place in rarest])
        kept = set(rarest[: max(1, int(np.searchsorted(total, MOST_POSTINGS, side="right")))])
        return [item for place, item in enumerate(wanted) if place in kept]

    def _hits(self, query: tantivy.Query, count: int) -> _Hits:
        hits = self._searcher.search(query, limit=count, count=False).hits
        units = self._searcher.fast_field_values(_UNIT, [address for _, address in hits])
        return np.array(units, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)

    def _hits_among(self, query: tantivy.Query, count: int, admitted: NDArray[np.int64]) -> _Hits:
        """The best of the units that are admitted: of many by asking for ever more hits, of few by naming them."""
        count = min(count, len(admitted))
        passes = np.zeros(self.units, dtype=bool)
        passes[admitted] = True
        depth = 2 * count * self.units // len(admitted)
        while len(admitted) * _RARE >= self.units and depth <= _DEEPEST:
            units, scores = self._hits(query, depth)
            kept = np.flatnonzero(passes[units])[:count]
            if len(kept) == count or len(units) < depth:
                return units[kept], scores[kept]
            depth *= 4
        named = tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, _UNIT, admitted.tolist()), 0.0)
        return self._hits(tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, named)]), count)

    def _units_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The units that some rows belong to, ascending."""
        units = np.maximum(np.searchsorted(self._starts, rows, side="right") - 1, 0)
        belongs = (self._starts[units] <= rows) & (rows < self._stops[units])
        return np.unique(units[belongs])

    def _rows_of(self, units: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of some units, one unit after the other."""
        ranges = [np.arange(start, stop) for start, stop in zip(self._starts[units].tolist(), self._stops[units].tolist(), strict=True)]
        return np.concatenate(ranges) if ranges else np.empty(0, dtype=np.int64)

    def _query(self, wanted: Sequence[WantedName]) -> tantivy.Query:
        """Everything that is wanted, of which any part finds.

        Single terms stand side by side and not each in a query of its own: only then does tantivy leave out blocks
        of units that cannot be among the best.
        """
        parts: list[tantivy.Query] = []
        for item in wanted:
            parts += self._term_queries(item.names[0]) if len(item.names) == 1 else [self._best_name(item)]
        return _any(parts)

    def _best_name(self, wanted: WantedName) -> tantivy.Query:
        """The best of the names counts, and each is worth as much as the first, so that a long name is no better than a short one."""
        worth = self.worth(wanted)
        names = (tantivy.Query.boost_query(_any(self._term_queries(name)), worth / max(self._worth_of_name(name), 1e-9)) for name in wanted.names)
        return tantivy.Query.disjunction_max_query(list(names))

    def _term_queries(self, name: Iterable[WantedTerm]) -> list[tantivy.Query]:
        return [query for term in name for query in self._field_queries(term)]

    def _field_queries(self, term: WantedTerm) -> Iterator[tantivy.Query]:
        exact = {Field.TEXT: 1 - FOLDED_SHARE, Field.FOLDED: FOLDED_SHARE} if term.accented else {Field.FOLDED: 1.0}
        for field, share in {**exact, Field.HEADING: HEADING_SHARE}.items():
            query = tantivy.Query.term_query(self._schema, str(field), term.term if field is Field.TEXT else folded(term.term), index_option="freq")
            yield tantivy.Query.boost_query(query, term.weight * share)


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
