"""The words of the texts are counted as they are spelled."""

from __future__ import annotations

from pathlib import Path

from indexer.vocabulary import WordCounter, load_words


def test_words_come_back_with_their_counts(tmp_path: Path) -> None:
    """What is saved is read again; elisions and hyphens part words, figures are none."""
    counter = WordCounter()
    counter.add("L'impôt sur les sociétés de 2026 : les sous-préfectures, L'impôt.")
    counter.save(tmp_path / "words.json")
    assert load_words(tmp_path / "words.json") == {"impôt": 2, "l": 2, "les": 2, "sur": 1, "sociétés": 1, "de": 1, "sous": 1, "préfectures": 1}


def test_capitals_without_accents_count_for_the_word_with_them() -> None:
    """A title in capitals teaches no spelling without accents, but a name that stands in capitals alone is known."""
    counter = WordCounter()
    counter.add("SOCIETES A CAPITAUX PUBLICS. Les sociétés. M. BOUGUENARA.")
    counts = counter.counts()
    assert counts["sociétés"] == 2
    assert "societes" not in counts
    assert counts["bouguenara"] == 1
