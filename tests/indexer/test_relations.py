"""What documents say of other acts is found with its kind, its clause and its place, and nothing more is claimed."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import corpus_folder, shipped_catalogue
from corpus.nouns import Document, Kind, Language, Relation, RelationKind
from corpus.numbers import find_numbers, read_number, write_number
from indexer.extraction import Extraction, extract
from indexer.relations import find_relations
from indexer.structure import clause_tree
from tests.fakes import word_starts
from tests.readings import reading_of

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "data" / "docs"
CHANGES_OF_CATALOGUE = {"amends": {RelationKind.AMENDS}, "replaces": {RelationKind.REPLACES, RelationKind.REPEALS}, "repeals": {RelationKind.REPEALS}}


def told(relation: Relation) -> str:
    """A relation in words: kind, act, clause, day from which it counts."""
    act = write_number(relation.number) if relation.number else " ".join(part for part in (relation.name, str(relation.date or "")) if part)
    parts = [str(relation.kind), act, "/".join(map(str, relation.steps)), f"from {relation.effective}" if relation.effective else ""]
    return " ".join(part for part in parts if part)


def relations(
    text: str, language: Language, kind: Kind = Kind.DECREE, *, number: str = "", title: str = "x", dated: date | None = None, record: bool = False
) -> list[str]:
    """The relations of a text in words."""
    reading = reading_of(text)
    own = read_number(number) if number else None
    document = Document(id="own", language=language, kind=kind, title=title, number=own, date=dated, record=record)
    return [told(relation) for relation in find_relations(reading.text, clause_tree(reading, language), document)]


def vietnamese(text: str, kind: Kind = Kind.DECREE, number: str = "") -> list[str]:
    """The relations of a Vietnamese act."""
    return relations(text, Language.VIETNAMESE, kind, number=number)


def french(text: str, kind: Kind = Kind.ORDER, dated: date | None = None) -> list[str]:
    """The relations of a French act."""
    return relations(text, Language.FRENCH, kind, dated=dated)


STATED_IN_VIETNAMESE = {
    "Bãi bỏ Thông tư số 1/2020/TT-BTC, Thông tư số 2/2020/TT-BTC và khoản 3 Điều 4 Thông tư số 3/2020/TT-BTC.": [
        "repeals 01/2020/TT-BTC", "repeals 02/2020/TT-BTC", "repeals 03/2020/TT-BTC article-4/clause-3",
    ],
    "Bãi bỏ:\na) Thông tư số 4/2020/TT-BTC;\nb) Điều 5 Thông tư số 5/2020/TT-BTC.": ["repeals 04/2020/TT-BTC", "repeals 05/2020/TT-BTC article-5"],
    "Các văn bản sau đây hết hiệu lực kể từ ngày 01 tháng 9 năm 2026:\na) Quyết định số 6/2020/QĐ-BTC ngày 01 tháng 01 năm 2020 của Bộ trưởng;\nb) Quyết định số 7/2020/QĐ-BTC.": [
        "repeals 06/2020/QĐ-BTC from 2026-09-01", "repeals 07/2020/QĐ-BTC from 2026-09-01",
    ],
    "Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2026 và thay thế Nghị định số 39/2018/NĐ-CP;\nNghị định số 8/2020/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 3 năm 2027.": [
        "replaces 39/2018/NĐ-CP from 2027-03-01", "repeals 08/2020/NĐ-CP from 2027-03-01",
    ],
    "Luật Điện lực số 28/2004/QH11 đã được sửa đổi, bổ sung một số điều theo Luật số 24/2012/QH13 và Luật số 28/2018/QH14, Nghị quyết số 5/2020/QH14 hết hiệu lực kể từ ngày Nghị định này có hiệu lực, trừ Điều 7 hết hiệu lực từ ngày 01 tháng 3 năm 2027.": [
        "repeals 28/2004/QH11", "cites 24/2012/QH13", "cites 28/2018/QH14", "repeals 05/2020/QH14",
    ],
    "Sửa đổi, bổ sung khoản 2 Điều 5 của Nghị định số 80/2021/NĐ-CP như sau:\n“2. Theo Nghị định số 6/2020/NĐ-CP.”": [
        "amends 80/2021/NĐ-CP article-5/clause-2", "cites 06/2020/NĐ-CP",
    ],
    "Sửa đổi điểm c và bãi bỏ điểm g khoản 3 Điều 8 Nghị định số 4/2020/NĐ-CP.": [
        "amends 04/2020/NĐ-CP article-8/clause-3/point-c", "repeals 04/2020/NĐ-CP article-8/clause-3/point-g",
    ],
    "Bổ sung khoản 1a vào sau khoản 1 Điều 13 Nghị định số 4/2020/NĐ-CP như sau:\n“1a. Mới.”": ["amends 04/2020/NĐ-CP article-13/clause-1a"],
    "Thay thế cụm từ “Luật số 1/2020/QH14” bằng cụm từ “Luật số 2/2020/QH14” tại khoản 1 Điều 3 Nghị định số 7/2020/NĐ-CP.": [
        "cites 01/2020/QH14", "cites 02/2020/QH14", "amends 07/2020/NĐ-CP article-3/clause-1",
    ],
    "Thay thế Phụ lục I ban hành kèm theo Nghị định số 10/2020/NĐ-CP bằng Phụ lục ban hành kèm theo Nghị định này.": ["replaces 10/2020/NĐ-CP annex-1"],
    "Khoản 2 Điều 5 Nghị định số 5/2020/NĐ-CP được sửa đổi, bổ sung như sau:\n“2. Mới.”": ["amends 05/2020/NĐ-CP article-5/clause-2"],
    "Quyết định số 10/QĐ-TTg ngày 02 tháng 01 năm 2020 được thay thế bằng Nghị định này.": ["replaces 10/QĐ-TTg"],
    "Nghị định này quy định chi tiết và hướng dẫn thi hành một số điều của Luật Đầu tư số 143/2025/QH15.": ["guides 143/2025/QH15"],
    "Phê duyệt Đề án số 12/ĐA-UBND.": ["approves 12/ĐA-UBND"],
    "Nay công bố Luật Đầu tư số 143/2025/QH15.": ["cites 143/2025/QH15"],
    "Thực hiện theo quy định tại khoản 2 Điều 3 Nghị định số 12/2020/NĐ-CP.": ["cites 12/2020/NĐ-CP article-3/clause-2"],
    "Trường hợp Nghị định số 12/2020/NĐ-CP hết hiệu lực thì áp dụng văn bản mới.": ["cites 12/2020/NĐ-CP"],
    "Nghị định số 154/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP được áp dụng.": ["cites 154/2020/NĐ-CP", "cites 34/2016/NĐ-CP"],
    "Giao Bộ Tài chính rà soát, sửa đổi, bổ sung Thông tư số 11/2020/TT-BTC.": ["cites 11/2020/TT-BTC"],
    "Điểm a khoản 2 của Nghị định này thay cho quy định cũ.": [],
}  # fmt: skip

STATED_IN_FRENCH = {
    "L'article 5 de la loi n° 78-17 du 6 janvier 1978 est ainsi modifié :\n1° Au premier alinéa, les mots : « un an » sont remplacés par les mots : « deux ans » ;\n2° Le troisième alinéa est abrogé.": [
        "amends 78-17 article-5", "amends 78-17 article-5/clause-1", "repeals 78-17 article-5/clause-3",
    ],
    "Après l'article 7 du décret n° 2014-450 du 2 mai 2014, il est inséré un article 7-1 ainsi rédigé :\n« Art. 7-1. - Le décret n° 2010-1 s'applique. »": [
        "amends 2014-450 article-7.1", "cites 2010-1",
    ],
    "Les articles 3 et 4 de l'ordonnance n° 2015-1341 du 23 octobre 2015 et l'arrêté du 5 mai 2021 sont abrogés à compter du 1er janvier 2027.": [
        "repeals 2015-1341 article-3 from 2027-01-01", "repeals 2015-1341 article-4 from 2027-01-01", "repeals arrêté 2021-05-05 from 2027-01-01",
    ],
    "Sont abrogés :\n1° L'arrêté du 6 juin 2019 ;\n2° La circulaire du 7 juillet 2018.": ["repeals arrêté 2019-06-06", "repeals circulaire 2018-07-07"],
    "Le présent arrêté entre en vigueur le 1er juin 2026 et remplace l'arrêté du 8 août 2017 pris pour l'application de la loi n° 2013-1.": [
        "replaces arrêté 2017-08-08 from 2026-06-01", "cites 2013-1",
    ],
    "L'article 5 du décret n° 2014-450 est remplacé par les dispositions suivantes :\n« Art. 5. - Nouveau. »": ["replaces 2014-450 article-5"],
    "Le code de l'environnement est ainsi modifié :\n1° L'article L. 512-20 est remplacé par les dispositions suivantes :\n« Art. L. 512-20. - Nouveau. » ;\n2° Le II de l'article L. 229-6 est complété par un alinéa ainsi rédigé :\n« Texte. »": [
        "amends code de l'environnement", "replaces code de l'environnement article-l.512.20", "amends code de l'environnement article-l.229.6/roman-2",
    ],
    "Le présent arrêté fixe les modalités d'application de l'article 5 de la loi n° 2025-7.": ["guides 2025-7 article-5"],
    "Est approuvée la délibération du 8 mai 2024.": ["approves délibération 2024-05-08"],
    "Est promulguée la loi n° 025/99/AN du 16 novembre 1999.": ["promulgates 025/99/AN"],
    "L'arrêté du 3 mai 2020 est modifié par l'arrêté du 5 mai 2021.": ["cites arrêté 2020-05-03", "cites arrêté 2021-05-05"],
    "Lorsque l'arrêté du 3 mai 2020 est abrogé, le préfet en informe le maire.": ["cites arrêté 2020-05-03"],
    "L'article 3 du présent arrêté est abrogé.": [],
    "Les demandes sont déposées dans les conditions prévues à l'article 9 du décret n° 2012-5.": ["cites 2012-5 article-9"],
}  # fmt: skip


@pytest.mark.parametrize(("statement", "expected"), STATED_IN_VIETNAMESE.items())
def test_statements_of_vietnamese_articles(statement: str, expected: list[str]) -> None:
    """Each clause states just these relations: actively or passively, one act or a list, over lines and below a lead."""
    assert vietnamese(f"NGHỊ ĐỊNH\nVề giá\nĐiều 1. Quy định\n1. {statement}\n") == expected


@pytest.mark.parametrize(("statement", "expected"), STATED_IN_FRENCH.items())
def test_statements_of_french_articles(statement: str, expected: list[str]) -> None:
    """Each article states just these relations, in the ways of French drafting."""
    assert french(f"Arrêté portant diverses mesures\nARRÊTE\nArticle 1\n{statement}\n") == expected


def test_the_lead_holds_for_its_own_list_alone() -> None:
    """What follows a list of repeals is no longer repealed."""
    text = "NGHỊ ĐỊNH\nĐiều 1. Bãi bỏ văn bản\n1. Bãi bỏ:\na) Thông tư số 4/2020/TT-BTC.\n2. Thông tư số 5/2020/TT-BTC được tiếp tục áp dụng.\n"
    assert vietnamese(text) == ["repeals 04/2020/TT-BTC", "cites 05/2020/TT-BTC"]


def test_recitals() -> None:
    """What an act is based on stands in its recitals; what the name of such an act mentions is only cited."""
    text = """NGHỊ ĐỊNH
