"""From shared keys to candidate articles: gather postings, group by diagonal, verify on words.

A hit says that word i of the query and word j of a filed article start the same key. Hits on one
diagonal j - i inside one block of 64 query words support each other; groups that carry too little
information are dropped, the others are verified on the words' hashes around the diagonal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from auditor.reuse.postings import Sketch, word_bits
from auditor.reuse.segments import Segment, find, low_words, read

HOT = 64  #: postings read of a key: the earliest. Syndicated text stays findable at a fixed price
BLOCK = 64  #: words of the query that compete for the places below
BLOCK_GROUPS = 50  #: groups verified for each block
REACH = 32  #: words verified on either side of a block
LEAST_BITS = 44.0  #: information of a verified passage below which chance explains it: about five words
SURE_BITS = 60.0  #: the same for passages whose keys many articles have
SLACK = 3.0  #: bits below log2(articles) that the keys of a group may weigh; a lone key in 16 articles does
_RARE_SLACK = 1.5  # down to here keys count as rare
_QUARTERS = np.int16(4)  # values are counted in quarters of a bit
_MOST_WORD = 10  # bits one word can add: a rare word alone is no passage
_UNEQUAL = np.int16(-8)  # lost for a word that differs: 2 bits, log2 of an edit rate of about 0.3
_DIAGONAL = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Candidate articles, most promising first; all arrays have shape (n,)."""

    serials: NDArray[np.int64]
    scores: NDArray[np.float64]  #: bits of information in all verified passages together
    best: NDArray[np.float64]  #: bits of the strongest passage


@dataclass(frozen=True, slots=True, eq=False)
class _Hits:
    segment: NDArray[np.int64]
    row: NDArray[np.int64]
    serial: NDArray[np.int64]
    diagonal: NDArray[np.int64]
    place: NDArray[np.int64]  # word of the query
    weight: NDArray[np.float64]


