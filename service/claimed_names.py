"""The names that a sentence claims, and whether a quotation or the title above it has them, as written, by the glossary or as a province."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from corpus.background import background_texts
from corpus.folding import folded, nfc
from corpus.glossary import find_terms, folded_words, glossary
from corpus.languages import stop_words
from corpus.nouns import Language, Span
from corpus.provinces import find_provinces
from corpus.rulebook import rules

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[\s\u00a0]+|[-–‑&.]")
_BEGINNING = re.compile(r"(?:^|[.!?:;•\]]\s*)[\s“”\"«»‘’'(*–-]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence with its place among its words and its letters."""

    text: str
    position: int
    span: Span


def words_in(text: str) -> list[Word]:
    """The words of a text; their positions are those of ``glossary.folded_words``."""
    return [Word(match.group(), position, Span(*match.span())) for position, match in enumerate(_WORD.finditer(text))]


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: its words in order, accents kept and folded, terms of the glossary, provinces."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    terms: frozenset[str]
    provinces: frozenset[str]

    def holds(self, run: Sequence[str], *, accented: bool) -> bool:
        """Whether words stand there side by side, however they are parted: *Hanoi* is *Hà Nội*."""
        among = self.words if accented else self.folded
        wanted = "".join(word.casefold() if accented else folded(word) for word in run)
        for start in range(len(among)):
            joined = ""
            for word in among[start:]:
                joined += word
                if joined == wanted:
                    return True
                if not wanted.startswith(joined):
                    break
        return False


def named_in(text: str, language: Language) -> Named:
    """What a text in this language names."""
    provinces = frozenset(province.id for province, _ in find_provinces(text, language))
    words = tuple(word.text.casefold() for word in words_in(text))
    return Named(words, folded_words(text), frozenset(mention.term.id for mention in find_terms(text, language)), provinces)


def claimed_names(text: str, language: Language, taken: Iterable[Span] = ()) -> list[list[Word]]:
    """Runs of words written like names: with a capital elsewhere than at a beginning, or at one unless the word is an ordinary one.

    >>> [[word.text for word in run] for run in claimed_names("Les PME de Phú Thọ et Samsung", Language.FRENCH)]
    [['PME'], ['Phú', 'Thọ'], ['Samsung']]
    """
    taken = tuple(taken)
    runs: list[list[Word]] = []
    for word in words_in(text):
        if any(word.span.overlaps(span) for span in taken) or not _is_name(text, word, language):
            continue
        last = runs[-1][-1] if runs else None
        if last and last.position + 1 == word.position and _JOINT.fullmatch(text[last.span.end : word.span.start]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_name(text: str, word: Word, language: Language) -> bool:
    if not any(letter.isupper() for letter in word.text):
        return False
    if any(letter.isupper() for letter in word.text[1:]):
        return True
    return not (_BEGINNING.search(text, 0, word.span.start) and _is_ordinary(word.text, language))


def _is_ordinary(word: str, language: Language) -> bool:
    plain = folded(word)
    return plain in stop_words(language) or plain in framing(language) or plain in _everyday(language)


@cache
def framing(language: Language) -> frozenset[str]:
    """Words, accents folded, with which a sentence tells of its source or begins."""
    return frozenset(word for rule in rules("claims")["framing"] if rule["language"] == language for said in rule["words"] for word in folded_words(said))


@cache
def _everyday(language: Language) -> frozenset[str]:
    """Words, accents folded, that ordinary sentences and names of the glossary write in small letters."""
    texts = (*background_texts().get(language, ()), *(name for term in glossary() for name in term.names[language]))
    return frozenset(folded(word) for text in texts for word in _WORD.findall(text) if word.islower())


@cache
def _same() -> dict[str, frozenset[str]]:
    return {folded(name): frozenset(folded(other) for other in rule["names"]) for rule in rules("claims")["same"] for name in rule["names"]}


def unnamed(runs: Iterable[Sequence[Word]], text: str, language: Language, named: Named) -> list[str]:
    """The names of a sentence that a source does not have."""
    text = nfc(text)
    terms = [mention for mention in find_terms(text, language) if mention.term.id in named.terms]
    known = {position for mention in terms for position in range(mention.first_word, mention.last_word)}
    places = [span for province, span in find_provinces(text, language) if province.id in named.provinces]
    missing = []
    for run in runs:
        if _has(named, run, language):
            continue
        rest = [word for word in run if word.position not in known and not any(word.span.overlaps(span) for span in places)]
        missing += [" ".join(word.text for word in piece) for piece in _side_by_side(rest) if not _has(named, piece, language)]
    return missing


def _side_by_side(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words in runs of which each follows the one before it."""
    for _, group in groupby(enumerate(words), key=lambda item: item[1].position - item[0]):
        yield [word for _, word in group]


def _has(named: Named, run: Sequence[Word], language: Language) -> bool:
    """Whether a source has a name; in Vietnamese accents are part of it. One word that begins a sentence may be no part of the name."""
    accented = language is Language.VIETNAMESE
    written = [word.text for word in run]
    candidates = [written, written[1:]] if len(written) > 1 and _is_ordinary(written[0], language) else [written]
    return any(named.holds(form, accented=accented) or _has_other(named, form) for form in candidates)


def _has_other(named: Named, run: Sequence[str]) -> bool:
    others = _same().get(folded(" ".join(run)), frozenset())
    return any(named.holds(other.split(), accented=False) for other in others)
