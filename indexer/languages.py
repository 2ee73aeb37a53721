"""The language of a passage or of a question: letters and common words first, langdetect where they do not decide."""

from __future__ import annotations

from langdetect import DetectorFactory, LangDetectException, detect_langs

from corpus.languages import letter_share, word_share
from corpus.nouns import Language

DetectorFactory.seed = 0

_VIETNAMESE_LETTERS = 0.06
"""Accented Vietnamese has 20 to 30 % of letters that French and English lack; a French text that names Vietnamese places, under 5 %."""
_WORD_WEIGHT = 1.0
_LETTER_WEIGHT = 2.0
_CLEAR_LEAD = 0.12
_LONGEST_SAMPLE = 600


def detect_language(text: str, *, default: Language | None = None) -> Language:
    """The most likely of French, Vietnamese and English; ``default`` (else French) when nothing tells.

    The result depends on the text alone: langdetect is seeded.
    """
    sample = text[:_LONGEST_SAMPLE]
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


def _statistical(text: str) -> dict[Language, float]:
    try:
        guesses = detect_langs(text)
    except LangDetectException:  # no letters in it
        return {}
    return {Language(guess.lang): guess.prob for guess in guesses if guess.lang in set(Language)}
