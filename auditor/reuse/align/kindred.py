"""How far two articles are about one thing, what they share word by word aside.

Two reports of one event state the same facts, often in the same words; what they share must say
more to be reuse than what two unrelated articles share.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.sides import Floats, Pair, Side

Place = tuple[int, int]
COMMON = 5.0  # words likelier than e to the minus this tell no subject,
RAREST = 5.0  # and none tells more than so many nats beyond
# Cosine from which, and at which altogether, articles are about one thing. Of 400 random pairs of
# news articles 95 in 100 lie below .14; reports of one event mostly lie above .18.
APART, TOGETHER = 0.10, 0.18


def kindred(pair: Pair, shared: Iterable[tuple[Place, Place]]) -> float:
    """0 for articles about different things to 1 for articles about one; the places *shared* do not count.

    Cosine of the rare words of both sides (Salton & McGill 1983), log counts times how rare they are.
    """
    places = list(shared)
    rarity = np.clip(-np.log(pair.common) - COMMON, 0.0, RAREST)
    one = _weights(pair.left, rarity, [left for left, _ in places])
    two = _weights(pair.right, rarity, [right for _, right in places])
    norm = float(np.sqrt((one @ one) * (two @ two)))
    cosine = float(one @ two) / norm if norm > 0 else 0.0
    return min(1.0, max(0.0, (cosine - APART) / (TOGETHER - APART)))


def _weights(side: Side, rarity: Floats, places: Iterable[Place]) -> Floats:
    """The weight of each word type in a document without some places, shape (v,)."""
    outside: NDArray[np.bool_] = np.ones(len(side), np.bool_)
    for first, last in places:
        outside[first:last] = False
    return np.asarray(np.log1p(np.bincount(side.ids[outside], minlength=len(rarity))) * rarity)
