"""Whether our vectors rank as those of torch in fp32 do: the same texts, the same queries, both compared with every text."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table

from indexer.encoder import Encoder, Vectors
from indexer.model import PROMPTS
from service.datasets import Dataset, Half, Query, load_dataset
from service.measures import ndcg

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DATASET = Path(__file__).parents[2] / "shared" / "data" / "vi_gazette_articles"
_DOCUMENTS = 600
"""The right documents of the queries, and others up to as many."""
_TOKENS = 400
"""What is taken of each text, so that neither encoder cuts it."""


def add_rows(table: Table, encoder: Encoder, plain: SentenceTransformer, folder: Path = DATASET) -> None:
    """Adds nDCG@10 on the test half with our vectors and with those of torch, and the difference in points."""
    if not folder.is_dir():
        table.add_row("nDCG@10 with these vectors", "not measured", f"there is no {folder}", "")
        return
    dataset = load_dataset(folder).half(Half.TEST)
    queries = [query for query in dataset.queries if dataset.relevant.get(query.id)]
    names, texts = _documents(dataset, encoder)
    ours = _quality(dataset, queries, names, encoder.encode_passages(texts), np.stack([encoder.encode_query(query.text) for query in queries]))
    prompted = [PROMPTS["passage"] + text for text in texts], [PROMPTS["query"] + query.text for query in queries]
    passages, asked = (np.asarray(plain.encode(part, batch_size=32, normalize_embeddings=True), dtype=np.float32) for part in prompted)
    theirs = _quality(dataset, queries, names, passages, asked)
    what = f"{len(queries)} queries of {folder.name} on {len(texts)} texts, every text compared"
    table.add_row("nDCG@10 with these vectors", f"{ours:.4f}", f"torch fp32: {theirs:.4f} ({what})", f"{(ours - theirs) * 100:+.2f} points")


def _documents(dataset: Dataset, encoder: Encoder) -> tuple[list[str], list[str]]:
    """Names and beginnings of the right documents, and of others at equal distances."""
    right = {name for relevant in (dataset.relevant.get(query.id, {}) for query in dataset.queries) for name in relevant}
    others = [name for name, *_ in dataset.documents if name not in right]
    wanted = right | set(others[:: max(1, len(others) // max(1, _DOCUMENTS - len(right)))])
    chosen = [(name, " ".join(text.split())) for name, _, text, _ in dataset.documents if name in wanted]
    return [name for name, _ in chosen], [_beginning(text, encoder) for _, text in chosen]


def _beginning(text: str, encoder: Encoder) -> str:
    starts = encoder.token_starts(text)
    return text if len(starts) <= _TOKENS else text[: starts[_TOKENS]].strip()


def _quality(dataset: Dataset, queries: list[Query], names: list[str], passages: Vectors, asked: Vectors) -> float:
    nearest = np.argsort(-(asked @ passages.T), axis=1, kind="stable")[:, :10]
    return statistics.mean(ndcg([names[row] for row in rows], dataset.relevant[query.id], 10) for rows, query in zip(nearest, queries, strict=True))
