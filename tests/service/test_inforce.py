"""What an act became is told for every day, with the act that changed it and where it says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.nouns import Document, RelationKind
from corpus.numbers import write_number
from service.engine import Engine
from service.inforce import incoming, outgoing, state_at, today
from service.lookup import look_up_reference
from service.questions import read_question
from service.standing import Standing, State
from tests.service.acts import AFTER, BEFORE, BETWEEN, engine_of_acts


def document(engine: Engine, title: str) -> Document:
    """The document whose title begins so."""
    return next(stored for stored in engine.snapshot().documents if stored.title.startswith(title))


def state(engine: Engine, title: str, path: str = "", as_of: date | None = None) -> State:
    """How a document, or the clause of an address, stands on a day; without one on the last day of the tests."""
    store = engine.snapshot().generation.store
    found = document(engine, title)
    clause = next((clause for clause in store.text(found.id).clauses if clause.path == path), None)
    assert not path or clause
    return state_at(store, found, clause, as_of, clock=lambda: AFTER)


def changers(found: State) -> list[tuple[str, str, str]]:
    """The changes as kind, number of the act or its date, and the day from which they count."""
    return [(str(c.kind), write_number(c.by.number) if c.by.number else str(c.by.date), str(c.effective)) for c in found.changes]


@pytest.mark.parametrize(
    ("title", "path", "as_of", "standing", "changed_by"),
    [
        ("Về hỗ trợ", "", date(2020, 2, 1), Standing.NOT_YET, []),
        ("Về hỗ trợ", "", BEFORE, Standing.IN_FORCE, []),
        ("Về hỗ trợ", "", date(2022, 2, 28), Standing.IN_FORCE, []),
        ("Về hỗ trợ", "", BETWEEN, Standing.AMENDED, [("amends", "20/2022/NĐ-CP", "2022-03-01")]),
        ("Về hỗ trợ", "article-1/clause-2", BETWEEN, Standing.AMENDED, [("amends", "20/2022/NĐ-CP", "2022-03-01")]),
        ("Về hỗ trợ", "article-1", BETWEEN, Standing.AMENDED, [("amends", "20/2022/NĐ-CP", "2022-03-01")] * 2),
        ("Về hỗ trợ", "article-1/clause-1", BETWEEN, Standing.IN_FORCE, []),
        ("Về hỗ trợ", "article-2", BETWEEN, Standing.IN_FORCE, []),
        ("Về hỗ trợ", "", date(2024, 6, 30), Standing.AMENDED, [("amends", "20/2022/NĐ-CP", "2022-03-01")]),
        ("Về hỗ trợ", "", AFTER, Standing.REPEALED, [("repeals", "30/2024/NĐ-CP", "2024-07-01"), ("amends", "20/2022/NĐ-CP", "2022-03-01")]),
        ("Về hỗ trợ", "article-1/clause-1", AFTER, Standing.REPEALED, [("repeals", "30/2024/NĐ-CP", "2024-07-01")]),
        ("Về hỗ trợ", "article-2", None, Standing.REPEALED, [("repeals", "30/2024/NĐ-CP", "2024-07-01")]),
        ("Arrêté relatif", "", BEFORE, Standing.IN_FORCE, []),
        ("Arrêté relatif", "article-1/clause-2", BETWEEN, Standing.AMENDED, [("amends", "2022-03-03", "2022-03-03")]),
        ("Arrêté relatif", "article-1/clause-1", BETWEEN, Standing.IN_FORCE, []),
        ("Arrêté relatif", "", date(2024, 12, 1), Standing.AMENDED, [("amends", "2022-03-03", "2022-03-03")]),
        ("Arrêté relatif", "article-2", AFTER, Standing.REPEALED, [("repeals", "2024-450", "2025-01-01")]),
        ("Sửa đổi", "", AFTER, Standing.IN_FORCE, []),
    ],
)
def test_an_act_before_between_and_after_its_changes(
    acts: Engine, title: str, path: str, as_of: date | None, standing: Standing, changed_by: list[tuple[str, str, str]]
) -> None:
    """On each day just the changes that count by then are told, of the whole act or of the clause that they touch."""
    found = state(acts, title, path, as_of)
    assert (found.standing, changers(found)) == (standing, changed_by)


def test_a_change_is_quoted_where_it_stands(acts: Engine) -> None:
    """Each change quotes the sentence that states it, at its place in the text of the act that changes, with its clause."""
    store = acts.snapshot().generation.store
    quoted = {}
    for title, path in (("Về hỗ trợ", "article-1/clause-2"), ("Arrêté relatif", "article-1/clause-2")):
        for change in state(acts, title, path, AFTER).changes:
            assert store.text(change.by.id).text[change.span.start : change.span.end] == change.quote
            quoted[change.quote] = (change.clause_label, change.whole)
    assert quoted == {
        "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:": ("Khoản 1 Điều 1", True),
        "Nghị định số 10/2020/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2024.": ("Điều 2", True),
        "Le 2 de l'article 1 de l'arrêté du 2 février 2020 est ainsi modifié :": ("Article 1", True),
        "L'arrêté du 2 février 2020 est abrogé à compter du 1er janvier 2025.": ("Article 2", True),
    }


def test_a_clause_that_lost_or_gained_a_part_is_amended_in_part(acts: Engine) -> None:
    """An article is amended in part where a clause of it was amended or added."""
    assert [(change.whole, change.quote[:2]) for change in state(acts, "Về hỗ trợ", "article-1", BETWEEN).changes] == [(False, "1."), (False, "2.")]


def test_relations_in_both_directions(acts: Engine) -> None:
    """What an act says leads to the indexed act, and what is said of one comes back to it."""
    store = acts.snapshot().generation.store
    said = outgoing(store, document(acts, "Sửa đổi"))
    decree = document(acts, "Về hỗ trợ")
    assert {(item.relation.kind, item.to) for item in said} == {(RelationKind.AMENDS, decree)}
    assert [(item.by.title[:7], str(item.relation.kind)) for item in incoming(store, decree)] == [("Sửa đổi", "amends")] * 4 + [("Về phát", "repeals")]
    order = document(acts, "Arrêté relatif")
    assert {item.to for item in outgoing(store, document(acts, "Décret relatif"))} == {order}


def test_an_act_that_is_not_indexed_leads_nowhere(acts: Engine) -> None:
    """A relation to an act that the index does not hold has no document."""
    engine_store = acts.snapshot().generation.store
    assert all(item.to is None or item.to.id for item in outgoing(engine_store, document(acts, "Về hỗ trợ")))
    assert incoming(engine_store, document(acts, "Décret relatif")) == []


def entry(name: str, **fields: str) -> str:
    """One entry of a catalogue."""
    lines = [f"{field} = {value if field in {'date', 'effective'} else json.dumps(value, ensure_ascii=False)}" for field, value in fields.items()]
    return "\n".join(["[[document]]", f'file = "{name}.txt"', *lines, ""])


OLD = "QUYẾT ĐỊNH\nVề chợ\nĐiều 1. Giờ mở cửa\nChợ mở cửa từ hai giờ sáng.\n"


@pytest.mark.parametrize(
    ("old", "new", "text", "standing"),
    [
        ({"number": "5/QĐ-UBND", "kind": "decision", "date": "2020-01-02", "issuer": "UBND Hà Nội"}, {"issuer": "UBND Hà Nội"}, "Quyết định số 5/QĐ-UBND", Standing.REPLACED),
        ({"number": "5/QĐ-UBND", "kind": "decision", "date": "2020-01-02", "issuer": "UBND Hà Nội"}, {"issuer": "UBND Đà Nẵng"}, "Quyết định số 5/QĐ-UBND", Standing.IN_FORCE),
        ({"number": "5/QĐ-TTg", "kind": "decision", "date": "2020-01-02"}, {}, "Quyết định số 5/QĐ-TTg ngày 02 tháng 01 năm 2020", Standing.REPLACED),
        ({"number": "5/QĐ-TTg", "kind": "decision", "date": "2020-01-02"}, {}, "Quyết định số 5/QĐ-TTg ngày 03 tháng 9 năm 2019", Standing.IN_FORCE),
        ({"number": "5/2020/QH14", "kind": "law", "date": "2020-06-17"}, {}, "Luật số 5/2020/QH14", Standing.REPLACED),
        ({"title": "Luật Đầu tư", "kind": "law", "date": "2020-06-17"}, {}, "Luật Đầu tư ngày 17 tháng 6 năm 2020", Standing.REPLACED),
        ({"title": "Luật Đầu tư", "kind": "law", "date": "2020-06-17"}, {}, "Luật Đầu tư ngày 26 tháng 11 năm 2014", Standing.IN_FORCE),
        ({"title": "Luật Đầu tư công", "kind": "law", "date": "2020-06-17"}, {}, "Luật Đầu tư", Standing.IN_FORCE),
    ],
)  # fmt: skip
def test_an_act_is_known_by_all_that_is_said_of_it(tmp_path: Path, old: dict[str, str], new: dict[str, str], text: str, standing: Standing) -> None:
    """Number, date, name and local authority must agree as far as both sides give them."""
    catalogue = entry("old", **{"language": "vi", "title": "Văn bản cũ"} | old) + entry(
        "new", **{"language": "vi", "kind": "decision", "number": "9/QĐ-UBND", "title": "Văn bản mới", "date": "2025-01-01"} | new
    )
    engine = engine_of_acts(tmp_path, catalogue, old=OLD, new=f"QUYẾT ĐỊNH\nVề chợ\nĐiều 1. Hiệu lực\nQuyết định này thay thế {text}.\n")
    assert state(engine, old.get("title", "Văn bản cũ")).standing is standing


@pytest.mark.parametrize(("kind", "standing"), [("law", Standing.IN_FORCE), ("decree", Standing.REPEALED)])
def test_a_law_and_a_decree_may_bear_one_number(tmp_path: Path, kind: str, standing: Standing) -> None:
    """French numbers do not say the kind; the words in front of them do."""
    catalogue = entry("old", language="fr", kind=kind, number="n° 2020-12", title="Acte ancien", date="2020-01-02") + entry(
        "new", language="fr", kind="decree", number="n° 2025-3", title="Décret nouveau", date="2025-01-01"
    )
    engine = engine_of_acts(tmp_path, catalogue, old="Acte\nArticle 1\nUne aide est versée.\n", new="Décret\nArticle 1\nLe décret n° 2020-12 est abrogé.\n")
    assert state(engine, "Acte ancien").standing is standing


CONSOLIDATED = """NGHỊ ĐỊNH
Nghị định số 10/2020/NĐ-CP ngày 15 tháng 01 năm 2020 của Chính phủ được sửa đổi, bổ sung bởi:
Nghị định số 20/2022/NĐ-CP ngày 15 tháng 01 năm 2022 của Chính phủ, có hiệu lực từ ngày 01 tháng 3 năm 2022.
Điều 1. Hỗ trợ
Làng nghề gốm sứ được miễn tiền thuê mặt nước trong mười năm.
"""


def test_a_consolidated_text_holds_until_the_next_change(tmp_path: Path) -> None:
    """What it has worked in changes it no more; what came later does."""
    consolidated = entry("whole", language="vi", kind="consolidated", number="3/VBHN-BCT", title="Văn bản hợp nhất", date="2022-05-05")
    amending = entry("amending", language="vi", kind="decree", number="20/2022/NĐ-CP", title="Sửa đổi", date="2022-01-15")
    repealing = entry("repealing", language="vi", kind="decree", number="30/2024/NĐ-CP", title="Về nông thôn", date="2024-05-10")
    texts = {
        "whole": CONSOLIDATED,
        "amending": "NGHỊ ĐỊNH\nĐiều 1. Sửa đổi\nSửa đổi, bổ sung Điều 1 Nghị định số 10/2020/NĐ-CP như sau: “Mới”.\n",
        "repealing": "NGHỊ ĐỊNH\nĐiều 1. Bãi bỏ\nBãi bỏ Nghị định số 10/2020/NĐ-CP.\n",
    }
    engine = engine_of_acts(tmp_path, consolidated + amending + repealing, **texts)
    assert document(engine, "Văn bản hợp nhất").consolidates
    assert state(engine, "Văn bản hợp nhất", as_of=BETWEEN).standing is Standing.IN_FORCE
    assert changers(state(engine, "Văn bản hợp nhất", as_of=AFTER)) == [("repeals", "30/2024/NĐ-CP", "2024-05-10")]


@pytest.mark.parametrize(
    ("status", "as_of", "standing"),
    [
        ("amended", None, Standing.AMENDED),
        ("replaced", None, Standing.REPLACED),
        ("expired", None, Standing.EXPIRED),
        ("pending", None, Standing.NOT_YET),
        ("in_force", None, Standing.IN_FORCE),
        ("replaced", BEFORE, Standing.IN_FORCE),
    ],
)
def test_the_catalogue_counts_for_today(tmp_path: Path, status: str, as_of: date | None, standing: Standing) -> None:
    """What the catalogue says has no date, so it says nothing of an earlier day."""
    catalogue = entry("old", language="vi", kind="decision", number="5/QĐ-TTg", title="Cũ", date="2020-01-02", status=status)
    assert state(engine_of_acts(tmp_path, catalogue, old=OLD), "Cũ", as_of=as_of).standing is standing


def test_today_is_a_date_of_here() -> None:
    """Without a day, the clock of the machine counts."""
    assert today() >= date(2026, 1, 1)


def test_lookups_of_one_store_share_what_they_found(acts: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said of an act is read from the index once."""
    store = acts.snapshot().generation.store
    decree = look_up_reference(store, read_question("10/2020/NĐ-CP")).documents[0]
    state_at(store, decree, as_of=AFTER)
    monkeypatch.setattr(store, "related", None)
    assert state_at(store, decree, as_of=AFTER).standing is Standing.REPEALED
