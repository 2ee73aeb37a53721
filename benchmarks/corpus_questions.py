"""`python -m benchmarks.corpus_questions [--index FOLDER] [--missed]` asks the questions about the shipped documents of search and of answers.

What counts as right:

*document*: the file that the question names, or another record of the same act (same subject, kind and number), since both say the same.
*clause*: a passage or quotation that overlaps the expected clause, or the clause of the same address in another record of the act. Where no
clause is named, or the index has no such clause, the paragraph with the expected words counts, and of words outside all clauses also what stands
before the clauses of another record.
*article*: the same with the article, or the outermost division, that holds the clause.

Another act or a news item that states the same fact is wrong in all three. A refusal is wrong. Halves are told by CRC-32 of the question.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.catalogue import corpus_folder, shipped_catalogue
from corpus.clauses import innermost, read_ordinal
from corpus.nouns import Authority, Clause, ClauseLevel, Document, Language, Span
from indexer.build import build_index
from indexer.encoder import Encoder, load_encoder
from service.answering import answer
from service.engine import Engine, Snapshot
from service.questions import read_question
from service.retrieval import search

QUESTIONS = Path(__file__).parents[1] / "tests" / "quality" / "questions"
FIRST = 3
"""Places among which the right one must be."""
_HITS = 20

Place = tuple[str, Span]
"""A span of a document, by its id."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What answers a question: ids of the records of the act, and where in them the clause and its article stand."""

    documents: frozenset[str]
    clauses: tuple[Place, ...]
    articles: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Ranks:
    """The places, from 1, at which the right document, article and clause come first; None where they do not among those shown."""

    document: int | None
    article: int | None
    clause: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was found for it; ``bridged`` says that no record of the act is in the question's language."""

    text: str
    language: Language
    file: str
    bridged: bool
    search: Ranks
    answer: Ranks
    first: str

    @property
    def test(self) -> bool:
        """Whether it belongs to the half that nothing is chosen on."""
        return zlib.crc32(self.text.encode()) % 2 == 1


GROUPS: dict[str, Callable[[Asked], bool]] = {
    "all": lambda _: True,
    "French": lambda asked: asked.language is Language.FRENCH,
    "Vietnamese": lambda asked: asked.language is Language.VIETNAMESE and not asked.text.isascii(),
    "Vietnamese without accents": lambda asked: asked.language is Language.VIETNAMESE and asked.text.isascii(),
    "English": lambda asked: asked.language is Language.ENGLISH,
    "a record in the question's language": lambda asked: not asked.bridged,
    "only in another language": lambda asked: asked.bridged,
}


def ask_all(snapshot: Snapshot, encoder: Encoder) -> list[Asked]:
    """All answerable questions with what was found for them."""
    library = _Library(snapshot)
    return [_ask(row, library, encoder) for row in answerable()]


def answerable() -> Iterator[dict[str, object]]:
    """The rows of the questions that the shipped documents answer."""
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        yield from (row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if row["answerable"])


