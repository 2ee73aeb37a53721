"""The nouns of the project: frozen values, each of which refuses a wrong part when it is made.

Every ``start`` and ``end`` is a character offset into the text of one document, half open, so that
``text[start:end]`` is the span. Text is NFC throughout.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Language(StrEnum):
    """Languages of documents (French, Vietnamese) and of questions (English too)."""

    FRENCH = "fr"
    VIETNAMESE = "vi"
    ENGLISH = "en"


class Authority(StrEnum):
    """How much a document binds, strongest first; answers prefer the stronger source."""

    BINDING = "binding"
    PLAN = "plan"
    OFFICIAL = "official"
    NEWS = "news"
    OTHER = "other"

    @property
    def rank(self) -> int:
        """0 for the strongest authority, growing as it weakens."""
        return list(Authority).index(self)


class Kind(StrEnum):
    """Kinds of documents, across both legal traditions."""

    LAW = "law"
    RESOLUTION = "resolution"
    DECREE = "decree"
    DECISION = "decision"
    ORDER = "order"
    CIRCULAR = "circular"
    DIRECTIVE = "directive"
    DELIBERATION = "deliberation"
    REGULATION = "regulation"
    CONSOLIDATED = "consolidated"
    PLAN = "plan"
    PROGRAMME = "programme"
    SCHEME = "scheme"
    LETTER = "letter"
    NOTICE = "notice"
    CONTRACT = "contract"
    NEWS = "news"
    OTHER = "other"

    @property
    def authority(self) -> Authority:
        """The authority that a document of this kind carries."""
        return _AUTHORITIES.get(self, Authority.BINDING)


_AUTHORITIES = {
    Kind.PLAN: Authority.PLAN,
    Kind.PROGRAMME: Authority.PLAN,
    Kind.SCHEME: Authority.PLAN,
    Kind.LETTER: Authority.OFFICIAL,
    Kind.NOTICE: Authority.OFFICIAL,
    Kind.NEWS: Authority.NEWS,
    Kind.CONTRACT: Authority.OTHER,
    Kind.OTHER: Authority.OTHER,
}


class Status(StrEnum):
    """Whether an act is in force, as its catalogue says."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPLACED = "replaced"
    EXPIRED = "expired"
    PENDING = "pending"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Which level of the state, or what else, an issuer belongs to."""

    STATE = "state"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    PARTY = "party"
    PRESS = "press"


class RelationKind(StrEnum):
    """What one act says of another."""

    CITES = "cites"
    BASED_ON = "based_on"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    GUIDES = "guides"
    APPROVES = "approves"
    PROMULGATES = "promulgates"
    CONSOLIDATES = "consolidates"

    @property
    def changes_law(self) -> bool:
        """Whether what is related to is no longer in force as it was written."""
        return self in {RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS}


class ClauseLevel(StrEnum):
    """Levels of a clause tree, outermost first; the order is the order of nesting."""

    ATTACHMENT = "attachment"
    ANNEX = "annex"
    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    HEADING = "heading"
    ROMAN = "roman"
    CLAUSE = "clause"
    SUBCLAUSE = "subclause"
    POINT = "point"
    INDENT = "indent"

    @property
    def depth(self) -> int:
        """0 for the outermost level, growing inwards."""
        return list(ClauseLevel).index(self)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of one document.

    Raises ``ValueError`` when it is empty or starts before 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The official number of an act: ``80/2021/NĐ-CP`` is number 80 of 2021, kind NĐ, issuer CP.

    ``kind`` and ``issuer`` are the abbreviations of the number itself (``QĐ``, ``UBND``); both may be
    missing where only a bare number is known (``N°6126``). ``year`` is missing in many numbers.
    Raises ``ValueError`` for a number below 1 or a year outside 1900-2100.
    """

    number: int
    year: int | None = None
    kind: str | None = None
    issuer: str | None = None
    written: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"a document number starts at 1, not {self.number}")
        if self.year is not None and not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise ValueError(f"not a year of an act: {self.year}")

    @property
    def bare(self) -> bool:
        """Whether only the figure is known, so that several documents may be meant."""
        return self.kind is None and self.issuer is None


