"""What stands beside a passage under the same title: an answer is likelier where its neighbours speak of the matter too."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray


def company(titles: Sequence[Hashable], units: NDArray[np.int64], wording: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each passage the largest wording of another unit under its title, 0 where there is none; all of one length.

    Passages whose unit is not known have one number in common, and no wording.

    >>> company(["a", "a", "a", "b"], np.array([1, 1, 2, 3]), np.array([0.5, 0.5, 0.2, 0.9], dtype=np.float32)).tolist()
    [0.20000000298023224, 0.20000000298023224, 0.5, 0.0]
    """
    first: dict[Hashable, tuple[float, int]] = {}
    second: dict[Hashable, float] = {}
    for position in np.argsort(-wording, kind="stable").tolist():
        title, share, unit = titles[position], float(wording[position]), int(units[position])
        if title not in first:
            first[title] = share, unit
        elif title not in second and unit != first[title][1]:
            second[title] = share
    others = [second.get(title, 0.0) if unit == first[title][1] else first[title][0] for title, unit in zip(titles, units.tolist(), strict=True)]
    return np.array(others, dtype=np.float32)
