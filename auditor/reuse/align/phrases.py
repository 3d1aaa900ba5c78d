"""Set phrases: three words in a row that the news keeps writing are no evidence of reuse."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

# Odd multipliers mix the three word hashes (multiply-add hashing, Dietzfelbinger 1996).
MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


def triples(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """A 32-bit hash of every three words in a row, shape (n - 2,)."""
    if len(hashes) < 3:
        return np.zeros(0, np.uint32)
    mixed = hashes[:-2] * MIX[0] + hashes[1:-1] * MIX[1] + hashes[2:] * MIX[2]
    return np.asarray(mixed >> np.uint64(32), np.uint32)


@cache
def phrases() -> NDArray[np.uint32]:
    """The packaged table, ``auditor/data/reuse_phrases.npz``, sorted, read once."""
    packed = files("auditor.data").joinpath("reuse_phrases.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as table:
        return np.asarray(table["phrases"])


def in_phrase(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which words stand in a set phrase, shape (n,)."""
    held = np.zeros(len(hashes), np.bool_)
    keys = triples(hashes)
    if len(keys):
        table = phrases()
        place = np.minimum(np.searchsorted(table, keys), len(table) - 1)
        first = np.flatnonzero(table[place] == keys)
        for offset in range(3):
            held[first + offset] = True
    return held
