"""Which passage of a document takes the place that the document has won.

A document is ranked by its best passage, and there the words of a whole article count, since it may say each in another
paragraph. Which passage of the document answers is told better by the words that the passage holds itself. Its opening, with the
title and what the document is about, is near to every question that the document answers and seldom answers one, so it gives
way. Passages of a document exchange their places; no document gets another place (``docs/decisions/0004-fusion.md``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Passage
from indexer.lexical import language_of_fields
from service.engine import Snapshot
from service.own_words import own_share
from service.questions import Question
from service.wording import wanted_names

PLACED = 30
"""Of the first passages the places are told anew; further ones are not shown before them."""
_WORDING = 2.0
"""Standard deviations of meaning that a passage is worth whose article has every word of the question,"""
_OWN_WORDING = 4.0
"""and that it is worth when it has them itself; both together weigh as much as words do between documents."""
_OPENING = 2.0
"""What the first passage of a document gives way by."""


def placed(
    snapshot: Snapshot,
    question: Question,
    passages: Sequence[Passage],
    rows: Sequence[int],
    meaning: NDArray[np.float32],
    wording: NDArray[np.float32],
) -> list[int]:
    """For each place the position of the passage that takes it; everything is given by passage, in the order of a ranking."""
    languages = [language_of_fields(passage.language) for passage in passages]
    wanted = {language: wanted_names(question, language) for language in set(languages)}
    shares = {language: own_share(names, language, snapshot.generation.lexical) for language, names in wanted.items()}
    own = np.array([shares[language](passage.text) for language, passage in zip(languages, passages, strict=True)], dtype=np.float32)
    trust = np.array([wanted[language].coverage for language in languages], dtype=np.float32)
    opening = np.array([snapshot.opens_document(row) for row in rows], dtype=np.float32)
    values = meaning + trust * (_WORDING * wording + _OWN_WORDING * own) - _OPENING * opening
    return exchanged([snapshot.document_of(row).id for row in rows], values)


def exchanged(documents: Sequence[str], values: NDArray[np.float32]) -> list[int]:
    """For each place the position of the passage that takes it: each document keeps its places, and its best passage takes the first of them.

    ``documents`` are the ids of those that the passages are of, ``values`` say which passage is best; both have one length.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, document in enumerate(documents):
        places[document].append(place)
    order = list(range(len(documents)))
    for own in places.values():
        for place, position in zip(own, sorted(own, key=lambda position: -values[position]), strict=True):
            order[place] = position
    return order
