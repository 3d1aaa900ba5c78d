"""Places where two documents share more words than chance gives: where passages grow from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.sides import Pair, Side


def presence(side: Side, columns: NDArray[np.int32], width: int, profile: Profile) -> NDArray[np.float32]:
    """Which shared words each window holds, shape (windows, width)."""
    windows = max(1, -(-(len(side) - profile.window) // profile.stride) + 1)
    table = np.zeros((windows, width), np.float32)
    column = columns[side.ids]
    word = np.flatnonzero(column >= 0)
    last = np.minimum(word // profile.stride, windows - 1)
    for back in range(-(-profile.window // profile.stride)):
        row = last - back
        holds = (row >= 0) & (word < row * profile.stride + profile.window)
        table[row[holds], column[word[holds]]] = 1
    return table


def seeds(pair: Pair, profile: Profile) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Window pairs worth growing, best first, by their first words on both sides."""
    both = np.zeros(pair.types, np.bool_)
    both[pair.left.ids] = True
    other = np.zeros(pair.types, np.bool_)
    other[pair.right.ids] = True
    shared = np.flatnonzero(both & other)
    columns = np.full(pair.types, -1, np.int32)
    columns[shared] = np.arange(len(shared))
    likely = np.maximum(pair.left.likely, pair.right.likely)[shared]
    chance = -np.expm1(profile.window * np.log1p(-likely))
    weight = np.log((0.6 + 0.4 * chance) / chance).astype(np.float32)
    one = presence(pair.left, columns, len(shared), profile)
    two = presence(pair.right, columns, len(shared), profile)
    score = (one * weight) @ two.T
    rows, cols = np.nonzero(score >= profile.seed_score)
    found = score[rows, cols]
    order = np.lexsort((cols, rows, -found))
    return rows[order] * profile.stride, cols[order] * profile.stride
