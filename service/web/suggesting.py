"""What a person may mean while typing: documents of the index by number or title, and questions that it answers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.folding import folded
from corpus.nouns import Document, Language
from corpus.numbers import write_number
from service.engine import Snapshot
from service.web.labels import kind_label

MOST = 8
_SHORTEST = 2
_LONGEST = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: ``value`` is what is asked when it is taken, ``label`` what is shown, ``note`` what it is."""

    value: str
    label: str
    note: str
    language: Language


def suggestions(snapshot: Snapshot, typed: str, language: Language) -> list[Suggestion]:
    """At most ``MOST``: documents first, those in the language of the interface before the others; accents are not needed."""
    words = tuple(_WORD.findall(folded(typed[:_LONGEST])))
    if len("".join(words)) < _SHORTEST:
        return []
    documents = [document for document in snapshot.documents if _fits(words, _called(document))]
    ordered = sorted(documents, key=lambda document: (document.language is not language, document.kind.authority.rank, _newest_first(document)))
    offered = [_of_document(document, language) for document in ordered[: MOST - 2]]
    questions = [example for example in examples(snapshot, language) if _fits(words, folded(example.label))]
    return list({suggestion.value: suggestion for suggestion in reversed([*offered, *questions])}.values())[::-1][:MOST]


def examples(snapshot: Snapshot, language: Language) -> Iterator[Suggestion]:
    """The example questions of a language whose document the index holds."""
    held = {write_number(document.number) for document in snapshot.documents if document.number}
    for example in _examples():
        if example["number"] in held and language in example:
            yield Suggestion(example[language], example[language], "question", language)


@cache
def _examples() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((files("service.web") / "examples.toml").read_text(encoding="utf-8"))["example"])


def _called(document: Document) -> str:
    return folded(f"{write_number(document.number) if document.number else ''} {document.title}")


def _fits(words: Iterable[str], text: str) -> bool:
    """Whether every typed word begins a word of the text."""
    known = _WORD.findall(text)
    return all(any(word.startswith(typed) for word in known) for typed in words)


def _newest_first(document: Document) -> int:
    return -(document.date.toordinal() if document.date else 0)


def _of_document(document: Document, language: Language) -> Suggestion:
    number = write_number(document.number) if document.number else ""
    note = f"{kind_label(document.kind, language)} {number}".strip()
    return Suggestion(number or document.title, document.title, note, document.language)
