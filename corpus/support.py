"""The nouns of support: measures with their beneficiaries, rates and conditions, programmes, and mentions of sectors.

Kinds, sizes and groups are free of language; the words of the text stay beside them as spans, so that each can be proved
with a quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.facts import Comparator, Period, Quantity
from corpus.nouns import Clause, DocumentNumber, Language, Span


class SupportKind(StrEnum):
    """What is given; the names for readers are in ``rules/measures.toml``."""

    INTEREST_SUBSIDY = "interest_subsidy"
    CREDIT_GUARANTEE = "credit_guarantee"
    LOAN = "loan"
    GRANT = "grant"
    TAX = "tax"
    LAND_RENT = "land_rent"
    PREMISES = "premises"
    TRAINING = "training"
    CONSULTANCY = "consultancy"
    TRADE_PROMOTION = "trade_promotion"
    RESEARCH_TECHNOLOGY = "research_technology"
    CERTIFICATION_STANDARDS = "certification_standards"
    DIGITAL_TRANSFORMATION = "digital_transformation"
    ONE_STOP_PROCEDURES = "one_stop_procedures"
    INFORMATION = "information"
    MARKET_LINKAGE = "market_linkage"
    STARTUP = "startup"
    OTHER = "other"


class Size(StrEnum):
    """Sizes of firms, the smallest first (article 5 of Decree No. 80/2021/NĐ-CP)."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Per(StrEnum):
    """What a ceiling is counted for; several together multiply: so much for each contract and year."""

    YEAR = "year"
    MONTH = "month"
    CONTRACT = "contract"
    ENTERPRISE = "enterprise"
    COURSE = "course"
    PROJECT = "project"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """A group that a text names as beneficiary: its id in the taxonomy, and where it is named."""

    group: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rate:
    """How much is given: a share, a sum or a time, with its comparator.

    ``of`` is what a share is taken of, in the words of the text; ``sizes`` the firms that this one is for where the
    statement has one for each size. ``span`` covers the words of the comparator and the figure.
    """

    quantity: Quantity
    comparator: Comparator
    span: Span
    of: str = ""
    per: tuple[Per, ...] = ()
    sizes: frozenset[Size] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a measure: the words that state it, and the clause that they stand in; with ``excludes`` whom or what it names is not helped.

    ``one_of`` is the lead of a list of which one is enough; conditions with the same one are alternatives.
    """

    span: Span
    clause: Clause | None = None
    excludes: bool = False
    one_of: Span | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a clause gives to somebody.

    ``span`` is the statement to quote and lies in ``clause``; ``name`` is what it gives in the words of the text, at
    ``name_span``. ``beneficiaries`` may stand in another clause; ``sizes`` is empty where no size is stated. ``sectors`` are
    ids of the taxonomy of sectors. ``authority`` is who gives, in the words of the text or the issuer of the document.
    Raises ``ValueError`` when the statement does not cover its name or one of its rates.
    """

    kind: SupportKind
    span: Span
    name: str
    name_span: Span
    clause: Clause | None = None
    beneficiaries: tuple[Beneficiary, ...] = ()
    sizes: frozenset[Size] = frozenset()
    sectors: tuple[str, ...] = ()
    rates: tuple[Rate, ...] = ()
    conditions: tuple[Condition, ...] = ()
    period: Period | None = None
    authority: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.span.covers(self.name_span):
            raise ValueError(f"a measure names what it gives inside its statement {self.span}: {self.name!r} at {self.name_span}")
        if outside := [rate for rate in self.rates if not self.span.covers(rate.span)]:
            raise ValueError(f"the rate at {outside[0].span} does not stand in the statement {self.span}")

    @property
    def groups(self) -> tuple[str, ...]:
        """The ids of the groups of beneficiaries, each once, in the order of the text."""
        return tuple(dict.fromkeys(beneficiary.group for beneficiary in self.beneficiaries))


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, plan, scheme or strategy that a document sets out or names.

    ``names`` has a name for each language in which it was found; ``number`` is that of the act which approves it. ``parts``
    are the headings of its contents, ``sectors`` ids of the taxonomy. ``own`` says that the document itself sets it out.
    Raises ``ValueError`` for one without a name.
    """

    names: tuple[tuple[Language, str], ...]
    span: Span
    number: DocumentNumber | None = None
    period: Period | None = None
    vision: int | None = None
    authority: str = ""
    sectors: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    clause: Clause | None = None
    own: bool = False
    document_id: str = ""

    def __post_init__(self) -> None:
        if not self.names or not all(name.strip() for _, name in self.names):
            raise ValueError(f"a programme has a name: {self.names!r} at {self.span}")

    def name(self, language: Language) -> str:
        """Its name in this language, or else the first that is known."""
        return dict(self.names).get(language, self.names[0][1])


@dataclass(frozen=True, slots=True)
class SectorMention:
    """A sector that a document names: its id in the taxonomy, where, and in which clause."""

    sector: str
    span: Span
    clause: Clause | None = None
