"""Windows of words around a hit, and how much two of them share."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

BEFORE, WIDTH = 14, 32  #: words verified before a hit, and in all
QUARTERS = np.int16(4)  #: gains are counted in quarters of a bit
UNEQUAL = np.int16(-8)  #: lost for a word that differs: 2 bits, log2 of an edit rate of about 0.3

_Number = TypeVar("_Number", np.uint16, np.int16)


def windows(array: NDArray[_Number]) -> NDArray[_Number]:
    """WIDTH neighbours from every place on, as a view: a tenth of the price of numpy's own."""
    size = array.dtype.itemsize
    view: NDArray[_Number] = np.ndarray((len(array) - WIDTH + 1, WIDTH), array.dtype, array.data, 0, (size, size))
    return view


def shared_bits(equal: NDArray[np.bool_], gain: NDArray[np.int16]) -> NDArray[np.float64]:
    """Bits of the best passage in each window of words, of which some are *equal*: shape (windows,)."""
    return _best_run(np.where(equal, gain, UNEQUAL)) / QUARTERS


def _best_run(value: NDArray[np.signedinteger]) -> NDArray[np.int16]:
    """Largest sum over consecutive columns of each row (Bentley 1984): shape (rows,)."""
    total = np.cumsum(value, axis=1, dtype=np.int16)
    lowest = np.minimum(np.minimum.accumulate(total[:, :-1], axis=1), 0)
    best: NDArray[np.int16] = np.maximum((total[:, 1:] - lowest).max(axis=1), total[:, 0])
    return best