@dataclass(frozen=True, slots=True)
class Document:
    """One document with the fields that readers cite it by.

    ``issuer`` and ``title`` are in the document's own language; ``level`` is the issuer's. ``period`` is the
    years that a plan covers (``2026-2030``), ``vision`` the later year that it looks to. ``consolidates`` is
    the number of the act of which a consolidated text gives the wording. ``record`` says that the text is
    our account of an act and not the official text, which ``published`` points to.
    """

    id: str
    language: Language
    kind: Kind
    title: str
    number: DocumentNumber | None = None
    issuer: str | None = None
    level: Level | None = None
    place: str | None = None
    date: dt.date | None = None
    signatory: str | None = None
    effective: dt.date | None = None
    status: Status = Status.UNKNOWN
    period: str | None = None
    vision: int | None = None
    consolidates: DocumentNumber | None = None
    record: bool = False
    published: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,120}", self.id):
            raise ValueError(f"not a document id: {self.id!r} (letters, digits, '.', '_' and '-')")
        if not self.title.strip():
            raise ValueError(f"document {self.id} has no title")
        if not unicodedata.is_normalized("NFC", self.title):
            raise ValueError(f"the title of document {self.id} is not NFC")


@dataclass(frozen=True, slots=True)
class Page:
    """The characters of the document's text that stand on page ``number`` (the first is 1).

    A page whose footnotes were set apart has two such spans, one in the body and one in the notes.
    """

    number: int
    span: Span

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"the first page is 1, not {self.number}")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its number, the offset in the body at which the number stood, and the span of the note."""

    number: str
    at: int
    span: Span


@dataclass(frozen=True, slots=True)
class ClauseStep:
    """One step of a clause path in language-neutral form: ``article 10``, ``point a``."""

    level: ClauseLevel
    ordinal: str

    def __post_init__(self) -> None:
        if not self.ordinal or self.ordinal != self.ordinal.strip().lower():
            raise ValueError(f"not the ordinal of a clause: {self.ordinal!r}")

    def __str__(self) -> str:
        return f"{self.level}-{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of a clause tree: the steps from the root to it, what each is called, what each is about, its span.

    ``steps``, ``labels`` and ``headings`` run from the outermost clause to this one and have the same
    length; a heading is empty where the clause has none.
    """

    steps: tuple[ClauseStep, ...]
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    span: Span

    def __post_init__(self) -> None:
        if not self.steps or not len(self.steps) == len(self.labels) == len(self.headings):
            raise ValueError(f"a clause needs a label and a heading for each step: {self.steps!r}, {self.labels!r}, {self.headings!r}")

    @property
    def heading(self) -> str:
        """What this clause itself is about; empty where it does not say."""
        return self.headings[-1]

    @property
    def level(self) -> ClauseLevel:
        """The level of this clause itself."""
        return self.steps[-1].level

    @property
    def path(self) -> str:
        """The steps as an address: ``chapter-2/article-10/clause-1``."""
        return "/".join(str(step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a page: ``page`` counts from 1, the sides are shares of its width and height from its top left corner.

    Raises ``ValueError`` when it is empty or reaches beyond the page.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if self.page < 1 or not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError(f"not a part of a page: {self.page}, {self.left}, {self.top}, {self.right}, {self.bottom}")


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the document's text and where it stands on its page."""

    span: Span
    place: Rectangle


@dataclass(frozen=True, slots=True)
class Relation:
    """What a document says of another act, or of one clause of it, and where it says so.

    ``number`` is missing where the act is known by ``name`` alone (*Luật Doanh nghiệp*, *code de
    l'environnement*); ``date`` is the date of the other act where it is given. ``steps`` name the clause of the
    other act that is meant, outermost first; none means the whole act. ``effective`` is the day from which the
    relation counts where the sentence itself says so; without it the day on which the document takes effect counts.
    """

    kind: RelationKind
    span: Span
    number: DocumentNumber | None = None
    name: str = ""
    date: dt.date | None = None
    steps: tuple[ClauseStep, ...] = ()
    effective: dt.date | None = None

    def __post_init__(self) -> None:
        if self.number is None and not self.name:
            raise ValueError(f"a relation names the act it is to, by number or by name: {self.kind} at {self.span}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document that is embedded and found as a whole; it never crosses an article.

    ``clause`` is the innermost clause that covers it, ``pages`` the first and the last page it touches.
    """

    document_id: str
    span: Span
    text: str
    language: Language
    clause: Clause | None = None
    pages: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if len(self.text) != self.span.end - self.span.start:
            raise ValueError(f"passage {self.id}: {len(self.text)} characters for the span {self.span}")

    @property
    def id(self) -> str:
        """An id that no other place shares: document, start and end, joined with separators."""
        return f"{self.document_id}:{self.span.start}-{self.span.end}"