def look_up(
    segments: Sequence[Segment],
    sketch: Sketch,
    hashes: NDArray[np.uint64],
    total: int,
    *,
    before: int | None = None,
    dead: NDArray[np.int64] | None = None,
) -> Found:
    """Articles in *segments* (oldest first) that likely share a passage with a query.

    *sketch* and *hashes* describe the query, *total* is the number of articles filed. *before*
    leaves out serials from that number on, *dead* leaves out the serials it holds (ascending).
    """
    hits = _gather(segments, sketch, total)
    keep = np.ones(len(hits.serial), np.bool_)
    if before is not None:
        keep &= hits.serial < before
    if dead is not None and len(dead):
        keep &= ~np.isin(hits.serial, dead)
    full = np.log2(max(2, total))
    chosen, weights = _groups(hits, np.flatnonzero(keep), full - SLACK)
    bits = _verify(segments, hits, chosen, hashes)
    good = bits >= np.where(weights >= full - _RARE_SLACK, LEAST_BITS, SURE_BITS)
    return _by_article(hits.serial[chosen][good], hits.place[chosen][good] // BLOCK, bits[good])


def _gather(segments: Sequence[Segment], sketch: Sketch, total: int) -> _Hits:
    found = [find(segment, sketch.keys) for segment in segments]
    frequency = np.zeros(len(sketch), np.int64)
    takes = []
    for begin, end in found:
        takes.append(np.minimum(end - begin, np.maximum(HOT - frequency, 0)))
        frequency += end - begin
    weights = np.log2(max(2, total) / np.maximum(frequency, 1)) + 1
    columns: list[list[NDArray[np.generic]]] = [[], [], [], [], [], []]
    for number, (segment, (begin, _), take) in enumerate(zip(segments, found, takes, strict=True)):
        count = int(take.sum())
        query = np.repeat(np.arange(len(take)), take)
        step = np.arange(count) - np.repeat(np.cumsum(take) - take, take)
        rows, words = read(segment, begin[query] + step)
        place = sketch.positions[query].astype(np.int64)
        parts = (np.full(count, number), rows, segment.serials[rows], words - place, place, weights[query])
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
    kinds = (np.int64, np.int64, np.int64, np.int64, np.int64, np.float64)
    return _Hits(*(np.concatenate(column or [np.empty(0, kind)]) for column, kind in zip(columns, kinds, strict=True)))


def _groups(hits: _Hits, kept: NDArray[np.int64], least: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """One hit of each group (article, diagonal, block) worth verifying, and the group's weight."""
    if not len(kept):
        return kept, np.empty(0)
    block = hits.place[kept] // BLOCK
    diagonal = np.clip(hits.diagonal[kept], 1 - _DIAGONAL, _DIAGONAL - 1) + _DIAGONAL
    code = (hits.serial[kept] - hits.serial[kept].min() << 39) | (diagonal << 16) | np.minimum(block, 0xFFFF)
    _, first, group = np.unique(code, return_index=True, return_inverse=True)
    weight = np.bincount(group, hits.weight[kept]).astype(np.float64)
    # Weights of one group are sums of rounded numbers: the tolerance keeps a lone unique key in.
    strong = np.flatnonzero(weight >= least - 1e-9)
    first, weight = first[strong], weight[strong]
    order = np.lexsort((-weight, block[first]))
    sorted_block = block[first][order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_block, sorted_block)
    best = order[rank < BLOCK_GROUPS]
    return kept[first[best]], weight[best]


def _verify(
    segments: Sequence[Segment], hits: _Hits, chosen: NDArray[np.int64], hashes: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """Bits of the best passage around each chosen hit: shape (len(chosen),)."""
    width = BLOCK + 2 * REACH
    words = np.pad(low_words(hashes), (REACH, width))
    gain = np.clip(word_bits(hashes), 1, _MOST_WORD).astype(np.int16) * _QUARTERS
    # Padding gains nothing even where it is equal by chance.
    gain = np.pad(gain, (REACH, width), constant_values=_UNEQUAL)
    start = hits.place[chosen] // BLOCK * BLOCK
    query, value = (sliding_window_view(array, width)[start] for array in (words, gain))
    other, outside = _around(segments, hits, chosen, start - REACH, width)
    straight = query == other[:, 1:-1]
    beside = (query == other[:, :-2]) | (query == other[:, 2:])
    shifted = value - (value >> 2)  # three quarters
    value = np.where(straight, value, np.where(beside & (value > 0), shifted, _UNEQUAL))
    value[outside[:, 1:-1]] = _UNEQUAL
    return _best_run(value) / _QUARTERS


def _around(
    segments: Sequence[Segment], hits: _Hits, chosen: NDArray[np.int64], start: NDArray[np.int64], width: int
) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Filed words on the diagonal of each hit, one more on either side, and which lie outside the article."""
    width += 2
    begin = start + hits.diagonal[chosen] - 1
    out = np.zeros((len(chosen), width), np.uint16)
    outside = np.zeros((len(chosen), width), np.bool_)
    column = np.arange(width)
    for number, segment in enumerate(segments):
        mine = np.flatnonzero(hits.segment[chosen] == number)
        if not len(mine):
            continue
        row = hits.row[chosen[mine]]
        low, first = begin[mine], segment.firsts[row] + begin[mine]
        fits = (first >= 0) & (first + width <= len(segment.words))
        if fits.any():
            out[mine[fits]] = sliding_window_view(segment.words, width)[first[fits]]
        for one, at in zip(mine[~fits].tolist(), first[~fits].tolist(), strict=True):
            out[one] = segment.words[np.clip(at + column, 0, len(segment.words) - 1)]
        past = low + width - segment.counts[row]
        edge = np.flatnonzero((low < 0) | (past > 0))
        outside[mine[edge]] = (column < -low[edge, None]) | (column >= width - past[edge, None])
    return out, outside


def _best_run(value: NDArray[np.int16]) -> NDArray[np.int16]:
    """Largest sum over consecutive columns of each row (Bentley 1984): shape (rows,)."""
    total = np.cumsum(value, axis=1, dtype=np.int16)
    lowest = np.minimum(np.minimum.accumulate(total[:, :-1], axis=1), 0)
    best: NDArray[np.int16] = np.maximum((total[:, 1:] - lowest).max(axis=1), total[:, 0])
    return best


def _by_article(serials: NDArray[np.int64], blocks: NDArray[np.int64], bits: NDArray[np.float64]) -> Found:
    """Sum each article's best passage of every block; strongest articles first, then oldest."""
    if not len(serials):
        nothing = np.empty(0, np.float64)
        return Found(np.empty(0, np.int64), nothing, nothing)
    order = np.lexsort((-bits, blocks, serials))
    serials, blocks, bits = serials[order], blocks[order], bits[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (serials[1:] != serials[:-1]) | (blocks[1:] != blocks[:-1])
    serials, bits = serials[first], bits[first]
    names, start = np.unique(serials, return_index=True)
    scores = np.add.reduceat(bits, start)
    best = np.maximum.reduceat(bits, start)
    rank = np.lexsort((names, -scores))
    return Found(names[rank], scores[rank], best[rank])
