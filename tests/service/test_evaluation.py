"""The figures of a dataset are those of the books, under the names that were agreed."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from service.datasets import Half, load_dataset, without_accents
from service.evaluation import Plan, evaluate
from service.ranking_ways import Way
from tests.fakes import FakeEncoder
from tests.indexer.texts import FRENCH, VIETNAMESE

KEYS = "ndcg@10 recall@10 recall@100 accuracy@1 mrr@10 p50_ms p95_ms answer_hit answer_chars refusal_precision refusal_recall queries documents index_seconds"


def write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    """One JSON object a line."""
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")


def write_dataset(folder: Path, *, answers: bool = True) -> Path:
    """Six documents, each asked for with its own words, and one question that none answers."""
    texts = [*FRENCH[5:8], *VIETNAMESE[8:11]]
    languages = ["fr"] * 3 + ["vi"] * 3
    write_lines(
        folder / "corpus.jsonl",
        [{"_id": f"doc {n}", "title": "", "text": text, "lang": lang} for n, (text, lang) in enumerate(zip(texts, languages, strict=True))],
    )
    queries: list[dict[str, object]] = [{"_id": n, "text": text, "lang": lang} for n, (text, lang) in enumerate(zip(texts, languages, strict=True))]
    if answers:
        queries = [query | {"answerable": True} for query in queries]
        queries.append({"_id": "none", "text": "zzz qqq www", "lang": "fr", "answerable": False})
        write_lines(folder / "answers.jsonl", [{"query_id": n, "answers": [text.upper(), "autre"]} for n, text in enumerate(texts)])
    write_lines(folder / "queries.jsonl", queries)
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(f"{n}\tdoc {n}\t1\n" for n in range(6)), encoding="utf-8")
    return folder


def test_perfect_figures(tmp_path: Path) -> None:
    """Asked with their own words, all documents are first, all answers are quoted, and the one unanswerable question is refused."""
    figures = evaluate(write_dataset(tmp_path), FakeEncoder()).agreed
    assert sorted(figures) == sorted(KEYS.split())
    for name in ("ndcg@10", "recall@10", "recall@100", "accuracy@1", "mrr@10", "answer_hit", "refusal_precision", "refusal_recall"):
        assert figures[name] == 1, name
    assert (figures["queries"], figures["documents"]) == (7, 6)
    lengths = [len(text) for text in [*FRENCH[5:8], *VIETNAMESE[8:11]]]
    assert figures["answer_chars"] == pytest.approx(sum(lengths) / 6, abs=0.05)


def test_what_a_dataset_does_not_say_is_none(tmp_path: Path) -> None:
    """Without answers there is no figure for them."""
    figures = evaluate(write_dataset(tmp_path, answers=False), FakeEncoder()).agreed
    assert sorted(figures) == sorted(KEYS.split())
    assert [name for name, value in figures.items() if value is None] == ["answer_hit", "answer_chars", "refusal_precision", "refusal_recall"]


def test_wrong_judgements_cost(tmp_path: Path) -> None:
    """Of two queries one asks for a document of other words, which comes second of two: (1 + 1 / 2) / 2 and (1 + 1 / log2 3) / 2."""
    write_lines(tmp_path / "corpus.jsonl", [{"_id": "a", "title": "", "text": FRENCH[0]}, {"_id": "b", "title": "", "text": FRENCH[9]}])
    write_lines(tmp_path / "queries.jsonl", [{"_id": "1", "text": FRENCH[0]}, {"_id": "2", "text": FRENCH[9]}])
    (tmp_path / "qrels.tsv").write_text("1\ta\t1\n2\ta\t1\n", encoding="utf-8")
    figures = evaluate(tmp_path, FakeEncoder()).figures
    assert (figures["accuracy@1"], figures["recall@10"], figures["mrr@10"], figures["ndcg@10"]) == (0.5, 1, 0.75, 0.8155)


def test_a_document_without_words_is_not_found(tmp_path: Path) -> None:
    """A line of dots stands in the corpus, and nothing fails."""
    write_dataset(tmp_path)
    with (tmp_path / "corpus.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"_id": "dots", "title": "", "text": "…………"}\n')
    figures = evaluate(tmp_path, FakeEncoder()).figures
    assert (figures["documents"], figures["accuracy@1"]) == (7, 1)


def test_ways_are_compared_in_one_run(tmp_path: Path) -> None:
    """Each way that is asked for has the same figures as the product's search, in the order asked, and all find a text by itself."""
    report = evaluate(write_dataset(tmp_path), FakeEncoder(), plan=Plan(ways=(Way.MINMAX, Way.DENSE, Way.LEXICAL, Way.RRF, Way.FUSED)))
    assert list(report.compare) == ["minmax", "dense", "lexical", "rrf", "fused"]
    for way, figures in report.compare.items():
        assert figures.keys() == {"ndcg@10", "recall@5", "recall@10", "recall@100", "accuracy@1", "mrr@10", "p50_ms", "p95_ms"}
        assert (figures["ndcg@10"], figures["accuracy@1"]) == (1, 1), way
    assert all(report.compare["fused"][name] == report.figures[name] for name in report.compare["fused"])


