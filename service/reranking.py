"""A second look at the best passages by a model that reads question and passage together; off unless one is set."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH_SIZE = 16

_HEADS = ("ForSequenceClassification", "ForCausalLM")
"""How the names of models end that were trained to score; any other single model would be given a head of random weights."""


class Reranker(Protocol):
    """What search needs of a model that judges passages."""

    @property
    def depth(self) -> int:
        """How many of the best passages it judges."""
        ...

    def order(self, question: str, passages: Sequence[str]) -> list[int]:
        """The positions of the passages, the one that answers best first; equals stay in their order."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder that gives one score to a pair, on torch."""

    def __init__(self, name: str, depth: int) -> None:
        """Raises ``ModelUnavailable`` when the model cannot be loaded or does not score pairs."""
        self.depth = depth
        self._model = _loaded(name)
        self._lock = threading.Lock()  # its tokenizer's settings are not safe to change from two threads

    def order(self, question: str, passages: Sequence[str]) -> list[int]:
        """The positions of the passages, the one that answers best first; equals stay in their order."""
        if not passages:
            return []
        with self._lock:
            scores: NDArray[np.float32] = self._model.predict([(question, passage) for passage in passages], batch_size=_BATCH_SIZE, show_progress_bar=False)
        return [int(position) for position in np.argsort(-scores, kind="stable")]


def load_reranker(name: str | None, depth: int) -> Reranker | None:
    """The reranker of a hub name or a folder; None without one.

    Raises ``ModelUnavailable`` when it cannot be loaded.
    """
    return CrossEncoderReranker(name, depth) if name else None


def _loaded(name: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 - seconds that searches without a reranker do not pay

    try:
        model: CrossEncoder = CrossEncoder(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"the reranker {name!r} cannot be loaded ({str(error).splitlines()[0][:120]}): set PASSERELLE_RERANKER to a sentence-transformers CrossEncoder, by hub name or folder, or unset it"
        ) from error
    architectures: list[str] = getattr(model.config, "architectures", None) or []
    trained = len(model) > 1 or any(architecture.endswith(_HEADS) for architecture in architectures)
    if not trained or model.num_labels != 1:
        raise ModelUnavailable(f"the model {name!r} does not give one score to a question and a passage: set PASSERELLE_RERANKER to a CrossEncoder that does")
    return model
