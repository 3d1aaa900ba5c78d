"""Order among a few hundred numbers: less is asked of numpy than its general functions ask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def ranked(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of *numbers*, none negative, in ascending order; equal ones stay in theirs.

    Sorting numbers with their places in the lower bits is twice as fast as sorting places.
    """
    bits = len(numbers).bit_length()
    packed = numbers << bits
    packed |= np.arange(len(numbers))
    packed.sort()
    packed &= (1 << bits) - 1
    return packed


def first_alike(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each number the place of the first one equal to it."""
    first = np.arange(len(ascending))
    first[1:][ascending[1:] == ascending[:-1]] = 0
    found: NDArray[np.int64] = np.maximum.accumulate(first)
    return found
