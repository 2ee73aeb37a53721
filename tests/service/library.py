"""A small library in both languages with its catalogue, and indexes of it made with the fake encoder."""

from __future__ import annotations

import itertools
from pathlib import Path

from indexer.build import build_index
from service.engine import Engine
from tests.fakes import FakeEncoder

DECISION = """QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển công nghiệp hỗ trợ
Điều 1. Mục tiêu
1. Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động.
2. Đến năm 2035 có 45% doanh nghiệp đạt tiêu chuẩn quốc tế.
Điều 2. Hỗ trợ
1. Hỗ trợ 50% chi phí thử nghiệm và chứng nhận sản phẩm.
2. Hỗ trợ đào tạo nhân lực:
a) Kỹ sư vận hành máy công cụ;
b) Cán bộ quản lý chất lượng.
Điều 3. Hiệu lực
Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 4159/QĐ-UBND.
"""
PLAN = """KẾ HOẠCH
Phát triển sản phẩm công nghiệp chủ lực
I. MỤC ĐÍCH
Doanh nghiệp có sản phẩm chủ lực được vay vốn với lãi suất ưu đãi.
II. NHIỆM VỤ
Sở Công Thương tổ chức hội chợ hằng năm theo Quyết định số 4159/QĐ-UBND.
"""
ORDER = """Arrêté portant aide aux entreprises
Article 1 - Objet
Une aide de 20 % du prix des machines est versée aux petites entreprises.
Article 2 - Conditions
1. La demande est déposée avant le 31 mars.
2. Le bénéficiaire emploie moins de cinquante salariés.
Article 3 - Effet
Le présent arrêté entre en vigueur le lendemain de sa publication.
"""
NEWS = """Hanoï (VNA) - La capitale accueille un salon des fabricants de composants.
Trois cents exposants sont attendus pendant quatre jours au palais des expositions.
"""
OLD = """NGHỊ ĐỊNH
Về khuyến khích làng nghề
Điều 1. Ưu đãi
Làng nghề gốm sứ được miễn tiền thuê mặt nước trong mười năm.
"""
RECORD = """QUYẾT ĐỊNH
Về quản lý chợ đầu mối nông sản
Điều 1. Giờ mở cửa
Chợ đầu mối mở cửa từ hai giờ sáng và đóng cửa lúc chín giờ.
"""
TEXTS = {"decision": DECISION, "plan": PLAN, "order": ORDER, "news": NEWS, "old": OLD, "record": RECORD}
_CATALOGUE = """
[[document]]
file = "decision.txt"
language = "vi"
kind = "decision"
number = "6126/QĐ-UBND"
title = "Phê duyệt Chương trình phát triển công nghiệp hỗ trợ"
issuer = "Ủy ban nhân dân thành phố Hà Nội"
date = 2025-12-10
status = "in_force"
[[document]]
file = "plan.txt"
language = "vi"
kind = "plan"
number = "302/KH-UBND"
title = "Phát triển sản phẩm công nghiệp chủ lực"
date = 2023-12-20
[[document]]
file = "order.txt"
language = "fr"
kind = "order"
number = "n° 2025-7"
title = "Arrêté portant aide aux entreprises"
date = 2025-05-15
[[document]]
file = "news.txt"
language = "fr"
kind = "news"
title = "Un salon des composants"
issuer = "VNA"
date = 2025-11-03
[[document]]
file = "old.txt"
language = "vi"
kind = "decree"
number = "68/2017/NĐ-CP"
title = "Về khuyến khích làng nghề"
date = 2017-05-25
status = "replaced"
[[document]]
file = "record.txt"
language = "vi"
kind = "decision"
number = "6126/QĐ-BCT"
title = "Về quản lý chợ đầu mối nông sản"
date = 2016-03-01
kind_of_text = "record"
"""


def write_library(folder: Path) -> Path:
    """The six documents and what the catalogue knows of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "catalogue.toml").write_text(_CATALOGUE, encoding="utf-8")
    return folder


def index_of(folder: Path, **texts: str) -> Path:
    """An index below ``folder`` of the library, or of the texts given."""
    documents = folder / "documents"
    if texts:
        documents.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    else:
        write_library(documents)
    build_index(folder / "index", (documents,), FakeEncoder())
    return folder / "index"


def engine_of(folder: Path, **texts: str) -> Engine:
    """An engine over ``index_of`` that looks for a new generation at every request."""
    ticks = itertools.count(start=0, step=60)
    return Engine(index_of(folder, **texts), FakeEncoder(), clock=lambda: float(next(ticks)))
