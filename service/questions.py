"""What a question asks for, read from its words: language, document numbers, clause, years, content words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from corpus.folding import folded, nfc
from corpus.kinds import names_pattern
from corpus.languages import stop_words
from corpus.naming import NamedDocument, read_named, spoken_language
from corpus.nouns import ClauseStep, DocumentNumber, Language, Span
from corpus.references import read_references
from corpus.shorthand import spelled_numbers
from corpus.steps import typed
from indexer.languages import detect_language
from service.errors import BadQuestion
from service.phrases import quoted_phrases
from service.understanding import Understood, understand

_YEAR = re.compile(r"(?:(?<![\d/.-])|(?<=(?:19|20)\d\d-))(?:19|20)\d\d(?![\d/])")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_REFERENCE_WORDS = re.compile(
    r"\b(?:dieu|khoan|diem|chuong|muc|phan|phu luc|articles?|art|paragraphes?|paragraph|alineas?|al|point|clause|chapitre|chapter|section|titre|annexe|annex|so|no|n|voir|show|xem|cho|noi dung)\b"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was misspelt as it was typed, the word that it is taken for, and where it stands in what was typed."""

    typed: str
    meant: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood; ``words`` are its content words, accents folded.

    ``numbers`` are the documents that it names, ``steps`` the first clause; ``named`` is all that it says of both. ``phrases``
    are what stands in quotation marks, ``understood`` all that it names of documents, with spans of the text. Once a question was
    read against a collection, ``text`` is what is meant, ``typed`` what was typed, and ``corrections`` are what differs.
    """

    text: str
    language: Language
    numbers: tuple[DocumentNumber, ...] = ()
    steps: tuple[ClauseStep, ...] = ()
    years: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    named: NamedDocument = field(default_factory=NamedDocument)
    phrases: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    typed: str = ""
    corrections: tuple[Correction, ...] = ()

    @property
    def as_typed(self) -> str:
        """The text as the person typed it, white space aside."""
        return self.typed or self.text

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
    mentions = spelled_numbers(typed(text), capitals=True)
    numbers = tuple(mention.number for mention in mentions)
    bare = text
    for mention in reversed(mentions):
        bare = bare[: mention.span.start] + " " * (mention.span.end - mention.span.start) + bare[mention.span.end :]
    references = read_references(bare)
    rest = bare
    for reference in references:
        rest = rest[: reference.span.start] + " " * (reference.span.end - reference.span.start) + rest[reference.span.end :]
    return Question(
        text=" ".join(text.split()),
        language=language,
        numbers=numbers,
        steps=references[0].numbered if references else (),
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(bare))),
        words=_content_words(rest, language, named=bool(mentions or references)),
        named=NamedDocument(numbers=numbers, references=references),
        phrases=quoted_phrases(text),
        understood=understand(text, language, mentions, references),
    )


def read_reference(number: str, clause: str = "", *, longest: int = 2000) -> Question:
    """The document that a person named by number, by words of its title or by its date, and the clause of it.

    Raises ``BadQuestion`` when the one names no document or the other no clause.
    """
    asked = read_question(f"{number} {clause}", language=spoken_language(f"{number} {clause}"), longest=longest)
    named = read_named(number, clause)
    if named.empty:
        raise BadQuestion(f"{number!r} is not a document number: write one such as 302/KH-UBND, or the title of a document")
    if clause and not named.references:
        raise BadQuestion(f"{clause!r} does not name a clause: write one such as 'Điều 3 khoản 2' or 'article 3, paragraphe 2'")
    return replace(asked, numbers=named.numbers, steps=named.references[0].numbered if named.references else (), named=named)


def _content_words(text: str, language: Language, *, named: bool) -> tuple[str, ...]:
    plain = folded(text)
    if named:  # "Điều 3 khoản 2 của Nghị định": the words that only name are not content
        plain = names_pattern().sub(" ", plain)
        plain = re.sub(r"\b(?:[ivx]+|\d+[a-z]?|[a-z])\b", " ", _REFERENCE_WORDS.sub(" ", plain))
    ignored = stop_words(language)
    return tuple(dict.fromkeys(word for word in _WORD.findall(plain) if word not in ignored))
