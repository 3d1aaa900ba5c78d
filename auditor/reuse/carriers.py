"""All articles that carry a key, so that those nobody asks for take no other's place.

A look-up reads a bounded number of postings of each key. Where forgotten articles, articles of the
asker's own source or copies filed early may be among them, more are read, those left out that do
not count, and of the rest the earliest chosen: by date where dates are known, else as filed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.segments import Segment, find, read

NOBODY = -1  #: the source of a query that is of none
_READ = 1 << 13  # postings read for a block of the query, those of its rarest keys
_KEYS = 3  # keys of a block that are read whatever many carry them
_MOST = 1 << 16  # postings read of one key
_AHEAD = 64  # postings of a key that is too common to be read in full


class Register(Protocol):
    """What a store knows of filed articles by their serials; results are shaped like *serials*."""

    def sources(self, serials: NDArray[np.int64], /) -> NDArray[np.int64]:
        """A number for the source of each."""
        ...

    def moments(self, serials: NDArray[np.int64], /) -> NDArray[np.float64]:
        """When each was published, in seconds; infinity where nobody knows."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Carriers:
    """Postings chosen, by key and then by age, all of shape (n,), and how many carry each key: shape (keys,)."""

    key: NDArray[np.int64]  #: place of the key among those asked for
    segment: NDArray[np.int64]
    row: NDArray[np.int64]
    serial: NDArray[np.int64]
    position: NDArray[np.int64]
    frequency: NDArray[np.int64]


def carriers(
    segments: Sequence[Segment],
    keys: NDArray[np.uint64],
    blocks: NDArray[np.int64],
    earliest: int,
    *,
    dead: NDArray[np.int64] | None = None,
    register: Register | None = None,
    own: NDArray[np.int64] | None = None,
) -> Carriers:
    """The *earliest* articles that carry each of *keys*, without those in *dead* (ascending).

    *register* tells their dates, and which are of the source that *own* names for each key: those
    are left out. Keys compete in *blocks* for what is read in full.
    """
    found = [find(segment, keys) for segment in segments]
    frequency = np.zeros(len(keys), np.int64)
    for first, last in found:
        frequency += last - first
    full = _affordable(blocks, frequency)
    left = np.where(full, _MOST, 0 if register is not None else earliest + _AHEAD)
    parts = []
    for place, (segment, (begin, end)) in enumerate(zip(segments, found, strict=True)):
        take = np.minimum(end - begin, left)
        left = left - take
        key = np.repeat(np.arange(len(keys)), take)
        rows, positions = read(segment, np.repeat(begin - np.cumsum(take) + take, take) + np.arange(len(key)))
        parts.append((key, np.full(len(key), place), rows, segment.serials[rows], positions))
    if not parts:
        none = np.empty(0, np.int64)
        return Carriers(none, none, none, none, none, frequency)
    key, number, row, serial, position = (np.concatenate(column) for column in zip(*parts, strict=True))
    counts = np.ones(len(key), np.bool_)
    if dead is not None and len(dead):
        counts &= ~_among(serial, dead)
    if register is not None and own is not None:
        counts &= (own[key] == NOBODY) | (register.sources(serial) != own[key])
    gone = np.bincount(key[~counts], minlength=len(keys))
    kept = np.flatnonzero(counts)
    kept = kept[np.argsort(key[kept], kind="stable")]
    bounds = np.searchsorted(key[kept], np.arange(len(keys) + 1))
    kept = _earliest(kept, bounds, earliest, register.moments(serial[kept]) if register is not None else None)
    return Carriers(key[kept], number[kept], row[kept], serial[kept], position[kept], frequency - gone)


def _among(serials: NDArray[np.int64], some: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of *serials* are in *some*, which ascend."""
    place = np.minimum(np.searchsorted(some, serials), len(some) - 1)
    mask: NDArray[np.bool_] = some[place] == serials
    return mask


def _affordable(blocks: NDArray[np.int64], frequency: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rarest keys of each block, as far as what is read goes."""
    order = np.lexsort((frequency, blocks))
    block = blocks[order]
    ends = np.cumsum(np.minimum(frequency[order], _MOST))
    first = np.searchsorted(block, block)
    earlier = np.concatenate([[0], ends[:-1]])
    fits = np.zeros(len(blocks), np.bool_)
    fits[order] = (ends - earlier[first] <= _READ) | (np.arange(len(order)) - first < _KEYS)
    return fits


def _earliest(
    places: NDArray[np.int64], bounds: NDArray[np.int64], most: int, moments: NDArray[np.float64] | None
) -> NDArray[np.int64]:
    """Up to *most* of *places* for each key, whose places lie between two *bounds*, oldest first."""
    sizes = np.diff(bounds)
    chosen = np.arange(len(places)) - np.repeat(bounds[:-1], sizes) < most
    if moments is None:
        return places[chosen]
    order = np.arange(len(places))
    for key in np.flatnonzero(sizes > most).tolist():
        low, high = int(bounds[key]), int(bounds[key + 1])
        mine = moments[low:high]
        bound = np.partition(mine, most - 1)[most - 1]
        early = np.flatnonzero(mine <= bound)  # as filed; all of the last moment, so that age decides, then serial
        early = early[np.argsort(mine[early], kind="stable")][:most]
        order[low : low + most] = low + early
    return places[order[chosen]]


def strong_or_early(
    blocks: NDArray[np.int64],
    serials: NDArray[np.int64],
    diagonals: NDArray[np.int64],
    weights: NDArray[np.int64],
    most: int,
    register: Register,
) -> NDArray[np.int64]:
    """Places of the *most* heaviest of each block, of equal ones the oldest; and of half as many others, the oldest."""
    moments = register.moments(serials)
    heavy = np.lexsort((diagonals, serials, moments, -weights, blocks))
    early = np.lexsort((diagonals, serials, moments, blocks))
    rest = np.ones(len(blocks), np.bool_)
    chosen = []
    for order, count in ((heavy, most), (early, most // 2)):
        left = order[rest[order]]
        mine = blocks[left]
        taken = left[np.arange(len(mine)) - np.searchsorted(mine, mine) < count]
        rest[taken] = False
        chosen.append(taken)
    return np.concatenate(chosen)


def first_of_blocks(
    serials: NDArray[np.int64], blocks: NDArray[np.int64], start: NDArray[np.int64], register: Register
) -> NDArray[np.bool_]:
    """Which articles, each with its passages from *start* on, are the earliest to hold one of some block."""
    order = np.lexsort((serials, register.moments(serials), blocks))
    first = np.zeros(len(order), np.bool_)
    if not len(order):
        return first
    head = np.ones(len(order), np.bool_)
    head[1:] = blocks[order[1:]] != blocks[order[:-1]]
    first[order[head]] = True
    return np.logical_or.reduceat(first, start)
