"""The figures of a dataset are those of the books, under the names that were agreed."""

import json
from pathlib import Path

import pytest

from service.evaluation import DatasetError, evaluate, load_dataset, ndcg
from tests.fakes import FakeEncoder
from tests.indexer.texts import FRENCH, VIETNAMESE

KEYS = "ndcg@10 recall@10 recall@100 accuracy@1 mrr@10 p50_ms p95_ms answer_hit answer_chars refusal_precision refusal_recall queries documents index_seconds"
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")


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
    figures = evaluate(write_dataset(tmp_path), FakeEncoder())
    assert sorted(figures) == sorted(KEYS.split())
    for name in ("ndcg@10", "recall@10", "recall@100", "accuracy@1", "mrr@10", "answer_hit", "refusal_precision", "refusal_recall"):
        assert figures[name] == 1, name
    assert (figures["queries"], figures["documents"]) == (7, 6)
    lengths = [len(text) for text in [*FRENCH[5:8], *VIETNAMESE[8:11]]]
    assert figures["answer_chars"] == pytest.approx(sum(lengths) / 6, abs=0.05)


def test_what_a_dataset_does_not_say_is_none(tmp_path: Path) -> None:
    """Without answers there is no figure for them."""
    figures = evaluate(write_dataset(tmp_path, answers=False), FakeEncoder())
    assert sorted(figures) == sorted(KEYS.split())
    assert [name for name, value in figures.items() if value is None] == ["answer_hit", "answer_chars", "refusal_precision", "refusal_recall"]


def test_wrong_judgements_cost(tmp_path: Path) -> None:
    """Of two queries one asks for a document of other words, which comes second of two: (1 + 1 / 2) / 2 and (1 + 1 / log2 3) / 2."""
    write_lines(tmp_path / "corpus.jsonl", [{"_id": "a", "title": "", "text": FRENCH[0]}, {"_id": "b", "title": "", "text": FRENCH[9]}])
    write_lines(tmp_path / "queries.jsonl", [{"_id": "1", "text": FRENCH[0]}, {"_id": "2", "text": FRENCH[9]}])
    (tmp_path / "qrels.tsv").write_text("1\ta\t1\n2\ta\t1\n", encoding="utf-8")
    figures = evaluate(tmp_path, FakeEncoder())
    assert (figures["accuracy@1"], figures["recall@10"], figures["mrr@10"], figures["ndcg@10"]) == (0.5, 1, 0.75, 0.8155)


@pytest.mark.parametrize(
    ("ranked", "relevant", "at", "expected"),
    [
        (["a", "b", "c"], {"a": 1.0}, 10, 1.0),
        (["b", "a", "c"], {"a": 1.0}, 10, 0.6309),  # (1 / log2 3) / 1
        (["a", "b", "c"], {"a": 1.0, "c": 2.0}, 10, 0.7602),  # (1 + 2 / log2 4) / (2 + 1 / log2 3) = 2 / 2.6309
        (["b", "c", "a"], {"a": 1.0}, 2, 0.0),
        (["a"], {"a": 1.0, "b": 1.0}, 1, 1.0),  # of two right ones only one has a place
        (["a"], {"a": 1.0, "b": 1.0}, 2, 0.6131),  # 1 / (1 + 1 / log2 3)
        ([], {"a": 1.0}, 10, 0.0),
        (["a"], {}, 10, 0.0),
    ],
)
def test_ndcg(ranked: list[str], relevant: dict[str, float], at: int, expected: float) -> None:
    """The gain of rank r is divided by log2(r + 1), and the sum by that of the best ranking."""
    assert ndcg(ranked, relevant, at) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    """Each of the three files is needed, and the sentence names the missing one."""
    write_dataset(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(DatasetError, match=f"{name} is missing: ") as caught:
        load_dataset(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("corpus.jsonl", b"{", "line 7 is not JSON"),
        ("corpus.jsonl", b'{"_id": "x"}', "line 7 has no 'text'"),
        ("corpus.jsonl", b'{"text": "x"}', "line 7 has no '_id'"),
        ("corpus.jsonl", b'{"_id": "x", "text": 5}', "line 7: `text` and `title` are strings"),
        ("queries.jsonl", b"[1]", "line 8 is not a JSON object"),
        ("queries.jsonl", b'{"_id": "\xff"}', "line 8 is not JSON"),
        ("answers.jsonl", b'{"query_id": 1}', "line 7 has no 'answers'"),
        ("answers.jsonl", b'{"query_id": 1, "answers": "x"}', "line 7: .*`answers` is a list"),
        ("qrels.tsv", b"1\tdoc 1", "line 8 is not a query, a document and a score"),
        ("qrels.tsv", b"1\tdoc 1\tmuch", "line 8 is not a query, a document and a score"),
    ],
)
def test_a_bad_line(tmp_path: Path, name: str, line: bytes, sentence: str) -> None:
    """The sentence names the file, the line and what is wrong with it."""
    path = write_dataset(tmp_path) / name
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(DatasetError, match=f"{name}, {sentence}") as caught:
        load_dataset(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_document_without_words_is_not_found(tmp_path: Path) -> None:
    """A line of dots stands in the corpus, and nothing fails."""
    write_dataset(tmp_path)
    with (tmp_path / "corpus.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"_id": "dots", "title": "", "text": "…………"}\n')
    figures = evaluate(tmp_path, FakeEncoder())
    assert (figures["documents"], figures["accuracy@1"]) == (7, 1)