Về giá
Căn cứ Luật Bảo hiểm y tế ngày 14 tháng 11 năm 2008; Luật sửa đổi,
bổ sung một số điều của Luật Bảo hiểm y tế ngày 13 tháng 6 năm 2014;
Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ quy định chi tiết Luật Giá; Nghị định số 154/2020/NĐ-CP
sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP;
Theo đề nghị của Bộ trưởng tại Tờ trình số 609/TTr-BYT.
"""
    assert vietnamese(text) == [
        "based_on Luật Bảo hiểm y tế 2008-11-14",
        "based_on Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế 2014-06-13",
        "based_on 34/2016/NĐ-CP",
        "cites Luật Giá",
        "based_on 154/2020/NĐ-CP",
        "cites 34/2016/NĐ-CP",
        "cites 609/TTr-BYT",
    ]
    assert french("Arrêté\nVu la loi n° 78-17 ;\nVU le code de l'environnement, notamment ses articles L. 512-1 et R. 512-2 ;\nVu la demande présentée en application du décret n° 2014-450 ;\nVu la directive 2003/87/CE établissant un système et modifiant la directive 96/61/CE ;") == [
        "based_on 78-17",
        "based_on code de l'environnement",
        "based_on code de l'environnement article-l.512.1",
        "based_on code de l'environnement article-r.512.2",
        "cites 2014-450",
        "based_on 2003/87/CE",
        "cites 96/61/CE",
    ]  # fmt: skip


def test_titles_speak_too() -> None:
    """The title, the formula of enactment and the act's own number in front make the document the one that amends."""
    text = "LUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐẦU TƯ\nQuốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Đầu tư số 61/2020/QH14.\nĐiều 1. Sửa đổi, bổ sung Luật Đầu tư\n1. Bãi bỏ Điều 20.\n"
    assert vietnamese(text, Kind.LAW) == ["amends LUẬT ĐẦU TƯ", "amends 61/2020/QH14", "amends Luật Đầu tư", "repeals Luật Đầu tư article-20"]
    assert french("Arrêté du 3 mai 2026 modifiant l'arrêté du 2 février 2020 relatif au décret n° 2014-450", dated=date(2026, 5, 3)) == [
        "amends arrêté 2020-02-02",
        "cites 2014-450",
    ]
    assert vietnamese("Nghị định số 45/2024/NĐ-CP sửa đổi, bổ sung Nghị định số 39/2019/NĐ-CP", number="45/2024/NĐ-CP") == ["amends 39/2019/NĐ-CP"]