class _Library:
    """The shipped documents by file, with their acts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        root = corpus_folder()
        subjects = {str(path.relative_to(root)): entry.subject for path, entry in shipped_catalogue().items()}
        self.files = {str(Path(stored.source).relative_to(root.resolve())): stored.document for stored in snapshot.generation.store.documents}
        self._acts = {file: (subjects[file] or file, document.kind, document.number) for file, document in self.files.items()}

    def records(self, file: str) -> list[Document]:
        """The documents that record the same act, that of the file first."""
        own = self.files[file]
        twins = [document for other, document in self.files.items() if self._acts[other] == self._acts[file] and other != file]
        return [own, *(twins if own.kind.authority is not Authority.NEWS else ())]

    def expected(self, file: str, labels: Sequence[str], words: Sequence[str]) -> Expected:
        """Where the answer stands. Raises ``ValueError`` when the file says none of the words."""
        records = self.records(file)
        documents = frozenset(document.id for document in records)
        own = self.snapshot.generation.store.text(records[0].id)
        said = [span for word in words for span in _find(own.text, word)]
        if not said:
            raise ValueError(f"{file} says nothing of {words}: mend the question")
        named = [clause for clause in own.clauses if labels and _is_called(clause, labels)]
        if clause := next((clause for clause in named if any(clause.span.covers(span) for span in said)), None):
            return Expected(documents, self._at(records, clause.path), self._at(records, _article_of(clause)))
        outside = [] if labels else [span for span in said if innermost(own.clauses, span) is None]
        before = [(twin.id, self._opening(twin)) for twin in records[1:] if outside]
        places = (*((records[0].id, _paragraph(own.text, span)) for span in outside or said), *before)
        around = innermost(own.clauses, said[0])
        return Expected(documents, places, places if outside or around is None else self._at(records, _article_of(around)))

    def _at(self, records: Iterable[Document], path: str) -> tuple[Place, ...]:
        return tuple((record.id, clause.span) for record in records for clause in self.snapshot.generation.store.text(record.id).clauses if clause.path == path)

    def _opening(self, document: Document) -> Span:
        clauses = self.snapshot.generation.store.text(document.id).clauses
        return Span(0, min((clause.span.start for clause in clauses), default=1))


def _find(text: str, words: str) -> list[Span]:
    """Wherever a text has some words, however it is broken into lines."""
    return [Span(*match.span()) for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text, re.IGNORECASE)]


def _paragraph(text: str, span: Span) -> Span:
    end = text.find("\n\n", span.end)
    return Span(max(text.rfind("\n\n", 0, span.start), 0), end if end >= 0 else len(text))


def _is_called(clause: Clause, labels: Sequence[str]) -> bool:
    """Whether the last steps of a clause have these labels, which may leave out what kind of clause each is."""
    steps = [*zip(clause.steps, clause.labels, strict=True)][-len(labels) :]
    return len(steps) == len(labels) and all(
        written in label or step.ordinal == read_ordinal(written.split()[-1]) for (step, label), written in zip(steps, labels, strict=True)
    )


def _article_of(clause: Clause) -> str:
    levels = [step.level for step in clause.steps]
    depth = levels.index(ClauseLevel.ARTICLE) if ClauseLevel.ARTICLE in levels else 0
    return "/".join(map(str, clause.steps[: depth + 1]))


def _ask(row: dict[str, object], library: _Library, encoder: Encoder) -> Asked:
    text, file = str(row["question"]), str(row["file"])
    expected = library.expected(file, [*map(str, row["clause"])], [*map(str, row["expect"])])  # type: ignore[call-overload]
    question = read_question(text)
    hits = [(hit.document.id, hit.passage.span) for hit in search(library.snapshot, encoder, question, _HITS)]
    cited = [(item.document.id, item.span) for item in answer(library.snapshot, encoder, question).evidence]
    names = {document.id: name for name, document in library.files.items()}
    language = Language(str(row["language"]))
    bridged = all(document.language is not language for document in library.records(file))
    first = ", ".join(f"{names[id_]} {span.start}" for id_, span in hits[:FIRST])
    return Asked(text, language, file, bridged, ranks(hits, expected), ranks(cited, expected), first)


def ranks(found: Sequence[Place], expected: Expected) -> Ranks:
    """Where what is expected comes first in a ranking of places."""

    def rank(right: Callable[[Place], bool]) -> int | None:
        return next((place for place, item in enumerate(found, start=1) if right(item)), None)

    def overlaps(places: Iterable[Place]) -> Callable[[Place], bool]:
        return lambda item: any(item[0] == id_ and item[1].overlaps(span) for id_, span in places)

    return Ranks(rank(lambda item: item[0] in expected.documents), rank(overlaps(expected.articles)), rank(overlaps(expected.clauses)))


def share(questions: Sequence[Asked], rank: Callable[[Asked], int | None], within: int) -> float:
    """The share of questions for which something is right among the first places; 0 of none."""
    return sum((found := rank(asked)) is not None and found <= within for asked in questions) / max(len(questions), 1)


COLUMNS: dict[str, tuple[Callable[[Asked], int | None], int]] = {
    "search: document": (lambda asked: asked.search.document, 1),
    "article": (lambda asked: asked.search.article, 1),
    "clause": (lambda asked: asked.search.clause, 1),
    f"document in {FIRST}": (lambda asked: asked.search.document, FIRST),
    f"article in {FIRST}": (lambda asked: asked.search.article, FIRST),
    f"clause in {FIRST}": (lambda asked: asked.search.clause, FIRST),
    "answer: document": (lambda asked: asked.answer.document, 1),
    "article cited": (lambda asked: asked.answer.article, 1),
    "clause cited": (lambda asked: asked.answer.clause, 1),
    f"clause cited in {FIRST}": (lambda asked: asked.answer.clause, FIRST),
}


def table(questions: Sequence[Asked]) -> Table:
    """Shares in percent by group and half."""
    shown = Table(title="questions about the shipped documents, right at rank 1 and within 3, %")
    for column in ("", "half", "questions", *COLUMNS):
        shown.add_column(column)
    for group, belongs in GROUPS.items():
        for half, wanted in (("tune", False), ("test", True)):
            chosen = [asked for asked in questions if belongs(asked) and asked.test is wanted]
            shown.add_row(group, half, str(len(chosen)), *(f"{100 * share(chosen, rank, within):.1f}" for rank, within in COLUMNS.values()))
    return shown


def main() -> None:
    """Asks and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus_questions")
    parser.add_argument("--index", type=Path, help="an index of the shipped documents; without one it is built in a temporary folder")
    parser.add_argument("--missed", action="store_true", help="print the questions of the tune half whose clause search does not find first")
    arguments = parser.parse_args()
    encoder, console = load_encoder(), Console(width=200)
    with tempfile.TemporaryDirectory(prefix="passerelle-questions-") as scratch:
        index = arguments.index or Path(scratch)
        if arguments.index is None:
            build_index(index, (corpus_folder(),), encoder)
        asked = ask_all(Engine(index, encoder).snapshot(), encoder)
    console.print(table(asked))
    for item in asked if arguments.missed else ():
        if not item.test and item.search.clause != 1:
            console.print(f"{item.search} {item.text} -> {item.file}; first: {item.first}", highlight=False, markup=False)


if __name__ == "__main__":
    main()
