"""What peers are measured on is made as it says, and a peer that is not installed is told, not hidden."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.peers.process import PeerMissing, PeerProcess
from benchmarks.peers.records import Record, read_records, write_records
from benchmarks.peers.texts import ACT, digest, every, folder_mb, many

RECORDS = [Record(f"Titre {n}", f"un deux trois {n}", "fr") for n in range(3)] + [Record("", f"một hai ba {n}", "vi") for n in range(4)]
VECTORS = np.eye(7, 32, dtype=np.float32)


def test_records_are_read_as_written(tmp_path: Path) -> None:
    """A file gives back what was written, and the same texts have the same name."""
    read = read_records(write_records(tmp_path / "records.jsonl", RECORDS))
    assert (read, digest(read)) == (RECORDS, digest(RECORDS))
    assert digest(RECORDS[1:]) != digest(RECORDS)


def test_title_and_text_are_one() -> None:
    """A peer sees the title before the text, and no space where there is no title."""
    assert (RECORDS[0].whole, RECORDS[3].whole) == ("Titre 0 un deux trois 0", "một hai ba 0")


def test_many_passages_are_made_of_the_real_ones() -> None:
    """As many as asked for, each act in one language, each vector of length 1 and nearest to the two texts it is made of."""
    made, vectors = many(RECORDS, VECTORS, 205)
    assert (len(made), vectors.shape) == (205, (205, 32))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(205), abs=1e-5)
    assert all(len({record.language for record in made[start : start + ACT]}) == 1 for start in range(0, 205, ACT))
    assert {record.language for record in made} == {"fr", "vi"}
    for record, vector in zip(made, vectors, strict=True):
        number = int(record.text.split()[-1])  # the end of a text says which one it was
        source = number if record.language == "fr" else 3 + number
        assert source in np.argsort(-(VECTORS @ vector))[:2]


def test_many_passages_are_the_same_in_every_run() -> None:
    """Nothing about them is left to chance."""
    first, second = many(RECORDS, VECTORS, 30), many(RECORDS, VECTORS, 30)
    assert first[0] == second[0]
    assert np.array_equal(first[1], second[1])


def test_equal_distances() -> None:
    """Three of seven are the first, the third and the fifth; more than there are is all."""
    assert every(RECORDS, 3) == RECORDS[:6:2]
    assert every(RECORDS, 9) == RECORDS


def test_size_of_a_folder(tmp_path: Path) -> None:
    """Files in folders below count too."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a").write_bytes(bytes(1_500_000))
    (tmp_path / "b").write_bytes(bytes(500_000))
    assert folder_mb(tmp_path) == pytest.approx(2.0)


def test_a_peer_that_is_not_there(tmp_path: Path) -> None:
    """It is a sentence that names the peer and the environment, so that the table says why a column is missing."""
    empty = tmp_path / "python"
    empty.write_text('#!/bin/sh\necho \'{"missing": "no module"}\'\n', encoding="utf-8")
    empty.chmod(0o755)
    with pytest.raises(PeerMissing, match=r"^txtai cannot be loaded in .*python \(no module\)$"):
        PeerProcess("txtai", str(empty), "model", tmp_path / "log")
