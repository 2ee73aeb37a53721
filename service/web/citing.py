"""A quotation with its source, ready to be copied: as plain text, as Markdown, as a BibTeX entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import folded, single_spaced
from corpus.nouns import Document, Language
from corpus.numbers import write_number
from service.evidence import Evidence
from service.web.formats import write_date
from service.web.labels import kind_label, short_name
from service.web.strings import strings
from service.web.visible import plain

_MARKS = {Language.FRENCH: ("« ", " »"), Language.VIETNAMESE: ("“", "”"), Language.ENGLISH: ("“", "”")}
_LANGID = {Language.FRENCH: "french", Language.VIETNAMESE: "vietnamese", Language.ENGLISH: "english"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")
_BIBTEX = re.compile(r"([\\{}%&$#_^~])")


@dataclass(frozen=True, slots=True)
class Reference:
    """One quotation in three forms."""

    plain: str
    markdown: str
    bibtex: str


def reference(evidence: Evidence, clause_label: str, language: Language, url: str) -> Reference:
    """The quotation as a reader of ``language`` cites it; ``url`` leads to the place."""
    quote = plain(single_spaced(evidence.quote))
    source = plain(source_line(evidence.document, language))
    place = plain(", ".join(part for part in (clause_label, page_label(evidence.page, language)) if part))
    opening, closing = _MARKS[evidence.document.language]
    rest = f", {place}" if place else ""
    return Reference(
        plain=f"{opening}{quote}{closing} ({source}{rest}. {url})",
        markdown=f"> {_escaped(_MARKDOWN, quote)}\n>\n> [{_escaped(_MARKDOWN, source)}](<{url}>){_escaped(_MARKDOWN, rest)}",
        bibtex=_bibtex(evidence.document, place, quote, url, language),
    )


def source_line(document: Document, language: Language) -> str:
    """Kind, number or title, issuer and date on one line."""
    parts = [short_name(document, language), document.issuer if document.number else "", write_date(document.date, language) if document.date else ""]
    return ", ".join(part for part in parts if part)


def page_label(page: int | None, language: Language) -> str:
    """The page as it is cited; empty without one."""
    return strings(language)("reading.page_short", page=page) if page else ""


def _bibtex(document: Document, place: str, quote: str, url: str, language: Language) -> str:
    fields = {
        "title": plain(document.title),
        "author": plain(document.issuer or ""),
        "type": kind_label(document.kind, language),
        "number": write_number(document.number) if document.number else "",
        "date": document.date.isoformat() if document.date else "",
        "langid": _LANGID[document.language],
        "pages": place,
        "annote": quote,
        "url": url,
    }
    body = "\n".join(f"  {name} = {{{value if name == 'url' else _escaped(_BIBTEX, value)}}}," for name, value in fields.items() if value)
    return f"@legislation{{{_key(document)},\n{body}\n}}"


def _key(document: Document) -> str:
    name = write_number(document.number) if document.number else document.title
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:60] or document.id


def _escaped(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(r"\\\1", text)
