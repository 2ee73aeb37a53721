"""The patterns of programmes' names are data; each finds its examples and nothing of its counterexamples."""

import pytest

from corpus.nouns import Language
from corpus.programmes import leader_in, name_in_title, programme_mentions
from corpus.rulebook import compiled, rules

TABLES = rules("programmes")
RULES = [(table, rule) for table in TABLES for rule in TABLES[table]]


@pytest.mark.parametrize(("table", "rule"), RULES)
def test_patterns_find_their_examples(table: str, rule: dict[str, list[str] | str]) -> None:
    """Each example is matched with a name, and no counterexample is."""
    pattern = compiled(str(rule["pattern"]))
    group = "leader" if table == "leader" else "name"
    assert [text for text in rule["examples"] if not ((match := pattern.search(text)) and match.group(group).strip())] == []
    assert [text for text in rule["counterexamples"] if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        (
            "Quyết định phê duyệt Chương trình phát triển công nghiệp hỗ trợ từ năm 2016 đến năm 2025",
            Language.VIETNAMESE,
            "Chương trình phát triển công nghiệp hỗ trợ",
        ),
        ("Quyết định phê duyệt Đề án “Đà Nẵng - Thành phố đổi mới sáng tạo”", Language.VIETNAMESE, "Đề án “Đà Nẵng - Thành phố đổi mới sáng tạo”"),
        (
            "Décision approuvant le Projet global de développement des villages de métiers de la ville de Hanoï pour la période 2025-2030",
            Language.FRENCH,
            "Projet global de développement des villages de métiers de la ville de Hanoï",
        ),
        ("Loi sur le soutien aux petites et moyennes entreprises", Language.FRENCH, None),
    ],
)
def test_the_name_in_a_title(title: str, language: Language, name: str | None) -> None:
    """The name ends where the years begin, and a title that sets out none has none."""
    span = name_in_title(title, language)
    assert (title[span.start : span.end] if span else None) == name


def test_a_short_name_is_no_name() -> None:
    """*Programme de développement* alone could be any."""
    assert list(programme_mentions("le Programme de développement est lancé", Language.FRENCH)) == []


def test_who_leads() -> None:
    """The leader is read over line breaks."""
    assert leader_in("Sở Công Thương Hà Nội\nchủ trì, phối hợp", Language.VIETNAMESE) == "Sở Công Thương Hà Nội"
    assert leader_in("rien", Language.FRENCH) is None
