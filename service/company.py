"""What stands beside a document under the same title: where a text came in pieces, a piece is likelier right when another speaks of the matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Document


def company(documents: Sequence[Document], wording: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each passage the largest wording of a passage in another document of the same title, 0 where there is none.

    ``documents`` are those of the passages; both arguments and what is given back have one length.
    """
    first: dict[str, tuple[float, str]] = {}
    second: dict[str, float] = {}
    for position in np.argsort(-wording, kind="stable").tolist():
        document, share = documents[position], float(wording[position])
        if document.title not in first:
            first[document.title] = share, document.id
        elif document.title not in second and document.id != first[document.title][1]:
            second[document.title] = share
    return np.array([second.get(item.title, 0.0) if item.id == first[item.title][1] else first[item.title][0] for item in documents], dtype=np.float32)
