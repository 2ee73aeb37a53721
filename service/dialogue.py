"""What a reply to a question makes of a profile: the next step of a dialogue about a firm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from corpus.criteria import Dimension, Ownership
from corpus.facts import Unit
from corpus.interview import YES, asks_yes_or_no, choice_named, choices
from corpus.nouns import Language
from corpus.profiles import Profile
from corpus.quantities import find_quantities
from corpus.support import Size
from service.eligibility import NextQuestion, read_profile
from service.errors import BadQuestion

_SEPARATORS = str.maketrans("", "", " .,\u00a0\u202f")


def replied(profile: Profile, question: NextQuestion, reply: str) -> Profile:
    """The profile with the answer to a question, in any of the three languages. Raises ``BadQuestion`` for what is no answer."""
    key, dimension = question.open.key, question.open.criterion.dimension
    try:
        return read_profile(_with_answer(profile, key, dimension, reply.strip(), choices(key, question.criteria)))
    except ValueError as error:
        raise BadQuestion(str(error)) from error


def yes_or_no(reply: str) -> bool:
    """Whether a reply says yes, in any of the three languages. Raises ``BadQuestion`` for what is neither yes nor no."""
    return _choice(reply, choices("other:", ())) == YES


def _with_answer(profile: Profile, key: str, dimension: Dimension, reply: str, among: tuple[str, ...]) -> Profile:
    if asks_yes_or_no(key):
        return replace(profile, answers={**profile.answers, key: yes_or_no(reply)})
    if dimension is Dimension.YEAR:
        return _with_years(profile, reply)
    if dimension is Dimension.SECTOR:
        coded = reply[:1].isdigit() or len(reply) == 1 or reply[1:2].isdigit()
        return replace(profile, code=reply) if coded else replace(profile, sector=choice_named(reply, among) or reply)
    values: dict[Dimension, Callable[[], object]] = {
        Dimension.SIZE: lambda: Size(_choice(reply, among)),
        Dimension.OWNERSHIP: lambda: Ownership(_choice(reply, among)),
        Dimension.PLACE: lambda: reply,
        Dimension.REVENUE: lambda: amount(reply),
        Dimension.CAPITAL: lambda: amount(reply),
        Dimension.STAFF: lambda: int(_number(reply)),
    }
    return replace(profile, **{str(dimension): values[dimension]()})  # type: ignore[arg-type]


def _with_years(profile: Profile, reply: str) -> Profile:
    """The year of the first registration and the one of the support, in this order; one year alone is the one that is not yet known."""
    years = [int(word) for word in reply.replace(",", " ").replace(";", " ").split() if word.isdigit() and len(word) == 4]  # noqa: PLR2004 - digits
    if len(years) == 1:
        return replace(profile, founded=years[0]) if profile.founded is None else replace(profile, year=years[0])
    if len(years) != 2:  # noqa: PLR2004 - both
        raise BadQuestion(f"{reply[:60]!r} holds no year: write one such as 2021, or two such as 2021 2026")
    return replace(profile, founded=years[0], year=years[1])


def _choice(reply: str, among: tuple[str, ...]) -> str:
    found = choice_named(reply, among)
    if found is None:
        raise BadQuestion(f"{reply[:60]!r} is none of the answers: choose one of {', '.join(among)}")
    return found


def amount(written: str) -> Decimal:
    """A sum in dong: digits alone, or with the words of any language. Raises ``BadQuestion`` for anything else.

    >>> amount("60 tỷ") == amount("60 milliards") == amount("60.000.000.000") == 60_000_000_000
    True
    """
    if written.translate(_SEPARATORS).isdigit():
        return _number(written)
    for language in Language:
        for text in (written, f"{written} đồng", f"{written} de dongs", f"VND {written}"):
            found = [one.quantity for one in find_quantities(text, language) if one.quantity.unit is Unit.VND]
            if len(found) == 1:
                return found[0].low
    raise BadQuestion(f"{written[:60]!r} is no sum: write dongs, such as 60000000000 or '60 tỷ'")


def _number(written: str) -> Decimal:
    try:
        return Decimal(written.translate(_SEPARATORS))
    except InvalidOperation as error:
        raise BadQuestion(f"{written[:60]!r} is no number: write digits") from error


def settled(profile: Profile, question: NextQuestion) -> bool:
    """Whether a question need not be asked again after a reply; of two years one may still be missing."""
    years = question.open.criterion.dimension is Dimension.YEAR
    return not years or (profile.founded is not None and profile.year is not None)
