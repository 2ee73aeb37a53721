"""Holds a profile against measures, and finds the question whose answer would settle most of them.

It is information and no decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.criteria import Criterion, Dimension, Offer
from corpus.eligibility import Judgement, Verdict, judge, judge_all, standing
from corpus.profiles import Profile
from corpus.sectors import Sectors


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure with the judgement of each criterion, that of the place where its act holds last, and how the firm stands to all of it."""

    offer: Offer
    judgements: tuple[Judgement, ...]
    standing: Verdict


def judge_offer(offer: Offer, profile: Profile, sectors: Sectors | None = None) -> Judged:
    """How a profile stands to a measure: the place of its act may rule the firm out or leave it open, and never is enough."""
    own = judge_all(offer.criteria, profile, sectors)
    if offer.place is None:
        return Judged(offer, own, standing(own))
    there = judge(offer.place, profile, sectors)
    decided = standing((*own, there)) if own or there.verdict is Verdict.NOT_MET else Verdict.UNKNOWN
    return Judged(offer, (*own, there), decided)


@dataclass(frozen=True, slots=True)
class Open:
    """A question that is open: the key to answer it by, a criterion that asks it, and the places of the measures that wait for it."""

    key: str
    criterion: Criterion
    waiting: tuple[int, ...]


def open_questions(measures: Iterable[Sequence[Judgement]]) -> list[Open]:
    """The questions that measures wait for which are not ruled out yet, the one first that most of them wait for.

    Of equals it is the one that is the last that some of them wait for. ``waiting`` are places in ``measures``.
    """
    waiting: dict[str, list[int]] = {}
    last: Counter[str] = Counter()
    criteria: dict[str, Criterion] = {}
    for place, judgements in enumerate(measures):
        if standing(judgements) is not Verdict.UNKNOWN:
            continue
        missing = list(dict.fromkeys(key for judgement in judgements for key in judgement.missing))
        last.update(missing if len(missing) == 1 else ())
        leaves = [leaf for judgement in judgements for leaf in judgement.criterion.leaves]
        for key in missing:
            waiting.setdefault(key, []).append(place)
            criteria.setdefault(key, next(leaf for leaf in leaves if _asks(leaf, key)))
    ordered = sorted(waiting, key=lambda key: (len(waiting[key]), last[key], key), reverse=True)
    return [Open(key, criteria[key], tuple(waiting[key])) for key in ordered]


def _asks(leaf: Criterion, key: str) -> bool:
    return leaf.key == key or (leaf.dimension is Dimension.SECTOR and key in {f"{leaf.key}:{sector}" for sector in leaf.allowed})
