"""Small acts written for the tests of builds, and folders of them."""

from pathlib import Path

from indexer.build import BuildReport, build_index
from indexer.generation import Generation, open_current
from tests.fakes import FakeEncoder

DECISION = """QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển công nghiệp hỗ trợ
Điều 1. Mục tiêu
Đến năm 2030 có 1.200 doanh nghiệp công nghiệp hỗ trợ.
Điều 2. Hiệu lực
Quyết định có hiệu lực từ ngày ký.
"""
ORDER = """Arrêté du 15 mai 2025 portant aide aux entreprises
Article 1 - Objet
Une aide de 20 % est versée aux petites entreprises.
Article 2 - Effet
Le présent arrêté entre en vigueur demain.
"""
NEWS = """Hanoï (VNA) - La ville soutient les entreprises du secteur.
Elle compte mille deux cents entreprises de soutien.
"""


def write_folder(folder: Path, **files: str) -> Path:
    """A folder of text files; the name of an argument is that of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def build(index: Path, *roots: Path, encoder: FakeEncoder | None = None) -> BuildReport:
    """A build with the fake encoder."""
    return build_index(index, roots, encoder or FakeEncoder())


def texts_of(index: Path) -> list[str]:
    """The first lines of the documents of the served generation, which is opened anew."""
    generation: Generation = open_current(index)
    lines = [generation.store.text(stored.document.id).text.split("\n")[0] for stored in generation.store.documents]
    generation.store.close()
    return lines
