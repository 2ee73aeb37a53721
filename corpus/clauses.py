"""How clauses are headed in documents and shown to readers, in both legal traditions.

The headings are data with examples (``rules/clauses.toml``). How people name clauses is ``corpus.references``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.folding import nfc
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Language, Page, Span
from corpus.rulebook import compiled, rules

VIETNAMESE_POINTS = "abcdđeghiklmnopqrstuvxy"
"""Letters in the order in which Vietnamese acts number points (decree 34/2016/NĐ-CP and practice: no f, j, w, z)."""
LATIN_POINTS = "abcdefghijklmnopqrstuvwxyz"

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORDS = {
    "premier": 1, "première": 1, "thứ nhất": 1, "thứ hai": 2, "thứ ba": 3, "thứ tư": 4, "thứ năm": 5, "thứ sáu": 6,
    "thứ bảy": 7, "thứ tám": 8, "thứ chín": 9, "thứ mười": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """One way to head a clause: its level, the languages that use it and the pattern of its line."""

    level: ClauseLevel
    languages: frozenset[Language]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that looks like the heading of a clause; ``title`` is what follows the label."""

    level: ClauseLevel
    ordinal: str
    label: str
    title: str
    title_offset: int


@cache
def heading_rules() -> tuple[HeadingRule, ...]:
    """The rules in the order in which they are tried."""
    return tuple(
        HeadingRule(ClauseLevel(rule["level"]), frozenset(map(Language, rule["languages"])), compiled(rule["pattern"])) for rule in rules("clauses")["heading"]
    )


@cache
def _line_rules(table: str, language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("clauses")[table] if language in rule["languages"])


def closes_act(line: str, language: Language) -> bool:
    """Whether the line opens the block of signatures, after which no clause goes on."""
    return any(pattern.match(line) for pattern in _line_rules("closing", language))


def attaches_text(line: str, language: Language) -> bool:
    """Whether the line says that the text that follows is attached to an act."""
    return any(pattern.match(line) for pattern in _line_rules("attached", language))


def opens_act(line: str, language: Language) -> bool:
    """Whether the line is the title of an act with its number, such as the law that stands below the decree that promulgates it."""
    return any(pattern.match(line) for pattern in _line_rules("act", language))


def runs_on(line: str, language: Language) -> bool:
    """Whether the sentence of this line goes on, so that what begins the next line is a part of it."""
    return any(pattern.match(line) for pattern in _line_rules("linking", language))


def read_ordinal(written: str) -> str:
    """A clause's number as digits with what follows them: ``II`` is ``2``, ``1er`` is ``1``, ``5A`` is ``5a``.

    >>> [read_ordinal(written) for written in ("II", "1er", "premier", "thứ hai", "5a", "6 bis", "4.1.2", "đ")]
    ['2', '1', '1', '2', '5a', '6bis', '4.1.2', 'đ']
    """
    lowered = nfc(written).strip().lower()
    if lowered in _WORDS:
        return str(_WORDS[lowered])
    if ordinal := re.fullmatch(r"(\d+|[ivxlc]+)\s?(?:er|ère|re|ᵉʳ|°)", lowered):
        lowered = ordinal[1]
    if re.fullmatch(r"[ivxlc]+", lowered) and (value := _roman_value(lowered)):
        return str(value)
    if digits := re.fullmatch(r"0*(\d+)", lowered):
        return digits[1]
    return re.sub(r"[\s-]", lambda match: "." if match.group() == "-" else "", lowered)


