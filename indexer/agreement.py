"""Whether what a catalogue says of a document agrees with its text, and with what it says of the same act in the other language."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress

from corpus.catalogue import CatalogueEntry
from corpus.dates import find_dates
from corpus.nouns import DocumentNumber, Status
from corpus.numbers import same_act, write_number
from indexer.citation_check import Read
from indexer.findings import Check, Finding, Severity

_TWINS = ("date", "effective", "status", "period", "vision", "kind")


def disagreements(documents: Iterable[Read]) -> Iterator[Finding]:
    """Numbers and dates of entries for which the texts show others."""
    for read in documents:
        if read.entry is None:
            continue
        shown = read.extraction.document
        for field in ("number", "date", "effective"):
            said, found = getattr(read.entry, field), getattr(shown, field)
            if said is not None and found is not None and not _agree(said, found):
                yield _disagreement(read, field, said, found)


def _agree(said: DocumentNumber | dt.date, found: DocumentNumber | dt.date) -> bool:
    if isinstance(said, DocumentNumber) and isinstance(found, DocumentNumber):
        return same_act(said, found)
    return said == found


def _disagreement(read: Read, field: str, said: DocumentNumber | dt.date, found: DocumentNumber | dt.date) -> Finding:
    """An error when the text nowhere has what the entry says; else a note, since then more likely the reading is at fault."""
    begin = f"{read.path.name}: the catalogue has {field} = {_written(said)}, the text shows {_written(found)}"
    if _stands_in(said, read):
        return Finding(Severity.NOTE, Check.DISAGREEMENT, f"{begin}, though it has the other, too: nothing to do if the catalogue is right", read.path)
    return Finding(Severity.ERROR, Check.DISAGREEMENT, f"{begin}: look it up, and correct the one that is wrong", read.path)


def _stands_in(said: DocumentNumber | dt.date, read: Read) -> bool:
    """Whether the text has the value, or the file does in a line that was taken for furniture of a page."""
    if isinstance(said, DocumentNumber):
        return any(same_act(mention.number, said) for mention in read.extraction.mentions)
    texts = [read.extraction.text]
    with suppress(OSError, UnicodeDecodeError):
        texts.append(read.path.read_text(encoding="utf-8"))
    return any(dated.date == said for text in texts for dated in find_dates(text))


def _written(value: DocumentNumber | dt.date) -> str:
    return write_number(value) if isinstance(value, DocumentNumber) else value.isoformat()


def unlike_twins(entries: Iterable[CatalogueEntry]) -> Iterator[Finding]:
    """Entries of one subject and number, such as the two languages of one act, that say different things of it."""
    acts: defaultdict[tuple[str, DocumentNumber], list[CatalogueEntry]] = defaultdict(list)
    for entry in entries:
        if entry.subject and entry.number:
            acts[entry.subject, entry.number].append(entry)
    for first, *others in acts.values():
        for other in others:
            for field in _TWINS:
                one, two = getattr(first, field), getattr(other, field)
                if not {one, two} & {None, Status.UNKNOWN} and one != two:
                    sentence = f"{first.file.name} has {field} = {one}, {other.file.name}, the same act, {field} = {two}: look it up, and correct the one that is wrong"
                    yield Finding(Severity.ERROR, Check.DISAGREEMENT, sentence, other.file)
