"""How likely a word is to stand anywhere in an English news text, by the hash of the word."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import xxhash
from numpy.typing import NDArray

UNSEEN = 1e-5  # probability of a word the table lacks
STEPS = 8.0  # the table holds round(-8 ln p)
# Numbers are one entry in the counts; this is how their share splits by length (news has many
# one-digit numbers and years, few of any one longer number).
DIGITS = {1: 4e-4, 2: 8e-5, 3: 2e-5, 4: 4e-5}


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Sorted word hashes and their probabilities, both of shape (n,)."""

    hashes: NDArray[np.uint64]
    probability: NDArray[np.float64]

    def of(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Probability of each word; ``UNSEEN`` where it is not in the table."""
        place = np.searchsorted(self.hashes, hashes)
        place[place == len(self.hashes)] = 0
        return np.where(self.hashes[place] == hashes, self.probability[place], UNSEEN)


@cache
def background() -> Background:
    """The packaged table, ``auditor/data/reuse_words.txt.gz``, read once."""
    packed = files("auditor.data").joinpath("reuse_words.txt.gz").read_bytes()
    words: list[str] = []
    levels: list[int] = []
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        level, *row = line.split(" ")
        words += row
        levels += [int(level)] * len(row)
    probability = np.exp(np.array(levels, np.float64) / -STEPS)
    numbers = {str(n): DIGITS[len(str(n))] for n in range(10_000)}
    words += numbers
    probability = np.concatenate([probability, np.fromiter(numbers.values(), np.float64)])
    hashes = np.fromiter((xxhash.xxh3_64_intdigest(word.encode("utf-8")) for word in words), np.uint64, len(words))
    hashes, first = np.unique(hashes, return_index=True)
    return Background(hashes, np.maximum(probability[first], UNSEEN))
