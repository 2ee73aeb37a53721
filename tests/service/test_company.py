"""A passage has the company of what stands under its title, of itself never."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.company import company
from service.questions import read_question
from service.retrieval import COMPANY_WEIGHT, LEXICAL_WEIGHT, search
from tests.service.library import engine_of


@pytest.mark.parametrize(
    ("titles", "units", "wording", "expected"),
    [
        ("", [], [], []),
        ("a", [0], [0.5], [0.0]),
        ("ab", [0, 1], [0.5, 0.25], [0.0, 0.0]),
        ("aa", [0, 1], [0.5, 0.25], [0.25, 0.5]),
        ("aa", [0, 0], [0.5, 0.5], [0.0, 0.0]),
        ("aaa", [0, 0, 1], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
        ("aaab", [0, 1, 2, 3], [0.125, 0.5, 0.25, 1.0], [0.5, 0.25, 0.5, 0.0]),
        ("aaa", [-1, -1, 4], [0.0, 0.0, 0.5], [0.5, 0.5, 0.0]),
    ],
)
def test_the_best_other_unit_counts(titles: str, units: list[int], wording: list[float], expected: list[float]) -> None:
    """The largest wording under the title counts, of the unit itself and of other titles nothing."""
    assert company(titles, np.array(units, dtype=np.int64), np.array(wording, dtype=np.float32)).tolist() == expected


@given(some.lists(some.tuples(some.integers(0, 2), some.integers(0, 9)), max_size=12))
def test_it_is_the_maximum_over_the_others(places: list[tuple[int, int]]) -> None:
    """For any passages it is what a search of all pairs finds; a unit has one title and one wording."""
    units = [3 * number + title for title, number in places]
    titles = [title for title, _ in places]
    wording = [(unit * 7 % 5) / 8 for unit in units]
    found = company(titles, np.array(units, dtype=np.int64), np.array(wording, dtype=np.float32)).tolist()
    for title, unit, value in zip(titles, units, found, strict=True):
        others = [other for other, of, name in zip(wording, units, titles, strict=True) if name == title and of != unit]
        assert value == max(others, default=0.0)


def test_an_article_gains_by_what_another_one_of_its_act_says(tmp_path: Path) -> None:
    """Beside its own meaning and wording the score of a passage has the wording of the best other article of the act, times its weight."""
    engine = engine_of(
        tmp_path,
        ships="QUYẾT ĐỊNH\nVề đường thủy\nĐiều 1. Nội dung\nNgười nộp đơn nhận kết quả tại cơ quan.\nĐiều 2. Luồng\nTàu thuyền đi lại theo luồng.\n",
        passports="QUYẾT ĐỊNH\nVề giấy tờ\nĐiều 1. Nội dung\nKết quả được gửi về nhà.\nĐiều 2. Thời hạn\nHộ chiếu được cấp trong tám ngày.\n",
    )
    hits = search(engine.snapshot(), engine.encoder, read_question("nhận kết quả hộ chiếu ở đâu"), 20, per_document=None)
    wording = {(hit.document.title, hit.passage.clause.path if hit.passage.clause else ""): hit.wording for hit in hits}
    gains = {}
    for hit in hits:
        place = (hit.document.title, hit.passage.clause.path if hit.passage.clause else "")
        gains[place] = hit.score - hit.meaning - LEXICAL_WEIGHT * hit.wording
        others = [share for other, share in wording.items() if other[0] == place[0] and other != place]
        assert gains[place] == pytest.approx(COMPANY_WEIGHT * max(others, default=0.0), abs=1e-4)
    assert len({round(gain, 3) for gain in gains.values()}) > 2
