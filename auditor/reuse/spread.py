"""The search for candidates in steps that different machines can take, each on a bounded part.

The answer is that of :mod:`candidates` on one machine. A step sees a batch of articles with the
postings of their keys, or pieces of two articles side by side, and never a whole index: whoever
moves the rows joins postings by key and pieces by article, and sums up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from auditor.reuse import lookup
from auditor.reuse.grouping import spare
from auditor.reuse.lookup import BLOCK, THOROUGH, Query
from auditor.reuse.windows import BEFORE, WIDTH, shared_bits, windows


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The earliest articles under each of k keys, p in all."""

    keys: NDArray[np.uint64]  #: shape (k,), ascending
    counts: NDArray[np.int64]  #: shape (k,), articles that have the key, be they held here or not
    starts: NDArray[np.int64]  #: shape (k + 1,), where the postings of each key begin
    articles: NDArray[np.int64]  #: shape (p,), ascending within a key
    positions: NDArray[np.int64]  #: shape (p,), number of the word the key starts at


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Places where an article may share a passage with an earlier one; n of them."""

    later: NDArray[np.int64]  #: shape (n,), number of the article
    earlier: NDArray[np.int64]  #: shape (n,), number of the other article
    block: NDArray[np.int64]  #: shape (n,), block of the later article
    begin: NDArray[np.int64]  #: shape (n,), first word of the window in the earlier article; may lie outside
    least: NDArray[np.float64]  #: shape (n,), bits the window must share
    words: NDArray[np.uint16]  #: shape (n, WIDTH), the later article's words in the window
    gain: NDArray[np.int16]  #: shape (n, WIDTH), what each of them is worth


def places_to_verify(first: int, queries: Sequence[Query], postings: Postings, total: int) -> Places:
    """Where the articles *first*, *first* + 1, ... of *total* may share passages with earlier ones.

    *queries* describe a whole batch, as :func:`joint.look_up_all` makes them. Keys that *postings*
    lacks are those of one article only.
    """
    found = []
    for low, high in lookup.parts_of([len(query.hashes) for query in queries]):
        part = queries[low:high]
        starts, size = lookup.starts_of(part)
        hits = _hits(part, starts, postings, total)
        hits = hits.only(hits.serial < first + low + np.searchsorted(starts, hits.place, "right") - 1)
        hits, least = lookup.worth_verifying(hits, starts, total, THOROUGH, None)
        owners = np.searchsorted(starts, hits.place, "right") - 1
        words, gain = lookup.laid_out(part, starts, size)
        block = (hits.place - starts[owners]) // BLOCK
        begin = hits.place - BEFORE + hits.diagonal
        sides = first + low + owners, hits.serial, block, begin, least
        found.append(Places(*sides, windows(words, hits.place), windows(gain, hits.place)))
    return Places(*(np.concatenate([getattr(part, field.name) for part in found]) for field in fields(Places)))


def _hits(queries: Sequence[Query], starts: NDArray[np.int64], postings: Postings, total: int) -> lookup.Hits:
    keys, place = lookup.keys_of(queries, starts)
    if not len(postings.keys):
        return lookup.Hits(*(np.empty(0, np.int64) for _ in range(6)))
    at = np.minimum(np.searchsorted(postings.keys, keys), len(postings.keys) - 1)
    known = postings.keys[at] == keys
    frequency = np.where(known, postings.counts[at], 1)
    begin = postings.starts[at]
    take = np.where(known, np.minimum(postings.starts[at + 1] - begin, THOROUGH.earliest), 0)
    take[spare(place // BLOCK, frequency, THOROUGH.earliest, THOROUGH.hits)] = 0
    query = np.repeat(np.arange(len(keys)), take)
    rows = begin[query] + np.arange(len(query)) - np.repeat(np.cumsum(take) - take, take)
    nowhere = np.zeros(len(query), np.int64)
    weight = lookup.key_weights(frequency, total)[query]
    diagonal = postings.positions[rows] - place[query]
    return lookup.Hits(nowhere, nowhere, postings.articles[rows], diagonal, place[query], weight)


def window_bits(
    words: NDArray[np.uint16],
    gain: NDArray[np.int16],
    begin: NDArray[np.int64],
    filed: NDArray[np.uint16],
    sizes: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Bits of the best passage in each window: shape (n,).

    *words*, *gain* and *begin* are those of :class:`Places`. *filed* holds the earlier article's words
    from max(begin, 0) on, shape (n, WIDTH), with anything behind its end; *sizes* are its lengths.
    """
    column = begin[:, None] + np.arange(WIDTH)
    # A window that begins before the text was read from the text's first word on.
    early = np.flatnonzero(begin < 0)
    filed = filed.copy()
    filed[early] = np.take_along_axis(filed[early], np.maximum(column[early], 0), axis=1)
    equal = (words == filed) & (column >= 0) & (column < sizes[:, None])
    return shared_bits(equal, gain)
