"""The words to look for: a question's own in its language, and through the glossary those of the other language."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.folding import folded, has_accents
from corpus.glossary import Term, TermMention, find_terms, folded_words
from corpus.languages import stop_words
from corpus.nouns import Language
from corpus.rulebook import compiled
from indexer.lexical import WantedName, WantedTerm
from indexer.terms import is_pair, terms
from service.questions import Question

_CAPITALISED = compiled(r"(?<!\w)[\p{Lu}]\w+")

PAIR_WEIGHT = 0.5
"""Of two neighbouring Vietnamese syllables beside each of them alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for in the passages of one language, and the share of the question's content that it stands for."""

    names: tuple[WantedName, ...]
    coverage: float


def wanted_names(question: Question, language: Language) -> Wanted:
    """The question's words in its own language; in another one their names by the glossary, and figures."""
    if question.language is language:
        return Wanted(tuple(WantedName(((term,),)) for term in _own(question.text, language, accented=has_accents(question.text))), 1.0)
    mentions = find_terms(question.text, question.language)
    figures = [WantedName(((term,),)) for term in _own(question.text, language, accented=True) if term.term[:1].isdigit()]
    unnamed = _unnamed(question, mentions)
    proper = [word for word in unnamed if word in _proper_names(question.text)]
    named = [_translated(mention.term, language) for mention in mentions]
    kept = [WantedName(((WantedTerm(word, accented=False),),)) for word in proper]
    covered = sum(last - first for first, last in {(mention.first_word, mention.last_word) for mention in mentions}) + len(figures) + len(proper)
    every = covered + len(unnamed) - len(proper)
    return Wanted((*named, *figures, *kept), covered / every if every else 0.0)


def _proper_names(text: str) -> set[str]:
    """Words written like names, folded: a capital elsewhere than at the beginning; they are the same in every language."""
    return {folded(match.group()) for match in _CAPITALISED.finditer(text) if match.start() > 0}


def _own(text: str, language: Language, *, accented: bool) -> tuple[WantedTerm, ...]:
    ignored = stop_words(language)
    return tuple(
        WantedTerm(term, PAIR_WEIGHT if is_pair(term) else 1.0, accented)
        for term in dict.fromkeys(terms(text, language))
        if is_pair(term) or folded(term) not in ignored
    )


def _translated(term: Term, language: Language) -> WantedName:
    return WantedName(tuple(name for form in term.names[language] if (name := _own(form, language, accented=True))))


def _unnamed(question: Question, mentions: list[TermMention]) -> list[str]:
    """The content words of the question that no term of the glossary takes up."""
    taken = {position for mention in mentions for position in range(mention.first_word, mention.last_word)}
    ignored = stop_words(question.language)
    return [word for position, word in enumerate(folded_words(question.text)) if position not in taken and word not in ignored and not word.isdigit()]
