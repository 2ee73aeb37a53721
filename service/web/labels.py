"""How the page names documents: kind in the reader's language, then number or title."""

from __future__ import annotations

from corpus.kinds import name_of_kind
from corpus.nouns import Document, Kind, Language
from corpus.numbers import write_number
from service.web.strings import strings


def kind_label(kind: Kind, language: Language) -> str:
    """The kind with a capital: *Décision*, *Quyết định*; our own word for kinds that a language of the law does not name."""
    name = strings(language).texts.get(f"kind.{kind}") or name_of_kind(kind, language)
    return name[:1].upper() + name[1:]


def short_name(document: Document, language: Language) -> str:
    """Kind and number where there is a number, the title otherwise.

    >>> short_name(Document("a", Language.VIETNAMESE, Kind.NEWS, "Hội chợ"), Language.FRENCH)
    'Hội chợ'
    """
    return f"{kind_label(document.kind, language)} {write_number(document.number)}" if document.number else document.title
