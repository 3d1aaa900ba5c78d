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

from auditor.annotate.spun.invariant import MOST, invariant, pair_key
from auditor.compiled import compiled, inlined

GRAM = 4  #: words in a key
KEY_BITS = 44  #: width of a key
UNKNOWN_BITS = 22  #: information of a word that the frequency table does not hold
_SLOT_BITS = 17
_MORE = 1 << 6  # in an entry of the table: the slot holds further words
_TELLS = np.uint32(0xFFFFFFFF - (1 << _SLOT_BITS) + 1)  # the bits of an entry that tell its word

_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The keys of one text."""

    keys: NDArray[np.uint64]  #: shape (n,), 44 bits each
    positions: NDArray[np.int32]  #: shape (n,), number of the word a key starts at
    bits: NDArray[np.uint8] | None = None  #: shape (n,), information of the two words of each key that spinning leaves

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class _Rarity:
    """The frequency table as a hash table: slot s holds the entries starts[s] up to starts[s + 1]."""

    common: NDArray[np.uint32]  #: of each slot: 15 bits that tell its commonest word, whether there are more, its bits
    top: NDArray[np.uint32]
    bits: NDArray[np.uint8]
    starts: NDArray[np.int32]


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
    common = np.full(1 << _SLOT_BITS, UNKNOWN_BITS, np.uint32)
    order = np.argsort(bits, kind="stable")[::-1]  # of two in one slot the commoner one stays
    common[slots[order]] = (top[order] << np.uint32(_SLOT_BITS)) | bits[order]
    common[sizes > 1] |= np.uint32(_MORE)
    return _Rarity(common, top, bits, starts)


def word_bits(hashes: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Information of each word in bits, from frequencies in news; rare and unknown words most.

    *hashes* has shape (n,): xxh3_64 of the words; so has the result.
    """
    table = _rarity()
    out = np.empty(len(hashes), np.uint8)
    _looked_up(hashes, table.common, table.top, table.bits, table.starts, out)
    return out


@compiled("hashes")
def _looked_up(
    hashes: NDArray[np.uint64],
    common: NDArray[np.uint32],
    top: NDArray[np.uint32],
    bits: NDArray[np.uint8],
    starts: NDArray[np.int32],
    out: NDArray[np.uint8],
) -> None:
    for word in range(len(hashes)):
        slot = np.int64(hashes[word] >> np.uint64(64 - _SLOT_BITS))
        short = np.uint32(hashes[word] >> np.uint64(32))
        entry = common[slot]
        out[word] = UNKNOWN_BITS
        if (entry ^ (short << np.uint32(_SLOT_BITS))) & _TELLS == 0:
            out[word] = entry & np.uint32(_MORE - 1)
        elif entry & np.uint32(_MORE):
            for other in range(starts[slot], starts[slot + 1]):
                if top[other] == short:
                    out[word] = bits[other]


@inlined
def _mix(value: np.uint64) -> np.uint64:
    """Scatter a 64-bit value (finaliser of MurmurHash3, Appleby 2011); a bijection."""
    out = value ^ (value >> np.uint64(33))
    out *= np.uint64(0xFF51AFD7ED558CCD)
    out ^= out >> np.uint64(33)
    out *= np.uint64(0xC4CEB9FE1A85EC53)
    return out ^ (out >> np.uint64(33))


@inlined
def _gram(hashes: NDArray[np.uint64], at: int) -> np.uint64:
    """The key of four words."""
    total = np.uint64(0)
    for word in range(GRAM):
        total += hashes[at + word] * _MULTIPLIERS[word]
    return _mix(total) >> np.uint64(64 - KEY_BITS)


