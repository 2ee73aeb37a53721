"""Who issued a document, and at which level of the state."""

from __future__ import annotations

import re

from corpus.catalogue import CatalogueEntry
from corpus.issuers import find_issuer, issuer_of_abbreviation, level_of
from corpus.nouns import DocumentNumber, Language, Level, Span
from indexer.sheet import Found, Sheet, field_rules


def issuer_of(sheet: Sheet, number: DocumentNumber | None, language: Language) -> tuple[Found[str] | None, Level | None]:
    """The authority that issued the document and its level: by its number, by its office in a French act, by its name in the head."""
    head = sheet.body[: sheet.head[max(0, min(25, sheet.reasons) - 1)].span().end]
    found = find_issuer(head, language)
    if number and number.issuer and (name := issuer_of_abbreviation(number.issuer, language)):
        if found and found.name == name:
            return _placed(name, head, found.start, found.end)
        return Found(name, None), level_of(name)
    if language is Language.FRENCH and (office := _office(sheet)):
        return office
    return _placed(found.name, head, found.start, found.end) if found else (None, None)


def _office(sheet: Sheet) -> tuple[Found[str], Level] | None:
    """The office that opens a French act, with its article (*Le Préfet ...*) before the bare name of a letterhead (*PRÉFET*)."""
    offices: list[tuple[bool, Found[str], Level]] = []
    for line in sheet.head:
        for pattern, rule in field_rules("office"):
            if match := pattern.match(line.text):
                name = " ".join(match["issuer"].split())
                name = name.capitalize() if name.isupper() else name[:1].upper() + name[1:]
                offices.append((match.start("issuer") == 0, Found(name, line.group(match, "issuer")), Level(rule["level"])))
    if not offices:
        return None
    _, found, level = min(offices, key=lambda office: office[0])
    return found, level


def _placed(name: str, head: str, start: int, end: int) -> tuple[Found[str], Level | None]:
    """An authority with its place, which stands on the next line: *Ủy ban nhân dân thành phố Hà Nội*."""
    match = re.match(r"\s*\n?\s*(?P<unit>THÀNH PHỐ|TỈNH|QUẬN|HUYỆN|XÃ|PHƯỜNG)\s+(?P<place>[^\n]{2,30})", head[end:], re.IGNORECASE)
    if match is None:
        rest = re.match(r"(?P<rest>(?: et | de | du | des | d['’])[^\n]{3,80}(?:\n(?:d['’]|de |du |et )[^\n]{3,80})?)$", head[end:], re.MULTILINE)
        if rest and (start == 0 or head[start - 1] == "\n"):
            return Found(" ".join(f"{name}{rest['rest']}".split()), Span(start, end + rest.end())), level_of(name)
        return Found(name, Span(start, end)), level_of(name)
    unit = match["unit"].lower()
    level = {"quận": Level.DISTRICT, "huyện": Level.DISTRICT, "xã": Level.COMMUNE, "phường": Level.COMMUNE}.get(unit, level_of(name))
    return Found(f"{name} {unit} {match['place'].title()}", Span(start, end + match.end())), level


def level_of_document(entry: CatalogueEntry | None, read: Level | None) -> Level | None:
    """The level of the issuer that the catalogue names, else the one that was read."""
    return (entry and entry.issuer and level_of(entry.issuer)) or read
