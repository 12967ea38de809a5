"""The pairing of the greatest weight: who goes on with whom, each at most once."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Before = TypeVar("Before", bound=Hashable)
After = TypeVar("After", bound=Hashable)


def matched(weights: Mapping[Before, Mapping[After, float]]) -> dict[After, Before]:
    """Return for each `after` the `before` it is paired with; the sum of weights is the greatest, nobody is paired twice.

    Pairs of no weight are not made. One `before` after the other is added by the best augmenting path, which keeps the whole best.
    """
    partner: dict[After, Before] = {}
    for new in weights:
        _augment(weights, partner, new)
    return partner


def _augment(weights: Mapping[Before, Mapping[After, float]], partner: dict[After, Before], new: Before) -> None:
    gain = {new: 0.0}
    came: dict[Before, tuple[After, Before]] = {}
    best, end, last = 1e-9, None, None
    queue = [new]
    while queue:
        at = queue.pop(0)
        for after, weight in weights[at].items():
            value = gain[at] + weight
            owner = partner.get(after)
            if owner is None:
                if value > best:
                    best, end, last = value, after, at
            elif owner != at and value - weights[owner][after] > gain.get(owner, -1e18) + 1e-9:
                gain[owner] = value - weights[owner][after]
                came[owner] = (after, at)
                queue.append(owner)
    freed = max(came, key=lambda owner: gain[owner], default=None)
    if freed is not None and gain[freed] > best:
        end, last = came[freed]
        best = gain[freed]
    while end is not None and last is not None:
        partner[end] = last
        if last == new:
            return
        end, last = came[last]