@compiled("hashes")
def _selected(
    hashes: NDArray[np.uint64], bits: NDArray[np.uint8], keys: NDArray[np.uint64], positions: NDArray[np.int32]
) -> int:
    """Write the kept 4-grams and the words they start at; how many there are."""
    order = np.empty(len(hashes), np.uint64)
    for word in range(len(hashes)):  # rare first
        order[word] = (np.uint64(63 - bits[word]) << np.uint64(58)) | (_mix(hashes[word]) >> np.uint64(6))
    count = 0
    for word in range(len(hashes) - GRAM + 1):
        end = min(order[word], order[word + GRAM - 1])
        if end <= order[word + 1] and end <= order[word + 2]:
            keys[count], positions[count] = _gram(hashes, word), word
            count += 1
    return count


def sketch(hashes: NDArray[np.uint64], extra: Sketch | None = None) -> Sketch:
    """The keys to look a text up by, about half as many as it has words.

    *hashes* has shape (n,): xxh3_64 of the words in order. *extra* adds keys of another kind,
    such as those of words that spinning leaves alone; they are filed and looked up alike.
    A key that occurs more than once is kept where it occurs first.
    """
    every = _plain(hashes, word_bits(hashes))
    if extra is not None:
        every = _both(every, extra)
    _, first = np.unique(every.keys, return_index=True)
    first = first[np.argsort(every.positions[first], kind="stable")]
    return Sketch(every.keys[first], every.positions[first])


def _plain(hashes: NDArray[np.uint64], bits: NDArray[np.uint8]) -> Sketch:
    """All kept 4-grams, repeated ones too."""
    keys, positions = np.empty(len(hashes), np.uint64), np.empty(len(hashes), np.int32)
    count = _selected(hashes, bits, keys, positions)
    return Sketch(keys[:count], positions[:count])


def _spun(hashes: NDArray[np.uint64], bits: NDArray[np.uint8]) -> Sketch:
    """Pairs of neighbours among the words that spinning leaves alone, then those with one such word between."""
    at = invariant(hashes).nonzero()[0]
    if len(at) >= MOST * len(hashes):
        at = at[:0]
    keys, positions = np.empty(2 * len(at), np.uint64), np.empty(2 * len(at), np.int32)
    both = np.empty(2 * len(at), np.uint8)
    count = 0
    for apart in (1, 2):
        count = _paired(hashes, bits, at, apart, keys, positions, both, count)
    return Sketch(keys[:count], positions[:count], both[:count])


@compiled("at")
def _paired(
    hashes: NDArray[np.uint64],
    bits: NDArray[np.uint8],
    at: NDArray[np.int64],
    apart: int,
    keys: NDArray[np.uint64],
    positions: NDArray[np.int32],
    both: NDArray[np.uint8],
    count: int,
) -> int:
    """Write every other key of words *apart* from place *count* on; where they end."""
    for number in range(len(at) - apart):
        first, second = at[number], at[number + apart]
        key = pair_key(hashes[first], hashes[second])
        if key & np.uint64(1) == 0:
            keys[count], positions[count] = key >> np.uint64(64 - KEY_BITS), first
            both[count] = bits[first] + bits[second]
            count += 1
    return count


def _both(plain: Sketch, spun: Sketch) -> Sketch:
    return Sketch(np.concatenate([plain.keys, spun.keys]), np.concatenate([plain.positions, spun.positions]))


def spun_sketch(hashes: NDArray[np.uint64]) -> Sketch:
    """Keys under which a text meets its spun copies, see :mod:`auditor.annotate.spun.invariant`.

    One in two of its keys, chosen by the key, which is plenty: a copy shares dozens with its
    original. Repeated keys of a text are left in.
    """
    return _spun(hashes, word_bits(hashes))


def filed_sketch(hashes: NDArray[np.uint64]) -> Sketch:
    """The keys to file a text under: those of both kinds. Building a segment keeps the first of repeated ones."""
    bits = word_bits(hashes)
    return _both(_plain(hashes, bits), _spun(hashes, bits))


def asked_sketches(hashes: NDArray[np.uint64]) -> tuple[Sketch, Sketch, NDArray[np.uint8]]:
    """The keys to look a text up by, of either kind, and what :func:`word_bits` gives."""
    bits = word_bits(hashes)
    return _plain(hashes, bits), _spun(hashes, bits), bits
