"""All postings of many keys, read from all segments in one go.

What looking a text up costs is how often numpy is called as much as what is read. So the keys of
all queries and of both kinds are looked for together, and what the segments give is worked on as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.carriers import Postings, affordable, among, holds
from auditor.reuse.postings import KEY_BITS
from auditor.reuse.segments import (
    HASH_BITS,
    HASH_SHIFT,
    POSITION_BITS,
    ROW_BITS,
    ROW_WORDS,
    Segment,
    bisected,
)

_LONG = 512  # buckets of more postings are bisected
_AHEAD = 64  # postings read of a key that is found so; the same where dead articles may be among them:
_MOST = 1 << 16
_AT_ONCE = 1 << 15  # keys read together: bounds what is in memory
_ROW = np.int64((1 << ROW_BITS) - 1)
_POSITION = np.int64(ROW_WORDS - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Postings of k keys in s segments; m of them were read."""

    segments: Sequence[Segment]
    records: NDArray[np.uint64]  #: shape (m,); those of one segment and key stand together, as filed
    starts: NDArray[np.int64]  #: shape (s, k), where they begin
    counts: NDArray[np.int64]  #: shape (s, k), how many were read
    frequency: NDArray[np.int64]  #: shape (k,), articles that have the key, read or not


def read_all(
    segments: Sequence[Segment],
    keys: NDArray[np.uint64],
    blocks: NDArray[np.int64],
    dead: NDArray[np.int64] | None = None,
) -> Matches:
    """The postings of *keys* in *segments* (oldest first), without articles in *dead* (ascending).

    Of keys that very many articles have the earliest few dozen are read. Where some of those are dead,
    more are, for the rarest keys of each of *blocks*.
    """
    width = len(keys)
    if width > _AT_ONCE:
        some = [slice(at, at + _AT_ONCE) for at in range(0, width, _AT_ONCE)]
        parts = [read_all(segments, keys[part], blocks[part], dead) for part in some]
        return _side_by_side([_first_few(part) for part in parts])
    if not segments or not width:
        none = np.zeros((len(segments), width), np.int64)
        return Matches(segments, np.empty(0, np.uint64), none, none, np.zeros(width, np.int64))
    wanted = keys & np.uint64((1 << HASH_BITS) - 1)
    mortal = [dead is not None and holds(segment, dead) for segment in segments]
    records: list[NDArray[np.uint64]] = []
    cuts: list[NDArray[np.int64]] = []
    long = []
    filled = 0
    for segment, dying in zip(segments, mortal, strict=True):
        bits = (len(segment.buckets) - 1).bit_length() - 1
        bucket = (keys >> np.uint64(KEY_BITS - bits)).view(np.int64)
        begin = segment.buckets.take(bucket).astype(np.int64)
        bucket += 1
        bound = segment.buckets.take(bucket).astype(np.int64)
        size = bound - begin
        many = (size > _LONG).nonzero()[0]
        if len(many):
            size[many] = 0
            long.append((len(cuts), many, *bisected(segment.records, begin[many], bound[many], wanted[many])))
        ends = size.cumsum()
        part = segment.records.take(_ranges(begin, size, ends))
        found = ((part >> HASH_SHIFT) == wanted.repeat(size)).nonzero()[0]
        part = part.take(found)
        if dying and dead is not None:
            alive = _alive(segment, part, dead)
            found, part = found[alive], part[alive]
        cuts.append(found.searchsorted(ends) + filled)
        filled += len(part)
        records.append(part)
    bounds = np.concatenate(([0], *cuts))
    counts = (bounds[1:] - bounds[:-1]).reshape(-1, width)
    starts = bounds[:-1].reshape(-1, width)
    matches = Matches(
        segments, records[0] if len(records) == 1 else np.concatenate(records), starts, counts, counts.sum(0)
    )
    return _with_long(matches, long, blocks, dead if True in mortal else None) if long else matches


