"""The language of a passage or of a question: letters and common words first, langdetect where they do not decide; few words by their spelling."""

from __future__ import annotations

import re

from langdetect import DetectorFactory, LangDetectException, detect_langs

from corpus.folding import folded, has_accents
from corpus.languages import is_known, letter_share, loan_words, word_evidence, word_share
from corpus.nouns import Language

DetectorFactory.seed = 0

_VIETNAMESE_LETTERS = 0.06
"""Accented Vietnamese has 20 to 30 % of letters that French and English lack; a French text that names Vietnamese places, under 5 %."""
_WORD_WEIGHT = 1.0
_LETTER_WEIGHT = 2.0
_CLEAR_LEAD = 0.12
_LONGEST_SAMPLE = 600
_FEW_WORDS = 10
_TOKEN = re.compile(r"[^\s/]*\d[^\s]*|[^\W\d_]+")
_LABEL = re.compile(r"^\s*(?:[a-zđ]|[ivx]+|\d+)[.)/]\s", re.IGNORECASE)
_FOREIGN = -3.0
"""What a word tells at most for Vietnamese that no Vietnamese text would begin with."""
_DEFAULT_LEAD = 1.0
"""What the language of what is around counts for among few words, in nats."""
_MARKED = 4.0
"""What a word with letters of one language alone tells for it, in nats."""
_FRENCH_MARKS = re.compile(r"[çëîïûœ]|(?<!\w)n\s?°", re.IGNORECASE)
"""Letters that neither Vietnamese nor English has, and how French writes *number*."""


def detect_language(text: str, *, default: Language | None = None) -> Language:
    """The most likely of French, Vietnamese and English; ``default`` (else French) when nothing tells.

    The result depends on the text alone: langdetect is seeded.
    """
    sample = text[:_LONGEST_SAMPLE]
    words = _telling_words(sample)
    if words and len(words) <= _FEW_WORDS:
        return _of_few_words(words, default, french=bool(_FRENCH_MARKS.search(sample)))
    vietnamese = letter_share(sample, Language.VIETNAMESE)
    if vietnamese >= _VIETNAMESE_LETTERS:
        return Language.VIETNAMESE
    letters = {language: vietnamese if language is Language.VIETNAMESE else letter_share(sample, language) for language in Language}
    scores = {language: _WORD_WEIGHT * word_share(sample, language) + _LETTER_WEIGHT * letters[language] for language in Language}
    ranked = sorted(scores, key=lambda language: scores[language], reverse=True)
    if scores[ranked[0]] - scores[ranked[1]] >= _CLEAR_LEAD:
        return ranked[0]
    statistical = _statistical(sample)  # a hundred times as long as all the rest
    if any(scores.values()):
        return max(Language, key=lambda language: scores[language] + statistical.get(language, 0.0))
    return max(statistical.items(), key=lambda item: item[1], default=(default or Language.FRENCH, 0.0))[0]


def _telling_words(text: str) -> list[str]:
    """The words that may tell a language: no figures, no numbers of documents, no abbreviations, no loans, and no names where there is anything else."""
    words = [token for token in _TOKEN.findall(_LABEL.sub("", text)) if not any(sign.isdigit() for sign in token)]
    ordinary = [word for word in words if not (word.isupper() and len(word) > 1) and folded(word) not in loan_words()] or words
    spoken = [word for place, word in enumerate(ordinary) if place == 0 or not word[0].isupper()]
    return spoken if len(spoken) > 1 else ordinary


def _of_few_words(words: list[str], default: Language | None, *, french: bool) -> Language:
    """What single words tell, added up. A known first word is of the language that is spoken: Vietnamese terms in a French question stay terms."""
    evidence = [_evidence(word) for word in words]
    spoken = list(Language)
    if evidence[0][Language.VIETNAMESE] <= _FOREIGN and (is_known(words[0], Language.FRENCH) or is_known(words[0], Language.ENGLISH)):
        spoken.remove(Language.VIETNAMESE)
        evidence = [values for values in evidence if values[Language.VIETNAMESE] <= _FOREIGN]
    totals = {language: sum(values[language] for values in evidence) + _DEFAULT_LEAD * (language is default) for language in spoken}
    totals[Language.FRENCH] += _MARKED * french
    return max(totals, key=lambda language: totals[language])


def _evidence(word: str) -> dict[Language, float]:
    found = dict(zip(Language, word_evidence(folded(word)), strict=True))
    if letter_share(word, Language.VIETNAMESE):
        found[Language.VIETNAMESE] += _MARKED
    if has_accents(word):
        found[Language.ENGLISH] -= _MARKED
    return found


def _statistical(text: str) -> dict[Language, float]:
    try:
        guesses = detect_langs(text)
    except LangDetectException:  # no letters in it
        return {}
    return {Language(guess.lang): guess.prob for guess in guesses if guess.lang in set(Language)}
