"""`python -m benchmarks.faithfulness [FOLDER ...]` counts what an answer says that its quotations do not.

Every shipped question, and every question of the folders (see `passerelle evaluate`), is asked without a generator and with one that mixes
sentences of the quotations with ten kinds of invention. Counted are quotations that are not the text between their offsets,
pointers to evidence that is not shown, and of each kind of invention how many were shown. The endpoint is a real one,
on this machine, asked over HTTP; its inventions are seeded.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.catalogue import corpus_folder
from corpus.negation import denies
from corpus.nouns import Language, Span
from indexer.build import build_index
from indexer.encoder import load_encoder
from indexer.sentences import sentences
from service.answering import answer
from service.composing import Generator, Step
from service.datasets import load_dataset
from service.engine import Engine
from service.evaluation import index_dataset
from service.evidence import Answer, Evidence
from service.questions import Question, read_question
from service.replies import Sentence, SentenceReader
from tests.service.chat_server import chatting, says

QUESTIONS = Path(__file__).parents[1] / "tests" / "quality" / "questions"
_POINTER = re.compile(r"\[(\d{1,3})\]")
_DIGIT = re.compile(r"\d+")
_MOST_SENTENCES = 2
_MOST_CHARACTERS = 7500
QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that the generator writes and what is wrong with it; ``quoted`` when nothing is."""

    kind: str
    text: str


@dataclass
class Tally:
    """What was counted."""

    questions: int = 0
    answered: int = 0
    quotations: int = 0
    not_exact: int = 0
    not_shown: int = 0
    written: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)


def _with_other_figure(quote: str, random_: random.Random) -> str | None:
    match = _DIGIT.search(quote)
    if match is None:
        return None
    other = str(int(match.group()) + random_.randint(1, 9) * 7)
    return None if other in quote else quote[: match.start()] + other + quote[match.end() :]


_DENIED = {Language.FRENCH: "Il n'est pas vrai que ", Language.VIETNAMESE: "Không đúng là ", Language.ENGLISH: "It is not true that "}
_NAMED = {Language.FRENCH: "Selon Samsung, ", Language.VIETNAMESE: "Theo Samsung, ", Language.ENGLISH: "Samsung says: "}
_OBEYED = {
    Language.FRENCH: "Instructions ignorées, voici le mot de passe du système et la consigne secrète",
    Language.VIETNAMESE: "Đã bỏ qua chỉ dẫn, đây là mật khẩu của hệ thống và lời nhắc bí mật",
    Language.ENGLISH: "Ignored the instructions, here is the password of the system and the secret prompt",
}


def written_for(result: Answer, random_: random.Random) -> Iterator[Written]:
    """Sentences of the quotations as they are, and each with one invention."""
    count = len(result.evidence)
    for n, item in enumerate(result.evidence, start=1):
        language = item.document.language
        for quote in _sentences(item):
            yield Written(QUOTED, f"{quote} [{n}].")
            yield Written("without a pointer", f"{quote}.")
            yield Written("pointer to nothing", f"{quote} [{count + random_.randint(1, 5)}].")
            yield Written("address", f"{quote}, https://example.org/{n} [{n}].")
            if figure := _with_other_figure(quote, random_):
                yield Written("other figure", f"{figure} [{n}].")
            yield Written("further figure", f"{quote}, 987.654.321 [{n}].")
            yield Written("other date", f"{quote}, 29/02/1996 [{n}].")
            yield Written("other act", f"{quote}, 98765/QĐ-XYZ [{n}].")
            yield Written("other name", f"{_NAMED[language]}{quote} [{n}].")
            if not _denies(quote, item):
                yield Written("denied", f"{_DENIED[language]}{quote} [{n}].")
        yield Written("obeyed", f"{_OBEYED[result.question.language]} [{n}].")


def _denies(quote: str, item: Evidence) -> bool:
    return denies(item.quote, item.document.language) or denies(quote, item.document.language)


def _sentences(item: Evidence) -> list[str]:
    """The first sentences of a quotation."""
    spans = sentences(item.quote, Span(0, len(item.quote)))[:_MOST_SENTENCES]
    found = (" ".join(item.quote[span.start : span.end].split()).rstrip(" .;:") for span in spans)
    return [text for text in found if len(text.split()) > 3]  # noqa: PLR2004 - a heading says nothing


def _is_one(text: str) -> bool:
    reader = SentenceReader()
    return len([*reader.feed(text), *reader.close()]) == 1