def test_who_cannot_change_the_law_does_not() -> None:
    """News report, plans give tasks, an article on responsibilities does too: what they say of acts is only cited."""
    sentence = "Le décret n° 2014-450 remplace le décret n° 2010-12 et abroge la loi n° 2005-1."
    assert french(sentence, Kind.NEWS) == ["cites 2014-450", "cites 2010-12", "cites 2005-1"]
    plan = "KẾ HOẠCH\nI. MỤC TIÊU\nSửa đổi, bổ sung Nghị định số 80/2021/NĐ-CP.\nKế hoạch này thay thế Kế hoạch số 302/KH-UBND.\n"
    assert vietnamese(plan, Kind.PLAN) == ["cites 80/2021/NĐ-CP", "replaces 302/KH-UBND"]
    tasks = "QUYẾT ĐỊNH\nĐiều 1. Trách nhiệm của Bộ Tài chính\n1. Sửa đổi Thông tư số 11/2020/TT-BTC trước ngày 01 tháng 12 năm 2026.\n"
    assert vietnamese(tasks, Kind.DECISION) == ["cites 11/2020/TT-BTC"]


def test_an_attached_text_orders_nothing() -> None:
    """A plan that is attached to a decision gives tasks, though the decision could order."""
    text = "QUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nTM. ỦY BAN NHÂN DÂN\nKẾ HOẠCH HÀNH ĐỘNG\n(Kèm theo Quyết định số 5/QĐ-UBND)\nĐiều 1. Nhiệm vụ\nSửa đổi Thông tư số 11/2020/TT-BTC.\n"
    assert vietnamese(text, Kind.DECISION, number="5/QĐ-UBND") == ["cites 11/2020/TT-BTC"]


