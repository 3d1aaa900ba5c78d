"""All articles that carry a key, so that those nobody asks for take no other's place.

A look-up reads a bounded number of postings of each key. Where forgotten articles, articles of the
asker's own source or copies filed early may be among them, more are read, those left out that do
not count, and of the rest the earliest chosen: by date where dates are known, else as filed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.segments import Segment, find, read

NOBODY = -1  #: the source of a query that is of none
_READ = 1 << 13  # postings read for a block of the query, those of its rarest keys
_KEYS = 3  # keys of a block that are read whatever many carry them
_MOST = 1 << 16  # postings read of one key
_LOW_BITS = 16  # of a serial: most that are not looked for differ in them
_LOW = (1 << _LOW_BITS) - 1
_AT_ONCE = 1 << 20  # postings read at a time
_UNDATED = 4  # one in so many of the earliest goes by the order of filing: a date may be missing


class Register(Protocol):
    """What a store knows of filed articles by their serials; results are shaped like *serials*."""

    def sources(self, serials: NDArray[np.int64], /) -> NDArray[np.int64]:
        """A number for the source of each."""
        ...

    def moments(self, serials: NDArray[np.int64], /) -> NDArray[np.float64]:
        """When each was published, in seconds; infinity where nobody knows."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Postings by key; all of shape (n,)."""

    key: NDArray[np.int64]  #: place of the key among those asked for
    segment: NDArray[np.int64]
    row: NDArray[np.int64]
    serial: NDArray[np.int64]
    position: NDArray[np.int64]

    def only(self, chosen: NDArray[np.int64] | slice) -> Postings:
        """Those at some places."""
        columns = (self.key, self.segment, self.row, self.serial, self.position)
        return Postings(*(column[chosen] for column in columns))


@dataclass(frozen=True, slots=True, eq=False)
class Carriers(Postings):
    """The earliest carriers of each key."""

    frequency: NDArray[np.int64]  #: how many there are, shape (keys,)


def carriers(
    segments: Sequence[Segment],
    keys: NDArray[np.uint64],
    blocks: NDArray[np.int64],
    earliest: int,
    *,
    register: Register,
    dead: NDArray[np.int64] | None = None,
    own: NDArray[np.int64] | None = None,
) -> Carriers:
    """The *earliest* articles that carry each of *keys*, without those in *dead* (ascending).

    *register* tells their dates, and which are of the source that *own* names for each key: those
    are left out. Keys compete in *blocks* for what is read in full.
    """
    segments = segments if len(keys) else ()
    found = [find(segment, keys) for segment in segments]
    frequency = np.zeros(len(keys), np.int64)
    for first, last in found:
        frequency += last - first
    full = affordable(blocks, frequency)
    most = np.where(full, _MOST, 0)
    parts = []
    gone = np.zeros(len(keys), np.int64)
    for low, high in _ranges(np.minimum(frequency, most)) if segments else ():
        part, counts = _read(segments, [(begin[low:high], end[low:high]) for begin, end in found], most[low:high])
        if dead is not None and len(dead):
            counts &= ~among(part.serial, dead)
        if own is not None:
            mine = own[low:high][part.key]
            counts &= (mine == NOBODY) | (register.sources(part.serial) != mine)
        gone[low:high] = np.bincount(part.key[~counts], minlength=high - low)
        kept = np.flatnonzero(counts)
        kept = kept[np.argsort(part.key[kept], kind="stable")]
        bounds = np.searchsorted(part.key[kept], np.arange(high - low + 1))
        kept = _earliest(kept, bounds, earliest, register.moments(part.serial[kept]))
        part = part.only(kept)
        parts.append(replace(part, key=part.key + low))
    if not parts:
        none = np.empty(0, np.int64)
        return Carriers(none, none, none, none, none, frequency)
    key, segment, row, serial, position = (
        np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Postings)
    )
    return Carriers(key, segment, row, serial, position, frequency - gone)


def holds(segment: Segment, dead: NDArray[np.int64]) -> bool:
    """Whether some of *dead* are filed in a segment, as far as its range of serials tells."""
    if not len(segment.serials) or not len(dead):
        return False
    first, last = np.searchsorted(dead, [segment.serials[0], segment.serials[-1] + 1])
    return bool(last > first)


def _ranges(sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Runs of keys whose postings are read together: bounds what is in memory."""
    ends = np.cumsum(sizes)
    low = 0
    while low < len(sizes):
        high = int(np.searchsorted(ends, (ends[low - 1] if low else 0) + _AT_ONCE, "right"))
        high = max(high, low + 1)
        yield low, high
        low = high


def _read(
    segments: Sequence[Segment],
    found: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
    most: NDArray[np.int64],
) -> tuple[Postings, NDArray[np.bool_]]:
    """The first *most* postings of each key, by segment, and as many times True."""
    left = most
    parts = []
    for place, (filed, (begin, end)) in enumerate(zip(segments, found, strict=True)):
        take = np.minimum(end - begin, left)
        left = left - take
        key = np.repeat(np.arange(len(take)), take)
        rows, positions = read(filed, np.repeat(begin - np.cumsum(take) + take, take) + np.arange(len(key)))
        parts.append((key, np.full(len(key), place), rows, filed.serials[rows], positions))
    every = Postings(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return every, np.ones(len(every.key), np.bool_)


def sieve(serials: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a serial with these low bits is among *serials*."""
    mask = np.zeros(1 << _LOW_BITS, np.bool_)
    mask[serials & _LOW] = True
    return mask


def among(serials: NDArray[np.int64], some: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of *serials* are in *some*, which ascend."""
    found = sieve(some).take(serials & _LOW)
    alike = found.nonzero()[0]  # in the low bits: few, unless many are looked for
    mine = serials[alike]
    found[alike] = some[np.minimum(some.searchsorted(mine), len(some) - 1)] == mine
    return found


def affordable(blocks: NDArray[np.int64], frequency: NDArray[np.int64]) -> NDArray[np.bool_]:
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
    places: NDArray[np.int64], bounds: NDArray[np.int64], most: int, moments: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Up to *most* of *places* for each key, whose places lie between two *bounds*: the first filed, the oldest."""
    sizes = np.diff(bounds)
    chosen = np.arange(len(places)) - np.repeat(bounds[:-1], sizes) < most
    order = np.arange(len(places))
    for key in np.flatnonzero(sizes > most).tolist():
        low, high = int(bounds[key]), int(bounds[key + 1])
        filed = most // _UNDATED
        mine = moments[low + filed : high]
        bound = np.partition(mine, most - filed - 1)[most - filed - 1]
        early = np.flatnonzero(mine <= bound)  # in the order of filing, which decides between equal dates
        early = early[np.argsort(mine[early], kind="stable")][: most - filed]
        order[low + filed : low + most] = low + filed + early
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
