"""Words that a dictionary of synonyms puts for one another, over the words of a pair of documents.

WordNet's first senses, as every profile knows them, and the noisy channel of the spun-wording
reader: what each word may have been before a spinner replaced it. Only the news use the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.annotate.spun.tables import channel
from auditor.reuse.align.sides import RARE, Floats, Ids, Pair

SENSE = 0.7  # share of a word's weight a word of the same sense gives,
DICTIONARY = 0.55  # and one that only a spinner's dictionary has in its place


@dataclass(frozen=True, slots=True, eq=False)
class Swaps:
    """Word types of the left side, their synonyms on the right, and what these are worth; shape (s,)."""

    left: Ids
    right: Ids
    share: Floats  #: of the weight of the word itself


def no_swaps() -> Swaps:
    """Nothing stands for anything else."""
    return Swaps(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Replaced:
    """Row i of the sorted word *hashes*, shape (n,), was one of ``originals[starts[i]:starts[i + 1]]``, as hashes."""

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    originals: NDArray[np.uint64]


@cache
def replaced() -> Replaced:
    """The channel of the spun-wording reader by the hashes of its words, read once."""
    table = channel()
    numbers = np.fromiter(table.ids.values(), np.int64, len(table.ids))
    hashes = np.zeros(len(table.ids), np.uint64)
    hashes[numbers] = np.fromiter(
        (xxhash.xxh3_64_intdigest(word.encode()) for word in table.ids), np.uint64, len(table.ids)
    )
    order = np.argsort(hashes)
    counts = np.diff(table.starts)[order]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    offsets = np.arange(len(table.originals)) - np.repeat(starts[:-1], counts)
    rows = np.repeat(table.starts[:-1][order], counts) + offsets
    return Replaced(hashes[order], starts, hashes[table.originals[rows]])


def swaps(pair: Pair, vocabulary: NDArray[np.uint64]) -> Swaps:
    """All pairs of a left word and a right word that may stand for one another.

    *vocabulary* holds the hash of each word type, sorted, shape (v,).
    """
    rare = pair.common < RARE
    ours, theirs = (np.bincount(side.ids, minlength=pair.types) > 0 for side in (pair.left, pair.right))
    observed, original = _listed(vocabulary, rare)
    forward = ours[observed] & theirs[original]
    back = theirs[observed] & ours[original]
    known = pair.left.swaps
    one = np.concatenate([known[0], observed[forward], original[back]]).astype(np.int64)
    two = np.concatenate([known[1], original[forward], observed[back]]).astype(np.int64)
    share = np.where(np.arange(len(one)) < len(known[0]), SENSE, DICTIONARY)
    _, first = np.unique(one * pair.types + two, return_index=True)
    return Swaps(one[first].astype(np.int32), two[first].astype(np.int32), share[first])


def _listed(vocabulary: NDArray[np.uint64], wanted: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(observed, original) word types, both *wanted*, that the channel lists."""
    table = replaced()
    place = np.searchsorted(table.hashes, vocabulary)
    place[place == len(table.hashes)] = 0
    known = np.flatnonzero((table.hashes[place] == vocabulary) & wanted)
    first = table.starts[place[known]]
    counts = table.starts[place[known] + 1] - first
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    originals = table.originals[np.repeat(first, counts) + offsets]
    observed = np.repeat(known, counts)
    at = np.searchsorted(vocabulary, originals)
    at[at == len(vocabulary)] = 0
    held = (vocabulary[at] == originals) & wanted[at] & (at != observed)
    return observed[held], at[held]
