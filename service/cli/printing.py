"""What is printed by more than one command, and where: results on one stream, everything else on the other."""

from __future__ import annotations

import json
import sys

from pydantic import BaseModel
from rich.console import Console

from service.schemas.citations import CitationOut

out = Console()
err = Console(stderr=True)


def say(text: str) -> None:
    """Tells something beside the result."""
    err.print(text, highlight=False, soft_wrap=True)


def print_json(value: BaseModel | dict[str, object]) -> None:
    """Prints a result as JSON."""
    text = value.model_dump_json(indent=2) if isinstance(value, BaseModel) else json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


def print_citation(citation: CitationOut) -> None:
    """Prints a quotation below its source."""
    document = citation.document
    parts = [
        document.number or "",
        document.title,
        f"{document.date:%d/%m/%Y}" if document.date else "",
        citation.clause_label,
        f"p. {citation.page}" if citation.page else "",
    ]
    out.print(f"\n\\[{citation.n}] " + " — ".join(part for part in parts if part), style="bold", highlight=False, soft_wrap=True)
    out.print("    " + " ".join(citation.quote.split()), highlight=False, markup=False, soft_wrap=True)
