"""A library for the page: acts in both languages, one that changes another, two that give support to firms, one with pages, and one that is hostile."""

from __future__ import annotations

import itertools
from pathlib import Path

from indexer.build import build_index
from indexer.encoder import Encoder
from service.engine import Engine
from tests.indexer.sheets import paragraphs, pdf_of_sheets
from tests.service.acts import AMENDING, DECREE
from tests.service.library import write_library
from tests.service.policies import DANANG
from tests.service.policies import DECREE as SUPPORT

PAGED = (
    (
        "KẾ HOẠCH",
        "Cho thuê đất trong khu công nghiệp",
        "Điều 1. Giá thuê",
        "1. Giá thuê đất trong khu công nghiệp Sóc Sơn là 90.000 đồng một mét vuông.",
    ),
    ("Điều 2. Miễn tiền thuê", "1. Doanh nghiệp khởi nghiệp được miễn tiền thuê đất trong ba năm đầu."),
)
RENT = PAGED[0][3]
SCRIPT = "<script>document.title='taken'</script>"
IMAGE = "<img src=x onerror=\"document.title='taken'\">"
TURNED = "\u202egnp.exe"
HOSTILE = f"""DÉCISION
Portant sur la volaille
Article 1 - Poules {SCRIPT}
Une prime {TURNED} de douze euros est versée pour chaque poule pondeuse {IMAGE} élevée en plein air.
Article 2 - "><svg onload=alert(1)>
Le code {{{{ 7 * 7 }}}} et le lien <a href="javascript:alert(1)">ici</a> sont du texte.
"""
_CATALOGUE = f"""
[[document]]
file = "decree.txt"
language = "vi"
kind = "decree"
number = "10/2020/NĐ-CP"
title = "Về hỗ trợ làng nghề gốm sứ"
date = 2020-01-15
[[document]]
file = "amending.txt"
language = "vi"
kind = "decree"
number = "20/2022/NĐ-CP"
title = "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP"
date = 2022-01-15
effective = 2022-03-01
[[document]]
file = "act.pdf"
language = "vi"
kind = "plan"
number = "40/KH-UBND"
title = "Cho thuê đất trong khu công nghiệp"
issuer = "Ủy ban nhân dân thành phố Hà Nội"
date = 2024-02-01
[[document]]
file = "hostile.txt"
language = "fr"
kind = "decision"
number = "n° 2024-13"
title = '''Décision {SCRIPT} {IMAGE} {TURNED}'''
issuer = '''Préfecture "><b onmouseover=alert(1)>'''
date = 2024-03-03
kind_of_text = "record"
published = "javascript:alert(1)"
[[document]]
file = "support.txt"
language = "vi"
kind = "decree"
number = "80/2021/NĐ-CP"
title = "Quy định về hỗ trợ doanh nghiệp nhỏ và vừa"
issuer = "Chính phủ"
date = 2021-08-26
place = "Việt Nam"
[[document]]
file = "danang.txt"
language = "vi"
kind = "decision"
number = "154/QĐ-UBND"
title = "Về chính sách của thành phố Đà Nẵng"
issuer = "Ủy ban nhân dân thành phố Đà Nẵng"
date = 2025-03-01
place = "Đà Nẵng"
"""


def engine_of_library(folder: Path, encoder: Encoder) -> Engine:
    """An engine over the library."""
    documents = write_library(folder / "documents")
    for name, text in {"decree": DECREE, "amending": AMENDING, "hostile": HOSTILE, "support": SUPPORT, "danang": DANANG}.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    (documents / "act.pdf").write_bytes(pdf_of_sheets(*(paragraphs(*lines) for lines in PAGED)))
    with (documents / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(_CATALOGUE)
    report = build_index(folder / "index", (documents,), encoder)
    assert report.failed == {}
    ticks = itertools.count(start=0, step=60)
    return Engine(folder / "index", encoder, clock=lambda: float(next(ticks)))
