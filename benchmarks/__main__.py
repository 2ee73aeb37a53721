"""`python -m benchmarks` prints one table; every figure says against what it was measured.

``python -m benchmarks.growth`` measures the same search at 10,000, 100,000 and 1,000,000 passages (up to a quarter of an hour),
``python -m benchmarks.lexical_engines`` the engines that could look for words.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import extraction, fidelity
from corpus.catalogue import corpus_folder
from indexer.build import build_index
from indexer.encoder import Encoder, load_encoder
from indexer.extraction import embedded_text
from indexer.generation import open_current
from indexer.model import PROMPTS, model_folder
from service.answering import answer
from service.engine import Engine
from service.questions import read_question
from service.retrieval import search

_PASSAGES = 192
_ROUNDS = 3
_BATCH = 32
_QUESTIONS = (
    "Combien d'entreprises des industries de soutien Hanoï vise-t-elle d'ici 2030 ?",
    "Quelles aides pour les petites et moyennes entreprises qui se numérisent ?",
    "Quel est le taux normal de l'impôt sur les sociétés au Vietnam ?",
    "Doanh nghiệp nhỏ và vừa được hỗ trợ tư vấn bao nhiêu?",
    "Hà Nội đặt mục tiêu gì cho công nghiệp hỗ trợ đến năm 2035?",
    "ho tro lai suat 2% cho doanh nghiep",
    "Which investment projects get special incentives?",
    "Khu công nghiệp sinh thái phải đáp ứng tiêu chí nào?",
)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _percentiles_ms(work: Callable[[str], object]) -> str:
    times = [_seconds(lambda text=text: work(text)) * 1000 for _ in range(5) for text in _QUESTIONS]  # type: ignore[misc]
    return f"{np.percentile(times, 50):.1f} / {np.percentile(times, 95):.1f} ms"


def _indexing(table: Table, encoder: Encoder, texts: list[str]) -> None:
    """Passages per second of our encoder and of a plain loop over the same texts, in turn, the median of the rounds."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - what is measured against, loaded only here

    plain = SentenceTransformer(str(model_folder()), device="cpu")
    prefixed = [PROMPTS["passage"] + text for text in texts]
    encoder.encode_passages(texts[:_BATCH])
    plain.encode(prefixed[:_BATCH], batch_size=_BATCH)
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(len(texts) / _seconds(lambda: encoder.encode_passages(texts)))
        theirs.append(len(texts) / _seconds(lambda: plain.encode(prefixed, batch_size=_BATCH, normalize_embeddings=True)))
    mine, other = statistics.median(ours), statistics.median(theirs)
    table.add_row("encoding passages", f"{mine:.1f} a second", f"SentenceTransformer.encode, batch 32, fp32: {other:.1f} a second", f"{mine / other:.2f}")
    cosines = np.sum(encoder.encode_passages(texts) * plain.encode(prefixed, batch_size=_BATCH, normalize_embeddings=True), axis=1)
    table.add_row("cosine to its vectors", f"mean {cosines.mean():.5f}, least {cosines.min():.5f}", "", "")
    fidelity.add_rows(table, encoder, plain)
    question = _QUESTIONS[0]
    mine = statistics.median(_seconds(lambda: encoder.encode_query(question)) for _ in range(20))
    other = statistics.median(_seconds(lambda: plain.encode(question, prompt_name="query")) for _ in range(20))
    table.add_row("encoding one question, p50", f"{mine * 1000:.1f} ms", f"SentenceTransformer.encode: {other * 1000:.1f} ms", f"{other / mine:.2f}")


def _asking(table: Table, index: Path, encoder: Encoder) -> None:
    engine = Engine(index, encoder)
    snapshot = engine.snapshot()
    questions = {text: read_question(text) for text in _QUESTIONS}
    vectors = {text: encoder.encode_query(text) for text in _QUESTIONS}
    vector_search = _percentiles_ms(lambda text: snapshot.generation.vectors.search(vectors[text], 200))
    table.add_row("embedding a question, p50 / p95", _percentiles_ms(encoder.encode_query), "", "")
    table.add_row("vector search alone, p50 / p95", vector_search, f"{len(snapshot.generation.vectors)} passages", "")
    table.add_row("search, embedding included, p50 / p95", _percentiles_ms(lambda text: search(snapshot, encoder, questions[text], 10)), "", "")
    table.add_row("ask, p50 / p95", _percentiles_ms(lambda text: answer(snapshot, encoder, questions[text])), "", "")


def _starting(table: Table, index: Path) -> None:
    """Seconds from the command to the first ready answer, and the memory of the serving process."""
    port = "8765"
    command = [sys.executable, "-m", "service", "serve", "--index", str(index), "--port", port]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own command
        try:
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                        break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.02)
            ready = time.perf_counter() - started
            status = Path(f"/proc/{server.pid}/status")
            memory = next((line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS")), "0") if status.is_file() else "0"
        finally:
            server.terminate()
    plain = "import time; from sentence_transformers import SentenceTransformer; import sys; SentenceTransformer(sys.argv[1], device='cpu').encode('a')"
    other = _seconds(lambda: subprocess.run([sys.executable, "-c", plain, str(model_folder())], check=True, capture_output=True))  # noqa: S603 - our own command
    table.add_row("start-up until ready", f"{ready:.2f} s", f"a script that loads SentenceTransformer: {other:.2f} s", f"{other / ready:.2f}")
    table.add_row("memory of the server when ready", f"{int(memory) / 1024:.0f} MB", "", "")


def main() -> None:
    """Builds an index of the shipped documents in a temporary folder and measures everything on it."""
    console = Console(width=150)
    table = Table(title=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    for column in ("what", "Passerelle", "compared with, same run", "times better"):
        table.add_column(column)
    encoder = load_encoder(report=console.print)
    with tempfile.TemporaryDirectory(prefix="passerelle-benchmark-") as scratch:
        index = Path(scratch)
        seconds = _seconds(lambda: build_index(index, (corpus_folder(),), encoder))
        again = _seconds(lambda: build_index(index, (corpus_folder(),), encoder))
        generation = open_current(index)
        texts = [
            embedded_text(stored.document, passage)
            for stored in generation.store.documents
            for passage in generation.store.extraction(stored.document.id).passages
        ]
        table.add_row(
            "building the index",
            f"{seconds:.1f} s",
            f"{generation.manifest.documents} documents, {len(texts)} passages; again without a change: {again:.2f} s",
            f"{seconds / again:.0f}",
        )
        extraction.add_rows(table, encoder.token_starts)
        _indexing(table, encoder, texts[:: max(1, len(texts) // _PASSAGES)][:_PASSAGES])
        _asking(table, index, encoder)
        _starting(table, index)
    table.add_row("peak memory of this run", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", "both encoders loaded", "")
    console.print(table)


if __name__ == "__main__":
    main()
