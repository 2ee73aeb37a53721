"""The texts that every peer is given, and what a peer must be able to do; numpy is all that this module needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Record:
    """One text with its title, which may be empty, and its language, ``fr`` or ``vi``."""

    title: str
    text: str
    language: str

    @property
    def whole(self) -> str:
        """What a peer indexes: title and text as one."""
        return f"{self.title} {self.text}".strip()


class Peer(Protocol):
    """A program that indexes texts and finds them again."""

    def versions(self) -> dict[str, str]:
        """The libraries that matter, with their versions."""
        ...

    def index(self, records: Sequence[Record], vectors: Vectors | None, folder: Path) -> None:
        """Writes an index into a folder and opens it; without ``vectors``, shape ``(records, dimensions)``, it makes them itself."""
        ...

    def open(self, folder: Path) -> None:
        """Opens an index that was written before."""
        ...

    def search(self, query: str, count: int) -> list[int]:
        """The positions of the records that are found, best first; it embeds the query itself."""
        ...


def write_records(path: Path, records: Iterable[Record]) -> Path:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in records)
    return path


def read_records(path: Path) -> list[Record]:
    """The records of a file that ``write_records`` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [Record(**json.loads(line)) for line in lines]
