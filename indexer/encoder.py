"""Turns passages and questions into unit vectors: through OpenVINO for the default model, through torch for any other.

The prefixes that the model was trained with are sentence-transformers prompts (``query``, ``passage``); they
are written in one place, ``indexer.model.PROMPTS``, for the default model, and come with any other model.
"""

from __future__ import annotations

import json
import os
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from indexer.errors import ModelUnavailable
from indexer.model import DEFAULT_MODEL, PROMPTS, REVISION, Report, model_folder, prepare_default_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""One unit vector a row: shape ``(texts, dimensions)``, float32."""
Progress = Callable[[int], None]
"""Told how many texts were encoded since it was last told."""

BATCH_SIZE = 16
"""Measured on two cores: larger batches of equal length are no faster and take more memory."""
_IR_NAME = "openvino/model.xml"


class TextTooLong(ValueError):
    """A text has more tokens than the encoder takes; it would have been cut silently."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What an index must know of the model that made its vectors."""

    name: str
    revision: str
    dimensions: int
    max_tokens: int


class Encoder(Protocol):
    """What the index needs of an embedding model."""

    @property
    def card(self) -> ModelCard:
        """The model's name, revision and sizes."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress = ...) -> Vectors:
        """One row a text. Raises ``TextTooLong`` rather than cutting a text."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector, shape ``(dimensions,)``; a question longer than the model takes is cut at its end."""
        ...

    def token_starts(self, text: str) -> list[int]:
        """The character offsets at which the tokens of a text of any length begin, ascending."""
        ...


def no_progress(_count: int) -> None:
    """Ignores progress."""


def load_encoder(model: str = DEFAULT_MODEL, *, model_dir: Path | None = None, report: Report = lambda _: None) -> Encoder:
    """The encoder of a model: the default one by its name, else any sentence-transformers name or folder.

    Raises ``ModelUnavailable`` when it cannot be prepared or loaded.
    """
    if model != DEFAULT_MODEL:
        return SentenceTransformerEncoder(model)
    folder = prepare_default_model(model_folder(model_dir), report)
    _prepare_openvino(folder, report)
    return OpenVinoEncoder(folder)


def _token_starts(tokenizer: Tokenizer, text: str) -> list[int]:
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    return [start + text[start].isspace() for start, end in offsets if end > start]  # a token begins with the space before its word


class OpenVinoEncoder:
    """The default model compiled for this processor when it is first used; threads share the weights, each with its own request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._local = threading.local()
        self._compiled: Any = None
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.card = ModelCard(DEFAULT_MODEL, REVISION, config["hidden_size"], config["max_position_embeddings"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    def _model(self) -> Any:  # noqa: ANN401 - openvino carries no types
        with self._lock:
            if self._compiled is None:
                self._compiled = self._compile()
        return self._compiled

    def _compile(self) -> Any:  # noqa: ANN401 - openvino carries no types
        import openvino  # noqa: PLC0415 - half a second that commands without a model do not pay

        core = openvino.Core()
        settings: dict[str, Any] = {"NUM_STREAMS": "1", "INFERENCE_NUM_THREADS": os.cpu_count() or 1, "CACHE_DIR": str(self._folder / "openvino" / "cache")}
        if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            settings["INFERENCE_PRECISION_HINT"] = "bf16"
        try:
            return core.compile_model(str(self._folder / _IR_NAME), "CPU", settings)
        except RuntimeError as error:
            raise ModelUnavailable(f"the model in {self._folder} cannot be loaded: delete that folder and run `passerelle model`") from error

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """One row a text. Raises ``TextTooLong`` rather than cutting a text."""
        prefixed = [PROMPTS["passage"] + text for text in texts]
        encodings = [encoding.ids for encoding in self._tokenizer.encode_batch(prefixed)]
        for text, ids in zip(texts, encodings, strict=True):
            if len(ids) > self.card.max_tokens:
                raise TextTooLong(f"{len(ids)} tokens, at most {self.card.max_tokens}: {text[:60]!r}…")
        vectors = np.empty((len(texts), self.card.dimensions), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda index: len(encodings[index]))
        for start in range(0, len(by_length), BATCH_SIZE):
            batch = by_length[start : start + BATCH_SIZE]
            vectors[batch] = self._infer([encodings[index] for index in batch])
            progress(len(batch))
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector, shape ``(dimensions,)``."""
        ids = self._tokenizer.encode(PROMPTS["query"] + text).ids
        if len(ids) > self.card.max_tokens:
            ids = [*ids[: self.card.max_tokens - 1], ids[-1]]
        vector: NDArray[np.float32] = self._infer([ids])[0]
        return vector

    def _infer(self, batch: list[list[int]]) -> Vectors:
        if not hasattr(self._local, "request"):
            self._local.request = self._model().create_infer_request()
        width = max(map(len, batch))
        ids = np.ones((len(batch), width), dtype=np.int64)  # 1 is the padding token
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        vectors = np.array(self._local.request.infer([ids, mask])[0], dtype=np.float32)
        result: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return result

    def token_starts(self, text: str) -> list[int]:
        """Where the tokens of the text begin."""
        return _token_starts(self._tokenizer, text)


