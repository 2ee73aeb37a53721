"""A list of hits does not say the same twice, and is not filled by one document."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.diversity import copies, spread
from service.questions import read_question
from service.retrieval import search
from service.schemas.hits import hit_out
from tests.service.library import DECISION, engine_of


def test_further_passages_of_a_document_give_way() -> None:
    """With two allowed, the third of ``a`` gives way by a tenth of 10 = 1.0: to what scores 9.1, not to what scores 5."""
    scores = [10.0, 9.9, 9.8, 9.1, 5.0, 0.0]
    assert spread(scores, ["a", "a", "a", "b", "c", "d"], 2) == [0, 1, 3, 2, 4, 5]
    assert spread(scores, ["a", "a", "a", "a", "b", "c"], 2) == [0, 1, 2, 3, 4, 5]
    assert spread(scores, ["a", "a", "a", "b", "c", "d"], None) == [0, 1, 2, 3, 4, 5]


@given(st.lists(st.tuples(st.floats(-10, 10), st.integers(0, 4)), max_size=80), st.integers(1, 5))
def test_documents_keep_their_order(hits: list[tuple[float, int]], per_document: int) -> None:
    """Nothing is lost; the passages of one document, and the best passages of all documents, stay in the order of their scores."""
    hits = sorted(hits, key=lambda hit: -hit[0])
    order = spread([score for score, _ in hits], [document for _, document in hits], per_document)
    assert sorted(order) == list(range(len(hits)))
    for document in range(5):
        own = [position for position in order if hits[position][1] == document]
        assert own == sorted(own)
    firsts = list(dict.fromkeys(hits[position][1] for position in order))
    assert firsts == list(dict.fromkeys(document for _, document in hits))


TEXT = "Doanh nghiệp nhỏ và vừa được hỗ trợ năm mươi phần trăm chi phí đào tạo nhân lực, không quá 50 triệu đồng một năm, theo quy định của Ủy ban nhân dân thành phố."


def test_copies() -> None:
    """The same words are a copy; another figure, another language or another text is none, and neither is a short line."""
    edited = TEXT.replace(", không", " - không").removesuffix(".") + " này."
    figures = TEXT.replace("50 triệu", "70 triệu")
    short = "Điều 3. Tổ chức thực hiện"
    texts = [TEXT, TEXT.upper(), edited, figures, TEXT, short, short, "Một văn bản khác hẳn về chợ đầu mối nông sản và giờ mở cửa của chợ."]
    assert copies(texts, ["vi", "vi", "vi", "vi", "fr", "vi", "vi", "vi"]) == [0, 0, 0, 3, 4, 5, 6, 7]


def test_a_copy_stands_with_its_original(tmp_path: Path) -> None:
    """The same act twice, in two files, is one line of the list that names both; no passage is lost."""
    engine = engine_of(tmp_path, one=DECISION, two=DECISION + "Nơi nhận: như trên.\n", other="Chợ đầu mối mở cửa từ hai giờ sáng và đóng cửa lúc chín giờ tối.")
    snapshot = engine.snapshot()
    hits = search(snapshot, engine.encoder, read_question("hỗ trợ chi phí thử nghiệm và chứng nhận sản phẩm"), 50, per_document=None)
    shown = [hit.row for hit in hits] + [copy.row for hit in hits for copy in hit.copies]
    assert sorted(shown) == list(range(snapshot.generation.manifest.passages))
    first = hits[0]
    assert [copy.passage.text for copy in first.copies] == [first.passage.text]
    assert first.document.id != first.copies[0].document.id
    assert [copy.document.id for copy in hit_out(1, first).copies] == [first.copies[0].document.id]
