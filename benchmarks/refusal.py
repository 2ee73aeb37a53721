"""`python -m benchmarks.refusal FOLDER ...` fits what refuses, on one half of the questions, and measures it on the other.

Examples within one language are the questions of the folders (see `passerelle evaluate`), some of which have no answer there; each that has
one is asked again with the documents that hold it taken out. Across languages, and near the themes of the shipped documents, they are the shipped questions: each is asked once with all
documents and once without those on the subject that answers it, so that what is left is near and wrong.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize
from sklearn.preprocessing import StandardScaler

from corpus.catalogue import corpus_folder, shipped_catalogue
from indexer.build import build_index
from indexer.encoder import Encoder, load_encoder
from service.datasets import load_dataset
from service.engine import Engine, Snapshot
from service.evaluation import index_dataset
from service.filters import Filters
from service.grounds import grounds_of
from service.questions import Question, read_question
from service.quoting import best_quotes
from service.refusal import Support, support_of
from service.retrieval import search

_HITS = 20
_OFF_THEME = 4
_PENALTY = 0.3
_WRONGLY_REFUSED = 0.05
"""The share of answerable questions of the tuning half that a threshold refuses: a wrong refusal costs a reader more than a weak quotation."""
_AGAINST = frozenset({"missing", "names", "place", "year", "figure"})
"""Figures that can only speak against an answer; all others can only speak for one, so that a fuller text is never refused before a poorer one."""
_QUESTIONS = Path(__file__).parents[1] / "tests" / "quality" / "questions"


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what was found for it, and whether its answer was there to be found."""

    group: str
    key: str
    found: str
    support: Support
    answerable: bool

    @property
    def test(self) -> bool:
        """Whether it belongs to the half that nothing is fitted on."""
        return zlib.crc32(self.key.encode()) % 2 == 1


def examples_of_dataset(folder: Path, engine: Engine) -> Iterator[Example]:
    """The questions of a dataset that is indexed, each that has an answer also with the documents that hold it taken out."""
    dataset = load_dataset(folder)
    ids = {name: f"d{position}" for position, (name, *_) in enumerate(dataset.documents)}
    for query in dataset.queries:
        if query.answerable is None:
            continue
        question = read_question(query.text, language=query.language)
        yield from _example(folder.name, query.id, engine, question, answerable=query.answerable)
        if query.answerable:
            others = frozenset(ids.values()) - {ids[name] for name in dataset.relevant.get(query.id, {})}
            yield from _example(f"{folder.name}, answer taken out", query.id, engine, question, Filters(document_ids=others), answerable=False)


def examples_of_library(engine: Engine) -> Iterator[Example]:
    """The shipped questions, each with and without the documents on the subject that answers it."""
    snapshot = engine.snapshot()
    subjects = _subjects(snapshot)
    for path in sorted(_QUESTIONS.glob("*.jsonl")):
        for line, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
            question, key = read_question(row["question"]), f"{path.stem}-{line}"
            yield from _example("shipped" if row["answerable"] else "shipped, no answer", key, engine, question, answerable=row["answerable"])
            if row["answerable"]:
                subject = subjects[row["file"]]
                others = frozenset(id_ for name, id_ in _ids(snapshot).items() if subjects[name] != subject)
                yield from _example("shipped, subject taken out", key, engine, question, Filters(document_ids=others), answerable=False)


def examples_off_theme(folder: Path, engine: Engine) -> Iterator[Example]:
    """Questions of a dataset asked of the shipped documents, which are about other things; every fourth, so that they do not outnumber the rest."""
    for query in load_dataset(folder).queries[::_OFF_THEME]:
        yield from _example("off theme", query.id, engine, read_question(query.text, language=query.language), answerable=False)


def _ids(snapshot: Snapshot) -> dict[str, str]:
    return {str(Path(stored.source).relative_to(corpus_folder().resolve())): stored.document.id for stored in snapshot.generation.store.documents}


def _subjects(snapshot: Snapshot) -> dict[str, str]:
    """The subject of each shipped file; a file without one is a subject of its own."""
    entries = {str(path.relative_to(corpus_folder())): entry for path, entry in shipped_catalogue().items()}
    return {name: entries[name].subject or name for name in _ids(snapshot)}


