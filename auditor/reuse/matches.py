"""All postings of many keys, found in all segments and read as far as they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import compiled, inlined
from auditor.reuse.carriers import Postings, holds, sieve
from auditor.reuse.segments import POSITION_BITS, ROW_BITS, ROW_WORDS, Segment, find

_EXACT = 1 << 13  # postings of a key in a segment among which the dead are counted
_MOST = 1 << 16  # postings of a key in a segment that are read, the dead included
_ROW_SHIFT, _ROW, _POSITION = np.uint64(POSITION_BITS), np.uint64((1 << ROW_BITS) - 1), np.uint64(ROW_WORDS - 1)
_Dead = tuple[NDArray[np.int64], NDArray[np.bool_]]  # serials of no account, and their sieve
_NOBODY: _Dead = np.empty(0, np.int64), np.zeros(1, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Where the postings of k keys lie in s segments."""

    segments: Sequence[Segment]
    low: NDArray[np.int64]  #: shape (s, k), where they begin
    high: NDArray[np.int64]  #: shape (s, k), and end
    frequency: NDArray[np.int64]  #: shape (k,), articles that have the key
    dead: Sequence[_Dead]  #: of each segment

    def only(self, columns: slice) -> Matches:
        """Those of some of the keys."""
        return Matches(self.segments, self.low[:, columns], self.high[:, columns], self.frequency[columns], self.dead)


def match(segments: Sequence[Segment], keys: NDArray[np.uint64], dead: NDArray[np.int64] | None = None) -> Matches:
    """Find *keys* in *segments* (oldest first), without the articles in *dead* (ascending)."""
    shape = len(segments), len(keys)
    low, high = np.empty(shape, np.int64), np.empty(shape, np.int64)
    gone: list[_Dead] = [
        _NOBODY if dead is None or not holds(segment, dead) else (dead, sieve(dead)) for segment in segments
    ]
    for number, segment in enumerate(segments):
        low[number], high[number] = find(segment, keys)
    frequency = (high - low).sum(0)
    for number, (segment, mine) in enumerate(zip(segments, gone, strict=True)):
        if mine is not _NOBODY:
            _less_dead(segment.records, segment.serials, *mine, low[number], high[number], frequency)
    return Matches(segments, low, high, frequency, gone)


def choose(matches: Matches, most: NDArray[np.int64]) -> Postings:
    """The earliest *most* postings, shape (k,), of each key; by segment, then by key."""
    size = int(np.minimum(matches.frequency, most).sum())
    found = Postings(*np.empty((5, size), np.int64))
    left = most.astype(np.int64)
    filled = 0
    for number, (segment, mine) in enumerate(zip(matches.segments, matches.dead, strict=True)):
        filed = segment.records, segment.serials, segment.offsets
        where = matches.low[number], matches.high[number]
        columns = found.key, found.segment, found.row, found.serial, found.position
        filled = _collect(*filed, *where, *mine, number, left, *columns, filled)
    return found if filled == size else found.only(slice(filled))


@inlined
def _is_dead(serial: int, dead: NDArray[np.int64], low_bits: NDArray[np.bool_]) -> bool:
    if not low_bits[serial & (len(low_bits) - 1)]:
        return False
    at = np.searchsorted(dead, serial)
    return bool(at < len(dead) and dead[at] == serial)


@compiled("low")
def _less_dead(
    records: NDArray[np.uint64],
    serials: NDArray[np.int64],
    dead: NDArray[np.int64],
    low_bits: NDArray[np.bool_],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    frequency: NDArray[np.int64],
) -> None:
    """Take the dead from the frequencies, but for keys so common that it makes no difference."""
    for key in range(len(low)):
        if high[key] - low[key] <= _EXACT:
            for at in range(low[key], high[key]):
                row = np.int64((records[at] >> _ROW_SHIFT) & _ROW)
                frequency[key] -= _is_dead(serials[row], dead, low_bits)


@compiled("low")
def _collect(
    records: NDArray[np.uint64],
    serials: NDArray[np.int64],
    offsets: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    dead: NDArray[np.int64],
    low_bits: NDArray[np.bool_],
    number: int,
    left: NDArray[np.int64],
    keys: NDArray[np.int64],
    segments: NDArray[np.int64],
    rows: NDArray[np.int64],
    found: NDArray[np.int64],
    positions: NDArray[np.int64],
    filled: int,
) -> int:
    """Read postings of segment *number* into the last five arrays from place *filled* on; where they end."""
    for key in range(len(low)):
        for at in range(low[key], min(high[key], low[key] + _MOST)):
            if left[key] <= 0:
                break
            row = np.int64((records[at] >> _ROW_SHIFT) & _ROW)
            serial = serials[row]
            if _is_dead(serial, dead, low_bits):
                continue
            left[key] -= 1
            keys[filled], segments[filled], rows[filled], found[filled] = key, number, row, serial
            positions[filled] = np.int64(records[at] & _POSITION) + offsets[row]
            filled += 1
    return filled
