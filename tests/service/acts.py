"""Acts that change one another, in both languages, and indexes of them made with the fake encoder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from service.engine import Engine
from tests.service.library import engine_of

BEFORE, BETWEEN, AFTER = date(2021, 6, 1), date(2023, 6, 1), date(2026, 6, 1)

DECREE = """NGHỊ ĐỊNH
Về hỗ trợ làng nghề gốm sứ
Điều 1. Hỗ trợ
1. Làng nghề gốm sứ được hỗ trợ 30% chi phí đổi mới lò nung.
2. Làng nghề gốm sứ được miễn tiền thuê mặt nước trong năm năm.
Điều 2. Thủ tục
Hồ sơ được nộp tại Ủy ban nhân dân cấp xã.
"""
AMENDING = """NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP về hỗ trợ làng nghề
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Làng nghề được miễn tiền thuê mặt nước trong mười năm.”
2. Bổ sung khoản 3 Điều 1 như sau:
“3. Làng nghề được vay vốn.”
"""
REPEALING = """NGHỊ ĐỊNH
Về phát triển ngành nghề nông thôn
Điều 1. Chính sách
Ngành nghề nông thôn được hỗ trợ đào tạo thợ thủ công.
Điều 2. Hiệu lực
Nghị định số 10/2020/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2024.
"""
ORDER = """Arrêté relatif à l'aide aux potiers
Article 1
1. Une aide de 30 % du prix des fours est versée aux potiers.
2. Les potiers sont exonérés de la redevance d'eau pendant cinq ans.
Article 2
La demande est déposée en mairie avant le 31 mars.
"""
AMENDING_ORDER = """Arrêté modifiant l'arrêté du 2 février 2020 relatif à l'aide aux potiers
Article 1
Le 2 de l'article 1 de l'arrêté du 2 février 2020 est ainsi modifié :
« Dix ans. »
"""
REPEALING_DECREE = """Décret relatif aux métiers d'art
Article 1
Les métiers d'art reçoivent une aide à l'apprentissage.
Article 2
L'arrêté du 2 février 2020 est abrogé à compter du 1er janvier 2025.
"""
ACTS = {
    "decree": DECREE, "amending": AMENDING, "repealing": REPEALING, "order": ORDER, "amending_order": AMENDING_ORDER, "repealing_decree": REPEALING_DECREE,
}  # fmt: skip
_CATALOGUE = """
[[document]]
file = "decree.txt"
language = "vi"
kind = "decree"
number = "10/2020/NĐ-CP"
title = "Về hỗ trợ làng nghề gốm sứ"
date = 2020-01-15
effective = 2020-03-01
[[document]]
file = "amending.txt"
language = "vi"
kind = "decree"
number = "20/2022/NĐ-CP"
title = "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP"
date = 2022-01-15
effective = 2022-03-01
[[document]]
file = "repealing.txt"
language = "vi"
kind = "decree"
number = "30/2024/NĐ-CP"
title = "Về phát triển ngành nghề nông thôn"
date = 2024-05-10
effective = 2024-06-25
[[document]]
file = "order.txt"
language = "fr"
kind = "order"
title = "Arrêté relatif à l'aide aux potiers"
date = 2020-02-02
[[document]]
file = "amending_order.txt"
language = "fr"
kind = "order"
title = "Arrêté modifiant l'arrêté relatif à l'aide aux potiers"
date = 2022-03-03
[[document]]
file = "repealing_decree.txt"
language = "fr"
kind = "decree"
number = "n° 2024-450"
title = "Décret relatif aux métiers d'art"
date = 2024-11-20
"""


def engine_of_acts(folder: Path, catalogue: str = _CATALOGUE, **texts: str) -> Engine:
    """An engine over the acts, or over the texts given with their own catalogue."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    (documents / "catalogue.toml").write_text(catalogue, encoding="utf-8")
    return engine_of(folder, **(texts or ACTS))
