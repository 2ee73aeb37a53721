"""Scales of pictures: from values to places, with ticks that readers can count with."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

_STEPS = (1, 2, 5, 10)
_WANTED_TICKS = 5
_WIDE = 200
"""From this ratio of the largest to the smallest value on, small ones would lie on one line: the scale is logarithmic then."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of values between two places of a picture; ``ticks`` are values to write beside it, the least first."""

    least: float
    most: float
    ticks: tuple[Decimal, ...]
    is_logarithmic: bool
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """Where a value lies, to a tenth of a unit."""
        measure: Callable[[float], float] = math.log10 if self.is_logarithmic else float
        low, high = measure(self.least), measure(self.most)
        share = (measure(float(value)) - low) / (high - low)
        return round(self.start + share * (self.end - self.start), 1)


def scale_of(values: Sequence[Decimal], start: float, end: float) -> Scale:
    """A scale that holds all values: from nothing on, or by powers of ten where values of very different size stand together.

    >>> [int(tick) for tick in scale_of([Decimal(12), Decimal(87)], 0, 100).ticks]
    [0, 20, 40, 60, 80, 100]
    """
    positive = [value for value in values if value > 0]
    if len(positive) == len(values) and values and max(values) / min(values) >= _WIDE:
        first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        step = max(1, math.ceil((last - first) / _WANTED_TICKS))
        last = first + step * math.ceil((last - first) / step)
        ticks = tuple(Decimal(10) ** power for power in range(first, last + 1, step))
        return Scale(float(ticks[0]), float(ticks[-1]), ticks, is_logarithmic=True, start=start, end=end)
    most = max(positive, default=Decimal(1))
    step_size = _step(most / _WANTED_TICKS)
    count = math.ceil(most / step_size)
    ticks = tuple(step_size * tick for tick in range(count + 1))
    return Scale(0.0, float(ticks[-1]), ticks, is_logarithmic=False, start=start, end=end)


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2 and 5, times a power of ten, that is at least so much."""
    power = Decimal(10) ** math.floor(math.log10(least))
    return next(power * step for step in _STEPS if power * step >= least)
