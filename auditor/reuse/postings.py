"""Keys under which a text is filed, so that shared passages of eight words and more can be found.

A key stands for four words in a row (a 4-gram). Of all 4-grams of a text about half are kept:
those whose rarest word is their first or their last one, which is a closed syncmer over words
(Edgar 2021, "Syncmers are more sensitive than minimizers", PeerJ 9:e10805) with an order that
puts rare words first. Whether a 4-gram is kept depends on its own words alone, so an edit
elsewhere changes nothing, and any seven equal words in a row hold at least one kept 4-gram.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.invariant import MOST, invariant, pair_keys

GRAM = 4  #: words in a key
KEY_BITS = 44  #: width of a key
UNKNOWN_BITS = 22  #: information of a word that the frequency table does not hold
_SLOT_BITS = 17
_MORE = 1 << 6  # in an entry of the table: the slot holds further words

_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The keys of one text."""

    keys: NDArray[np.uint64]  #: shape (n,), 44 bits each
    positions: NDArray[np.int32]  #: shape (n,), number of the word a key starts at

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class _Rarity:
    """The frequency table as a hash table: slot s holds the entries starts[s] up to starts[s + 1]."""

    common: NDArray[np.uint32]  #: of each slot: 15 bits that tell its commonest word, whether there are more, its bits
    top: NDArray[np.uint32]
    bits: NDArray[np.uint8]
    starts: NDArray[np.int32]
    deepest: int


@cache
def _rarity() -> _Rarity:
    with (
        resources.files("auditor.data").joinpath("index_rarity.npz").open("rb") as stream,
        np.load(stream) as table,
    ):
        top, bits = table["top"], table["bits"]
    slots = top >> np.uint32(32 - _SLOT_BITS)
    sizes = np.bincount(slots, minlength=1 << _SLOT_BITS)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    common = np.zeros(1 << _SLOT_BITS, np.uint32)
    order = np.argsort(bits, kind="stable")[::-1]  # of two in one slot the commoner one stays
    common[slots[order]] = (top[order] << np.uint32(_SLOT_BITS)) | bits[order]
    common[sizes > 1] |= np.uint32(_MORE)
    return _Rarity(common, np.append(top, np.uint32(0)), np.append(bits, np.uint8(0)), starts, int(sizes.max()))


def word_bits(hashes: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Information of each word in bits, from frequencies in news; rare and unknown words most.

    *hashes* has shape (n,): xxh3_64 of the words; so has the result.
    """
    table = _rarity()
    short = (hashes >> np.uint64(32)).astype(np.uint32)
    slot = short >> np.uint32(32 - _SLOT_BITS)
    common = table.common[slot]
    # An empty slot has no bits, which no word has.
    same = ((common ^ (short << np.uint32(_SLOT_BITS))) >> np.uint32(_SLOT_BITS)) == 0
    out: NDArray[np.uint8] = common.astype(np.uint8) & np.uint8(_MORE - 1)
    out[~same | (out == 0)] = UNKNOWN_BITS
    left = np.flatnonzero(~same & ((common & np.uint32(_MORE)) != 0))
    place, end = table.starts[slot[left]], table.starts[slot[left] + np.uint32(1)]
    for depth in range(table.deepest):
        here = place + depth
        found = table.top[here] == short[left]
        out[left[found]] = table.bits[here[found]]
        rest = ~found & (here + 1 < end)
        left, place, end = left[rest], place[rest], end[rest]
    return out


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


def _selected(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Positions and keys of the 4-grams that are kept, repetitions included."""
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    rare_first = (np.uint64(63) - word_bits(hashes).astype(np.uint64)) << np.uint64(58)
    order = rare_first | (mix(hashes) >> np.uint64(6))
    ends = np.minimum(order[:count], order[GRAM - 1 :])
    middle = np.minimum(order[1 : count + 1], order[2 : count + 2])
    positions = np.flatnonzero(ends <= middle)
    return positions, grams(hashes)[positions]


def sketch(hashes: NDArray[np.uint64], extra: Sketch | None = None) -> Sketch:
    """The keys to look a text up by, about half as many as it has words.

    *hashes* has shape (n,): xxh3_64 of the words in order. *extra* adds keys of another kind,
    such as those of words that spinning leaves alone; they are filed and looked up alike.
    A key that occurs more than once is kept where it occurs first.
    """
    positions, keys = _selected(hashes)
    if extra is not None:
        keys = np.concatenate([keys, extra.keys])
        positions = np.concatenate([positions, extra.positions])
    _, first = np.unique(keys, return_index=True)
    first = first[np.argsort(positions[first], kind="stable")]
    return Sketch(keys[first], positions[first].astype(np.int32))


def spun_sketches(texts: Sequence[NDArray[np.uint64]]) -> list[Sketch]:
    """Keys under which a text meets its spun copies, see :mod:`auditor.annotate.spun.invariant`.

    One in two of its keys, chosen by the key, which is plenty: a copy shares dozens with its
    original. Repeated keys of a text are left in.
    """
    lengths = np.array([len(hashes) for hashes in texts], np.int64)
    ends = np.cumsum(lengths)
    hashes = np.concatenate([np.empty(0, np.uint64), *texts])
    kept = invariant(hashes)
    at = np.flatnonzero(kept)
    owners = np.searchsorted(ends, at, "right")
    prose = np.bincount(owners, minlength=len(texts)) < MOST * lengths
    at, owners = at[prose[owners]], owners[prose[owners]]
    words = hashes[at]
    places = at - (ends - lengths)[owners]
    found = []
    for apart in (1, 2):
        together = owners[apart:] == owners[:-apart]
        keys = pair_keys(words[:-apart][together], words[apart:][together])
        chosen = (keys & np.uint64(1)) == 0
        found.append((keys[chosen], places[:-apart][together][chosen], owners[:-apart][together][chosen]))
    keys, places, owners = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(owners, kind="stable")
    keys, places = keys[order] >> np.uint64(64 - KEY_BITS), places[order].astype(np.int32)
    cuts = np.searchsorted(owners[order], np.arange(len(texts) + 1)).tolist()
    return [Sketch(keys[low:high], places[low:high]) for low, high in pairwise(cuts)]


def both(left: Sketch, right: Sketch) -> Sketch:
    """The keys of two sketches of one text, to be filed together."""
    return Sketch(np.concatenate([left.keys, right.keys]), np.concatenate([left.positions, right.positions]))


def sketches(texts: Sequence[NDArray[np.uint64]]) -> list[Sketch]:
    """The keys to file many texts under; several times faster than one by one.

    Repeated keys of a text are left in: building a segment keeps the first of them.
    """
    lengths = np.array([len(hashes) for hashes in texts], np.int64)
    ends = np.cumsum(lengths)
    positions, keys = _selected(np.concatenate([np.empty(0, np.uint64), *texts]))
    owners = np.searchsorted(ends, positions, "right")
    whole = positions + GRAM <= ends[owners] if len(positions) else np.empty(0, np.bool_)
    positions, keys, owners = positions[whole], keys[whole], owners[whole]
    places = (positions - (ends - lengths)[owners]).astype(np.int32)
    cuts = np.searchsorted(owners, np.arange(len(texts) + 1)).tolist()
    return [Sketch(keys[low:high], places[low:high]) for low, high in pairwise(cuts)]