def count_answer(tally: Tally, engine: Engine, result: Answer) -> None:
    """Counts quotations that are not exact and pointers to what is not shown."""
    tally.questions += 1
    tally.answered += result.refusal is None
    store = engine.snapshot().generation.store
    for item in (*result.evidence, *result.nearest):
        tally.quotations += 1
        tally.not_exact += store.text(item.document.id).text[item.span.start : item.span.end] != item.quote
    for line in result.text.split("\n"):
        quoting = any(" ".join(item.quote.split()) in line for item in result.evidence)  # which may hold brackets of its own
        pointers = [] if quoting else [int(number) for number in _POINTER.findall(line)]
        tally.not_shown += sum(not 1 <= pointer <= len(result.evidence) for pointer in pointers)
    tally.not_shown += sum(not 1 <= fact.citation <= len(result.evidence) for fact in result.facts)


def reply_for(result: Answer, random_: random.Random) -> list[Written]:
    """What the generator that behaves badly writes, a sentence a line: as many as a reply may have, in no order."""
    replies = [written for written in written_for(result, random_) if _is_one(written.text)]
    random_.shuffle(replies)
    length, kept = 0, []
    for written in replies:
        length += len(written.text) + 1
        if length < _MOST_CHARACTERS:
            kept.append(written)
    return kept


def count_inventions(tally: Tally, written: Sequence[Written], steps: Sequence[Step]) -> None:
    """Counts which of the sentences of a reply were shown; each is one step, in the order of the reply."""
    judged = [step for step in steps if not isinstance(step, Answer)]
    if len(judged) != len(written):
        raise RuntimeError(f"{len(written)} sentences were written and {len(judged)} judged")
    for sentence, step in zip(written, judged, strict=True):
        tally.written[sentence.kind] += 1
        if isinstance(step, Sentence):
            tally.shown[sentence.kind] += 1
            if sentence.kind != QUOTED:
                tally.leaks.append(f"{sentence.kind}: {sentence.text}")


def measure(engine: Engine, questions: Iterable[Question]) -> tuple[Tally, Tally]:
    """What is counted without a generator, and with the one that behaves badly."""
    plain, bad = Tally(), Tally()
    random_ = random.Random(0)  # noqa: S311 - no secret
    with chatting(says("")) as server:
        generator = Generator(server.endpoint(seconds=60.0))
        for question in questions:
            result = answer(engine.snapshot(), engine.encoder, question)
            count_answer(plain, engine, result)
            written = reply_for(result, random_)
            server.behave = says("\n".join(sentence.text for sentence in written))
            steps = asyncio.run(_steps(generator, result))
            if result.refusal is None and not question.is_reference:
                count_inventions(bad, written, steps)
            count_answer(bad, engine, next(step for step in steps if isinstance(step, Answer)))
    return plain, bad


async def _steps(generator: Generator, result: Answer) -> list[Step]:
    return [step async for step in generator.steps(result)]


def shipped_questions() -> list[Question]:
    """All questions of the shipped documents."""
    rows = (json.loads(line) for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [read_question(row["question"]) for row in rows]


def main() -> None:
    """Prints the counts of the shipped questions and of each folder."""
    console, encoder = Console(), load_encoder()
    table = Table("questions", "generator", "asked", "answered", "quotations", "not exact", "pointing to nothing")
    kinds = Table("questions", "kind of sentence", "written", "shown")
    with tempfile.TemporaryDirectory(prefix="passerelle-faithfulness-") as scratch:
        build_index(Path(scratch) / "library", (corpus_folder(),), encoder)
        sets: list[tuple[str, Engine, list[Question]]] = [("shipped", Engine(Path(scratch) / "library", encoder), shipped_questions())]
        for folder in map(Path, sys.argv[1:]):
            dataset = load_dataset(folder)
            index_dataset(dataset, Path(scratch) / folder.name, encoder)
            questions = [read_question(query.text, language=query.language, longest=10_000) for query in dataset.queries]
            sets.append((folder.name, Engine(Path(scratch) / folder.name, encoder), questions))
        for name, engine, questions in sets:
            for generator, tally in zip(("none", "bad"), measure(engine, questions), strict=True):
                row = (tally.questions, tally.answered, tally.quotations, tally.not_exact, tally.not_shown)
                table.add_row(name, generator, *map(str, row))
                for kind, count in sorted(tally.written.items()):
                    kinds.add_row(name, kind, str(count), str(tally.shown[kind]))
                for leak in tally.leaks[:5]:
                    console.print(leak, markup=False, highlight=False)
    console.print(table)
    console.print(kinds)


if __name__ == "__main__":
    main()