def test_an_account_speaks_of_its_act() -> None:
    """An account says *le décret* of the act that it is about; an act that does so means another one."""
    text = "Le décret compte 7 chapitres. Il remplace le décret n° 68/2017/NĐ-CP et le décret n° 66/2020/NĐ-CP."
    assert relations(text, Language.FRENCH, record=True) == ["replaces 68/2017/NĐ-CP", "replaces 66/2020/NĐ-CP"]
    assert relations(text, Language.FRENCH) == ["cites 68/2017/NĐ-CP", "cites 66/2020/NĐ-CP"]


def test_a_deliberation_decides_in_infinitives() -> None:
    """*d'abroger* on a line of its own is a decision of a council."""
    assert french("Le Conseil DÉCIDE :\n- d'abroger le règlement du 8 mai 2024 ;", Kind.DELIBERATION) == ["repeals règlement 2024-05-08"]


def test_a_consolidated_text_names_what_it_brings_together() -> None:
    """The acts of the head are consolidated, those of their names and of the footnotes are cited."""
    text = """NGHỊ ĐỊNH
Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022 của Chính phủ được sửa đổi, bổ sung bởi:
Nghị định số 70/2023/NĐ-CP ngày 18 tháng 9 năm 2023 sửa đổi, bổ sung một số điều của Nghị định số 152/2020/NĐ-CP, có hiệu lực từ ngày 18 tháng 9 năm 2023.
Điều 1. Hiệu lực
Nghị định số 82/2018/NĐ-CP hết hiệu lực.
XÁC THỰC VĂN BẢN HỢP NHẤT

1 Khoản này được bãi bỏ theo quy định tại khoản 1 Điều 2 Nghị định số 70/2023/NĐ-CP.
"""
    assert vietnamese(text, Kind.CONSOLIDATED) == [
        "consolidates 35/2022/NĐ-CP",
        "consolidates 70/2023/NĐ-CP from 2023-09-18",
        "cites 152/2020/NĐ-CP",
        "repeals 82/2018/NĐ-CP",
        "cites 70/2023/NĐ-CP article-2/clause-1",
    ]


