"""Taxonomies: finds the names of their notions in a text of any of the three languages, accents optional.

The shipped ones are data (``corpus/rules``); a user adds notions of their own, or names to ours, in a TOML file of the same shape.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.folding import folded, has_accents, nfc
from corpus.nouns import Language, Span

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_BETWEEN = re.compile(r"[\s,/()'’‑–-]{1,4}\n?[\s-]{0,8}")
"""What may stand between two words of one name; a full stop, a semicolon or a colon may not."""
_OLD_TONE = re.compile(r"(?<=o)[áàảãạ](?=\b)|(?<=o)[éèẻẽẹ](?=\b)|(?<=(?<!q)u)[ýỳỷỹỵ](?=\b)")
_TONES = str.maketrans("áàảãạéèẻẽẹýỳỷỹỵ", "12345" * 3)
_ON_FIRST = {"o": dict(zip("12345", "óòỏõọ", strict=True)), "u": dict(zip("12345", "úùủũụ", strict=True))}
_PLAIN = {**dict.fromkeys("áàảãạ", "a"), **dict.fromkeys("éèẻẽẹ", "e"), **dict.fromkeys("ýỳỷỹỵ", "y")}


class TaxonomyError(Exception):
    """A taxonomy says something that cannot be; the sentence names the file, the entry and what to change."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a text uses: the id of its notion (empty for a wording that only hides other names) and where it stands."""

    id: str
    span: Span


def one_tone_place(word: str) -> str:
    """A Vietnamese syllable with its tone where the newer spelling puts it.

    >>> one_tone_place("hoá"), one_tone_place("thuỷ"), one_tone_place("quỹ"), one_tone_place("hoàn")
    ('hóa', 'thủy', 'quỹ', 'hoàn')
    """
    if not (old := _OLD_TONE.search(word)):
        return word
    before, letter = word[old.start() - 1], old.group()
    return word[: old.start() - 1] + _ON_FIRST[before][letter.translate(_TONES)] + _PLAIN[letter] + word[old.end() :]


def _singular(word: str) -> str:
    return re.sub(r"(?<=\w{3})(?:s|x)$", "", word)


def key_of(word: str, language: Language, *, plain: bool) -> str:
    """What a word is compared by: Vietnamese keeps its accents unless the text is ``plain``; French and English lose them and their plural."""
    if language is Language.VIETNAMESE:
        return folded(word) if plain else one_tone_place(word.lower())
    return _singular(folded(word))


class Names:
    """All names of a taxonomy in one language, to find the longest in a text."""

    def __init__(self, names: Iterable[tuple[str, str]], language: Language) -> None:
        """Takes pairs of a name and the id of its notion; an id may be empty."""
        self._language = language
        self._ids: dict[bool, dict[tuple[str, ...], str]] = {True: {}, False: {}}
        for name, notion in names:
            for plain in (True, False):
                self._ids[plain].setdefault(self._words(name, plain=plain), notion)
        self._longest = max((len(words) for words in self._ids[False]), default=0)
        self._firsts = {plain: frozenset(words[0] for words in ids) for plain, ids in self._ids.items()}

    def _words(self, text: str, *, plain: bool) -> tuple[str, ...]:
        return tuple(key_of(match.group(), self._language, plain=plain) for match in _WORD.finditer(text))

    def find(self, text: str) -> list[Named]:
        """The names in the text, apart and in order, the longest where several begin at one word."""
        plain = not has_accents(text)
        matches = list(_WORD.finditer(text))
        words = [key_of(match.group(), self._language, plain=plain) for match in matches]
        joined = [bool(_BETWEEN.fullmatch(text, first.end(), second.start())) for first, second in pairwise(matches)]
        ids, firsts = self._ids[plain], self._firsts[plain]
        found, at = [], 0
        while at < len(words):
            length = self._length_at(words, joined, at, ids) if words[at] in firsts else 0
            if length:
                found.append(Named(ids[tuple(words[at : at + length])], Span(matches[at].start(), matches[at + length - 1].end())))
            at += length or 1
        return found

    def _length_at(self, words: list[str], joined: list[bool], at: int, ids: dict[tuple[str, ...], str]) -> int:
        most = 1
        while most < self._longest and at + most < len(words) and joined[at + most - 1]:
            most += 1
        return next((length for length in range(most, 0, -1) if tuple(words[at : at + length]) in ids), 0)


def read_tables(path: Path, known: Mapping[str, Mapping[str, type]]) -> dict[str, list[dict[str, Any]]]:
    """The tables of a user's TOML file, each field checked against its type.

    Raises ``TaxonomyError`` with one sentence that says what is wrong where.
    """
    try:
        tables = tomllib.loads(nfc(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise TaxonomyError(f"{path}: there is no such file; give the path of a TOML file with {_either(known)} tables") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TaxonomyError(f"{path} cannot be read as TOML: {error}") from error
    if unknown := sorted(tables.keys() - known.keys()):
        raise TaxonomyError(f"{path}: unknown table {unknown[0]!r}; a file like this has {_either(known)} tables")
    for name, entries in tables.items():
        _check_entries(path, name, entries, known[name])
    return {name: tables.get(name, []) for name in known}


def _either(known: Iterable[str]) -> str:
    return " or ".join(f"[[{name}]]" for name in sorted(known))


def _check_entries(path: Path, name: str, entries: object, fields: Mapping[str, type]) -> None:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TaxonomyError(f"{path}: write each entry of {name!r} below a heading [[{name}]]")
    for place, entry in enumerate(entries, 1):
        where = f"{path}, {name} {entry.get('id', place)}"
        if unknown := sorted(entry.keys() - fields.keys()):
            raise TaxonomyError(f"{where}: unknown field {unknown[0]!r}; the fields are {', '.join(fields)}")
        for field, value in entry.items():
            if not isinstance(value, fields[field]):
                raise TaxonomyError(f"{where}: the field {field!r} is {value!r}, and should be a {_READABLE[fields[field]]}")
            if isinstance(value, list) and not all(isinstance(item, str) and item.strip() for item in value):
                raise TaxonomyError(f"{where}: the list {field!r} holds something that is no text")


_READABLE: dict[type, str] = {bool: "true or false", str: "text in quotation marks", list: "list of texts in brackets", dict: "table in braces"}
