"""The passages that hold quoted phrases: candidates from the lexical index, each verified in its text.

Where the rarest word of a phrase stands in at most ``DEPTH`` units of a language, every passage that holds the phrase is
found. Of commoner phrases the ``DEPTH`` units with most of their words are read.
"""

from __future__ import annotations

import math

import numpy as np

from corpus.folding import folded, has_accents
from corpus.nouns import Language
from indexer.lexical import Field, WantedName, WantedTerm
from indexer.terms import terms
from indexer.vectors import Rows
from service.engine import Snapshot
from service.phrases import holds

DEPTH = 5000
"""Units of each language whose texts are read for one phrase, at most."""


def rows_with(snapshot: Snapshot, phrases: tuple[str, ...], among: Rows | None = None) -> Rows:
    """The rows of the passages that hold all of the phrases, in their order; ``among`` limits them to some rows."""
    found: list[int] = []
    for part in snapshot.languages.values():
        rows = part.rows if among is None else np.intersect1d(part.rows, among, assume_unique=True)
        for phrase in phrases:
            rows = _candidates(snapshot, part.language, phrase, rows, everything=among is None)
        passages = snapshot.generation.store.passages(rows.tolist())
        found += [row for row, passage in zip(rows.tolist(), passages, strict=True) if holds(passage.text, phrases)]
    return np.array(sorted(found), dtype=np.int64)


def _candidates(snapshot: Snapshot, language: Language, phrase: str, rows: Rows, *, everything: bool) -> Rows:
    """The rows whose units may hold the phrase; all of them when no word of it is indexed, such as *de la*."""
    accented = has_accents(phrase)
    frequent = {term: _share_of_units(snapshot, language, term) for term in dict.fromkeys(terms(phrase, language))}
    if not frequent or not len(rows):
        return rows[:DEPTH]
    rarest = min(frequent, key=lambda term: frequent[term])
    sure = accented or language is Language.VIETNAMESE  # the stem of a French word may be another one without its accents
    wanted = [rarest] if sure and frequent[rarest] * len(snapshot.generation.lexical) < DEPTH / 2 else list(frequent)
    names = [WantedName(((WantedTerm(term, accented=accented),),)) for term in wanted]
    holding = snapshot.generation.lexical.search(language, names, DEPTH, None if everything else rows).rows
    return np.intersect1d(rows, holding)


def _share_of_units(snapshot: Snapshot, language: Language, term: str) -> float:
    """About the share of the units of a language that hold a term: BM25's weight is about the logarithm of its inverse."""
    return math.exp(-snapshot.generation.lexical.inverse_frequency(language, Field.FOLDED, folded(term)))
