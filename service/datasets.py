"""Questions with known answers: folders of JSON lines that say which documents are right for which query.

A dataset is a folder with ``corpus.jsonl`` (``_id``, ``title``, ``text``, ``lang``), ``queries.jsonl`` (``_id``,
``text``, ``lang``, optional ``answerable``), ``qrels.tsv`` (query, document, score) and optionally
``answers.jsonl`` (``query_id``, ``answers``).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.folding import folded
from corpus.nouns import Language
from indexer.languages import detect_language


class DatasetError(Exception):
    """A dataset is not complete or a line of it is wrong; the sentence names the file and the line."""


class Half(StrEnum):
    """One of two halves of the queries: what is chosen on one is reported on the other."""

    TUNE = "tune"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Query:
    """A question with what is known of its answer; ``answerable`` is None where nobody said."""

    id: str
    text: str
    language: Language | None
    answerable: bool | None

    @property
    def half(self) -> Half:
        """The half that the query belongs to, by the CRC-32 of its id: the same for everybody, in whatever order queries stand."""
        return (Half.TUNE, Half.TEST)[zlib.crc32(self.id.encode()) % 2]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset in memory; ``documents`` holds (id, title, text, language)."""

    documents: list[tuple[str, str, str, Language | None]]
    queries: list[Query]
    relevant: dict[str, dict[str, float]]
    answers: dict[str, list[str]]

    def half(self, half: Half) -> Dataset:
        """The same documents with one half of the queries."""
        return replace(self, queries=[query for query in self.queries if query.half is half])

    def unaccented(self) -> Dataset:
        """The same with the Vietnamese queries as people type them who leave accents out."""
        return replace(self, queries=[_unaccented(query) for query in self.queries])


def load_dataset(folder: Path) -> Dataset:
    """Raises ``DatasetError`` when a file is missing or a line cannot be read."""
    documents = [(str(row["_id"]), row.get("title") or "", row["text"], _language(row)) for row in _rows(folder / "corpus.jsonl", "_id", "text")]
    queries = [Query(str(row["_id"]), row["text"], _language(row), row.get("answerable")) for row in _rows(folder / "queries.jsonl", "_id", "text")]
    answers = (
        {str(row["query_id"]): list(row["answers"]) for row in _rows(folder / "answers.jsonl", "query_id", "answers")}
        if (folder / "answers.jsonl").is_file()
        else {}
    )
    return Dataset(documents, queries, _judgements(folder / "qrels.tsv"), answers)


def without_accents(text: str) -> str:
    """The text without its accents, capitals kept.

    >>> without_accents("Quyết định số 6126/QĐ-UBND về hỗ trợ")
    'Quyet dinh so 6126/QD-UBND ve ho tro'
    """
    return "".join(folded(letter).upper() if letter.isupper() else folded(letter) for letter in text)


def _unaccented(query: Query) -> Query:
    """A Vietnamese query, said or found to be so while it had its accents, without them."""
    if (query.language or detect_language(query.text)) is not Language.VIETNAMESE:
        return query
    return replace(query, text=without_accents(query.text), language=Language.VIETNAMESE)


def _language(row: dict[str, Any]) -> Language | None:
    return Language(row["lang"]) if row.get("lang") in set(Language) else None


def _rows(path: Path, *required: str) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise DatasetError(f"{path} is missing: a dataset is a folder with corpus.jsonl, queries.jsonl and qrels.tsv")
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _row(line, f"{path}, line {number}", required)


def _row(line: bytes, place: str, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:  # UnicodeDecodeError is one
        raise DatasetError(f"{place} is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise DatasetError(f"{place} is not a JSON object")
    if missing := [name for name in required if name not in row]:
        raise DatasetError(f"{place} has no {missing[0]!r}")
    if not isinstance(row.get("text", ""), str) or not isinstance(row.get("title") or "", str) or not isinstance(row.get("answers", []), list):
        raise DatasetError(f"{place}: `text` and `title` are strings, `answers` is a list of strings")
    return row


def _judgements(path: Path) -> dict[str, dict[str, float]]:
    if not path.is_file():
        raise DatasetError(f"{path} is missing: it says which documents are right for which query")
    relevant: dict[str, dict[str, float]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if number == 1 and not cells[-1].replace(".", "", 1).isdigit():
            continue
        if not line.strip():
            continue
        try:
            query, document, score = cells[0], cells[1], float(cells[2])
        except (IndexError, ValueError) as error:
            raise DatasetError(f"{path}, line {number} is not a query, a document and a score with tabs between them") from error
        if score > 0:
            relevant.setdefault(query, {})[document] = score
    return relevant
