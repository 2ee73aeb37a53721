"""Citations between the documents of a collection: clauses that are cited and not there, acts that are cited and absent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import CatalogueEntry
from corpus.folding import folded
from corpus.missing import missing
from corpus.nouns import DocumentNumber, Relation
from corpus.numbers import same_act, write_number
from corpus.places import resolve
from corpus.references import ClauseReference
from indexer.extraction import Extraction
from indexer.findings import AbsentAct, Check, Finding, Severity


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A document of a collection as it was read without its entry, and what its entry says."""

    path: Path
    extraction: Extraction
    entry: CatalogueEntry | None = None

    @property
    def number(self) -> DocumentNumber | None:
        """The number that the entry gives, else the one in the text."""
        return (self.entry and self.entry.number) or self.extraction.document.number

    def bears(self, number: DocumentNumber) -> bool:
        """Whether the document is, or gives the wording of, the act with this number."""
        document = self.extraction.document
        date = (self.entry and self.entry.date) or document.date
        own = self.number is not None and same_act(number, self.number, known_year=date.year if date else None)
        return own or (document.consolidates is not None and same_act(number, document.consolidates))


class Collection:
    """Documents that may cite one another."""

    def __init__(self, documents: Sequence[Read]) -> None:
        self._documents = documents
        self._numbered: defaultdict[int, list[Read]] = defaultdict(list)
        for read in documents:
            for number in filter(None, (read.number, read.extraction.document.consolidates)):
                self._numbered[number.number].append(read)

    def acts(self, number: DocumentNumber) -> list[Read]:
        """The documents that are the act with this number."""
        return list(dict.fromkeys(read for read in self._numbered[number.number] if read.bears(number)))

    def dead_references(self) -> Iterator[Finding]:
        """The clauses of other documents here that are cited and not there.

        A clause that the citing act itself adds or changes is not looked for. It is a note where the cited document is an
        account, which leaves clauses out, or was changed by another act, which may have added the clause; else an error.
        """
        changed = self._changed()
        for read in self._documents:
            cited = [relation for relation in read.extraction.relations if relation.number and relation.steps and not relation.kind.changes_law]
            for relation in {(relation.number, relation.steps): relation for relation in reversed(cited)}.values():
                yield from self._dead(read, relation, changed)

    def _dead(self, read: Read, relation: Relation, changed: set[Path]) -> Iterator[Finding]:
        targets = self.acts(relation.number) if relation.number else []
        if not targets or read in targets or any(resolve(relation.steps, target.extraction.clauses) for target in targets):
            return
        target = next((target for target in targets if target.extraction.document.language is read.extraction.document.language), targets[0])
        document = target.extraction.document
        reason = missing(ClauseReference(relation.steps, relation.span), target.extraction.clauses, document.language, target.path.name)
        partial = any((target.entry and target.entry.record) or target.path in changed for target in targets)
        words = " ".join(read.extraction.text[relation.span.start : relation.span.end].split())
        advice = "correct the citation, or the text that is cited"
        if partial:
            advice = "nothing to do unless the account should tell it, or the citation is wrong"
        yield Finding(
            Severity.NOTE if partial else Severity.ERROR, Check.DEAD_REFERENCE, f"{read.path.name} cites {words!r}, but {reason}: {advice}", read.path
        )

    def _changed(self) -> set[Path]:
        """The documents that others here amend, replace or repeal."""
        relations = [relation for read in self._documents for relation in read.extraction.relations if relation.number and relation.kind.changes_law]
        return {target.path for relation in relations if relation.number for target in self.acts(relation.number)}

    def absent(self) -> tuple[AbsentAct, ...]:
        """The acts that are cited by number, in texts or by entries, and are not here."""
        spellings: dict[str, DocumentNumber] = {}
        mentions: defaultdict[str, int] = defaultdict(int)
        citing: defaultdict[str, dict[Path, None]] = defaultdict(dict)
        for read in self._documents:
            numbers = [mention.number for mention in read.extraction.mentions]
            told = [number for number in (read.entry.related if read.entry else ()) if not any(same_act(other, number) for other in numbers)]
            for number in [*numbers, *told]:
                if self.acts(number):
                    continue
                key = folded(write_number(number))
                spellings[key] = max(spellings.get(key, number), number, key=lambda one: len(write_number(one).encode()))  # accents take more bytes
                mentions[key] += 1
                citing[key][read.path] = None
        found = [AbsentAct(write_number(spellings[key]), mentions[key], tuple(citing[key])) for key in mentions]
        return tuple(sorted(found, key=lambda act: (-len(act.documents), -act.mentions, act.number)))
