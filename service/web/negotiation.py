"""Which language of the interface a browser asks for."""

from __future__ import annotations

import re

from corpus.nouns import Language

_RANGE = re.compile(r"\s*(?P<tag>[A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d{0,3})?))?\s*")
DEFAULT = Language.FRENCH


def preferred_language(accept_language: str) -> Language:
    """The language of ours that ``Accept-Language`` weighs most (RFC 9110, 12.5.4); French when it names none.

    >>> preferred_language("de;q=0.9, vi-VN;q=0.8, en;q=0.7"), preferred_language("de")
    (<Language.VIETNAMESE: 'vi'>, <Language.FRENCH: 'fr'>)
    """
    weighed: dict[Language, float] = {}
    for part in accept_language[:1000].split(","):
        match = _RANGE.fullmatch(part)
        if match and match["tag"].lower() in set(Language):
            weighed.setdefault(Language(match["tag"].lower()), float(match["weight"] or 1))
    wanted = {language: weight for language, weight in weighed.items() if weight > 0}
    return max(wanted, key=lambda language: wanted[language], default=DEFAULT)
