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


@compiled("places")
def best_of_filed(
    words: NDArray[np.uint16],
    gain: NDArray[np.int16],
    segments: NDArray[np.int64],
    rows: NDArray[np.int64],
    places: NDArray[np.int64],
    diagonals: NDArray[np.int64],
    number: int,
    filed: NDArray[np.uint16],
    firsts: NDArray[np.int64],
    counts: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Write the quarters of bits that the windows around hits share with the articles of segment *number*.

    *words* and *gain* are those of the queries, from BEFORE words before their first on; the last but one
    four are those of :class:`segments.Segment`.
    """
    # Read ahead, so that the processor waits for many places in memory at a time.
    for hit in range(len(places)):
        if segments[hit] == number:
            at = firsts[rows[hit]] + places[hit] + diagonals[hit]
            best[hit] -= filed[min(max(at, 0), len(filed) - 1)]
    for hit in range(len(places)):
        if segments[hit] != number:
            continue
        row, run, most = rows[hit], 0, _LOST
        begin = places[hit] + diagonals[hit] - BEFORE
        for column in range(max(0, -begin), min(WIDTH, counts[row] - begin)):
            place = places[hit] + column
            value = int(gain[place]) if words[place] == filed[firsts[row] + begin + column] else _LOST
            run = max(run, 0) + value
            most = max(most, run)
        best[hit] = most
