"""A dataset is read whole or refused with its file and line; its halves and its unaccented copy are the same for everybody."""

import json
import unicodedata
from pathlib import Path

import pytest

from corpus.nouns import Language
from service.datasets import DatasetError, Half, Query, load_dataset, without_accents
from tests.service.test_evaluation import write_dataset, write_lines

FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")


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


@pytest.mark.parametrize(
    ("name", "half"),
    [("123456789", Half.TUNE), ("a", Half.TEST)],  # 0xCBF43926, the check value of CRC-32, and 0xE8B7BE43
)
def test_half_of_a_query(name: str, half: Half) -> None:
    """An even CRC-32 of the id in UTF-8 is the tune half, an odd one the test half."""
    assert Query(name, "?", None, None).half is half


def test_halves_are_the_whole(tmp_path: Path) -> None:
    """Each query is in one half, and both halves have all documents and judgements."""
    dataset = load_dataset(write_dataset(tmp_path))
    tune, test = dataset.half(Half.TUNE), dataset.half(Half.TEST)
    assert sorted(query.id for query in tune.queries + test.queries) == sorted(query.id for query in dataset.queries)
    assert not {query.id for query in tune.queries} & {query.id for query in test.queries}
    assert tune.queries
    assert test.queries
    assert (tune.documents, test.relevant) == (dataset.documents, dataset.relevant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 6126/QĐ-UBND", "Quyet dinh so 6126/QD-UBND"),
        ("ĐƯỜNG đường", "DUONG duong"),
        ("NGHỊ ĐỊNH: 1.200 tỷ đồng?", "NGHI DINH: 1.200 ty dong?"),
        (unicodedata.normalize("NFD", "hỗ trợ"), "ho tro"),
        ("khong dau", "khong dau"),
    ],
)
def test_without_accents(text: str, expected: str) -> None:
    """Accents go, capitals, digits and signs stay."""
    assert without_accents(text) == expected


def test_unaccented_copy(tmp_path: Path) -> None:
    """Vietnamese queries lose their accents and stay Vietnamese, also where only their words said so; French ones keep theirs."""
    write_lines(tmp_path / "corpus.jsonl", [{"_id": "d", "text": "x"}])
    texts = {"vi": ("Mức hỗ trợ lãi suất là bao nhiêu?", "vi"), "found": ("Doanh nghiệp nào được hỗ trợ?", None), "fr": ("Où déposer la demande ?", "fr")}
    write_lines(tmp_path / "queries.jsonl", [{"_id": name, "text": text, "lang": lang} for name, (text, lang) in texts.items()])
    (tmp_path / "qrels.tsv").write_text("vi\td\t1\n", encoding="utf-8")
    copies = {query.id: query for query in load_dataset(tmp_path).unaccented().queries}
    assert {name: query.text for name, query in copies.items()} == {
        "vi": "Muc ho tro lai suat la bao nhieu?",
        "found": "Doanh nghiep nao duoc ho tro?",
        "fr": "Où déposer la demande ?",
    }
    assert (copies["vi"].language, copies["found"].language) == (Language.VIETNAMESE, Language.VIETNAMESE)


def test_a_judgement_of_zero_is_none(tmp_path: Path) -> None:
    """A document with grade 0 is not right, one with grade 2 is more right than one with 1, and the line of names may be missing."""
    write_lines(tmp_path / "corpus.jsonl", [{"_id": name, "text": json.dumps(name)} for name in "abc"])
    write_lines(tmp_path / "queries.jsonl", [{"_id": "q", "text": "?"}])
    (tmp_path / "qrels.tsv").write_text("q\ta\t0\nq\tb\t2\nq\tc\t1\n", encoding="utf-8")
    assert load_dataset(tmp_path).relevant == {"q": {"b": 2.0, "c": 1.0}}
