"""Bringing together what several releases tell of one thing: at most one telling of each release, the likest first."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def joined(owners: Sequence[Collection[str]], likeness: Floats, *, least: float) -> list[list[int]]:
    """The positions that are one thing, in order of the first of each.

    `owners` are the releases that each position is of; `likeness`, shape (n, n), is symmetric. Groups are merged while
    the mean likeness of two with no release in common is at least `least`.
    """
    groups = [[position] for position in range(len(owners))]
    alike = likeness.copy()
    for one in range(len(owners)):
        for other in range(len(owners)):
            if not set(owners[one]).isdisjoint(owners[other]):
                alike[one, other] = -np.inf
    while len(groups) > 1:
        one, other = divmod(int(np.argmax(alike)), len(groups))
        if not alike[one, other] >= least:
            break
        one, other = sorted((one, other))
        sizes = len(groups[one]), len(groups[other])
        mean = (sizes[0] * alike[one] + sizes[1] * alike[other]) / sum(sizes)
        groups[one] += groups.pop(other)
        alike[one], alike[:, one] = mean, mean
        alike[one, one] = -np.inf
        alike = np.delete(np.delete(alike, other, 0), other, 1)
    return sorted(sorted(group) for group in groups)
