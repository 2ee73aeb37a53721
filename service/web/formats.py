"""Numbers and dates as readers of each language write them (CLDR)."""

from __future__ import annotations

import datetime as dt

from corpus.nouns import Language

_GROUPS = {Language.FRENCH: "\N{NARROW NO-BREAK SPACE}", Language.VIETNAMESE: ".", Language.ENGLISH: ","}
_MONTHS = {
    Language.FRENCH: ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    Language.ENGLISH: ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}


def write_count(number: int, language: Language) -> str:
    """A whole number with its thousands apart.

    >>> write_count(1200, Language.VIETNAMESE), write_count(1200, Language.ENGLISH)
    ('1.200', '1,200')
    """
    return f"{number:,}".replace(",", _GROUPS[language])


def write_date(day: dt.date, language: Language) -> str:
    """A date in full.

    >>> [write_date(dt.date(2025, 12, 1), language) for language in Language]
    ['1er décembre 2025', '01/12/2025', '1 December 2025']
    """
    if language is Language.VIETNAMESE:
        return f"{day:%d/%m/%Y}"
    number = "1er" if day.day == 1 and language is Language.FRENCH else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"
