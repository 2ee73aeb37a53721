"""What is told of a firm in the address of a page: the fields of a form, read one by one so that each mistake is shown beside its field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from corpus.interview import choice_name
from corpus.nouns import Language
from corpus.profiles import Profile
from corpus.saying import say_number
from corpus.support import SupportKind
from corpus.support_rules import kind_name
from service.errors import BadQuestion
from service.schemas.eligibility import ProfileIn
from service.traits import taxonomy
from service.web.strings import strings

FIELDS = ("sector", "code", "size", "staff", "revenue", "capital", "ownership", "place", "founded", "year")
"""What a form asks for; revenue and capital are in thousand millions of đồng."""
_MONEY = frozenset({"revenue", "capital"})
_NUMBERS = frozenset({"staff", "founded", "year"})
_BILLION = Decimal(10) ** 9
_SEVERAL = ("support", "yes", "no", "skip")
_SPACES = re.compile(r"\s")
_GROUPS = re.compile(r"(?<=\d)[.,](?=\d{3}(?:[.,]|\b))")
_ONE_SIGN = re.compile(r"\d*[.,]?\d*")
_MOST = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What an address tells of a firm; ``pairs`` are its parameters, ``mistakes`` the fields that cannot be read."""

    pairs: tuple[tuple[str, str], ...]
    profile: Profile
    support: tuple[SupportKind, ...]
    skipped: tuple[str, ...]
    mistakes: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is told."""
        return not any(name in FIELDS or name in _SEVERAL for name, _ in self.pairs)

    def value(self, name: str) -> str:
        """What was written in a field, empty when nothing was."""
        return next((value for known, value in self.pairs if known == name), "")

    def without(self, name: str, value: str = "") -> list[tuple[str, str]]:
        """The parameters without a field, or without one of its values."""
        return [pair for pair in self.pairs if pair[0] != name or (value and pair[1] != value)]


def read_told(parameters: Iterable[tuple[str, str]], today: dt.date) -> Told:
    """What an address tells; who says when a firm was founded asks for this year unless another is given. Raises ``BadQuestion`` for unknown kinds of support."""
    pairs = tuple(dict.fromkeys((name, value) for name, value in parameters if name in FIELDS or name in _SEVERAL))
    if len(pairs) > _MOST:
        raise BadQuestion(f"there are {len(pairs)} answers, and at most {_MOST} can be used")
    written = {name: value for name, value in pairs if name in FIELDS}
    values = {name: _read(name, value) for name, value in written.items()}
    mistakes = tuple(name for name, value in values.items() if not _is_right({name: value}))
    known: dict[str, Any] = {name: value for name, value in values.items() if name not in mistakes}
    if "founded" in known:
        known.setdefault("year", today.year)
        if not _is_right(known):
            known.pop("founded")
            mistakes = (*mistakes, "founded")
    answers: dict[str, bool | None] = {value: name == "yes" for name, value in pairs if name in {"yes", "no"}}
    support = tuple(_kind(value) for name, value in pairs if name == "support")
    skipped = tuple(value for name, value in pairs if name == "skip")
    return Told(pairs, ProfileIn(**known, answers=answers).profile(), support, skipped, mistakes)


def _kind(written: str) -> SupportKind:
    if written not in set(SupportKind):
        raise BadQuestion(f"support={written[:40]!r} is no kind of support")
    return SupportKind(written)


def _read(name: str, written: str) -> object:
    """The value of a field: figures with spaces or signs between their thousands, and a comma or a point before decimals."""
    plain = _SPACES.sub("", written)
    if name in _NUMBERS:
        return _GROUPS.sub("", plain)
    if name not in _MONEY:
        return written
    try:
        return Decimal((plain if _ONE_SIGN.fullmatch(plain) else _GROUPS.sub("", plain)).replace(",", ".")) * _BILLION
    except InvalidOperation:
        return "?"


def _is_right(values: dict[str, Any]) -> bool:
    try:
        ProfileIn(**values).profile()
    except (ValidationError, BadQuestion):
        return False
    return True


def told_label(told: Told, name: str, value: str, language: Language) -> str:
    """What was told, in a few words: the field and its value."""
    t = strings(language)
    match name:
        case "support":
            return kind_name(SupportKind(value), language)
        case "yes" | "no" | "skip":
            return f"{t.of('eligibility.answer', name)}{t('site.colon')}{_answered(value, language)}"
        case "size" | "ownership":
            said = choice_name(value, language)
        case "sector":
            known = taxonomy().by_id.get(told.profile.sector or "")
            said = known.name(language) if known else value
        case "revenue" | "capital":
            figure = getattr(told.profile, name)
            said = t("eligibility.billions", value=say_number(figure / _BILLION, language)) if figure is not None else value
        case _:
            said = value
    return f"{t.of('eligibility.short', name)}{t('site.colon')}{said}"


def _answered(key: str, language: Language) -> str:
    head, _, rest = key.partition(":")
    known = taxonomy().by_id.get(rest) if head == "sector" else None
    return known.name(language) if known else rest.partition(":")[0] or strings(language).of("eligibility.short", head)