def _roman_value(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(-digit if digit < following else digit for digit, following in pairwise([*digits, 0]))


def match_heading(line: str, language: Language) -> list[Heading]:
    """All clauses that a line could head, in the order of the rules; whether it does depends on its place."""
    found = []
    for rule in heading_rules():
        if language in rule.languages and (match := rule.pattern.match(line)):
            groups = match.groupdict()
            title_group = "title" if groups.get("title") is not None else "bare" if groups.get("bare") else None
            written = groups.get("ordinal") or groups["label"] if rule.level is not ClauseLevel.ANNEX else groups.get("ordinal") or "1"
            letter = rule.level is ClauseLevel.POINT
            found.append(
                Heading(
                    level=rule.level,
                    ordinal=written.lower() if letter else read_ordinal(written),
                    label=groups["label"].strip(),
                    title=match[title_group].strip() if title_group else "",
                    title_offset=match.start(title_group) if title_group else match.end(),
                )
            )
    return found


_LABELS: dict[Language, dict[ClauseLevel, str]] = {
    Language.VIETNAMESE: {
        ClauseLevel.ROMAN: "Mục {}", ClauseLevel.CLAUSE: "Khoản {}", ClauseLevel.SUBCLAUSE: "Khoản {}",
        ClauseLevel.POINT: "Điểm {}", ClauseLevel.INDENT: "Gạch đầu dòng {}",
    },
    Language.FRENCH: {
        ClauseLevel.ROMAN: "{}", ClauseLevel.CLAUSE: "Paragraphe {}", ClauseLevel.SUBCLAUSE: "Paragraphe {}",
        ClauseLevel.POINT: "Point {}", ClauseLevel.INDENT: "Tiret {}",
    },
}  # fmt: skip


def label_of(heading: Heading, language: Language) -> str:
    """What the clause is called in its document's language: ``Khoản 1``, ``Paragraphe 1``, ``Điều 5`` as written."""
    template = _LABELS.get(language, {}).get(heading.level)
    if template is None:
        return heading.label
    return template.format(heading.label.rstrip(" .)") if heading.level is ClauseLevel.ROMAN else heading.ordinal)


def citation_label(clause: Clause, language: Language) -> str:
    """How lawyers of the language name the clause: ``Điểm a Khoản 2 Điều 5``, ``Article 5, Paragraphe 2, Point a``.

    Outer divisions are left out where an article identifies the clause alone.
    """
    depths = [step.level for step in clause.steps]
    start = depths.index(ClauseLevel.ARTICLE) if ClauseLevel.ARTICLE in depths else 0
    labels = list(clause.labels[start:])
    if ClauseLevel.ANNEX in depths[:start]:
        labels.insert(0, clause.labels[depths.index(ClauseLevel.ANNEX)])
    return " ".join(reversed(labels)) if language is Language.VIETNAMESE else ", ".join(labels)


_STEP_NAMES: dict[Language, dict[ClauseLevel, str]] = {
    Language.VIETNAMESE: {
        ClauseLevel.ATTACHMENT: "văn bản kèm theo", ClauseLevel.ANNEX: "Phụ lục", ClauseLevel.PART: "Phần", ClauseLevel.TITLE: "Phần",
        ClauseLevel.CHAPTER: "Chương", ClauseLevel.SECTION: "Mục", ClauseLevel.SUBSECTION: "Tiểu mục", ClauseLevel.ARTICLE: "Điều",
        ClauseLevel.ROMAN: "mục", ClauseLevel.CLAUSE: "khoản", ClauseLevel.SUBCLAUSE: "khoản", ClauseLevel.POINT: "điểm",
        ClauseLevel.INDENT: "gạch đầu dòng",
    },
    Language.FRENCH: {
        ClauseLevel.ATTACHMENT: "texte annexé", ClauseLevel.ANNEX: "annexe", ClauseLevel.PART: "partie", ClauseLevel.TITLE: "titre",
        ClauseLevel.CHAPTER: "chapitre", ClauseLevel.SECTION: "section", ClauseLevel.SUBSECTION: "sous-section", ClauseLevel.ARTICLE: "article",
        ClauseLevel.ROMAN: "partie", ClauseLevel.CLAUSE: "paragraphe", ClauseLevel.SUBCLAUSE: "paragraphe", ClauseLevel.POINT: "point",
        ClauseLevel.INDENT: "tiret",
    },
}  # fmt: skip


def name_of_steps(steps: tuple[ClauseStep, ...], language: Language) -> str:
    """How a reader of the language names a clause that was asked for: ``khoản 1 Điều 9``, ``article 9, paragraphe 1``.

    >>> name_of_steps((ClauseStep(ClauseLevel.ARTICLE, "9"), ClauseStep(ClauseLevel.CLAUSE, "1")), Language.VIETNAMESE)
    'khoản 1 Điều 9'
    """
    names = [f"{_STEP_NAMES.get(language, {}).get(step.level, str(step.level))} {step.ordinal}" for step in steps]
    return " ".join(reversed(names)) if language is Language.VIETNAMESE else ", ".join(names)


def innermost(clauses: tuple[Clause, ...], span: Span) -> Clause | None:
    """The deepest clause that covers the whole span."""
    covering = (clause for clause in clauses if clause.span.covers(span))
    return max(covering, key=lambda clause: len(clause.steps), default=None)


def pages_of(pages: tuple[Page, ...], span: Span) -> tuple[int, int] | None:
    """The first and the last page that the span touches; None for a document without pages."""
    touched = [page.number for page in pages if page.span.overlaps(span)]
    return (min(touched), max(touched)) if touched else None