GOLDEN = {
    "vi/nghi-dinh-so-148-2026-nd-cp-469501.pdf": """
        amends 72/2015/NĐ-CP
        based_on 63/2025/QH15 | based_on 33/2009/QH12 | cites 19/2017/QH14 | based_on 103/2016/QH13 | cites 35/2018/QH14 | cites 93/2025/QH15
        amends 72/2015/NĐ-CP | amends 72/2015/NĐ-CP
        amends 72/2015/NĐ-CP article-3/clause-5 | amends 72/2015/NĐ-CP article-3/clause-6
        amends 72/2015/NĐ-CP article-4/clause-1/point-a
        amends 72/2015/NĐ-CP article-7/clause-3/point-b | amends 72/2015/NĐ-CP article-7/clause-3/point-đ | amends 72/2015/NĐ-CP article-7/clause-3/point-e
        amends 72/2015/NĐ-CP article-8/clause-3/point-c | amends 72/2015/NĐ-CP article-8/clause-3/point-g
        amends 72/2015/NĐ-CP article-9 | amends 72/2015/NĐ-CP article-9/clause-2
        amends 72/2015/NĐ-CP article-9/clause-3/point-d | amends 72/2015/NĐ-CP article-9/clause-3/point-đ
        amends 72/2015/NĐ-CP article-12/clause-5
        amends 72/2015/NĐ-CP article-16 | amends 72/2015/NĐ-CP article-16/clause-1
        cites Luật Cơ quan đại diện nước Cộng hòa xã hội chủ nghĩa Việt Nam ở nước ngoài article-5
        cites Luật Cơ quan đại diện nước Cộng hòa xã hội chủ nghĩa Việt Nam ở nước ngoài article-6
        cites Luật Cơ quan đại diện nước Cộng hòa xã hội chủ nghĩa Việt Nam ở nước ngoài article-7
        cites Luật Cơ quan đại diện nước Cộng hòa xã hội chủ nghĩa Việt Nam ở nước ngoài article-9
        amends 72/2015/NĐ-CP article-16/clause-2 | amends 72/2015/NĐ-CP article-17/clause-3
        amends 72/2015/NĐ-CP article-18 | amends 72/2015/NĐ-CP article-18/clause-2 | amends 72/2015/NĐ-CP article-18/clause-3
        amends 72/2015/NĐ-CP article-18/clause-7
        amends 72/2015/NĐ-CP article-19 | amends 72/2015/NĐ-CP article-19/clause-2 | amends 72/2015/NĐ-CP article-19/clause-3
        amends 72/2015/NĐ-CP article-19/clause-5
        amends 72/2015/NĐ-CP article-20 | amends 72/2015/NĐ-CP article-21a | amends 72/2015/NĐ-CP article-21b
        amends 72/2015/NĐ-CP article-22/clause-4 | amends 72/2015/NĐ-CP article-23a
        amends 72/2015/NĐ-CP article-24 | amends 72/2015/NĐ-CP article-24/clause-2 | amends 72/2015/NĐ-CP article-24/clause-5a
        amends 72/2015/NĐ-CP
        amends 72/2015/NĐ-CP article-4/clause-1/point-a | amends 72/2015/NĐ-CP article-10/clause-3 | amends 72/2015/NĐ-CP article-11/clause-2
        amends 72/2015/NĐ-CP article-12/clause-3 | amends 72/2015/NĐ-CP article-13/clause-2 | amends 72/2015/NĐ-CP article-14/clause-4
        amends 72/2015/NĐ-CP article-14/clause-5 | amends 72/2015/NĐ-CP article-15/clause-2 | amends 72/2015/NĐ-CP article-17/clause-3
        amends 72/2015/NĐ-CP article-18 | amends 72/2015/NĐ-CP article-19/clause-1 | amends 72/2015/NĐ-CP article-21/clause-1
        amends 72/2015/NĐ-CP article-21/clause-4 | amends 72/2015/NĐ-CP article-22/clause-1 | amends 72/2015/NĐ-CP article-23
        amends 72/2015/NĐ-CP article-24/clause-5 | amends 72/2015/NĐ-CP article-24/clause-6 | amends 72/2015/NĐ-CP article-26/clause-1
        amends 72/2015/NĐ-CP article-1 | amends 72/2015/NĐ-CP article-2 | amends 72/2015/NĐ-CP article-4/clause-1/point-a
        amends 72/2015/NĐ-CP article-4/clause-1/point-b | amends 72/2015/NĐ-CP article-5 | amends 72/2015/NĐ-CP article-7/clause-2
        amends 72/2015/NĐ-CP article-10/clause-2 | amends 72/2015/NĐ-CP article-12/clause-1 | amends 72/2015/NĐ-CP article-12/clause-3
        amends 72/2015/NĐ-CP article-12/clause-4 | amends 72/2015/NĐ-CP article-13/clause-2 | amends 72/2015/NĐ-CP article-14/clause-1
        amends 72/2015/NĐ-CP article-14/clause-3 | amends 72/2015/NĐ-CP article-14/clause-5 | amends 72/2015/NĐ-CP article-18/clause-6
        amends 72/2015/NĐ-CP article-19/clause-1 | amends 72/2015/NĐ-CP article-23 | amends 72/2015/NĐ-CP article-24/clause-9
        amends 72/2015/NĐ-CP article-26/clause-2""",
    "vi/quyet-dinh-so-2416-qd-bkhdt-43016.pdf": """
        amends 15/2024/TT-BKHĐT
        based_on Luật Ban hành văn bản quy phạm pháp luật 2015-06-22
        based_on Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật 2020-06-18
        based_on 34/2016/NĐ-CP | cites Luật Ban hành văn bản quy phạm pháp luật | based_on 154/2020/NĐ-CP | cites 34/2016/NĐ-CP
        cites Luật Ban hành văn bản quy phạm pháp luật | based_on 89/2022/NĐ-CP
        amends 15/2024/TT-BKHĐT | cites 15/2024/TT-BKHĐT
        amends 15/2024/TT-BKHĐT article-16/clause-3/point-đ | amends 15/2024/TT-BKHĐT article-21 | cites 15/2024/TT-BKHĐT""",
    "vi/nghi-quyet-so-113-nq-cp-469448.pdf": """
        based_on Luật Tổ chức Chính phủ 2025-02-18
        based_on Luật Bảo hiểm y tế 2008-11-14
        based_on Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế 2014-06-13
        based_on Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế 2024-11-27
        cites 609/TTr-BYT | cites 146/2018/NĐ-CP | cites Luật Bảo hiểm y tế
        cites 75/2023/NĐ-CP | cites 146/2018/NĐ-CP | cites Luật Bảo hiểm y tế | cites 75/2023/NĐ-CP""",
    "fr/arrete-nomination.pdf": """
        based_on code de la sécurité sociale
        based_on code de la sécurité sociale article-l.211.2 | based_on code de la sécurité sociale article-r.211.1
        based_on code de la sécurité sociale article-r.121.5 | based_on code de la sécurité sociale article-r.121.7
        based_on code de la sécurité sociale article-d.231.1 | based_on code de la sécurité sociale article-d.231.4
        based_on arrêté 2022-04-04
        based_on arrêtés modificatifs 2022-06-16 | based_on arrêtés modificatifs 2023-09-26 | based_on arrêtés modificatifs 2024-05-22
        based_on arrêtés modificatifs 2024-07-05
        based_on arrêté 2024-11-20
        amends arrêté ministériel 2022-04-04
        cites code de justice administrative article-r.421.1 | cites code de justice administrative article-r.421.5""",
}
"""Everything that these acts say of others, in the order of their texts."""

