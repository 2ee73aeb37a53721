"""The command that shows documents and clauses."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from corpus.nouns import ClauseLevel, RelationKind
from service.cli.loading import snapshot_of
from service.cli.options import AsOf, Index, Json, day_of
from service.cli.printing import out, print_citation, print_json
from service.errors import NotFound
from service.evidence import evidence_at
from service.lookup import Lookup, look_up_reference, missing_clause
from service.questions import read_reference
from service.schemas.clauses import ClauseTextOut
from service.schemas.lookups import LookupOut, lookup_out
from service.schemas.standings import StandingDocumentOut
from service.settings import load_settings
from service.standing import Standing


def show(
    number: Annotated[str, typer.Argument(help="A document: its number in any spelling (302/KH-UBND, N°6126), its title or its date.")],
    clause: Annotated[str, typer.Argument(help="A clause in any spelling: 'Điều 3 khoản 2', 'article 3, paragraphe 2'.")] = "",
    as_of: AsOf = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Show a document, or clauses of it, by number, title or date, and what changed it."""
    settings = load_settings(index=index)
    asked = read_reference(number, clause, longest=settings.longest_question)
    snapshot = snapshot_of(settings)
    found = look_up_reference(snapshot.generation.store, asked)
    if not found.documents and not found.citing:
        raise NotFound(f"no document of the index bears or cites {number!r}")
    if asked.steps and found.documents and not found.clauses:
        reason = missing_clause(snapshot.generation.store, found, asked)
        raise NotFound(f"{found.documents[0].title!r} has no clause {clause or number!r}: `passerelle show {number!r}` lists its clauses ({reason})")
    citing = tuple(evidence_at(snapshot, place.document, place.span) for place in found.citing)
    result = lookup_out(snapshot, f"{number} {clause}".strip(), found, citing, day_of(as_of))
    if as_json:
        print_json(result)
    else:
        _print_lookup(result, found, {document.id: snapshot.generation.store.text(document.id).clauses for document in found.documents})


def _print_lookup(result: LookupOut, found: Lookup, clauses: dict[str, Any]) -> None:
    if result.ambiguous:
        out.print("several documents bear this number:", style="yellow")
    if result.citing:
        out.print(f"{result.ref} is not in the index; it is cited here:", style="yellow", highlight=False)
    for citation in result.citing:
        print_citation(citation)
    for item in result.clauses:
        out.print(f"{item.document.number or item.document.title} — {item.clause_label} {item.heading}", style="bold", highlight=False, soft_wrap=True)
        out.print(item.text + "\n", highlight=False, markup=False, soft_wrap=True)
        for note in item.notes:
            out.print(note.text + "\n", style="dim", highlight=False, markup=False, soft_wrap=True)
        _print_standing(item)
    if result.clauses:
        return
    for document, shown in zip(found.documents, result.documents, strict=True):
        facts = [shown.number or "", shown.title, str(shown.kind), shown.issuer or "", str(shown.date or "")]
        out.print(" — ".join(part for part in facts if part), style="bold", highlight=False, soft_wrap=True)
        _print_standing(shown)
        for clause in clauses[document.id]:
            if clause.level.depth <= ClauseLevel.ROMAN.depth:
                out.print(f"{'  ' * len(clause.steps)}{clause.labels[-1]}  {clause.heading}", highlight=False, soft_wrap=True)


def _print_standing(item: StandingDocumentOut | ClauseTextOut) -> None:
    """What changed a document or a clause; nothing where it holds as it was written."""
    if not item.changes and item.standing is not Standing.IN_FORCE:
        out.print(f"! {str(item.standing).replace('_', ' ')}", style="yellow")
    for change in item.changes:
        place = ", ".join(part for part in (change.by.number or change.by.title, change.clause_label) if part)
        since = f" from {change.effective}" if change.effective else ""
        words = f"{_DONE[change.kind]}{'' if change.whole else ' in part'} by {place}{since}: {' '.join(change.quote.split())}"
        out.print(f"! {words}", style="yellow", highlight=False, markup=False, soft_wrap=True)


_DONE = {RelationKind.AMENDS: "amended", RelationKind.REPLACES: "replaced", RelationKind.REPEALS: "repealed"}
