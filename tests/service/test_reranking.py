"""A reranker, where one is set, judges the best passages again: really called, on a real CrossEncoder, and nothing else changes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

from indexer.errors import ModelUnavailable
from service.engine import Engine
from service.questions import read_question
from service.reranking import CrossEncoderReranker, load_reranker
from service.retrieval import search
from service.settings import load_settings
from tests.fakes import FakeEncoder
from tests.service.library import DECISION, NEWS, ORDER, index_of

QUESTION = "Quelle aide pour les machines des petites entreprises ?"
SPECIAL = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}


def tokenizer() -> PreTrainedTokenizerFast:
    """Knows the words of three documents of the library."""
    words = sorted({word for text in (DECISION, ORDER, NEWS) for word, _ in Whitespace().pre_tokenize_str(text)})
    inner = Tokenizer(WordLevel({word: number for number, word in enumerate((*SPECIAL.values(), *words))}, unk_token="[UNK]"))  # noqa: S106 - it is a word of a model, no password
    inner.pre_tokenizer = Whitespace()
    inner.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return PreTrainedTokenizerFast(tokenizer_object=inner, model_max_length=128, **SPECIAL)


def write_model(folder: Path, *, labels: int = 1, headless: bool = False) -> str:
    """A BERT of one layer and a few thousand random parameters, the same in every run."""
    torch.manual_seed(0)
    words = tokenizer()
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=128,
        initializer_range=1.0,
    )
    config.num_labels = labels
    (BertModel(config) if headless else BertForSequenceClassification(config)).save_pretrained(folder)
    words.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a tiny CrossEncoder."""
    return write_model(tmp_path_factory.mktemp("reranker"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the small library."""
    return index_of(tmp_path_factory.mktemp("reranked"))


def test_passages_stand_in_the_order_of_the_model(model: str) -> None:
    """The order is that of the scores that sentence-transformers itself gives to the pairs."""
    passages = [line for line in (ORDER + NEWS).splitlines() if line]
    scores = CrossEncoder(model, device="cpu").predict([(QUESTION, passage) for passage in passages], show_progress_bar=False)
    assert len(set(scores.tolist())) == len(passages)
    order = CrossEncoderReranker(model, 10).order(QUESTION, passages)
    assert order == sorted(range(len(passages)), key=lambda position: -scores[position])
    assert order != list(range(len(passages)))


def test_nothing_to_judge(model: str) -> None:
    """No passages have no order."""
    assert CrossEncoderReranker(model, 10).order(QUESTION, []) == []


def test_equals_stay_in_their_order(model: str) -> None:
    """Passages with the same words have the same score."""
    assert CrossEncoderReranker(model, 10).order(QUESTION, ["une aide", "une aide", "une aide"]) == [0, 1, 2]


def test_search_is_reordered(model: str, index: Path) -> None:
    """The best passages come in the reranker's order and take the scores of the places that they come to; those below its depth stay."""
    question = read_question(QUESTION)
    plain = search(Engine(index, FakeEncoder()).snapshot(), FakeEncoder(), question, 8)
    hits = search(Engine(index, FakeEncoder(), reranker=load_reranker(model, 5)).snapshot(), FakeEncoder(), question, 8)
    assert [hit.score for hit in hits] == [hit.score for hit in plain]
    assert {hit.row for hit in hits[:5]} == {hit.row for hit in plain[:5]}
    assert [hit.row for hit in hits[:5]] != [hit.row for hit in plain[:5]]
    assert [hit.row for hit in hits[5:]] == [hit.row for hit in plain[5:]]


class Backwards:
    """Thinks least of what search thinks best; remembers what it was given."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.judged: list[tuple[str, list[str]]] = []

    def order(self, question: str, passages: Sequence[str]) -> list[int]:
        """Last first."""
        self.judged.append((question, list(passages)))
        return list(range(len(passages)))[::-1]


def test_more_is_judged_than_is_asked_for(index: Path) -> None:
    """Of five judged passages the fifth comes first, though one was asked for; a passage is judged with the title of its document."""
    question, reranker = read_question(QUESTION), Backwards(5)
    plain = search(Engine(index, FakeEncoder()).snapshot(), FakeEncoder(), question, 5)
    (hit,) = search(Engine(index, FakeEncoder(), reranker=reranker).snapshot(), FakeEncoder(), question, 1)
    assert (hit.row, hit.score) == (plain[4].row, plain[0].score)
    ((asked, passages),) = reranker.judged
    assert (asked, len(passages)) == (QUESTION, 5)
    assert passages[0].endswith(" ".join(plain[0].passage.text.split()))
    assert any(passage.startswith(plain[0].document.title) for passage in passages)


def test_vietnamese_is_judged_with_its_accents(index: Path) -> None:
    """The reranker reads the question with the accents that it was typed without."""
    reranker = Backwards(5)
    search(Engine(index, FakeEncoder(), reranker=reranker).snapshot(), FakeEncoder(), read_question("doanh nghiep cong nghiep ho tro"), 3)
    ((asked, _),) = reranker.judged
    assert asked == "doanh nghiệp công nghiệp hỗ trợ"


def test_threads_do_not_disturb_one_another(model: str) -> None:
    """Eight threads that ask at once get what one gets alone."""
    reranker = CrossEncoderReranker(model, 10)
    passages = [line for line in ORDER.splitlines() if line]
    alone, found = reranker.order(QUESTION, passages), []
    threads = [threading.Thread(target=lambda: found.append(reranker.order(QUESTION, passages))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 8


def test_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the setting there is no reranker; with it the name and the depth are read."""
    assert (load_settings().reranker, load_reranker(None, 20)) == (None, None)
    monkeypatch.setenv("PASSERELLE_RERANKER", "folder")
    monkeypatch.setenv("PASSERELLE_RERANKED", "7")
    settings = load_settings()
    assert (settings.reranker, settings.reranked) == ("folder", 7)


def test_what_cannot_be_loaded(tmp_path: Path) -> None:
    """A folder that holds no model is refused in one sentence that names the setting."""
    with pytest.raises(ModelUnavailable, match=r"^the reranker '.*' cannot be loaded \(.*\): set PASSERELLE_RERANKER to .*unset it$"):
        load_reranker(str(tmp_path), 20)


def test_a_model_without_a_head_is_refused(tmp_path: Path) -> None:
    """An embedding model would be given a head of random weights, and a classifier of three classes has no one score."""
    for name, folder in (("headless", write_model(tmp_path / "headless", headless=True)), ("three", write_model(tmp_path / "three", labels=3))):
        with pytest.raises(ModelUnavailable, match=rf"{name}' does not give one score to a question and a passage: set PASSERELLE_RERANKER"):
            load_reranker(folder, 20)