STATED = {
    "vi/quyet-dinh-so-844-qd-ttg-469526.pdf": """
        based_on Luật Tổ chức Chính phủ 2025-02-18
        based_on Luật Tổ chức chính quyền địa phương 2025-06-16
        based_on Luật bảo hiểm y tế 2008-11-14
        based_on Luật sửa đổi, bổ sung một số điều của Luật bảo hiểm y tế 2014-06-13
        based_on Luật sửa đổi, bổ sung một số điều của Luật bảo hiểm y tế 2024-11-27
        based_on 52-CT/TW""",
    "vi/van-ban-hop-nhat-so-113-vbhn-vpqh-469596.pdf": """
        consolidates 67/2025/QH15 from 2026-10-01
        consolidates 116/2025/QH15 from 2026-07-01 | consolidates 127/2025/QH15 from 2026-07-01 | consolidates 133/2025/QH15 from 2026-07-01
        consolidates 141/2025/QH15 from 2026-01-01 | consolidates 143/2025/QH15 from 2026-03-01 | consolidates 09/2026/QH16 from 2026-04-24
        based_on Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam
        repeals 14/2008/QH12""",
    "vi/van-ban-hop-nhat-so-9716-vbhn-bkhdt-43315.pdf": """
        consolidates 35/2022/NĐ-CP | consolidates 70/2023/NĐ-CP from 2023-09-18
        based_on Luật Tổ chức Chính phủ 2015-06-19
        based_on Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương 2019-11-22
        based_on Luật Đầu tư 2020-06-17 | based_on Luật Doanh nghiệp 2020-06-17 | based_on Luật Đầu tư công 2019-06-13
        based_on Luật Quy hoạch 2017-11-24
        based_on Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch 2018-11-20
        based_on Luật Đất đai 2013-11-29 | based_on Luật Xây dựng 2014-06-18
        based_on Luật sửa đổi, bổ sung một số điều của Luật Xây dựng 2020-06-17
        based_on Luật Kinh doanh bất động sản 2014-11-25 | based_on Luật Bảo vệ môi trường 2020-11-17 | based_on Luật Cư trú 2020-11-13
        based_on Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam 2014-06-16
        based_on Luật sửa đổi, bổ sung một số điều của Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam 2019-11-25
        based_on Bộ luật Lao động 2019-11-20 | based_on Luật Thuế xuất khẩu, thuế nhập khẩu 2016-04-06
        amends 31/2021/NĐ-CP | amends 31/2021/NĐ-CP article-131/clause-1a
        amends 152/2020/NĐ-CP | amends 152/2020/NĐ-CP article-30/clause-6a
        amends 145/2020/NĐ-CP | amends 145/2020/NĐ-CP article-4/clause-2 | amends 145/2020/NĐ-CP article-31/clause-2
        repeals 82/2018/NĐ-CP""",
    "fr/arrete-icpe-0003013459-2021-09-24-AP.pdf": """
        based_on code de l’environnement
        based_on code des relations entre le public et l’administration
        based_on code des relations entre le public et l’administration article-l.121.1
        based_on code de l’environnement article-r.181.46 | based_on code de l’environnement article-r.511.9
        based_on code des relations entre le public et l'administration
        based_on code des relations entre le public et l'administration article-l.121.1
        based_on 2010/75/UE | based_on 2003/87/CE
        based_on arrêté ministériel 2016-05-23 | based_on arrêté ministériel 2002-09-20 | based_on arrêté ministériel 2010-10-04
        based_on arrêté ministériel 1998-02-02 | based_on arrêté ministériel 1998-12-23 | based_on arrêté ministériel 1997-01-23
        based_on arrêté ministériel 2005-09-29 | based_on arrêté ministériel 2008-01-31 | based_on arrêté ministériel 2012-07-31
        based_on arrêté ministériel 2014-04-28 | based_on arrêté ministériel 2021-01-12
        based_on arrêté préfectoral 2017-02-28 | based_on arrêté préfectoral 2020-04-20
        replaces arrêté préfectoral 2020-04-20""",
    "fr/be-marche-en-famenne-Office-Communal-du-Tourisme-OCT-Concours-Marche-commun.txt": """
        based_on Code de la Démocratie Locale et de la Décentralisation
        based_on règlement voté par le Conseil communal 2024-05-08
        repeals règlement 2024-05-08""",
}
"""Everything that these acts state, in the order of their texts; what they only cite is left out."""

real = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"the real documents are not in {DOCUMENTS.name} beside the repository")


@cache
def read(name: str) -> Extraction:
    """What is extracted of one of the real files."""
    path = DOCUMENTS / name
    return extract(path.read_bytes(), path.name, word_starts)


def listed(golden: str) -> list[str]:
    """The relations of a golden text."""
    return [part.strip() for line in golden.strip().split("\n") for part in line.split("|")]


@real
@pytest.mark.parametrize("name", GOLDEN)
def test_all_relations_of_real_acts(name: str) -> None:
    """A real act says just this of others, as a person who read it counted."""
    assert [told(relation) for relation in read(name).relations] == listed(GOLDEN[name])


@real
@pytest.mark.parametrize("name", STATED)
def test_what_real_acts_state(name: str) -> None:
    """A real act states just these relations; its many other mentions are citations."""
    assert [told(relation) for relation in read(name).relations if relation.kind is not RelationKind.CITES] == listed(STATED[name])


@real
@pytest.mark.parametrize("name", [*GOLDEN, *STATED])
def test_relations_of_real_acts_stand_where_they_say(name: str) -> None:
    """Spans are in order and lie in the text; one that names its act by number holds the number, any other a name or clause words."""
    extraction = read(name)
    assert holds(extraction.text, extraction.relations)


def holds(text: str, found: tuple[Relation, ...]) -> bool:
    """Whether every span is in order, inside the text, and holds what it is the place of."""
    places = [(relation.span.start, relation.span.end) for relation in found]
    return places == sorted(places) and all(end <= len(text) for _, end in places) and all(_names(text, relation) for relation in found)


def _names(text: str, relation: Relation) -> bool:
    words = text[relation.span.start : relation.span.end]
    written = "".join(relation.number.written.split()) if relation.number else ""
    return bool(words.strip()) and (not relation.number or written in "".join(words.split()) or bool(relation.steps))


