"""An answer with its evidence as a file to take away: plain text, Markdown, or a Word document; its facts as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx import Document as WordDocument
from docx.shared import Pt

from corpus.nouns import Language
from service.schemas.fact_rows import BYTE_ORDER_MARK, cell
from service.web.answers import AnswerView, Card
from service.web.citing import page_label, source_line
from service.web.formats import write_date
from service.web.strings import strings
from service.web.visible import plain


@dataclass(frozen=True, slots=True)
class Export:
    """A file to download."""

    content: bytes
    media_type: str
    suffix: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a report and what it is."""

    role: str
    text: str


def export(form: str, view: AnswerView, language: Language, origin: str, address: str) -> Export:
    """The answer in one of ``FORMS``, or its facts as ``csv``. Raises ``KeyError`` for another form."""
    if form == FACTS:
        return _facts(view, language, origin)
    return _REPORTS[form](list(_report(view, language, origin, address)))


def _report(view: AnswerView, language: Language, origin: str, address: str) -> Iterator[_Line]:
    t = strings(language)
    yield _Line("title", view.answer.question.as_typed)
    for line in view.answer.text.split("\n"):
        yield _Line("text", line)
    for warning in view.answer.warnings:
        yield _Line("text", t.of("warning", warning))
    if view.cards:
        yield _Line("heading", t("answer.evidence"))
    for card in view.cards:
        yield from _quotation(card, language, origin)
    if view.nearest:
        yield _Line("heading", t("answer.nearest"))
    for card in view.nearest:
        yield from _quotation(card, language, origin)
    yield _Line("small", t("export.origin", generation=view.answer.generation, address=origin + address))
    yield _Line("small", t("footer.advice"))


def _quotation(card: Card, language: Language, origin: str) -> Iterator[_Line]:
    t = strings(language)
    yield _Line("quote", card.quote)
    place = ", ".join(part for part in (card.clause_label, page_label(card.page, language)) if part)
    yield _Line("source", f"[{card.n}] {source_line(card.document, language)}" + (f", {place}" if place else ""))
    yield _Line("source", t.of("authority", card.document.kind.authority) + " · " + t.of("standing", card.standing))
    for change in card.changes:
        since = f", {t('reading.since', date=write_date(change.effective, language))}" if change.effective else ""
        yield _Line("source", f"{t.of('change', change.verb)} {change.name}{since}")
    yield _Line("source", origin + card.read_address)


def _as_plain(lines: list[_Line]) -> Export:
    shown = {"title": "{}\n", "heading": "\n{}\n", "quote": "\n    {}", "source": "    {}", "small": "\n{}", "text": "{}"}
    text = "\n".join(shown[line.role].format(plain(line.text).replace("\n", "\n    " if line.role == "quote" else "\n")) for line in lines)
    return Export((text + "\n").encode(), "text/plain; charset=utf-8", "txt")


def _as_markdown(lines: list[_Line]) -> Export:
    shown = {"title": "# {}\n", "heading": "\n## {}", "quote": "\n> {}\n", "source": "{}  ", "small": "\n{}", "text": "{}\n"}
    text = "\n".join(shown[line.role].format(_markdown(line)) for line in lines)
    return Export((text + "\n").encode(), "text/markdown; charset=utf-8", "md")


def _markdown(line: _Line) -> str:
    escaped = "".join("\\" + letter if letter in "\\`*_[]<>#|" else letter for letter in plain(line.text))
    return escaped.replace("\n", "\n> ") if line.role == "quote" else escaped


def _as_word(lines: list[_Line]) -> Export:
    document = WordDocument()
    for line in lines:
        text = plain(line.text)
        if line.role in {"title", "heading"}:
            document.add_heading(text, 0 if line.role == "title" else 1)
            continue
        paragraph = document.add_paragraph(style="Intense Quote" if line.role == "quote" else None)
        run = paragraph.add_run(text)
        if line.role in {"source", "small"}:
            run.font.size = Pt(9)
            paragraph.paragraph_format.space_after = Pt(0)
    content = io.BytesIO()
    document.save(content)
    return Export(content.getvalue(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")


def _facts(view: AnswerView, language: Language, origin: str) -> Export:
    """One row a fact, with the quotation that states it; no cell is taken for a formula."""
    t = strings(language)
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow([t("explore.subject"), t("answer.value"), t("explore.deadline"), t("explore.stated_in"), t("reading.date"), t("answer.evidence"), "URL"])
    for fact in view.facts:
        card = view.cards[fact.pointer - 1]
        source = ", ".join(part for part in (card.name, card.clause_label) if part)
        writer.writerow(
            [
                cell(plain(str(value or "")))
                for value in (fact.label, fact.said, fact.period, source, card.document.date, card.quote, origin + card.read_address)
            ]
        )
    return Export((BYTE_ORDER_MARK + table.getvalue()).encode(), "text/csv; charset=utf-8", FACTS)


FACTS = "csv"
_REPORTS: dict[str, Callable[[list[_Line]], Export]] = {"docx": _as_word, "md": _as_markdown, "txt": _as_plain}
FORMS = (*_REPORTS, FACTS)
"""The forms of a file by the end of their address."""
