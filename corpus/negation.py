"""Whether a sentence denies something, by its words; limits of figures (*không quá*, *no more than*) deny nothing."""

from __future__ import annotations

import re
from functools import cache

from corpus.folding import nfc
from corpus.nouns import Language
from corpus.rulebook import rules


@cache
def _rule(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What denies, and the wordings with such words that do not."""
    rule = next(rule for rule in rules("claims")["negation"] if rule["language"] == language)
    return re.compile(rule["pattern"], re.IGNORECASE), re.compile(rule["unless"], re.IGNORECASE)


def denies(text: str, language: Language) -> bool:
    """Whether the text holds a word of negation, exclusion or exemption.

    >>> denies("Doanh nghiệp không được hỗ trợ.", Language.VIETNAMESE), denies("không quá 50%", Language.VIETNAMESE)
    (True, False)
    """
    pattern, unless = _rule(language)
    return bool(pattern.search(unless.sub(" ", nfc(text))))
