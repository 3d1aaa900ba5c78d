"""Windows of words around a hit, and how much two of them share."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import compiled

BEFORE, WIDTH = 14, 32  #: words verified before a hit, and in all
QUARTERS = np.int16(4)  #: gains are counted in quarters of a bit
UNEQUAL = np.int16(-8)  #: lost for a word that differs: 2 bits, log2 of an edit rate of about 0.3

_NEIGHBOURS = np.dtype((np.void, 2 * WIDTH))
_LOST = int(UNEQUAL)
_Number = TypeVar("_Number", np.uint16, np.int16)


def windows(array: NDArray[_Number], places: NDArray[np.int64]) -> NDArray[_Number]:
    """The WIDTH neighbours from each of *places* on: shape (places, WIDTH)."""
    # Neighbours are copied as one opaque value.
    every: NDArray[np.void] = np.ndarray((len(array) - WIDTH + 1,), _NEIGHBOURS, array.data, 0, (2,))
    return every[places].view(array.dtype).reshape(-1, WIDTH)


def shared_bits(equal: NDArray[np.bool_], gain: NDArray[np.int16]) -> NDArray[np.float64]:
    """Bits of the best passage in each window of words, of which some are *equal*: shape (windows,)."""
    best = np.empty(len(equal), np.int64)
    _best_runs(np.ascontiguousarray(equal), np.ascontiguousarray(gain), best)
    return best / QUARTERS


def bits_on_diagonals(
    words: NDArray[np.uint16],
    gain: NDArray[np.int16],
    places: NDArray[np.int64],
    filed: NDArray[np.uint16],
    firsts: NDArray[np.int64],
    begin: NDArray[np.int64],
    room: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Bits of the best passage in the windows of *words* from *places* on: shape (places,).

    Each is held against the article in *filed* that begins at *firsts* and has *room* words, from its word *begin* on.
    """
    best = np.empty(len(places), np.int64)
    _best_of_filed(words, gain, places, filed, firsts, begin, room, best)
    return best / QUARTERS


@compiled("best")
def _best_runs(equal: NDArray[np.bool_], gain: NDArray[np.int16], best: NDArray[np.int64]) -> None:
    """Largest sum over consecutive columns of each row (Bentley 1984, "Programming pearls", in CACM 27:9)."""
    for row in range(len(best)):
        best[row] = _LOST
        run = 0
        for column in range(equal.shape[1]):
            value = int(gain[row, column]) if equal[row, column] else _LOST
            run = max(run, 0) + value
            best[row] = max(best[row], run)


@compiled("best")
def _best_of_filed(
    words: NDArray[np.uint16],
    gain: NDArray[np.int16],
    places: NDArray[np.int64],
    filed: NDArray[np.uint16],
    firsts: NDArray[np.int64],
    begin: NDArray[np.int64],
    room: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """The same of windows that are compared on the way."""
    # Read ahead, so that the processor waits for many places in memory at a time.
    for row in range(len(best)):
        at = firsts[row] + begin[row] + WIDTH // 2
        best[row] = filed[min(max(at, 0), len(filed) - 1)]
    for row in range(len(best)):
        best[row] = _LOST
        run = 0
        first, last = max(0, -begin[row]), min(WIDTH, room[row] - begin[row])
        for column in range(first, last):
            place = places[row] + column
            value = _LOST
            if words[place] == filed[firsts[row] + begin[row] + column]:
                value = int(gain[place])
            run = max(run, 0) + value
            best[row] = max(best[row], run)