PIECES = st.lists(
    st.sampled_from(
        [
            "Điều 1. ", "1. ", "a) ", "Căn cứ ", "Bãi bỏ ", "Sửa đổi, bổ sung ", "hết hiệu lực ", "thay thế ", "khoản 2 Điều 5 ", "Nghị định số 80/2021/NĐ-CP ",
            "Luật Đầu tư ngày 17 tháng 6 năm 2020", "Thông tư số 1/2020/TT-BTC", ", ", "; ", "và ", ".\n", ":\n", "\n\n", "“", "”", "Nghị định này ", "theo ", "như sau:\n",
            "Article 2\n", "Vu ", "la loi n° 78-17 ", "est abrogé", "remplace ", "l'arrêté du 3 mai 2020 ", "le présent arrêté ", "« ", " »",
        ]
    ),
    max_size=30,
)  # fmt: skip


@given(PIECES, st.sampled_from([Language.VIETNAMESE, Language.FRENCH]), st.sampled_from([Kind.DECREE, Kind.CONSOLIDATED, Kind.PLAN, Kind.NEWS]))
def test_relations_stand_where_they_say(pieces: list[str], language: Language, kind: Kind) -> None:
    """Whatever the text, spans are in order and hold the number that they are the place of, and no number is passed over."""
    reading = reading_of("NGHỊ ĐỊNH\n" + "".join(pieces))
    document = Document(id="own", language=language, kind=kind, title="x")
    found = find_relations(reading.text, clause_tree(reading, language), document)
    assert holds(reading.text, found)
    mentioned = {write_number(mention.number) for mention in find_numbers(reading.text)}
    assert {write_number(relation.number) for relation in found if relation.number} == mentioned
    assert kind is not Kind.NEWS or all(relation.kind is RelationKind.CITES for relation in found)


@cache
def shipped(name: str) -> Extraction:
    """What is extracted of one of the shipped documents."""
    path = corpus_folder() / name
    return extract(path.read_bytes(), path.name, word_starts, shipped_catalogue()[path])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("vi/nd-32-2024-nd-cp-cum-cong-nghiep.md", {"replaces 68/2017/NĐ-CP", "replaces 66/2020/NĐ-CP"}),
        ("fr/tt-52-2023-tt-btc-budget-soutien-pme.md", {"repeals 49/2019/TT-BTC", "repeals 54/2019/TT-BTC"}),
        ("vi/luat-04-2017-qh14-ho-tro-dnnvv.md", {"amends 67/2014/QH13 article-19/clause-2", "amends 43/2013/QH13 article-14/clause-3/point-c"}),
        ("fr/nd-205-2025-nd-cp-industries-auxiliaires.md", {"amends 111/2015/NĐ-CP", "amends 111/2015/NĐ-CP article-6/clause-1/point-c"}),
        ("vi/nq-66-17-2026-nganh-nghe-co-dieu-kien.md", {"amends 143/2025/QH15 annex-4"}),
        ("fr/news-2024-12-resolution-57-sciences-technologies.md", set()),
    ],
)
def test_shipped_accounts_state_what_their_acts_changed(name: str, expected: set[str]) -> None:
    """The accounts say which acts theirs amend, replace and repeal."""
    assert {told(relation) for relation in shipped(name).relations if relation.kind.changes_law} == expected


NOT_TOLD = {("vi/luat-143-2025-dau-tu.md", "67/2025/QH15")}
"""What an account mentions but does not call a change: *sau khi được Luật Đầu tư sửa đổi*."""


def test_the_accounts_tell_the_changes_that_their_catalogue_knows() -> None:
    """Each act that the catalogue says is amended, replaced or repealed is found so in the text, where the text names it."""
    missed = set()
    for file in sorted((corpus_folder().parent / "catalogue").glob("*.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["document"]:
            wanted = {(kind, number) for kind in CHANGES_OF_CATALOGUE for number in table.get(kind, [])}
            if not wanted:
                continue
            extraction = shipped(table["file"])
            mentioned = {write_number(mention.number) for mention in extraction.mentions}
            found = {(relation.kind, write_number(relation.number)) for relation in extraction.relations if relation.number}
            for kind, written in wanted:
                number = read_number(written)
                assert number
                told_so = any((stated, write_number(number)) in found for stated in CHANGES_OF_CATALOGUE[kind])
                if not told_so and write_number(number) in mentioned:
                    missed.add((table["file"], written))
    assert missed == NOT_TOLD
