"""Windows of words around a hit, and how much two of them share."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

BEFORE, WIDTH = 14, 32  #: words verified before a hit, and in all
QUARTERS = np.int16(4)  #: gains are counted in quarters of a bit
UNEQUAL = np.int16(-8)  #: lost for a word that differs: 2 bits, log2 of an edit rate of about 0.3

_NEIGHBOURS = np.dtype((np.void, 2 * WIDTH))
_Number = TypeVar("_Number", np.uint16, np.int16)


def windows(array: NDArray[_Number], places: NDArray[np.int64]) -> NDArray[_Number]:
    """The WIDTH neighbours from each of *places* on: shape (places, WIDTH)."""
    # Neighbours are copied as one opaque value.
    every: NDArray[np.void] = np.ndarray((len(array) - WIDTH + 1,), _NEIGHBOURS, array.data, 0, (2,))
    return every[places].view(array.dtype).reshape(-1, WIDTH)


def shared_bits(equal: NDArray[np.bool_], gain: NDArray[np.int16]) -> NDArray[np.float64]:
    """Bits of the best passage in each window of words, of which some are *equal*: shape (windows,)."""
    value = equal * (gain - UNEQUAL)
    value += UNEQUAL
    return _best_run(np.ascontiguousarray(value.T)) / QUARTERS


def _best_run(value: NDArray[np.int16]) -> NDArray[np.int16]:
    """Largest sum over consecutive rows of each column, of which there are a power of two: shape (columns,).

    Neighbouring stretches are joined until one is left (the parallel form of Bentley 1984): of each are
    known the sum, the best run, and the best ones at its beginning and at its end.
    """
    best = first = last = total = value
    while len(total) > 1:
        left, right = total[::2], total[1::2]
        best = np.maximum(np.maximum(best[::2], best[1::2]), last[::2] + first[1::2])
        first = np.maximum(first[::2], left + first[1::2])
        last = np.maximum(last[1::2], right + last[::2])
        total = left + right
    found: NDArray[np.int16] = best[0]
    return found
