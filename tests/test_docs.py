"""The documentation says what is true of the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from service.cli import app
from service.settings import Settings

_ROOT = Path(__file__).parent.parent
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def test_commands_of_the_readme_exist() -> None:
    """Every command that the README names is a command, and every command is named there."""
    named = set(re.findall(r"`passerelle ([a-z]+)", _README))
    assert named == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_settings_of_the_readme_are_all_settings() -> None:
    """The README's table of settings names each setting once."""
    named = re.findall(r"`PASSERELLE_([A-Z_]+)`", _README)
    assert sorted(name.lower() for name in named if name != "CONFIG") == sorted(Settings.model_fields)


@pytest.mark.parametrize("target", ["test", "serve", "check", "install", "benchmark"])
def test_targets_of_make_exist(target: str) -> None:
    """What the documents call as `make …` is a target of the Makefile."""
    assert re.search(rf"^{target}:", (_ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_decisions_are_listed() -> None:
    """The list of decisions names every page, and every page says what guards it."""
    folder = _ROOT / "docs" / "decisions"
    pages = {path.name for path in folder.glob("0*.md")}
    assert set(re.findall(r"\((0\d+-[a-z]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))) == pages
    assert all("Guard:" in (folder / name).read_text(encoding="utf-8") for name in pages)


def test_guards_of_decisions_exist() -> None:
    """Every test file that a decision names exists."""
    for page in (_ROOT / "docs" / "decisions").glob("0*.md"):
        for name in re.findall(r"`(tests/[\w/]+(?:\.py)?)`", page.read_text(encoding="utf-8")):
            assert (_ROOT / name).exists(), f"{page.name} names {name}"
