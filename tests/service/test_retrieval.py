"""Search finds passages by meaning and by words, in both languages, and only where it may."""

import random
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.background import background_texts
from corpus.nouns import Authority, Kind, Language
from indexer.build import build_index
from indexer.languages import detect_language
from service.boosts import boosts
from service.engine import Engine, Snapshot
from service.filters import Filters
from service.questions import read_question
from service.retrieval import LEXICAL_WEIGHT, candidates, search
from service.wording import wanted_names
from tests.fakes import FakeEncoder
from tests.service.library import engine_of

FR, VI = Language.FRENCH, Language.VIETNAMESE


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("Une aide de 20 % du prix des machines", "Arrêté portant aide aux entreprises"),
        ("Trois cents exposants pendant quatre jours", "Un salon des composants"),
        ("45% doanh nghiệp đạt tiêu chuẩn quốc tế", "Phê duyệt Chương trình phát triển công nghiệp hỗ trợ"),
        ("cho dau moi mo cua", "Về quản lý chợ đầu mối nông sản"),
        ("1 200 entreprises", "Phê duyệt Chương trình phát triển công nghiệp hỗ trợ"),
        ("prêt à taux bonifié", "Phát triển sản phẩm công nghiệp chủ lực"),
    ],
)
def test_the_right_document_comes_first(engine: Engine, asked: str, title: str) -> None:
    """Words in the question's language, figures, and notions under their other name find the document."""
    assert search(engine.snapshot(), engine.encoder, read_question(asked), 5)[0].document.title == title


def test_hits_are_ranked_and_stand_where_they_say(engine: Engine) -> None:
    """Scores fall where a document may have any number of passages, no passage comes twice, and each hit's text is that of its span."""
    snapshot = engine.snapshot()
    hits = search(snapshot, engine.encoder, read_question("hỗ trợ doanh nghiệp, aide aux entreprises"), 100, per_document=None)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert sorted(hit.row for hit in hits) == list(range(snapshot.generation.manifest.passages))
    for hit in hits:
        text = snapshot.generation.store.text(hit.document.id).text
        assert (hit.passage.document_id, hit.passage.text) == (hit.document.id, text[hit.passage.span.start : hit.passage.span.end])


@pytest.mark.parametrize("count", [1, 3, 5])
def test_as_many_as_asked_for(engine: Engine, count: int) -> None:
    """No more hits than asked for, and those are the best ones."""
    question = read_question("doanh nghiệp")
    assert search(engine.snapshot(), engine.encoder, question, count) == search(engine.snapshot(), engine.encoder, question, 100)[:count]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(language=FR),
        Filters(language=VI),
        Filters(kind=Kind.NEWS),
        Filters(authority=Authority.PLAN),
        Filters(year=2017),
        Filters(kind=Kind.NEWS, language=VI),
    ],
)
def test_filters_are_exact(engine: Engine, filters: Filters) -> None:
    """Every passage of the documents that pass is found, whatever the question is about, and no other one."""
    snapshot = engine.snapshot()
    rows = snapshot.rows(filters)
    assert rows is not None
    found = search(snapshot, engine.encoder, read_question("hỗ trợ chi phí thử nghiệm"), 100, filters)
    assert sorted(hit.row for hit in found) == rows.tolist()


class Partial(FakeEncoder):
    """Puts all French texts close to each other and to French questions, as real encoders do."""

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = super()._vector(text)
        if detect_language(text) is FR:
            vector[1] += 2
        result: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return result


def test_a_small_language_is_not_buried(tmp_path: Path) -> None:
    """20 Vietnamese texts among 380 French ones: the one about the question is first, though every French text is closer to it."""
    chooser = random.Random(0)  # noqa: S311 - any texts will do
    french = [
        "ville",
        "salon",
        "route",
        "usine",
        "école",
        "foire",
        "terrain",
        "budget",
        "conseil",
        "service",
        "projet",
        "loyer",
        "machine",
        "stage",
        "norme",
        "port",
    ]
    vietnamese = ["đường", "trường", "chợ", "cảng", "cầu", "nhà", "đất", "vườn", "biển", "rừng", "sông", "lúa", "gạo", "cá", "muối", "chè"]
    texts = {f"f{n}": f"Le document {n} est pour la " + " et la ".join(chooser.sample(french, 6)) + " dans les communes." for n in range(380)}
    texts |= {f"v{n}": f"Văn bản {n} về " + ", ".join(chooser.sample(vietnamese, 6)) + " của các xã." for n in range(19)}
    texts["right"] = "Samsung, Hanwha và Foxconn được đầu tư tại các xã."
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    encoder = Partial()
    build_index(tmp_path / "index", (tmp_path,), encoder)
    hits = search(Engine(tmp_path / "index", encoder).snapshot(), encoder, read_question("Où sont Samsung, Hanwha et Foxconn ?"), 400)
    assert hits[0].passage.text == texts["right"]
    assert hits[0].cosine < min(hit.cosine for hit in hits if hit.passage.language is FR)


def test_an_empty_index(tmp_path: Path) -> None:
    """Where there are no documents nothing is found."""
    (tmp_path / "documents").mkdir()
    build_index(tmp_path / "index", (tmp_path / "documents",), FakeEncoder())
    assert search(Engine(tmp_path / "index", FakeEncoder()).snapshot(), FakeEncoder(), read_question("thuế"), 5) == []


def test_one_language_only(tmp_path: Path) -> None:
    """An index without any text of the question's language is searched all the same."""
    engine = engine_of(tmp_path, only="Chợ mở cửa lúc 1.200 giờ.")
    assert len(search(engine.snapshot(), engine.encoder, read_question("Quel est le chiffre ? 1 200"), 5)) == 1


def test_the_snapshot_groups_passages_by_language(snapshot: Snapshot) -> None:
    """Each passage belongs to one language, and the sample of a small language is all of it with ordinary sentences beside."""
    rows = np.concatenate([part.rows for part in snapshot.languages.values()])
    assert sorted(rows.tolist()) == list(range(snapshot.generation.manifest.passages))
    ordinary = background_texts()
    assert all(len(part.background) == len(part.rows) + len(ordinary[part.language]) for part in snapshot.languages.values())


@pytest.mark.parametrize("asked", ["Quel prêt à taux bonifié pour les produits clés du bambou stratifié ?", "What support does the bamboo guild get?"])
def test_words_of_another_language_count_by_what_the_glossary_names(engine: Engine, asked: str) -> None:
    """Across languages the words of a passage count the less the less of the question the glossary could name."""
    snapshot, question = engine.snapshot(), read_question(asked)
    found = candidates(snapshot, engine.encoder, question, 100)
    across = np.array([snapshot.generation.store.passages([row])[0].language is VI for row in found.rows.tolist()])
    coverage = wanted_names(question, VI).coverage
    gained = found.fused - found.meaning - boosts(snapshot, question, found.rows)
    assert 0 < coverage < 1
    assert found.wording[across].max() > 0
    assert gained[across] == pytest.approx(coverage * LEXICAL_WEIGHT * found.wording[across], abs=1e-4)
