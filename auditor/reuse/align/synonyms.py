"""Which words share a WordNet sense (inflected forms included), by the hash of the word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import xxhash
from numpy.typing import NDArray

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """Row i of the sorted word *hashes*, shape (n,), has senses ``senses[starts[i]:starts[i + 1]]``."""

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    senses: NDArray[np.uint32]

    def rows(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
        """For many words at once: (index into *hashes*, sense) rows, in order of the index."""
        place = np.searchsorted(self.hashes, hashes)
        place[place == len(self.hashes)] = 0
        known = np.flatnonzero(self.hashes[place] == hashes)
        first = self.starts[place[known]]
        counts = self.starts[place[known] + 1] - first
        offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(known, counts), self.senses[np.repeat(first, counts) + offsets]


@cache
def senses() -> Senses:
    """The packaged table, ``auditor/data/wordnet_synonyms.npz``, read once."""
    packed = files("auditor.data").joinpath("wordnet_synonyms.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as table:
        words = table["words"].tobytes().split(b"\n")
        counts = table["counts"].astype(np.int64)
        rows = table["senses"]
    hashes = np.fromiter((xxhash.xxh3_64_intdigest(word) for word in words), np.uint64, len(words))
    order = np.argsort(hashes)
    first = (np.cumsum(counts) - counts)[order]
    counts = counts[order]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    offsets = np.arange(len(rows)) - np.repeat(starts[:-1], counts)
    return Senses(hashes[order], starts, rows[np.repeat(first, counts) + offsets])


def synonym_pairs(hashes: NDArray[np.uint64], left: NDArray[np.bool_], right: NDArray[np.bool_]) -> tuple[Ids, Ids]:
    """All pairs (i, j), i ≠ j, of words that share a sense, i marked in *left* and j in *right*.

    *hashes*, *left* and *right* have the shape (v,): one entry for each word type.
    """
    word, sense = senses().rows(hashes)
    ours, theirs = left[word], right[word]
    both = np.zeros((2, int(sense.max(initial=0)) + 1), np.bool_)
    both[0, sense[ours]] = both[1, sense[theirs]] = True
    shared = (both[0] & both[1])[sense]
    ours, theirs = ours & shared, theirs & shared
    one, one_sense = word[ours], sense[ours]
    two, two_sense = word[theirs], sense[theirs]
    order = np.argsort(two_sense, kind="stable")
    two, two_sense = two[order], two_sense[order]
    low = np.searchsorted(two_sense, one_sense, "left")
    counts = np.searchsorted(two_sense, one_sense, "right") - low
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    i = np.repeat(one, counts)
    j = two[np.repeat(low, counts) + offsets]
    codes = np.unique((i.astype(np.int64) * len(hashes) + j)[i != j])
    return (codes // max(1, len(hashes))).astype(np.int32), (codes % max(1, len(hashes))).astype(np.int32)


def synonymous(one: int, other: int) -> bool:
    """Whether two words, given by their hashes, share a sense."""
    return not _senses_of(one).isdisjoint(_senses_of(other))


@lru_cache(maxsize=65_536)
def _senses_of(word: int) -> frozenset[int]:
    """The senses of one word, given by its hash; none for a word the table does not know."""
    table = senses()
    place = int(table.hashes.searchsorted(np.uint64(word)))
    if place == len(table.hashes) or int(table.hashes[place]) != word:
        return frozenset()
    return frozenset(table.senses[int(table.starts[place]) : int(table.starts[place + 1])].tolist())
