"""Makes readings out of texts written in the tests."""

from corpus.nouns import Clause, Language
from indexer.layout import Reading, assemble
from indexer.reading import Line, MediaType, RawDocument
from indexer.structure import clause_tree


def reading_of(text: str, *, headings: tuple[str, ...] = ()) -> Reading:
    """The reading of a text file; lines that stand in ``headings`` are marked as headings by the format."""
    return assemble(RawDocument(MediaType.PLAIN, tuple(Line(line, heading=line in headings) for line in text.strip("\n").split("\n"))))


def paged(*sheets: str | list[tuple[str, float]]) -> Reading:
    """The reading of a file with pages, each given as its text or as its lines with the size of their letters."""
    lines: list[Line] = []
    for number, sheet in enumerate(sheets, start=1):
        if isinstance(sheet, str):
            lines += [Line(line, number) for line in sheet.strip("\n").split("\n")]
        else:
            lines += [Line(line, number, size) for line, size in sheet]
    return assemble(RawDocument(MediaType.PDF, tuple(lines)))


def tree_of(text: str, language: Language, *, headings: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a text."""
    return clause_tree(reading_of(text, headings=headings), language)


def paths_of(text: str, language: Language, *, headings: tuple[str, ...] = ()) -> list[str]:
    """The addresses of the clauses of a text, in order."""
    return [clause.path for clause in tree_of(text, language, headings=headings)]
