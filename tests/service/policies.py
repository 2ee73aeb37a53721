"""Acts of Hanoi, Đà Nẵng and the country in both languages, with targets and measures of support, and an index of them made with the fake encoder."""

from __future__ import annotations

from pathlib import Path

from service.engine import Engine
from tests.service.acts import engine_of_acts

HANOI = """QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển công nghiệp hỗ trợ thành phố Hà Nội giai đoạn 2026-2030
Điều 1. Mục tiêu
1. Đến năm 2030, thành phố có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ.
2. Đến năm 2030, giá trị xuất khẩu công nghiệp hỗ trợ chiếm 30% tổng kim ngạch xuất khẩu.
Điều 2. Hỗ trợ đào tạo
1. Doanh nghiệp nhỏ và vừa được hỗ trợ tối đa 50% chi phí đào tạo nhân lực.
Điều 3. Hỗ trợ tư vấn
1. Doanh nghiệp được hỗ trợ chi phí tư vấn.
"""
HANOI_FR = """Décision approuvant le Programme de développement des industries de soutien de la ville de Hanoï pour 2026-2030
Article 1. Objectifs
1. D'ici 2030, la ville compte environ 1 200 entreprises d'industries de soutien.
2. D'ici 2030, la valeur des exportations des industries de soutien atteint 30 % des exportations totales.
Article 2. Aide à la formation
1. Les petites et moyennes entreprises reçoivent au plus 50 % du coût de la formation du personnel.
"""
NEWS = """Hanoï (VNA) - La ville mise sur les industries de soutien.
D'ici 2030, Hanoï vise 1 500 entreprises d'industries de soutien.
"""
DANANG = """QUYẾT ĐỊNH
Về chính sách của thành phố Đà Nẵng
Điều 1. Hỗ trợ đào tạo
1. Doanh nghiệp nhỏ và vừa được hỗ trợ tối đa 70% chi phí đào tạo nhân lực.
"""
DECREE = """NGHỊ ĐỊNH
Quy định về hỗ trợ doanh nghiệp nhỏ và vừa
Điều 1. Hỗ trợ tư vấn
1. Doanh nghiệp nhỏ và vừa được hỗ trợ tối đa 100 triệu đồng chi phí tư vấn.
2. Điều kiện:
a) Không quá 100 lao động;
b) Có dự án khả thi.
Điều 2. Hỗ trợ chứng nhận
1. Doanh nghiệp dệt may được hỗ trợ tối đa 40% chi phí chứng nhận giai đoạn 2026-2027.
"""
DECREE_FR = """Décret relatif au soutien des petites et moyennes entreprises
Article 1. Aide au conseil
1. Les petites et moyennes entreprises reçoivent au plus 100 millions de dongs pour le conseil.
"""
CHIPS = """Décision promulguant la Stratégie de développement de l'industrie des semi-conducteurs
Article 1. Objectifs
1. D'ici 2030, le pays forme au moins 50 000 ingénieurs en semi-conducteurs.
2. D'ici 2040, le pays forme au moins 100 000 ingénieurs en semi-conducteurs.
3. D'ici 2035, l'économie numérique représente 35 % du produit intérieur brut.
"""
VILLAGES = """QUYẾT ĐỊNH
Phê duyệt Đề án phát triển làng nghề thành phố Hà Nội
Điều 1. Mục tiêu
1. Đến năm 2030, 80% làng nghề có hệ thống xử lý nước thải.
"""
LAPSED = """NGHỊ ĐỊNH
Về khuyến công
Điều 1. Hỗ trợ máy móc
1. Doanh nghiệp nhỏ và vừa được hỗ trợ tối đa 30% chi phí mua máy móc.
"""
POLICIES = {
    "hanoi": HANOI, "hanoi_fr": HANOI_FR, "news": NEWS, "danang": DANANG, "decree": DECREE, "decree_fr": DECREE_FR, "chips": CHIPS, "villages": VILLAGES,
    "lapsed": LAPSED,
}  # fmt: skip
_CATALOGUE = """
[[document]]
file = "hanoi.txt"
language = "vi"
kind = "decision"
number = "6126/QĐ-UBND"
title = "Phê duyệt Chương trình phát triển công nghiệp hỗ trợ thành phố Hà Nội giai đoạn 2026-2030"
issuer = "Ủy ban nhân dân thành phố Hà Nội"
date = 2025-12-10
place = "Hà Nội"
[[document]]
file = "hanoi_fr.txt"
language = "fr"
kind = "decision"
number = "6126/QĐ-UBND"
title = "Programme de développement des industries de soutien de la ville de Hanoï pour 2026-2030"
issuer = "Comité populaire de la ville de Hanoï"
date = 2025-12-10
place = "Hanoï"
kind_of_text = "record"
[[document]]
file = "news.txt"
language = "fr"
kind = "news"
title = "La ville mise sur les industries de soutien"
issuer = "VNA"
date = 2025-11-03
place = "Hanoï"
[[document]]
file = "danang.txt"
language = "vi"
kind = "decision"
number = "154/QĐ-UBND"
title = "Về chính sách của thành phố Đà Nẵng"
issuer = "Ủy ban nhân dân thành phố Đà Nẵng"
date = 2025-03-01
place = "Đà Nẵng"
[[document]]
file = "decree.txt"
language = "vi"
kind = "decree"
number = "80/2021/NĐ-CP"
title = "Quy định về hỗ trợ doanh nghiệp nhỏ và vừa"
issuer = "Chính phủ"
date = 2021-08-26
place = "Việt Nam"
[[document]]
file = "decree_fr.txt"
language = "fr"
kind = "decree"
number = "80/2021/NĐ-CP"
title = "Décret relatif au soutien des petites et moyennes entreprises"
issuer = "Gouvernement du Vietnam"
date = 2021-08-26
place = "Vietnam"
kind_of_text = "record"
[[document]]
file = "chips.txt"
language = "fr"
kind = "decision"
number = "1018/QĐ-TTg"
title = "Stratégie de développement de l'industrie des semi-conducteurs"
issuer = "Premier ministre"
date = 2024-09-21
place = "Vietnam"
[[document]]
file = "villages.txt"
language = "vi"
kind = "decision"
number = "282/QĐ-UBND"
title = "Phê duyệt Đề án phát triển làng nghề thành phố Hà Nội"
issuer = "Ủy ban nhân dân thành phố Hà Nội"
date = 2025-01-17
place = "Hà Nội"
[[document]]
file = "lapsed.txt"
language = "vi"
kind = "decree"
number = "45/2012/NĐ-CP"
title = "Về khuyến công"
issuer = "Chính phủ"
date = 2012-05-21
place = "Việt Nam"
status = "expired"
"""


def engine_of_policies(folder: Path) -> Engine:
    """An engine over the acts."""
    return engine_of_acts(folder, _CATALOGUE, **POLICIES)