def test_only_what_is_asked_for_is_compared(tmp_path: Path) -> None:
    """Without ways there is no comparison."""
    assert evaluate(write_dataset(tmp_path, answers=False), FakeEncoder()).compare == {}


def test_figures_by_language(tmp_path: Path) -> None:
    """Of two French and one Vietnamese query, the first asks across languages and fails, the last has right documents in both."""
    write_lines(
        tmp_path / "corpus.jsonl",
        [{"_id": "fr", "text": FRENCH[0], "lang": "fr"}, {"_id": "other", "text": FRENCH[9], "lang": "fr"}, {"_id": "vi", "text": VIETNAMESE[0], "lang": "vi"}],
    )
    asked = {"across": (FRENCH[9], "fr"), "within": (FRENCH[0], "fr"), "both": (VIETNAMESE[0], "vi")}
    write_lines(tmp_path / "queries.jsonl", [{"_id": name, "text": text, "lang": lang} for name, (text, lang) in asked.items()])
    (tmp_path / "qrels.tsv").write_text("across\tvi\t1\nwithin\tfr\t1\nboth\tvi\t1\nboth\tfr\t1\n", encoding="utf-8")
    parts = evaluate(tmp_path, FakeEncoder()).by_language
    shape = {(asked, right): (figures["queries"], figures["accuracy@1"]) for asked, rights in parts.items() for right, figures in rights.items()}
    assert shape == {("fr", "all"): (2, 0.5), ("fr", "vi"): (1, 0), ("fr", "fr"): (1, 1), ("vi", "all"): (1, 1), ("vi", "fr+vi"): (1, 1)}


def test_refusals_by_language(tmp_path: Path) -> None:
    """A query that no document answers counts among all of its language, where refusal is measured."""
    parts = evaluate(write_dataset(tmp_path), FakeEncoder()).by_language
    assert {asked: sorted(rights) for asked, rights in parts.items()} == {"fr": ["all", "fr"], "vi": ["all", "vi"]}
    assert (parts["fr"]["all"]["queries"], parts["fr"]["all"]["refusal_recall"]) == (4, 1)
    assert (parts["fr"]["fr"]["queries"], parts["fr"]["fr"]["answer_hit"], parts["vi"]["all"]["refusal_recall"]) == (3, 1, None)


def test_one_half(tmp_path: Path) -> None:
    """Only the queries of a half are asked, over all documents."""
    dataset = load_dataset(write_dataset(tmp_path))
    figures = {half: evaluate(tmp_path, FakeEncoder(), plan=Plan(half=half)).figures for half in Half}
    assert {half: values["queries"] for half, values in figures.items()} == {half: len(dataset.half(half).queries) for half in Half}
    assert {values["documents"] for values in figures.values()} == {6}


class Listening(FakeEncoder):
    """Remembers every question that it encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """One vector, shape ``(dimensions,)``."""
        self.asked.add(text)
        return super().encode_query(text)


def test_asked_without_accents(tmp_path: Path) -> None:
    """Plain dense search is given Vietnamese queries without their accents, French ones as they are; the product finds both."""
    encoder = Listening()
    report = evaluate(write_dataset(tmp_path, answers=False), encoder, plan=Plan(ways=(Way.DENSE,), unaccented=True))
    assert {without_accents(text) for text in VIETNAMESE[8:11]} | set(FRENCH[5:8]) <= encoder.asked
    assert (report.by_language["vi"]["all"]["accuracy@1"], report.by_language["fr"]["all"]["accuracy@1"]) == (1, 1)
