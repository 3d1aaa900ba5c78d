"""Keys under which a text is filed, so that shared passages of eight words and more can be found.

A key stands for four words in a row (a 4-gram). Of all 4-grams of a text about half are kept:
those whose rarest word is their first or their last one, which is a closed syncmer over words
(Edgar 2021, "Syncmers are more sensitive than minimizers", PeerJ 9:e10805) with an order that
puts rare words first. Whether a 4-gram is kept depends on its own words alone, so an edit
elsewhere changes nothing, and any seven equal words in a row hold at least one kept 4-gram.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

GRAM = 4  #: words in a key
KEY_BITS = 44  #: width of a key
UNKNOWN_BITS = 22  #: information of a word that the frequency table does not hold

_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The keys of one text in the order of their positions."""

    keys: NDArray[np.uint64]  #: shape (n,), 44 bits each, no key twice
    positions: NDArray[np.int32]  #: shape (n,), number of the word a key starts at

    def __len__(self) -> int:
        return len(self.keys)


@cache
def _rarity() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    with (
        resources.files("auditor.data").joinpath("index_rarity.npz").open("rb") as stream,
        np.load(stream) as table,
    ):
        return table["top"], table["bits"]


def word_bits(hashes: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Information of each word in bits, from frequencies in news; rare and unknown words most.

    *hashes* has shape (n,): xxh3_64 of the words; so has the result.
    """
    top, bits = _rarity()
    short = (hashes >> np.uint64(32)).astype(np.uint32)
    place = np.searchsorted(top, short)
    place[place == len(top)] = 0
    return np.where(top[place] == short, bits[place], np.uint8(UNKNOWN_BITS))


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter 64-bit values (finaliser of MurmurHash3, Appleby 2011); a bijection."""
    out = values ^ (values >> np.uint64(33))
    out *= np.uint64(0xFF51AFD7ED558CCD)
    out ^= out >> np.uint64(33)
    out *= np.uint64(0xC4CEB9FE1A85EC53)
    out ^= out >> np.uint64(33)
    return out


def grams(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The key of every 4-gram: shape (n - 3,), 44 bits each; empty below four words."""
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for word, multiplier in enumerate(_MULTIPLIERS):
        total += hashes[word : word + count] * multiplier
    return mix(total) >> np.uint64(64 - KEY_BITS)


def sketch(hashes: NDArray[np.uint64], extra: Sketch | None = None) -> Sketch:
    """The keys to file a text under, about half as many as it has words.

    *hashes* has shape (n,): xxh3_64 of the words in order. *extra* adds keys of another kind,
    such as those of words that spinning leaves alone; they are filed and looked up alike.
    A key that occurs more than once is kept where it occurs first.
    """
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return extra if extra is not None else Sketch(np.empty(0, np.uint64), np.empty(0, np.int32))
    rare_first = (np.uint64(63) - word_bits(hashes).astype(np.uint64)) << np.uint64(58)
    order = rare_first | (mix(hashes) >> np.uint64(6))
    ends = np.minimum(order[:count], order[GRAM - 1 :])
    middle = np.minimum(order[1 : count + 1], order[2 : count + 2])
    positions = np.flatnonzero(ends <= middle).astype(np.int32)
    keys = grams(hashes)[positions]
    if extra is not None:
        keys = np.concatenate([keys, extra.keys])
        positions = np.concatenate([positions, extra.positions])
    _, first = np.unique(keys, return_index=True)
    first = first[np.argsort(positions[first], kind="stable")]
    return Sketch(keys[first], positions[first])
