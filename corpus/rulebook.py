"""Loads the rules of the languages, which are data: the TOML files of ``corpus/rules``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_LAST_LATIN_LETTER = 0x1EFF


@cache
def rules(name: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of ``corpus/rules/<name>.toml``.

    Raises ``FileNotFoundError`` when there is no such file.
    """
    return tomllib.loads((files("corpus") / "rules" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _letters(category: str) -> str:
    latin = map(chr, range(0x41, _LAST_LATIN_LETTER + 1))
    return "".join(letter for letter in latin if unicodedata.category(letter).startswith(category))


def compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""A rule's pattern, in which ``\p{L}`` and ``\p{Lu}`` inside brackets are Latin letters and capitals.

    >>> bool(compiled(r"^[\p{Lu}]").match("Ứng dụng")), bool(compiled(r"^[\p{Lu}]").match("ứng dụng"))
    (True, False)
    """
    return re.compile(pattern.replace(r"\p{Lu}", _letters("Lu")).replace(r"\p{L}", _letters("L")), flags)