class SentenceTransformerEncoder:
    """Any model that sentence-transformers loads, by hub name or folder, on torch."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds that other encoders do not pay

        try:
            self._model: SentenceTransformer = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelUnavailable(
                f"the model {name!r} cannot be loaded ({str(error).splitlines()[0][:120]}): set PASSERELLE_MODEL to a sentence-transformers name or folder"
            ) from error
        tokenizer = getattr(self._model.tokenizer, "backend_tokenizer", None)
        if not isinstance(tokenizer, Tokenizer):
            raise ModelUnavailable(f"the model {name!r} has no fast tokenizer: choose another model")
        self._tokenizer = Tokenizer.from_str(tokenizer.to_str())
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._lock = threading.Lock()  # its tokenizer's settings are not safe to change from two threads
        size_of = getattr(self._model, "get_embedding_dimension", None) or self._model.get_sentence_embedding_dimension  # newer versions have the shorter name
        dimensions: int | None = size_of()
        if dimensions is None:
            raise ModelUnavailable(f"the model {name!r} does not say how many dimensions its vectors have: choose another model")
        revision = getattr(self._model.model_card_data, "base_model_revision", None) or _folder_revision(Path(name))
        self.card = ModelCard(name, revision, dimensions, max_tokens=int(self._model.max_seq_length or 512))

    def _prompt(self, name: str) -> str | None:
        return name if self._model.prompts.get(name) else None

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """One row a text. Raises ``TextTooLong`` rather than cutting a text."""
        prefix = self._model.prompts.get("passage") or ""
        for text in texts:
            if (count := len(self._tokenizer.encode(prefix + text).ids)) > self.card.max_tokens:
                raise TextTooLong(f"{count} tokens, at most {self.card.max_tokens}: {text[:60]!r}…")
        step = 8 * BATCH_SIZE
        parts = []
        for start in range(0, len(texts), step):
            batch = list(texts[start : start + step])
            with self._lock:
                parts.append(
                    self._model.encode(batch, prompt_name=self._prompt("passage"), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False)
                )
            progress(len(batch))
        return np.concatenate(parts).astype(np.float32) if parts else np.empty((0, self.card.dimensions), dtype=np.float32)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector, shape ``(dimensions,)``."""
        with self._lock:
            vector = self._model.encode(text, prompt_name=self._prompt("query"), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)

    def token_starts(self, text: str) -> list[int]:
        """Where the tokens of the text begin."""
        return _token_starts(self._tokenizer, text)


def _folder_revision(folder: Path) -> str:
    weights = folder / "model.safetensors"
    return f"{weights.stat().st_size}-{weights.stat().st_mtime_ns}" if weights.is_file() else "unknown"


def _prepare_openvino(folder: Path, report: Report) -> None:
    """Writes the model's graph with mean pooling for OpenVINO, weights as float16, once; takes half a minute."""
    target = folder / _IR_NAME
    if target.is_file():
        return
    report("compiling the model for this processor (once)")
    import openvino  # noqa: PLC0415 - only needed this once
    import torch  # noqa: PLC0415 - only needed this once
    from transformers import BertModel  # noqa: PLC0415 - only needed this once
    from transformers.utils import logging  # noqa: PLC0415 - only needed this once

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    bert = BertModel.from_pretrained(folder, attn_implementation="eager").eval()

    class Pooled(torch.nn.Module):
        """Mean of the token vectors, as ``1_Pooling`` of the folder says."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean: torch.Tensor = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return mean

    example = {name: torch.ones(2, 8, dtype=torch.int64) for name in ("input_ids", "attention_mask")}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of each shape that it reads; the test compares the outcome
        graph = openvino.convert_model(Pooled(), example_input=example)
    scratch = target.with_name(f"making-{threading.get_native_id()}.xml")
    scratch.parent.mkdir(exist_ok=True)
    openvino.save_model(graph, scratch, compress_to_fp16=True)
    scratch.with_suffix(".bin").replace(target.with_suffix(".bin"))
    scratch.replace(target)