def _first_few(matches: Matches) -> Matches:
    """The same with no more postings of a segment and key than anybody asks for."""
    counts = np.minimum(matches.counts, _AHEAD)
    ends = counts.ravel().cumsum()
    records = matches.records.take(_ranges(matches.starts.ravel(), counts.ravel(), ends))
    return replace(matches, records=records, starts=ends.reshape(counts.shape) - counts, counts=counts)


def _side_by_side(parts: Sequence[Matches]) -> Matches:
    """What was read of some keys and of the next ones, as one."""
    filled = np.cumsum([0, *(len(part.records) for part in parts)]).tolist()
    return Matches(
        parts[0].segments,
        np.concatenate([part.records for part in parts]),
        np.concatenate([part.starts + before for part, before in zip(parts, filled, strict=False)], 1),
        np.concatenate([part.counts for part in parts], 1),
        np.concatenate([part.frequency for part in parts]),
    )


def _ranges(begin: NDArray[np.int64], size: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each *begin* on, as many as *size* says; *ends* are the sums of the sizes."""
    out = (begin - ends + size).repeat(size)
    out += np.arange(len(out))
    return out


def _alive(segment: Segment, records: NDArray[np.uint64], dead: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which postings are of articles not in *dead*."""
    return ~among(segment.serials.take(_rows(records)), dead)


def _rows(records: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (records.view(np.int64) >> POSITION_BITS) & _ROW


def _with_long(
    matches: Matches,
    long: Sequence[tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]],
    blocks: NDArray[np.int64],
    dead: NDArray[np.int64] | None,
) -> Matches:
    """Also those of the keys in large buckets, given as segment, keys, begin and end."""
    for _, key, begin, end in long:
        matches.frequency[key] += end - begin
    most = None if dead is None else np.where(affordable(blocks, matches.frequency), _MOST, _AHEAD)
    parts, filled = [matches.records], len(matches.records)
    for number, key, begin, end in long:
        segment = matches.segments[number]
        size = np.minimum(end - begin, _AHEAD if most is None else most[key])
        ends = size.cumsum()
        part = segment.records.take(_ranges(begin, size, ends))
        if dead is not None and holds(segment, dead):
            alive = _alive(segment, part, dead).nonzero()[0]
            part, ends = part[alive], alive.searchsorted(ends)
            left = np.diff(ends, prepend=0)
            matches.frequency[key] -= size - left
            size = left
        matches.starts[number, key] = ends - size + filled
        matches.counts[number, key] = size
        parts.append(part)
        filled += len(part)
    return replace(matches, records=np.concatenate(parts))


def choose(matches: Matches, most: NDArray[np.int64], columns: slice) -> Postings:
    """The earliest *most* postings, shape (k,), of each of the keys in *columns*; by segment, then by key."""
    starts, take = matches.starts[:, columns], matches.counts[:, columns]
    if not take.size:
        return Postings(*(np.empty(0, np.int64) for _ in range(5)))
    if len(take) == 1:
        take = np.minimum(take, most)
    else:
        before = take.cumsum(0)
        before -= take
        take = np.minimum(take, np.maximum(most - before, 0))
    sizes, width = take.ravel(), take.shape[1]
    ends = sizes.cumsum()
    edges = [0, *ends[width - 1 :: width].tolist()]
    records = matches.records.take(_ranges(starts.ravel(), sizes, ends)).view(np.int64)
    key = np.concatenate([np.arange(width)] * len(take)).repeat(sizes)
    number = np.arange(len(take)).repeat(take.sum(1))
    row, position = (records >> POSITION_BITS) & _ROW, records & _POSITION
    serial = np.empty(len(row), np.int64)
    for segment, (low, high) in zip(matches.segments, pairwise(edges), strict=True):
        if high > low:
            mine = row[low:high]
            serial[low:high] = segment.serials.take(mine)
            position[low:high] += segment.offsets.take(mine)
    return Postings(key, number, row, serial, position)
