"""The parts of a question that asks several things, such as a rate and who decides on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import folded, has_accents
from corpus.glossary import find_terms, folded_words
from corpus.kinds import names_pattern
from corpus.languages import stop_words
from corpus.nouns import Language
from corpus.rulebook import rules
from service.questions import Question

_MOST_PARTS = 4
_STOPS = re.compile(r"(?<=\?)\s+|\s*;\s+")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that join two questions, words that ask, how a further question begins, and how many content words each must have."""

    joint: re.Pattern[str]
    asks: re.Pattern[str]
    begins: re.Pattern[str]
    words: int


@cache
def _rule(language: Language, *, accented: bool) -> _Rule:
    rule = next(rule for rule in rules("questions")["parts"] if rule["language"] == language)
    joint, asks, begins = (re.compile(rule[name], re.IGNORECASE) for name in ("joint", "asks" if accented else "plain", "begins"))
    return _Rule(joint, asks, begins, rule["words"])


def parts_of(text: str, language: Language) -> tuple[str, ...]:
    """The questions that a text is made of, when each can be understood alone; else the text as it is.

    Both sides of a joint must ask, so that "les PME et les coopératives" stays together, and so does "et à quelle date ?", which
    says nothing without the rest.

    >>> parts_of("Quel est le taux normal de l'impôt et qui délivre le certificat ?", Language.FRENCH)
    ("Quel est le taux normal de l'impôt", 'qui délivre le certificat ?')
    >>> parts_of("Qui a signé la décision et à quelle date ?", Language.FRENCH)
    ('Qui a signé la décision et à quelle date ?',)
    """
    rule = _rule(language, accented=has_accents(text))
    parts: list[str] = []
    for sentence in _STOPS.split(text):
        start = 0
        for match in rule.joint.finditer(sentence):
            before, after = sentence[start : match.start()], sentence[match.end() :]
            if (
                not _within_name(sentence, match.start(), language)
                and rule.begins.match(after)
                and all(_asks_alone(side, rule, language, rule.words) for side in (before, after))
            ):
                parts.append(before)
                start = match.end()
        parts.append(sentence[start:])
    parts = [part.strip(" ,;") for part in parts if any(letter.isalnum() for letter in part)]
    several = 1 < len(parts) <= _MOST_PARTS and all(_asks_alone(part, rule, language, 1) for part in parts)
    return tuple(parts) if several else (text,)


def _asks_alone(part: str, rule: _Rule, language: Language, least: int) -> bool:
    """Whether a part asks something, and says of what in at least so many words."""
    ignored = stop_words(language)
    said = rule.asks.sub(" ", part)
    return said != part and sum(word not in ignored and len(word) > 1 for word in folded_words(said)) >= least


def _within_name(text: str, joint: int, language: Language) -> bool:
    """Whether a joint stands inside one name, as in *doanh nghiệp nhỏ và vừa*."""
    position = len(folded_words(text[:joint]))
    return any(mention.first_word < position < mention.last_word for mention in find_terms(text, language))


def speaks_of_an_act(question: Question) -> bool:
    """Whether a question says "the law", "ce décret" or "nghị định này" without a number or a title that tells which one."""
    return not question.numbers and bool(names_pattern().search(folded(question.text)))
