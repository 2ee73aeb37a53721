"""What the page itself says, in the three languages of the interface: the TOML files of ``service/web/strings``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.nouns import Language
from service.web.formats import write_count
from service.web.visible import spaced


@dataclass(frozen=True, slots=True)
class Strings:
    """The sentences of one language by their dotted keys; each way to get one raises ``KeyError`` for a key that is not there."""

    language: Language
    texts: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under a key, with its places filled."""
        return self.texts[key].format(**values)

    def of(self, table: str, member: object, **values: object) -> str:
        """The sentence of a table for a member of an enumeration: ``of("warning", Warning.RECORD)``."""
        return self.texts[f"{table}.{member}"].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The sentence for a number of things, which stands in it as ``{n}`` in the language's own form."""
        return self.texts[f"{key}.{_category(number, self.language)}"].format(n=write_count(number, self.language), **values)


@cache
def strings(language: Language) -> Strings:
    """The sentences of a language."""
    text = (files("service.web") / "strings" / f"{language}.toml").read_text(encoding="utf-8")
    sentences = dict(_flat("", tomllib.loads(text)))
    return Strings(language, {key: spaced(sentence) for key, sentence in sentences.items()} if language is Language.FRENCH else sentences)


def _flat(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found.extend(_flat(f"{prefix}{key}.", value) if isinstance(value, dict) else [(f"{prefix}{key}", str(value))])
    return found


def _category(number: int, language: Language) -> str:
    """Which form a number takes (CLDR plural rules): French has the singular for 0 too, Vietnamese has one form."""
    if language is Language.VIETNAMESE:
        return "other"
    return "one" if number == 1 or (number == 0 and language is Language.FRENCH) else "other"
