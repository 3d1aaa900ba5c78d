"""Every article of a corpus looked up among the earlier ones, many at a time.

The answer is that of :func:`lookup.look_up` with ``before=`` for one article after another. The
articles are laid end to end, each at a multiple of a block and far enough from the next that no
window around a hit reaches into a neighbour; so one pass over whole arrays answers for many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from auditor.reuse.lookup import (
    _MOST_WORD,
    _QUARTERS,
    _RARE_SLACK,
    _UNEQUAL,
    BLOCK,
    LEAST_BITS,
    REACH,
    SLACK,
    SURE_BITS,
    _around,
    _best_run,
    _by_article,
    _gather,
    _groups,
    _Hits,
)
from auditor.reuse.postings import Sketch, word_bits
from auditor.reuse.segments import Segment, low_words

_WIDTH = BLOCK + 2 * REACH
_AT_ONCE = 1 << 16  # words laid end to end; bounds what is in memory at 64 hits for every second word


def look_up_all(
    segment: Segment, sketches: Sequence[Sketch], hashes: Sequence[NDArray[np.uint64]]
) -> Iterator[tuple[int, int, float]]:
    """(earlier, later, bits) for all articles that likely share a passage.

    *segment* files the articles under their numbers; *sketches* and *hashes* describe them, in order.
    """
    for first, last in _parts([len(words) for words in hashes]):
        yield from _part(segment, sketches, hashes, first, last)


def _parts(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = words = 0
    for number, length in enumerate(lengths):
        if number > first and words + length > _AT_ONCE:
            yield first, number
            first, words = number, 0
        words += length + _WIDTH
    if lengths:
        yield first, len(lengths)


def _part(
    segment: Segment, sketches: Sequence[Sketch], hashes: Sequence[NDArray[np.uint64]], first: int, last: int
) -> Iterator[tuple[int, int, float]]:
    total = len(sketches)
    starts, words, gain = _laid_out(hashes[first:last])
    keys = np.concatenate([sketch.keys for sketch in sketches[first:last]])
    counts = [len(sketch) for sketch in sketches[first:last]]
    places = np.concatenate([sketch.positions for sketch in sketches[first:last]]) + np.repeat(starts, counts)
    hits = _gather([segment], Sketch(keys, places), total)
    owner = first + np.searchsorted(starts, hits.place, "right") - 1
    full = np.log2(max(2, total))
    chosen, weights = _groups(hits, np.flatnonzero(hits.serial < owner), full - SLACK)
    bits = _verified(segment, hits, chosen, words, gain)
    good = bits >= np.where(weights >= full - _RARE_SLACK, LEAST_BITS, SURE_BITS)
    chosen, bits = chosen[good], bits[good]
    found = _by_article(owner[chosen] * total + hits.serial[chosen], hits.place[chosen] // BLOCK, bits)
    for code, score in zip(found.serials.tolist(), found.scores.tolist(), strict=True):
        yield code % total, code // total, score


def _laid_out(
    hashes: Sequence[NDArray[np.uint64]],
) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.int16]]:
    """Where each article starts, the words of all, and what an equal word is worth; nothing between articles."""
    room = np.array([-(-(len(one) + REACH + BLOCK) // BLOCK) * BLOCK for one in hashes], np.int64)
    starts = np.cumsum(room) - room
    words = np.zeros(REACH + int(room.sum()) + _WIDTH, np.uint16)
    gain = np.full(len(words), _UNEQUAL, np.int16)
    for start, one in zip(starts.tolist(), hashes, strict=True):
        at = slice(REACH + start, REACH + start + len(one))
        words[at] = low_words(one)
        gain[at] = np.clip(word_bits(one), 1, _MOST_WORD).astype(np.int16) * _QUARTERS
    return starts, words, gain


def _verified(
    segment: Segment, hits: _Hits, chosen: NDArray[np.int64], words: NDArray[np.uint16], gain: NDArray[np.int16]
) -> NDArray[np.float64]:
    """Bits of the best passage around each chosen hit, as ``lookup`` counts them: shape (len(chosen),)."""
    start = hits.place[chosen] // BLOCK * BLOCK
    query = sliding_window_view(words, _WIDTH)[start]
    value: NDArray[np.int16] = sliding_window_view(gain, _WIDTH)[start]
    other, outside = _around([segment], hits, chosen, start - REACH, _WIDTH)
    straight = query == other[:, 1:-1]
    beside = (query == other[:, :-2]) | (query == other[:, 2:])
    value = np.where(straight, value, np.where(beside & (value > 0), value - (value >> 2), _UNEQUAL))
    value[outside[:, 1:-1]] = _UNEQUAL
    return _best_run(value) / _QUARTERS