def _example(group: str, key: str, engine: Engine, question: Question, filters: Filters | None = None, *, answerable: bool) -> Iterator[Example]:
    snapshot = engine.snapshot()
    hits = search(snapshot, engine.encoder, question, _HITS, filters)
    quotes = best_quotes(snapshot, question, hits)
    if quotes:
        same = quotes[0].hit.passage.language is question.language
        yield Example(group, key, str(question.language) if same else "across", support_of(hits, quotes, grounds_of(snapshot, question, quotes)), answerable)


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights in the order of the fields of ``Support``, a constant, and the least probability of an answer."""

    weights: NDArray[np.float64]
    constant: float
    least: float

    def refuses(self, examples: list[Example]) -> NDArray[np.bool_]:
        """Whether each is refused."""
        logits = _figures(examples) @ self.weights + self.constant
        return np.asarray(1 / (1 + np.exp(-logits)) < self.least)


def _figures(examples: list[Example]) -> NDArray[np.float64]:
    return np.array([astuple(example.support) for example in examples], dtype=np.float64)


def fitted(examples: list[Example]) -> Fit:
    """A logistic regression on standardised figures, each weight of the sign that it can only have, with the threshold that refuses few of the answerable questions."""
    scaler = StandardScaler().fit(_figures(examples))
    figures, answerable = scaler.transform(_figures(examples)), np.array([example.answerable for example in examples])
    signs = np.where(answerable, 1.0, -1.0)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, margins = parameters[:-1], signs * (figures @ parameters[:-1] + parameters[-1])
        slopes = -signs / (1 + np.exp(margins))
        return float(np.logaddexp(0, -margins).sum() + weights @ weights / (2 * _PENALTY)), np.append(figures.T @ slopes + weights / _PENALTY, slopes.sum())

    bounds = [(None, 0.0) if field.name in _AGAINST else (0.0, None) for field in fields(Support)]
    found = minimize(loss, np.zeros(len(bounds) + 1), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B").x
    weights = found[:-1] / scaler.scale_
    constant = float(found[-1] - weights @ scaler.mean_)
    logits = _figures(examples)[answerable] @ weights + constant
    return Fit(weights, constant, float(1 / (1 + np.exp(-np.quantile(logits, _WRONGLY_REFUSED)))))


def precision_and_recall(refused: NDArray[np.bool_], unanswerable: NDArray[np.bool_]) -> tuple[float, float]:
    """Of refusals: the share that was right, and the share of questions without an answer that were refused."""
    right = float((refused & unanswerable).sum())
    return right / max(1, int(refused.sum())), right / max(1, int(unanswerable.sum()))


def main() -> None:
    """Prints the weights and, on the other half of each group, how refusal does."""
    console = Console()
    encoder = load_encoder()
    with tempfile.TemporaryDirectory(prefix="passerelle-refusal-") as scratch:
        examples = list(_examples(Path(scratch), [Path(name) for name in sys.argv[1:]], encoder))
    report(console, examples)


def _examples(scratch: Path, folders: list[Path], encoder: Encoder) -> Iterator[Example]:
    for folder in folders:
        index_dataset(load_dataset(folder), scratch / folder.name, encoder)
        yield from examples_of_dataset(folder, Engine(scratch / folder.name, encoder))
    build_index(scratch / "library", (corpus_folder(),), encoder)
    library = Engine(scratch / "library", encoder)
    yield from examples_of_library(library)
    for folder in folders:
        yield from examples_off_theme(folder, library)


def report(console: Console, examples: list[Example]) -> None:
    """Fits on the tuning half and prints weights and figures of both halves."""
    table = Table("found", "group", "half", "questions", "without answer", "precision", "recall", "answerable refused")
    for found in sorted({example.found for example in examples}):
        mine = [example for example in examples if example.found == found]
        fit = fitted([example for example in mine if not example.test])
        console.print(f"{found}: least {fit.least:.2f}, constant {fit.constant:.3f}")
        console.print(", ".join(f"{field.name}={weight:.3f}" for field, weight in zip(fields(Support), fit.weights, strict=True)))
        for group in sorted({example.group for example in mine}):
            for test in (False, True):
                chosen = [example for example in mine if example.group == group and example.test is test]
                if chosen:
                    table.add_row(found, group, "test" if test else "tune", *_row(fit, chosen))
    console.print(table)


def _row(fit: Fit, examples: list[Example]) -> tuple[str, ...]:
    refused, unanswerable = fit.refuses(examples), np.array([not example.answerable for example in examples])
    precision, recall = precision_and_recall(refused, unanswerable)
    wrong = float(refused[~unanswerable].mean()) if (~unanswerable).any() else 0.0
    return str(len(examples)), str(int(unanswerable.sum())), f"{precision:.2f}", f"{recall:.2f}", f"{wrong:.2f}"


if __name__ == "__main__":
    main()
