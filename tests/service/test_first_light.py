"""The real model on the first real documents: figures that a person can check in the sources are quoted, and nonsense is refused."""

from pathlib import Path

import pytest

from indexer.build import build_index
from indexer.encoder import load_encoder
from service.answering import answer
from service.engine import Engine
from service.evidence import Answer, Reason
from service.questions import read_question
from tests.indexer.texts import FRENCH, VIETNAMESE

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS = SHARED / "seeds"
TAX_LAW = SHARED / "data" / "docs" / "vi" / "van-ban-hop-nhat-so-113-vbhn-vpqh-469596.pdf"

DECREE = """NGHỊ ĐỊNH
Về hỗ trợ làng nghề truyền thống
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định chính sách hỗ trợ đối với làng nghề truyền thống trên địa bàn tỉnh.
Điều 2. Hỗ trợ kinh phí
1. Làng nghề được công nhận lần đầu được hỗ trợ 30 triệu đồng để cải tạo hạ tầng.
2. Nghệ nhân dạy nghề cho lao động trẻ được hỗ trợ 3 triệu đồng mỗi tháng, tối đa 12 tháng.
Điều 3. Hồ sơ
Hồ sơ được nộp tại Ủy ban nhân dân cấp xã trước ngày 30 tháng 9 hằng năm.
"""
ORDER = """Arrêté relatif à l'aide à la rénovation énergétique des ateliers
Article 1 - Objet
Le présent arrêté institue une aide à l'isolation thermique des ateliers d'artisans.
Article 2 - Montant
1. L'aide couvre 40 % du coût des travaux, dans la limite de 12 000 euros par atelier.
2. Elle est portée à 55 % pour les ateliers situés en zone de montagne.
Article 3 - Demande
La demande est déposée auprès de la chambre de métiers au plus tard trois mois avant le début des travaux.
"""

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the first documents are not in shared/seeds beside the repository")
needs_tax_law = pytest.mark.skipif(not TAX_LAW.is_file(), reason="the tax law is not in shared/data beside the repository")


def engine_over(folder: Path, *real: Path) -> Engine:
    """An index with the real model of two acts and some forty other texts written here and, where they are there, of real documents."""
    texts = {"decree": DECREE, "order": ORDER} | {f"other{n}": text for n, text in enumerate([*FRENCH[3:], *VIETNAMESE[3:]])}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    encoder = load_encoder()
    report = build_index(folder / "index", tuple(path for path in (*sorted(folder.glob("*.txt")), *real) if path.exists()), encoder)
    assert report.failed == {}
    return Engine(folder / "index", encoder)


@pytest.fixture(scope="session")
def first_light(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """With the two news items and the tax law."""
    return engine_over(tmp_path_factory.mktemp("first_light"), SEEDS, TAX_LAW)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """With the two news items only."""
    return engine_over(tmp_path_factory.mktemp("news"), SEEDS)


def ask(engine: Engine, question: str) -> Answer:
    """The answer to a question as a person types it."""
    return answer(engine.snapshot(), engine.encoder, read_question(question))


def quotes(found: Answer) -> str:
    """All quotations, white space made single."""
    return "\n".join(" ".join(evidence.quote.split()) for evidence in found.evidence)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Nghệ nhân dạy nghề được hỗ trợ bao nhiêu tiền mỗi tháng?", "3 triệu đồng mỗi tháng"),
        ("Làng nghề được công nhận lần đầu được hỗ trợ bao nhiêu?", "30 triệu đồng"),
        ("Quelle part du coût des travaux d'isolation l'aide couvre-t-elle ?", "40 % du coût des travaux"),
        ("Quel est le taux de l'aide pour un atelier en zone de montagne ?", "55 %"),
    ],
)
def test_the_acts_written_here(first_light: Engine, question: str, quoted: str) -> None:
    """A question in the language of the act quotes the figure."""
    assert quoted in quotes(ask(first_light, question))


@needs_seeds
@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Combien d'entreprises des industries de soutien Hanoï vise-t-elle d'ici 2030 ?", "1.200 entreprises"),
        ("Hà Nội đặt mục tiêu bao nhiêu phần trăm doanh nghiệp công nghiệp hỗ trợ đạt tiêu chuẩn quốc tế vào năm 2035?", "45%"),
    ],
)
def test_targets_of_hanoi(first_light: Engine, question: str, quoted: str) -> None:
    """The targets of the first news item are quoted for a question in either language."""
    assert quoted in quotes(ask(first_light, question))


@needs_seeds
def test_the_plan_behind_a_policy(news: Engine) -> None:
    """The document that names plan 302/KH-UBND is cited for a question about what the plan promises."""
    found = ask(news, "Quel plan de Hanoï prévoit que les entreprises de produits industriels clés bénéficient des politiques de soutien ?")
    texts = [news.snapshot().generation.store.text(evidence.document.id).text for evidence in found.evidence]
    assert any("302/KH-UBND" in text for text in texts)


@needs_tax_law
def test_the_tax_rate_across_languages(first_light: Engine) -> None:
    """A French question is answered by paragraph 1 of article 10 of the Vietnamese law, which says 20%."""
    found = ask(first_light, "Quel est le taux normal de l'impôt sur les sociétés au Vietnam ?")
    cited = {tuple(map(str, evidence.clause.steps[-2:])): evidence.quote for evidence in found.evidence if evidence.clause}
    assert "20%" in cited["article-10", "clause-1"]


@pytest.mark.parametrize("question", ["Quelle est la recette du bœuf bourguignon ?", "Ai vô địch World Cup 1998?"])
def test_what_no_document_says(first_light: Engine, question: str) -> None:
    """A question about something else is refused, and the nearest passages are shown."""
    found = ask(first_light, question)
    assert (found.refusal, found.evidence) == (Reason.NO_EVIDENCE, ())
    assert found.nearest
