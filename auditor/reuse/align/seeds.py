"""Places where two documents share more words than chance gives: where passages grow from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.sides import Pair, Side

SPREAD = 48  # windows of a side in which a word is looked at, so that repeated text stays bounded
TELLING = 0.5  # nats below which a word starts nothing
DENSE = 4_000_000  # window pairs counted in a plain array


def seeds(pair: Pair, profile: Profile) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Window pairs worth growing, best first, by their first words on both sides."""
    likely = np.maximum(pair.left.likely, pair.right.likely)
    chance = -np.expm1(profile.window * np.log1p(-likely))
    weight = np.log((0.6 + 0.4 * chance) / chance)
    counts = [np.bincount(side.ids, minlength=pair.types) for side in (pair.left, pair.right)]
    telling = (counts[0] > 0) & (counts[1] > 0) & (weight >= TELLING)
    rows, row_types = _entries(pair.left, telling, profile)
    cols, col_types = _entries(pair.right, telling, profile)
    width = windows(pair.right, profile)
    # join both sides on the word type
    low = np.searchsorted(col_types, row_types, "left")
    number = np.searchsorted(col_types, row_types, "right") - low
    offsets = np.arange(int(number.sum())) - np.repeat(np.cumsum(number) - number, number)
    codes = np.repeat(rows, number) * width + cols[np.repeat(low, number) + offsets]
    nats = weight[np.repeat(row_types, number)]
    if windows(pair.left, profile) * width <= DENSE:
        score = np.bincount(codes, nats)
        found = np.flatnonzero(score >= profile.seed_score)
        score = score[found]
    else:
        found, inverse = np.unique(codes, return_inverse=True)
        score = np.bincount(inverse, nats)
        found, score = found[score >= profile.seed_score], score[score >= profile.seed_score]
    order = np.lexsort((found, -np.round(score, 6)))
    first, second = np.divmod(found[order], width)
    return first * profile.stride, second * profile.stride


def windows(side: Side, profile: Profile) -> int:
    """Number of seed windows of a side; the last may be short."""
    return max(1, -(-(len(side) - profile.window) // profile.stride) + 1)


def _entries(side: Side, telling: NDArray[np.bool_], profile: Profile) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(window, word type) rows without repeats, in order of the type, at most ``SPREAD`` a type."""
    types = len(telling)
    word = np.flatnonzero(telling[side.ids])
    last = np.minimum(word // profile.stride, windows(side, profile) - 1)
    codes = []
    for back in range(-(-profile.window // profile.stride)):
        window = last - back
        holds = (window >= 0) & (word < window * profile.stride + profile.window)
        codes.append(side.ids[word[holds]].astype(np.int64) * (len(side) + 1) + window[holds])
    rows = np.unique(np.concatenate(codes))
    kind, window = np.divmod(rows, len(side) + 1)
    first = np.searchsorted(kind, np.arange(types))
    rank = np.arange(len(kind)) - first[kind]
    kept = rank < SPREAD
    return window[kept], kind[kept]
