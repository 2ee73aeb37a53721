"""What a question asks for, read from its words: language, document numbers, clause, years, content words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.clauses import find_references
from corpus.folding import folded, nfc
from corpus.kinds import names_pattern
from corpus.languages import stop_words
from corpus.nouns import ClauseStep, DocumentNumber, Language
from corpus.numbers import find_numbers
from indexer.languages import detect_language
from service.errors import BadQuestion

_YEAR = re.compile(r"(?:(?<![\d/.-])|(?<=(?:19|20)\d\d-))(?:19|20)\d\d(?![\d/])")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_REFERENCE_WORDS = re.compile(
    r"\b(?:dieu|khoan|diem|chuong|muc|phan|phu luc|articles?|art|paragraphes?|paragraph|alineas?|al|point|clause|chapitre|chapter|section|titre|annexe|annex|so|no|n|voir|show|xem|cho|noi dung)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood; ``words`` are its content words, accents folded."""

    text: str
    language: Language
    numbers: tuple[DocumentNumber, ...] = ()
    steps: tuple[ClauseStep, ...] = ()
    years: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_reference(self) -> bool:
        """Whether it names a document or a clause and asks nothing else."""
        return bool(self.numbers or self.steps) and not self.words


def read_question(text: str, *, language: Language | None = None, longest: int = 2000) -> Question:
    """The question that a person typed.

    Raises ``BadQuestion`` when it is blank, longer than ``longest`` characters, or not text.
    """
    text = nfc(text).strip()
    if not text:
        raise BadQuestion("the question is empty: write what you want to know")
    if len(text) > longest:
        raise BadQuestion(f"the question has {len(text)} characters, at most {longest} are taken: shorten it")
    if not any(letter.isalnum() for letter in text) or any(
        unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} and letter not in "\t\n\r" for letter in text
    ):
        raise BadQuestion("the question is not text: write it in French, Vietnamese or English")
    language = language or detect_language(text)
    mentions = find_numbers(text, lenient=True)
    steps = find_references(text)
    bare = text
    for mention in reversed(mentions):
        bare = bare[: mention.span.start] + " " + bare[mention.span.end :]
    return Question(
        text=" ".join(text.split()),
        language=language,
        numbers=tuple(mention.number for mention in mentions),
        steps=steps,
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(bare))),
        words=_content_words(bare, language, named=bool(mentions or steps)),
    )


def read_reference(number: str, clause: str = "", *, longest: int = 2000) -> Question:
    """The document number that a person typed, a lone figure included, and the clause.

    Raises ``BadQuestion`` when the one is no number or the other names no clause.
    """
    asked = read_question(f"{number} {clause}", longest=longest)
    if not asked.numbers:
        asked = read_question(f"n° {number} {clause}", longest=max(longest, len(number) + len(clause) + 8))
    if not asked.numbers:
        raise BadQuestion(f"{number!r} is not a document number: write one such as 302/KH-UBND")
    if clause and not asked.steps:
        raise BadQuestion(f"{clause!r} does not name a clause: write one such as 'Điều 3 khoản 2' or 'article 3, paragraphe 2'")
    return asked


def _content_words(text: str, language: Language, *, named: bool) -> tuple[str, ...]:
    plain = folded(text)
    if named:  # "Điều 3 khoản 2 của Nghị định": the words that only name are not content
        plain = names_pattern().sub(" ", plain)
        plain = re.sub(r"\b(?:[ivx]+|\d+[a-z]?|[a-z])\b", " ", _REFERENCE_WORDS.sub(" ", plain))
    ignored = stop_words(language)
    return tuple(dict.fromkeys(word for word in _WORD.findall(plain) if word not in ignored))
