"""`python -m benchmarks.page [--index FOLDER] [--users 20]`: how long pages take, and what they weigh, for many readers at once.

Starts the real server on the index of the shipped corpus (built first where there is none) and asks it over the loopback interface, from one
process, in which each reader sends the next request when the page before has come whole. That is harder than people are, who read; ``--think``
lets them. Every address of a kind is asked for twice: what was never asked before is told apart from what was.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from rich.console import Console
from rich.table import Table

from benchmarks.page_client import Fetched, fetch, free_port
from corpus.nouns import Language

QUESTIONS = Path(__file__).parent.parent / "tests" / "quality" / "questions"
_LONGEST_START_SECONDS = 180
_MOST = 60
_LANGUAGES = tuple(map(str, Language))


@dataclass(frozen=True, slots=True)
class Figures:
    """The pages of one kind in one round: milliseconds to the first byte and to the last, those of a processor for each, bytes as they were sent."""

    kind: str
    round: str
    pages: int
    failed: int
    first_byte_p50_ms: float
    first_byte_p95_ms: float
    whole_p50_ms: float
    whole_p95_ms: float
    processor_ms: float
    bytes_p50: int
    bytes_most: int


def addresses(documents: list[str]) -> dict[str, list[str]]:
    """The addresses of each kind of page, none twice."""
    questions = [quote(question) for question in _questions()]
    in_turn = list(zip(itertools.cycle(_LANGUAGES), questions, strict=False))[:_MOST]
    return {
        "first": [f"/{language}/" for language in _LANGUAGES],
        "ask": [f"/{language}/ask?q={question}" for language, question in in_turn],
        "search": [f"/{language}/search?q={question}" for language, question in in_turn],
        "document": [f"/{language}/documents/{name}" for language, name in zip(itertools.cycle(_LANGUAGES), documents, strict=False)][:_MOST],
        "documents": [
            f"/{language}/documents?{urlencode({'page': page, 'sort': sort})}" for language in _LANGUAGES for page in (1, 2) for sort in ("newest", "title")
        ],
        **{
            f"explore {kind}": [f"/{language}/explore/{kind}?page={page}" for language in _LANGUAGES for page in range(1, 7)]
            for kind in ("targets", "measures", "programmes")
        },
        "explore sectors": [f"/{language}/explore/sectors?page={page}" for language in _LANGUAGES for page in range(1, 4)],
        "explore acts": [f"/{language}/explore/acts{linked}" for language in _LANGUAGES for linked in ("", "?linked=1")],
        "eligibility": [
            f"/{language}/eligibility?{urlencode({'size': size, 'staff': staff})}"
            for language in _LANGUAGES for size in ("small", "medium") for staff in (12, 60, 150)
        ],
    }  # fmt: skip


def _questions() -> Iterator[str]:
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        yield from (json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines())


async def read_all(port: int, paths: list[str], users: int, think_s: float) -> list[Fetched]:
    """The pages, asked for by so many readers at once, each of whom takes the next one that nobody has."""
    waiting = iter(paths)

    async def reader(number: int) -> list[Fetched]:
        await asyncio.sleep(think_s * number / users)
        found = []
        for path in waiting:
            found.append(await fetch(port, path))
            await asyncio.sleep(think_s)
        return found

    return list(itertools.chain.from_iterable(await asyncio.gather(*(reader(number) for number in range(users)))))


def figures(kind: str, which: str, found: list[Fetched], processor_s: float) -> Figures:
    """What a round came to."""
    first, whole = sorted(one.first_byte_ms for one in found), sorted(one.whole_ms for one in found)
    sizes = sorted(one.size for one in found)
    return Figures(
        kind, which, len(found), sum(one.status != 200 for one in found), _share(first, 0.5), _share(first, 0.95),  # noqa: PLR2004 - HTTP
        _share(whole, 0.5), _share(whole, 0.95), round(processor_s * 1000 / len(found), 1), int(_share([float(size) for size in sizes], 0.5)), sizes[-1],
    )  # fmt: skip


def _share(ordered: list[float], share: float) -> float:
    """The value under which a share of all lies (nearest rank)."""
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


def main() -> None:
    """Starts the server, reads its pages and prints a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page")
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--think", type=float, default=0.0, help="seconds that a reader reads before the next page")
    parser.add_argument("--kinds", help="of these kinds only, with commas between them")
    parser.add_argument("--out", type=Path, help="JSON file for the figures")
    given = parser.parse_args()
    subprocess.run([sys.executable, "-m", "service", "index", "--index", str(given.index)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - this very program
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "service", "serve", "--index", str(given.index), "--port", str(port)])  # noqa: S603 - likewise
    try:
        asyncio.run(_started(port))
        rounds = asyncio.run(_rounds(port, server.pid, given))
    finally:
        server.terminate()
        server.wait()
    _print(rounds, given)


async def _started(port: int) -> None:
    latest = time.monotonic() + _LONGEST_START_SECONDS
    while True:
        try:
            if (await fetch(port, "/readyz")).status == 200:  # noqa: PLR2004 - HTTP
                return
        except OSError:
            if time.monotonic() > latest:
                raise
        await asyncio.sleep(0.2)


async def _rounds(port: int, server: int, given: argparse.Namespace) -> list[Figures]:
    listed = json.loads((await fetch(port, "/v1/documents?limit=100")).body)
    wanted = given.kinds.split(",") if given.kinds else None
    rounds: list[Figures] = []
    for kind, paths in addresses([one["id"] for one in listed["documents"]]).items():
        if wanted and kind not in wanted:
            continue
        again = list(itertools.islice(itertools.cycle(paths), max(len(paths), 3 * given.users)))
        for which, asked in (("never asked", paths), ("again", again)):
            before = _processor_s(server)
            found = await read_all(port, asked, given.users, given.think)
            rounds.append(figures(kind, which, found, _processor_s(server) - before))
    return rounds


def _processor_s(process: int) -> float:
    """Seconds of processors that a process took so far; unlike times of day they hardly depend on what else runs on the machine."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(rounds: list[Figures], given: argparse.Namespace) -> None:
    table = Table(title=f"{given.users} readers, {given.think} s between pages, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name in ("page", "", "pages", "failed", "first byte p50", "p95 ms", "whole p50", "p95 ms", "processor ms", "bytes p50", "most"):
        table.add_column(name, justify="left" if name in {"page", ""} else "right")
    for one in rounds:
        table.add_row(*map(str, asdict(one).values()))
    Console(width=150).print(table)
    if given.out:
        found = {"users": given.users, "think_s": given.think, "cores": os.cpu_count(), "load": os.getloadavg()[0], "rounds": [asdict(one) for one in rounds]}
        given.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
